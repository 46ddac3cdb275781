#!/bin/sh
# What the certbot container does. `first`: the first certificate, by a web server of certbot's own on port 80.
# `renew`: looks twice a day, for ever. `deploy`: called by certbot after each success; gives ToWow a copy that its user can read.
set -eu

lineage=${RENEWED_LINEAGE:-/etc/letsencrypt/live/${TOWOW_DOMAIN:-}}
tls=${TLS_FOLDER:-/tls}
owner=${TOWOW_OWNER:-10001:10001}

# Each file is complete or not there; ToWow takes the pair when both have been the same twice.
deploy() {
    umask 077
    chmod 755 "$tls"
    for name in privkey.pem fullchain.pem; do
        cat "$lineage/$name" > "$tls/$name.new"
        chmod 600 "$tls/$name.new"
        chown "$owner" "$tls/$name.new"
        mv "$tls/$name.new" "$tls/$name"
    done
}

case "${1:-}" in
    first)
        certbot certonly --non-interactive --agree-tos --email "$ACME_EMAIL" --standalone --domain "$TOWOW_DOMAIN" \
            --keep-until-expiring --deploy-hook "/bin/sh /certbot.sh deploy"
        # When there was one already certbot does not call.
        deploy
        ;;
    renew)
        trap 'exit 0' TERM INT
        while :; do
            certbot renew --non-interactive --webroot --webroot-path /var/lib/acme --deploy-hook "/bin/sh /certbot.sh deploy" || true
            # In the background, so that TERM does not wait for it.
            sleep 43200 &
            wait $!
        done
        ;;
    deploy) deploy ;;
    *)
        echo "usage: certbot.sh first|renew|deploy" >&2
        exit 2
        ;;
esac

# shellcheck shell=sh
# make_admin_key: makes /etc/towow/admin.key, 256 random bits that only root can read, unless there is one.
make_admin_key() {
    [ ! -s /etc/towow/admin.key ] || return 0
    (
        umask 077
        od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' > /etc/towow/admin.key.new
    )
    [ "$(wc -c < /etc/towow/admin.key.new)" -eq 64 ]
    mv /etc/towow/admin.key.new /etc/towow/admin.key
}

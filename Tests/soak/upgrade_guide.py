#!/usr/bin/env python3
"""The sections "Upgrade and rollback" and "Blue/green" of docs/operating.md, every command as it stands there, in fresh Debian systems with
systemd, under clients: packages through upgrade.sh, a version that hangs; bluegreen.sh with its units, nginx and PostgreSQL."""
import os, re, shutil, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "check"))
import deb
from _debian import BASE, QUIET, Machine, base, run, write
from _server import ROOT
from _versions import another
from deb import Clients, Service
from operating import blocks, follow

SITE = ["nginx-light", "postgresql", "curl", "ca-certificates", "openssl"]


def machine_with(package):
    base(package)
    return Machine()


def build(folder, binary):
    return run(deb.BUILD, "--binary", binary, "--output", folder, "--compression", "gzip").split()[-1]


def purge(machine):
    """Nothing runs any more, and of programs and data nothing is left; what somebody wrote, and backups, are theirs."""
    machine.run("apt-get", "purge", "-y", "-q", "towow")
    left = machine.run("sh", "-c", "! getent passwd towow > /dev/null || find /proc -maxdepth 1 -user towow; find /opt /var/lib /var/log /usr /etc/systemd -name '*towow*'")
    assert not left.strip(), left
    print("  purged: no process, no program, no data")


def fetch_site(package):
    """Fetched, not installed: the machines have no network, and once one has run neither has this process."""
    base(package)
    if not os.path.exists(BASE + "/.site"):
        shutil.copy("/etc/resolv.conf", BASE + "/etc/resolv.conf")
        run("chroot", BASE, "apt-get", "update", "-q", env=QUIET)
        run("chroot", BASE, "apt-get", "install", "-y", "-q", "--download-only", *SITE, env=QUIET)
        write(BASE + "/etc/resolv.conf", "")
        write(BASE + "/.site", "")


# What a version that is no good does instead of serving; a minimal Debian has perl.
BAD = {
    "exits at once": ("exit 1", "does not get ready"),
    "hangs before it is ready": ("exec sleep 1000", "does not get ready"),
    "is ready, but fails its self-check": (r'''for part; do case $part in APP_PORT=*) port=${part#*=} ;; esac; done
exec perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => shift, Listen => 9, ReuseAddr => 1) or die;
while ($c = $s->accept) {
    $_ = <$c>;
    1 while defined($line = <$c>) && $line =~ /\S/;
    print $c "HTTP/1.1 ", m{^GET /health/ready } ? "200 OK" : "500 No", "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    close $c;
}' "$port"''', "does not serve its page"),
}


def spoiled(package, machine, serve):
    """A package like `package`, in the machine, whose program does `serve`, shell, when it is to serve."""
    with tempfile.TemporaryDirectory(prefix="towow-bad-") as folder:
        run("dpkg-deb", "-R", package, folder + "/tree")
        shutil.copy(folder + "/tree/usr/bin/towow", machine.root + "/srv/real-towow")
        for path in ("usr/bin/towow", "DEBIAN/towow"):
            write(f"{folder}/tree/{path}", f'#!/bin/sh\n[ "$1" = serve ] || exec /srv/real-towow "$@"\n{serve}\n')
        run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", folder + "/tree", machine.root + "/srv/bad.deb")
    return "/srv/bad.deb"


def check_bad_packages(service, package, version):
    """Refused by preinst, and by upgrade.sh; nobody notices."""
    machine, process = service.machine, service.property("MainPID")
    with Clients() as clients:
        for what, (serve, why) in BAD.items():
            bad = spoiled(package, machine, serve)
            status, output = machine.status("apt-get", "install", "-y", "-q", bad, TOWOW_TRIAL_SECONDS="4")
            assert status != 0 and why in output and "nothing was changed" in output, output
            write(machine.root + "/etc/towow/upgrade.conf", "WAIT=4\n")
            status, output = machine.status("towow-upgrade", bad)
            assert status == 1 and "does not serve (tried" in output, output
            os.remove(machine.root + "/etc/towow/upgrade.conf")
            assert machine.run("dpkg-query", "-W", "-f", "${Status} ${Version}", "towow") == f"install ok installed {version}"
            assert machine.run("/usr/bin/towow", "--version") == f"towow {version}\n"
            assert service.property("MainPID") == process and service.version() == version
            assert not os.path.exists(machine.root + "/var/lib/towow/upgrade-check"), what
            print(f"  a package that {what}: refused by apt and by towow-upgrade", flush=True)
    clients.report("packages that are no good")


def check_upgrade(first, second, versions):
    machine = machine_with(first)
    os.mkdir(machine.root + "/srv/installed")
    shutil.copy(first, machine.root + "/srv/installed/")
    shutil.copy(second, machine.root + "/srv/")
    machine.start()
    machine.run("sh", "-c", "apt-get install -y -q /srv/installed/towow_*.deb")
    service = Service(machine, [])
    with Clients() as clients:
        follow(machine, "upgrade")
        assert service.version() == versions[0]
        assert machine.run("dpkg-query", "-W", "-f", "${Status} ${Version}", "towow") == f"install ok installed {versions[0]}"
        assert not machine.run("find", "/var/lib/towow", "!", "-user", "towow").strip()
    clients.report("upgraded by package, and back")
    check_bad_packages(service, second, versions[0])
    process = service.property("MainPID")
    with Clients() as clients:
        write(machine.root + "/srv/bad", '#!/bin/sh\n[ "$1" = --version ] && { echo towow 9.0.0; exit; }\n[ "$1 $#" = "serve 3" ] && exec sleep 1000\n'
                                          '[ "$1" != serve ] || exit 1\nexec /usr/bin/towow "$@"\n')
        os.chmod(machine.root + "/srv/bad", 0o755)
        status, output = machine.status("towow-upgrade", "/srv/bad")
        assert status == 1 and "does not serve (tried" in output and service.property("MainPID") == process, output
    clients.report("a version that is no good: refused")
    with Clients() as clients:
        write(machine.root + "/etc/towow/upgrade.conf", "WAIT=5\nTRIAL=no\n")
        write(machine.root + "/srv/bad", '#!/bin/sh\n[ "$1" = --version ] && { echo towow 9.0.0; exit; }\n[ "$1" = serve ] && exec sleep 1000\n'
                                          f'exec /var/lib/towow-versions/{versions[0]}/towow "$@"\n')
        status, output = machine.status("towow-upgrade", "/srv/bad")
        assert status == 1 and f"version {versions[0]} serves" in output and service.version() == versions[0], output
    clients.report("a version that hangs in its place: rolled back")
    purge(machine)
    machine.remove()


def machine_with_site(package, binary, settings=()):
    """One with the package, PostgreSQL, and nginx in front as packaging/nginx has it; people of tests come by plain HTTP on port 8080."""
    machine = machine_with(package)
    shutil.copy(package, machine.root + "/srv/towow.deb")
    shutil.copy(binary, machine.root + "/srv/towow-new")
    machine.start()
    machine.run("apt-get", "install", "-y", "-q", "/srv/towow.deb", *SITE)
    settings = {"TRUSTED_PROXIES": "127.0.0.1,::1", **dict(settings)}
    with open(machine.root + deb.CONFIG) as file:
        kept = [line for line in file if line.split("=")[0] not in settings]
    write(machine.root + deb.CONFIG, "".join(kept + [f"{name}={value}\n" for name, value in settings.items()]))
    machine.run("sh", "-c", """set -eu
su postgres -c "psql -qc \\"CREATE USER towow PASSWORD 'example'\\" -c 'CREATE DATABASE towow OWNER towow'"
install -d -m 700 /etc/credstore
(umask 077; echo postgresql://towow:example@127.0.0.1/towow > /etc/credstore/towow.database_url)
systemctl restart towow
DATABASE_URL=postgresql://towow:example@127.0.0.1/towow towow agents import --bundled
echo 127.0.0.1 towow.example >> /etc/hosts
mkdir -p /etc/letsencrypt/live/towow.example
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=towow.example -addext subjectAltName=DNS:towow.example \\
    -keyout /etc/letsencrypt/live/towow.example/privkey.pem -out /usr/local/share/ca-certificates/site.crt 2> /dev/null
cp /usr/local/share/ca-certificates/site.crt /etc/letsencrypt/live/towow.example/fullchain.pem
update-ca-certificates > /dev/null
rm -f /etc/nginx/sites-enabled/default
cd /usr/share/doc/towow/examples/nginx
cp towow.conf towow-upstream.conf /etc/nginx/conf.d/
cp towow-proxy.conf /etc/nginx/
sed -i 's/worker_connections .*;/worker_connections 8192;/; 1i worker_rlimit_nofile 16384;' /etc/nginx/nginx.conf
cat > /etc/nginx/conf.d/plain.conf << 'END'
server {
    listen 127.0.0.1:8080;
    server_name towow.example;
    access_log off;
    location / {
        include towow-proxy.conf;
    }
}
END
systemctl restart nginx
""")
    return machine


def set_up_colours(machine):
    """The first block of the section, which comes once."""
    machine.run("sh", "-c", "cd /srv && set -eu\n" + next(commands for kind, commands in blocks() if kind == "bluegreen"))


def check_colours(package, binary):
    machine = machine_with_site(package, binary)
    deb.PORT = 8080
    with Clients() as clients:
        follow(machine, "bluegreen")
        clients.reach(clients.count + 50)
    clients.report("two switches and a way back by the units")
    status = machine.run("towow-bluegreen", "status")
    assert re.search(r"^green +live +port 8002 +ready ", status, re.M) and re.search(r"^blue +port 8001 +stopped ", status, re.M), status
    assert machine.run("systemctl", "is-enabled", "towow@green").strip() == "enabled"
    assert machine.status("systemctl", "is-enabled", "towow@blue")[1].strip() == "disabled"
    deb.PORT = 8000
    purge(machine)
    machine.remove()


def main():
    if os.geteuid() != 0:
        sys.exit("upgrade_guide.py needs root for systemd-nspawn")
    run(os.path.join(ROOT, "scripts", "deps.sh"), "dpkg-dev", "openssl")
    # As root has it after a login.
    QUIET["PATH"] = "/usr/local/sbin:/usr/local/bin:" + QUIET["PATH"]
    with tempfile.TemporaryDirectory(prefix="towow-guide-") as folder:
        versions = [another(folder, number) for number in (1, 2)]
        built = [build(folder, binary) for _, binary in versions]
        fetch_site(built[0])
        check_upgrade(*built, [version for version, _ in versions])
        check_colours(built[0], versions[1][1])
    print("upgrade_guide: every command was run as it stands")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs every command of docs/operating.md as it stands there, in fresh Debian systems with systemd: those of the package in their order, those
of the tarball (```sh tarball) in a system of their own, and those that end it (```sh last) at the end; those of nginx, Caddy, supervisor and
Prometheus in one each. Then the tarball's upgrade, under clients, and what its removal leaves.

    operating.py [--only package|tarball|nginx|caddy|supervisor|prometheus]
"""
import argparse, multiprocessing, os, re, shutil, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "check"))
from _debian import QUIET, Machine, base, run
from _server import BINARY, ROOT
from _versions import another
from deb import Clients, Service, packages

BESIDE = {"nginx": ["nginx"], "caddy": ["caddy"], "supervisor": ["supervisor"], "prometheus": ["prometheus", "prometheus-alertmanager"]}


def blocks():
    """(kind, commands) of each block of shell commands."""
    with open(os.path.join(ROOT, "docs", "operating.md")) as file:
        return re.findall(r"^```sh ?(\w*)\n(.*?)^```$", file.read(), re.M | re.S)


def follow(machine, kind, **variables):
    done = [commands for found, commands in blocks() if found == kind]
    assert done, kind
    for commands in done:
        status, output = machine.status("sh", "-c", f"cd /srv && set -eux\n{commands}", **variables)
        if status:
            sys.exit(f"failed ({status}):\n{commands}\n{output[-3000:]}\n{machine.status('journalctl', '-q', '--no-pager', '-n', '30')[1][-4000:]}")
    lines = sum(len(commands.splitlines()) for commands in done)
    print(f"  {len(done)} blocks of commands, {lines} lines{' of ' + kind if kind else ''}: all succeeded")


def prepare(machine, files, name="localhost"):
    for file in files:
        shutil.copy(file, machine.root + "/srv/")
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", f"/CN={name}",
        "-addext", f"subjectAltName=DNS:{name}", "-keyout", machine.root + "/srv/privkey.pem", "-out", machine.root + "/srv/fullchain.pem")


def check_package(package):
    machine = Machine()
    prepare(machine, [package])
    machine.start()
    follow(machine, "")
    assert [name for name in os.listdir(machine.root + "/var/backups/towow") if re.fullmatch(r"\d{4}-\d\d-\d\d\.db", name)]
    follow(machine, "last")
    machine.remove()


def check_beside(kind, package):
    """A section about another program, which comes with the system here: a machine has no network once it runs."""
    machine = Machine()
    shutil.copy("/etc/resolv.conf", machine.root + "/etc/resolv.conf")
    run("chroot", machine.root, "apt-get", "install", "-y", "-q", *BESIDE[kind], "curl", env=QUIET)
    prepare(machine, [package], "towow.example")
    with open(machine.root + "/etc/hosts", "a") as file:
        file.write("127.0.0.1 localhost towow.example\n")
    machine.start()
    machine.run("apt-get", "install", "-y", "-q", "/srv/" + os.path.basename(package))
    # The certificate is nobody's that curl would know.
    follow(machine, kind, CURL_CA_BUNDLE="/srv/fullchain.pem")
    if kind == "caddy":
        assert machine.run("cat", "/proc/sys/net/ipv4/tcp_migrate_req").strip() == "1", "the kernel's setting did not take effect"


def check_tarball(folder, own):
    build = os.path.join(ROOT, "packaging", "tarball", "build.sh")
    version, second = another(folder, 1)
    archives = [run(build, "--binary", binary, "--output", folder).split()[-1] for binary in (BINARY, second)]
    again = run(build, "--binary", BINARY, "--output", folder + "/again").split()[-1]
    with open(archives[0], "rb") as first, open(again, "rb") as other:
        assert first.read() == other.read(), "a second build has other bytes"
    machine = Machine()
    # The libraries come from the package manager of the system, whichever it is.
    machine.start()
    machine.run("apt-get", "install", "-y", "-q", "libcurl4", "libpq5", "libsqlite3-0")
    prepare(machine, archives[:1])
    before = machine.files()
    follow(machine, "tarball")
    shutil.rmtree(machine.root + f"/srv/towow-{own}")
    left = {path for path in machine.files() - before if not re.match(r"/var/log/|/var/lib/systemd/|/etc/\w+-$|/usr/local/share/", path)}
    assert not left, sorted(left)[:20]
    assert not machine.run("find", "/usr/local", "-type", "f").strip()
    print("  uninstall.sh --purge leaves nothing")

    machine.run("sh", "-c", "cd /srv && tar xzf towow-*.tar.gz && towow-*/install.sh")
    service = Service(machine, [])
    assert "PROGRAM=/usr/local/bin/towow" in machine.run("/usr/local/sbin/towow-upgrade", "--help")
    assert "/usr/local/bin/towow serve" in machine.read("/usr/local/share/doc/towow/examples/supervisor/towow.conf")
    assert f"the present version is {own}" in machine.run("/usr/local/sbin/towow-upgrade", "--list")
    process = service.property("MainPID")
    machine.run("sh", "-c", "/srv/towow-*/install.sh")
    assert service.property("MainPID") == process, "the same version again restarts the service"
    shutil.copy(archives[1], machine.root + "/srv/")
    with Clients() as clients:
        machine.run("sh", "-c", f"cd /srv && tar xzf towow-{version}-linux-*.tar.gz && towow-{version}/install.sh")
    clients.report("upgrade by install.sh")
    assert service.version() == version
    config = machine.root + "/etc/towow/towow.env"
    with open(config, "a") as file:
        file.write("TOWOW_NO_SUCH=1\n")
    status, output = machine.status(f"/srv/towow-{own}/install.sh")
    assert status == 1 and "does not accept" in output and service.version() == version, output
    machine.remove()


def run_part(check, *arguments):
    """In a process of its own, which does not come to atexit."""
    try:
        check(*arguments)
    finally:
        for machine in Machine.made:
            machine.remove()


def main():
    parser = argparse.ArgumentParser(description="Runs every command of the operator's guide.")
    parser.add_argument("--only", choices=["package", "tarball", *BESIDE])
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("operating.py needs root for systemd-nspawn")
    run(os.path.join(ROOT, "scripts", "deps.sh"), "dpkg-dev", "openssl")
    with tempfile.TemporaryDirectory(prefix="towow-operating-") as folder:
        own, built = packages(folder, False, 1)
        base(built[0])
        parts = {kind: (check_beside, kind, built[0]) for kind in BESIDE}
        parts |= {"package": (check_package, built[0]), "tarball": (check_tarball, folder, own)}
        for name in [options.only] if options.only else parts:
            # Each in a process of its own: one that has entered a machine's network has no other any more.
            child = multiprocessing.Process(target=run_part, args=parts[name])
            child.start()
            child.join()
            if child.exitcode:
                sys.exit(f"the commands of {name} failed")
    print(f"operating: every command of the guide{' about ' + options.only if options.only else ''} was run as it stands")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# check: beside
"""Restarts through the socket, under people: a parent that holds it starts the server again, as systemd does with towow.socket.

    socket_restart.py [--times 1] [--rate 120] [--streams 300] [--negotiations 20] [--machine]

With `--machine` it is the Debian package under a real systemd, `systemctl restart towow.service`. What is counted as failed: _traffic.c.
"""
import atexit, contextlib, os, socket, sqlite3, struct, subprocess, sys, tempfile

from _server import BINARY, ROOT, end
from _traffic import SETTINGS, Traffic, arguments
from _wire import wait_for


class Parent:
    """Binds the socket, and hands it to one server after the other (sd_listen_fds(3))."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="towow-socket-")
        self.data = self.folder.name + "/data"
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.listener.getsockname()[1]
        self.environment = {"PATH": os.environ["PATH"], "DEBUG": "false", "LOG_LEVEL": "warning", "TOWOW_DATA_DIR": self.data, **SETTINGS}
        # A development server takes the bundled members at its first start.
        self.process = None
        self.start()

    def start(self):
        inherited = self.listener.fileno()
        with open(self.folder.name + "/log", "a") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", f"exec 3<&{inherited} && export LISTEN_PID=$$ LISTEN_FDS=1 && exec {BINARY} serve"], env=self.environment,
                cwd=self.folder.name, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(inherited,))
        atexit.register(end, self.process)

    def restart(self):
        self.process.terminate()
        status = self.process.wait(20)
        assert status == 0, (status, self.journal())
        self.start()

    def room(self):
        """How many may wait in the socket (tcpi_sacked of a listening socket, tcp(7))."""
        return struct.unpack_from("I", self.listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 32), 28)[0]

    def journal(self):
        with open(self.folder.name + "/log") as file:
            return file.read()[-3000:]

    def close(self):
        self.process.terminate()
        assert self.process.wait(20) == 0, self.journal()
        self.folder.cleanup()


class Unit:
    """towow.socket and towow.service in a Debian of their own."""

    def __init__(self):
        import deb
        from _debian import Machine, base, run
        run(os.path.join(ROOT, "scripts", "deps.sh"), "dpkg-dev")
        self.folder = tempfile.TemporaryDirectory(prefix="towow-socket-")
        package = run(deb.BUILD, "--binary", BINARY, "--output", self.folder.name, "--compression", "gzip").split()[-1]
        base(package)
        self.port, self.machine = 8000, Machine()
        self.machine.start()
        self.service = deb.Service(self.machine, [package])
        status, output = self.service.install(0)
        assert status == 0, output
        with open(self.machine.root + deb.CONFIG) as file:
            kept = [line for line in file if line.split("=")[0] not in SETTINGS]
        with open(self.machine.root + deb.CONFIG, "w") as file:
            file.writelines(kept + [f"{name}={value}\n" for name, value in SETTINGS.items()])
        self.machine.run("systemctl", "stop", "towow.service")
        self.machine.run("towow", "agents", "import", "--bundled")
        self.machine.run("systemctl", "start", "towow.service")
        self.data = self.machine.root + "/var/lib/towow"

    def restart(self):
        before = self.service.property("MainPID")
        self.machine.run("systemctl", "restart", "towow.service")
        assert self.service.property("MainPID") not in ("0", before)

    def journal(self):
        return self.service.journal()

    def close(self):
        self.machine.remove()
        self.folder.cleanup()


def main():
    options = arguments(__doc__.splitlines()[0], machine=False)
    if options.machine and os.geteuid() != 0:
        sys.exit("--machine needs root for systemd-nspawn")
    server = Unit() if options.machine else Parent()

    def stored():
        with contextlib.closing(sqlite3.connect(f"file:{server.data}/towow.db?mode=ro", uri=True, timeout=20)) as database:
            return dict(database.execute("SELECT id, CASE WHEN completed_at IS NOT NULL THEN head END FROM demands"))

    assert wait_for(lambda: os.path.exists(server.data + "/towow.db"), 30), server.journal()
    traffic = Traffic(server.port, options, stored)
    for number in range(options.times):
        traffic.through(f"restart {number + 1}", server.restart)
    faults = traffic.finish()
    if not options.machine:
        with open("/proc/sys/net/core/somaxconn") as file:
            wanted = min(4096, int(file.read()))
        assert server.room() == wanted, f"the server made the socket smaller: {server.room()} may wait, not {wanted}"
    server.close()
    if faults:
        sys.exit(f"{len(faults)} faults")
    print(f"socket_restart: {options.times} restarts, nobody was refused")


if __name__ == "__main__":
    main()

"""A Debian system of its own with systemd as process 1, in systemd-nspawn, without a network but its own loopback.

Needs root. Packages come from the mirror that this machine's apt uses, with apt's settings for the transport; the root before anything is
installed is kept in .build/debian-root.
"""
import atexit, contextlib, ctypes, os, re, shutil, signal, subprocess, sys, tempfile, time

from _server import ROOT
from _wire import wait_for

BASE = os.path.join(ROOT, ".build", "debian-root")
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root"}


def run(*command, **options):
    """Output of a command that has to succeed."""
    result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if result.returncode:
        sys.exit(f"failed ({result.returncode}): {' '.join(command)}\n{result.stdout[-4000:]}")
    return result.stdout


def wait(condition, seconds, what):
    """What `condition` returns, as soon as it is true."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            sys.exit(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(0.05)


def mirror():
    """Where this machine's apt has the main component of its release from."""
    with open("/etc/os-release") as file:
        codename = re.search(r"^VERSION_CODENAME=\"?(\w+)", file.read(), re.M)
    if not codename:
        sys.exit("not a Debian release")
    targets = ""
    for command in (["true"], ["apt-get", "update", "-q"]):
        # A new machine has no package lists.
        run(*command)
        targets = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages")
        for line in targets.splitlines():
            address, release, component = line.split()
            if release == codename[1] and component == "main":
                return address, release
    sys.exit("apt has no source of Debian's main component:\n" + targets)


def transport():
    """The machine's own settings of how packages are fetched; and none that nobody needs."""
    settings = run("apt-config", "dump").splitlines()
    return "\n".join(line for line in settings if re.match(r"Acquire::(Check|http|https|AllowInsecure|Retries)", line)) + '\nAPT::Install-Recommends "false";\n'


def base(package):
    """A root with nothing but Debian's minimum, systemd, and, fetched but not installed, what `package` depends on."""
    settings = transport()
    wanted = run("dpkg-deb", "-f", package, "Depends") + settings
    mark = BASE + "/.depends"
    if os.path.exists(mark):
        with open(mark) as file:
            if file.read() == wanted:
                return
    shutil.rmtree(BASE, ignore_errors=True)
    run(os.path.join(ROOT, "scripts", "deps.sh"), "debootstrap", "systemd-container")
    address, release = mirror()
    started = time.monotonic()
    run("debootstrap", "--variant=minbase", "--include=systemd-sysv", release, BASE, address)
    # The disk of a test may lose what it likes in a crash.
    write(BASE + "/etc/dpkg/dpkg.cfg.d/test", "force-unsafe-io\n")
    write(BASE + "/etc/apt/apt.conf.d/90machine", settings)
    shutil.copy("/etc/resolv.conf", BASE + "/etc/resolv.conf")
    shutil.copy(package, BASE + "/srv/towow.deb")
    run("chroot", BASE, "apt-get", "update", "-q", env=QUIET)
    run("chroot", BASE, "apt-get", "install", "-y", "-q", "--download-only", "/srv/towow.deb", env=QUIET)
    os.remove(BASE + "/srv/towow.deb")
    for name in ("machine-id", "resolv.conf", "hostname"):
        write(f"{BASE}/etc/{name}", "towow-test\n" if name == "hostname" else "")
    write(mark, wanted)
    print(f"  a new Debian root: {time.monotonic() - started:.0f} s")


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


class Machine:
    """A copy of the base root, started. `run` runs commands in it; this process sees its network."""

    made = []

    def __init__(self):
        self.made.append(self)
        # Roots of earlier runs that were killed would fill the disk.
        self.folder = tempfile.mkdtemp(prefix="towow-debian-", dir="/var/tmp")
        atexit.register(self.remove)
        self.root = self.folder + "/root"
        run("cp", "-a", "--reflink=auto", BASE, self.root)
        os.remove(self.root + "/.depends")
        # What Debian does by itself once a day is not to come in the middle of a test.
        for name in ("apt-daily", "apt-daily-upgrade", "dpkg-db-backup"):
            os.symlink("/dev/null", f"{self.root}/etc/systemd/system/{name}.timer")
        self.process = self.leader = None
        self.groups = [f"{folder}/{os.path.basename(self.folder)}" for folder in control_groups()]

    def enter_groups(self):
        """Control groups of its own, else two machines that run at a time would take each other's services for theirs."""
        for group in self.groups:
            os.mkdir(group)
            write(group + "/cgroup.procs", str(os.getpid()))

    def told_to_end(self, *_):
        """Who ends this process ends the machine, at once."""
        self.kill()
        sys.exit("told to end")

    def kill(self):
        """All that runs in it ends with its process 1, which would outlive systemd-nspawn."""
        if self.leader:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.leader, signal.SIGKILL)
        if self.process:
            self.process.kill()
            self.process.wait()

    def start(self):
        signal.signal(signal.SIGTERM, self.told_to_end)
        self.log = open(self.folder + "/console", "w")
        self.process = subprocess.Popen(
            ["systemd-nspawn", "-q", "-D", self.root, "--register=no", "--keep-unit", "--private-network", "--resolv-conf=off",
             "--timezone=off", "--link-journal=no", "--console=pipe", "-b"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True, preexec_fn=self.enter_groups)
        self.leader = wait(self.find_leader, 20, self.console)
        wait(lambda: self.status("systemctl", "is-system-running")[1].strip() in ("running", "degraded"), 60, self.console)
        enter_network(self.leader)

    def find_leader(self):
        """Process 1 of the machine, in our numbers."""
        if self.process.poll() is not None:
            sys.exit("systemd-nspawn ended:\n" + self.console())
        try:
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as file:
                for child in file.read().split():
                    with open(f"/proc/{child}/comm") as comm:
                        if comm.read().strip() == "systemd":
                            return int(child)
        except OSError:
            pass
        return None

    def console(self):
        with open(self.folder + "/console") as file:
            return file.read()[-3000:]

    def status(self, *command, **variables):
        """(exit status, output) of a command in the machine."""
        result = subprocess.run(
            ["nsenter", "-t", str(self.leader), "-a", "-r", "-w", "env", "-i",
             *[f"{name}={value}" for name, value in {**QUIET, **variables}.items()], *command],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return result.returncode, result.stdout

    def run(self, *command, **variables):
        """Output of a command in the machine that has to succeed."""
        status, output = self.status(*command, **variables)
        if status:
            journal = self.status("journalctl", "-q", "--no-pager", "-n", "40")[1]
            sys.exit(f"failed ({status}): {' '.join(command)}\n{output[-3000:]}\n--- journal\n{journal[-5000:]}")
        return output

    def read(self, path):
        with open(self.root + path) as file:
            return file.read()

    def files(self):
        """Every file and folder of the root that is on its disk."""
        found = set()
        for folder, folders, files in os.walk(self.root):
            inside = folder[len(self.root):] or "/"
            if inside in ("/proc", "/sys", "/dev", "/run", "/tmp"):
                folders.clear()
                continue
            found.update(os.path.join(inside, name) for name in folders + files)
        return found

    def remove(self):
        if self.process and self.process.poll() is None:
            # Process 1 takes it as an order to halt at once (systemd(1), SIGRTMIN+13).
            if self.leader:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.leader, signal.SIGRTMIN + 13)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()
        # Not while the last process ends.
        wait_for(lambda: all([is_removed(group) for group in self.groups]))
        shutil.rmtree(self.folder, ignore_errors=True)


def is_removed(group):
    for folder, _, _ in os.walk(group, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(folder)
    return not os.path.exists(group)


def control_groups():
    """Folders of this process's control groups that a service manager uses: of version 2, and of the one that is named systemd."""
    with open("/proc/self/cgroup") as file:
        for line in file:
            _, names, path = line.rstrip("\n").split(":", 2)
            mounts = {"name=systemd": ["systemd"], "": ["unified", ""]}.get(names, [])
            found = [f"/sys/fs/cgroup/{mount}{path}".rstrip("/") for mount in mounts if os.path.exists(f"/sys/fs/cgroup/{mount}{path}/cgroup.procs")]
            yield from found[:1]


def enter_network(process):
    """From now on, this thread and those that it starts are in the network of `process` (setns(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/proc/{process}/ns/net") as network:
        if libc.setns(network.fileno(), 0x40000000):
            raise OSError(ctypes.get_errno(), "setns")

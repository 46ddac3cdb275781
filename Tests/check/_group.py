"""What a group of instances stands on: a real PostgreSQL and a real nginx of the check's own, both gone with the check."""
import atexit, glob, os, pwd, shutil, signal, subprocess, sys, tempfile, time

from _server import end, free_port


class Postgres:
    """A cluster in a folder of its own, on a free port of the loopback; never as root."""

    def __init__(self, connections=200):
        self.connections = connections
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        self.bin = found[-1] if found else os.path.dirname(shutil.which("initdb") or sys.exit("PostgreSQL is not installed"))
        self.folder = tempfile.TemporaryDirectory(prefix="towow-pg-")
        self.port = free_port()
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self.account:
            os.chown(self.folder.name, self.account.pw_uid, self.account.pw_gid)
        # What initdb writes lives no longer than the check; what the server commits is synced as ever.
        self.run("initdb", "--no-sync", "-D", self.folder.name + "/data", "-U", "towow", "-E", "UTF8", "--locale=C.UTF-8",
                 "--auth=trust")
        self.start()
        self.query("CREATE DATABASE towow", database="postgres")

    def as_account(self):
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if self.account else {}

    def run(self, name, *arguments):
        subprocess.run([f"{self.bin}/{name}", *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/", **self.as_account())

    def start(self):
        self.log = open(self.folder.name + "/log", "a")
        options = [f"listen_addresses=127.0.0.1", f"port={self.port}", f"unix_socket_directories={self.folder.name}",
                   f"max_connections={self.connections}"]
        self.process = subprocess.Popen(
            [f"{self.bin}/postgres", "-D", self.folder.name + "/data"] + [part for option in options for part in ("-c", option)],
            stdout=self.log, stderr=self.log, cwd="/", **self.as_account())
        atexit.register(end, self.process, signal.SIGQUIT)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.query("SELECT 1", database="postgres")
                return
            except subprocess.CalledProcessError:
                time.sleep(0.1)
        sys.exit("PostgreSQL did not start:\n" + open(self.folder.name + "/log").read()[-3000:])

    def stop(self):
        """As an operator does it: sessions are ended at once."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        self.log.close()

    def close(self):
        self.stop()
        self.folder.cleanup()

    @property
    def url(self):
        return f"postgresql://towow@127.0.0.1:{self.port}/towow"

    def query(self, sql, database="towow"):
        """The rows of a query, as lists of texts."""
        result = subprocess.run(
            [f"{self.bin}/psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "towow", "-At", "-F", "\t", "-c", sql, database],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return [line.split("\t") for line in result.stdout.splitlines()]


class Nginx:
    """In front of instances on `ports`, as packaging/nginx has it in essence: streams unbuffered, the next instance when one is gone."""

    def __init__(self, ports):
        binary = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin") or sys.exit("nginx is not installed")
        self.folder = tempfile.TemporaryDirectory(prefix="towow-nginx-")
        self.port = free_port()
        folder = self.folder.name
        self.write(ports)
        self.process = subprocess.Popen([binary, "-p", folder, "-e", folder + "/error.log", "-c", folder + "/nginx.conf"])
        atexit.register(end, self.process)
        deadline = time.monotonic() + 20
        while not self.workers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit("nginx did not start:\n" + open(folder + "/error.log").read()[-3000:])
            time.sleep(0.01)

    def write(self, ports):
        folder = self.folder.name
        servers = "\n".join(f"        server 127.0.0.1:{port} max_fails=1 fail_timeout=3s;" for port in ports)
        temporary = "\n".join(f"    {name}_temp_path {folder}/{name};"
                              for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(folder + "/nginx.conf", "w") as file:
            file.write(f"""
{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
{temporary}
    upstream towow {{
{servers}
        keepalive 32;
    }}
    server {{
        listen 127.0.0.1:{self.port};
        location / {{
            proxy_pass http://towow;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_connect_timeout 2s;
            proxy_read_timeout 8s;
        }}
        location ~ /stream$ {{
            proxy_pass http://towow;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_buffering off;
            proxy_connect_timeout 2s;
            proxy_read_timeout 60s;
        }}
    }}
}}
""")

    def workers(self):
        """The workers that take connections; those of an earlier configuration only finish what they have."""
        workers = set()
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(path) as file:
                    pid, _, rest = file.read().partition(" ")
                if int(rest.rsplit(") ", 1)[1].split()[1]) != self.process.pid:
                    continue
                with open(f"/proc/{pid}/cmdline") as file:
                    title = file.read()
            except (OSError, ValueError, IndexError):
                continue
            if title.startswith("nginx: worker process") and "shutting down" not in title:
                workers.add(int(pid))
        return workers

    def switch(self, ports):
        """Sends what comes from now on to `ports`; returns once no worker takes connections for the old ones."""
        old = self.workers()
        self.write(ports)
        self.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 20
        while not (new := self.workers()) or new & old:
            if time.monotonic() > deadline:
                sys.exit("nginx did not take the new configuration:\n" + open(self.folder.name + "/error.log").read()[-3000:])
            time.sleep(0.01)

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        self.folder.cleanup()

"""The real nginx and the real Caddy with the files of packaging/: changed are only ports, and where certificates and folders are."""
import atexit, os, shutil, signal, socket, subprocess, sys, tempfile, time

from _front import NAME, make_certificate
from _server import ROOT, end, free_port


def changed(text, *pairs):
    """`text` with each first of a pair, which has to be there, replaced by the second."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def packaged(path):
    with open(os.path.join(ROOT, "packaging", path)) as file:
        return file.read()


class Proxy:
    def __init__(self, port):
        self.folder = tempfile.TemporaryDirectory(prefix="towow-front-")
        self.secure_port, self.plain_port = free_port(), free_port()
        self.certificate, self.key = make_certificate(self.folder.name)
        self.write(port)

    def put(self, name, text):
        """Replaces a file at once."""
        path = os.path.join(self.folder.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".new", "w") as file:
            file.write(text)
        os.rename(path + ".new", path)

    def run(self, *command, **options):
        with open(self.folder.name + "/log", "a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder.name, **options)
        atexit.register(end, self.process)
        deadline = time.monotonic() + 20
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{command[0]} did not start:\n" + open(self.folder.name + "/log").read()[-3000:])
            time.sleep(0.02)

    def answers(self):
        for port in (self.secure_port, self.plain_port):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                return False
        return True

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.folder.cleanup()


class Nginx(Proxy):
    def write(self, port):
        folder = self.folder.name
        # Debian's own file, in so far as it matters: the worker's user, and compression on.
        self.put("nginx.conf", f"""{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/log notice;
events {{ worker_connections 4096; }}
http {{
    types {{ text/html html; }}
    default_type application/octet-stream;
    gzip on;
    gzip_types text/event-stream application/json text/css application/javascript;
    gzip_proxied any;
    {" ".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))}
    include {folder}/conf.d/*.conf;
}}
""")
        site = changed(
            packaged("nginx/towow.conf"), ("listen 80;", f"listen 127.0.0.1:{self.plain_port};"), ("    listen [::]:80;\n", ""),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.secure_port} ssl http2;"), ("    listen [::]:443 ssl http2;\n", ""),
            (f"/etc/letsencrypt/live/{NAME}", folder), ("/var/lib/acme", folder + "/acme"))
        self.put("conf.d/towow.conf", site)
        self.put("towow-proxy.conf", packaged("nginx/towow-proxy.conf"))
        self.point(port)
        os.makedirs(folder + "/acme/.well-known/acme-challenge")
        self.binary = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin") or sys.exit("nginx is not installed")
        arguments = ["-p", folder, "-e", folder + "/log", "-c", folder + "/nginx.conf"]
        done = subprocess.run([self.binary, "-t", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert done.returncode == 0 and "[warn]" not in done.stdout, done.stdout
        self.run(self.binary, *arguments)
        self.version = subprocess.run([self.binary, "-v"], stderr=subprocess.PIPE, text=True).stderr.split("/")[-1].strip()

    def point(self, port):
        self.put("conf.d/towow-upstream.conf", changed(packaged("nginx/towow-upstream.conf"), ("127.0.0.1:8000", f"127.0.0.1:{port}")))

    def switch(self, port):
        self.point(port)
        self.process.send_signal(signal.SIGHUP)


class Caddy(Proxy):
    def write(self, port):
        folder = self.folder.name
        self.admin = free_port()
        site = changed(
            packaged("caddy/Caddyfile"), ("{\n\tservers {", f"{{\n\tadmin 127.0.0.1:{self.admin}\n\tdefault_bind 127.0.0.1\n\thttp_port {self.plain_port}\n"
                                          f"\thttps_port {self.secure_port}\n\tservers {{"),
            ("\ttls {", f"\ttls {self.certificate} {self.key} {{"))
        self.put("Caddyfile", site)
        self.point(port)
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "XDG_DATA_HOME": folder + "/data", "XDG_CONFIG_HOME": folder + "/config"}
        self.binary = shutil.which("caddy") or sys.exit("Caddy is not installed")
        self.version = subprocess.run([self.binary, "version"], stdout=subprocess.PIPE, text=True).stdout.split()[0]
        self.run(self.binary, "run", "--config", folder + "/Caddyfile", "--adapter", "caddyfile", env=self.environment)

    def point(self, port):
        self.put("towow-upstream.caddy", changed(packaged("caddy/towow-upstream.caddy"), ("127.0.0.1:8000", f"127.0.0.1:{port}")))

    def switch(self, port):
        self.point(port)
        subprocess.run([self.binary, "reload", "--config", self.folder.name + "/Caddyfile", "--adapter", "caddyfile", "--force",
                        "--address", f"127.0.0.1:{self.admin}"], check=True, env=self.environment, stderr=subprocess.DEVNULL)

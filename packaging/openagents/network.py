"""Writes the file of a closed OpenAgents network for ToWow and becomes that network.

Closed: its default group has a password. A password on another group, or `requires_password` alone, keeps nobody out, because anybody
may ask for the default group. The password is made at the first start, 256 random bits, and is nowhere else than in its file; the
network file has its SHA-256, which is as good as the password for whoever reads it.
"""
import argparse, hashlib, json, os, secrets, shutil, sys


def password(path):
    """What the file holds, which is made if it is not there."""
    if not os.path.exists(path):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    with open(path) as file:
        found = file.read().strip()
    if len(found) < 16:
        sys.exit(f"{path}: a password of at least 16 characters, please")
    return found


def network(chosen, hashed):
    """The network, as its file says it. No modules, nothing published, no web page."""
    # Without `host` it listens on every address. With it, clients take this address from the network, so only the loopback's is named.
    listen = {"host": chosen.listen} if chosen.listen != "0.0.0.0" else {}
    return {
        "network": {
            "name": "ToWow", "mode": "centralized", "node_id": "towow-network",
            # Else first-run calls are open to everybody, and the file is written anew when it is read.
            "initialized": True, "created_by_version": "0.9.3.post20",
            "transports": [
                {"type": "http", "config": {**listen, "port": chosen.http_port}},
                {"type": "grpc", "config": {**listen, "port": chosen.grpc_port}},
            ],
            "manifest_transport": "http", "recommended_transport": "http",
            "encryption_enabled": False, "discovery_enabled": False,
            "default_agent_group": chosen.group, "requires_password": True,
            "agent_groups": {chosen.group: {"description": "ToWow and its agents", "password_hash": hashed, "metadata": {}}},
            "mods": [],
        },
        "network_profile": {"discoverable": False, "name": "ToWow", "description": "Agents that ToWow asks", "port": chosen.http_port},
        "log_level": "WARNING",
    }


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folder", default="state", help="for the network file, the password and what the network leaves behind")
    options.add_argument("--password-file", help="default: FOLDER/password")
    options.add_argument("--listen", default="127.0.0.1", choices=["127.0.0.1", "0.0.0.0"],
                         help="0.0.0.0 on a private network only: it speaks no TLS")
    options.add_argument("--http-port", type=int, default=8700)
    options.add_argument("--grpc-port", type=int, default=8600)
    options.add_argument("--group", default="towow")
    chosen = options.parse_args()
    os.makedirs(chosen.folder, mode=0o700, exist_ok=True)
    folder = os.path.abspath(chosen.folder)
    hashed = hashlib.sha256(password(chosen.password_file or folder + "/password").encode()).hexdigest()
    # JSON is YAML.
    with open(os.open(folder + "/network.yaml", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(network(chosen, hashed), file, indent=2)
    # It leaves a folder in the temporary folder at every start.
    temporary = folder + "/tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    os.makedirs(temporary, mode=0o700)
    os.environ.update(TMPDIR=temporary, HOME=folder, PYTHONUNBUFFERED="1")
    program = os.path.join(os.path.dirname(sys.executable), "openagents")
    os.execv(program, [program, "--log-level", "WARNING", "--no-banner", "network", "start", folder + "/network.yaml"])


if __name__ == "__main__":
    main()

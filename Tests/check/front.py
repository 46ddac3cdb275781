#!/usr/bin/env python3
# check: beside
"""The real nginx and the real Caddy in front of ToWow, as packaging/ configures them.

    front.py [--seconds 17] [nginx] [caddy]

    --seconds   how long a quiet stream must stay open through the proxy; in full 200, past all time limits
"""
import argparse, fcntl, http.client, os, re, socket, struct, subprocess, sys

from _front import NAME, SETTINGS, LongStream, away, check, expect, faults
from _proxies import Caddy, Nginx, packaged
from _server import ROOT, Server

KINDS = {"nginx": Nginx, "caddy": Caddy}


def acme(nginx):
    """Challenges are answered by plain HTTP from the folder that an ACME client writes to, and nothing else is."""
    folder = nginx.folder.name + "/acme"
    for path, text in ((folder + "/.well-known/acme-challenge/token-1_x", "token-1_x.proof"), (folder + "/secret", "secret")):
        with open(path, "w") as file:
            file.write(text)

    def get(path):
        connection = http.client.HTTPConnection("127.0.0.1", nginx.plain_port, timeout=20)
        connection.request("GET", path, headers={"Host": NAME})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, text

    expect(get("/.well-known/acme-challenge/token-1_x") == (200, b"token-1_x.proof"), "a challenge")
    expect(get("/.well-known/acme-challenge/no-such")[0] == 404, "a challenge that is not there")
    expect(get("/.well-known/acme-challenge/../../secret")[0] == 308, "a file beside the challenges")
    expect(get("/.well-known/acme-challenge/%2e%2e/%2e%2e/secret")[0] == 308, "a file beside the challenges, spelled otherwise")
    print("  ACME challenges from their folder, nothing beside it")


def network_of_its_own():
    """With the kernel's setting that the guide asks for beside Caddy; the rest of the machine keeps its own."""
    if not os.environ.get("TOWOW_FRONT_NETWORK"):
        os.environ["TOWOW_FRONT_NETWORK"] = os.readlink("/proc/self/ns/net")
        alone = ["unshare", "--net"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
        os.execvp(alone[0], [*alone, sys.executable, *sys.argv])
    assert os.environ["TOWOW_FRONT_NETWORK"] != os.readlink("/proc/self/ns/net"), "the network is the machine's"
    # "lo" is down in a new network: SIOCSIFFLAGS of struct ifreq with IFF_UP.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))
    for name, value in re.findall(r"^([\w.]+) = (\d+)$", packaged("caddy/60-caddy.conf"), re.M):
        with open("/proc/sys/" + name.replace(".", "/"), "w") as setting:
            setting.write(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="nginx|caddy")
    parser.add_argument("--seconds", type=int, default=17)
    options = parser.parse_args()
    parts = [part for part in KINDS if part in options.parts or not options.parts]
    subprocess.run([os.path.join(ROOT, "scripts", "deps.sh"), "openssl", "curl", *parts], check=True)
    network_of_its_own()
    sites = []
    for part in parts:
        server = Server(SETTINGS)
        proxy = KINDS[part](server.port)
        # Quiet while everything else is looked at.
        sites.append((part, proxy, server, LongStream(proxy, server)))
    for part, proxy, server, _ in sites:
        print(f"{part} {proxy.version}", flush=True)
        if part == "nginx":
            acme(proxy)
        check(proxy, server)
    for part, proxy, server, quiet in sites:
        print(part)
        quiet.finish(options.seconds)
        away(proxy, server)
        proxy.close()
        expect(server.stop() == 0, "ToWow ends properly")
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("front: passed")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# check: beside
"""The real nginx and the real Caddy in front of ToWow, as packaging/ configures them.

    front.py [--seconds 17] [nginx] [caddy]

    --seconds   how long a quiet stream must stay open through the proxy; in full 200, past all time limits
"""
import argparse, http.client, os, subprocess, sys

from _front import NAME, SETTINGS, LongStream, away, check, expect, faults
from _proxies import Caddy, Nginx
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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="nginx|caddy")
    parser.add_argument("--seconds", type=int, default=17)
    options = parser.parse_args()
    parts = [part for part in KINDS if part in options.parts or not options.parts]
    subprocess.run([os.path.join(ROOT, "scripts", "deps.sh"), "openssl", "curl", *parts], check=True)
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

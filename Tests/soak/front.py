#!/usr/bin/env python3
"""The real nginx, the real Caddy and the real supervisor with ToWow as packaging/ configures them.

    front.py [--seconds 32] [--times 3] [nginx] [caddy] [supervisor]

    --seconds   how long a quiet stream must stay open through the proxy; in full 200, past all time limits
    --times     rolling restarts under supervisor; in full 10
"""
import argparse, http.client, os, subprocess, sys

import _front
from _front import NAME, SETTINGS, check, expect, faults
from _proxies import Caddy, Nginx
from _server import ROOT, Server


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
    parser.add_argument("parts", nargs="*", default=[])
    parser.add_argument("--seconds", type=int, default=32)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    parts = options.parts or ["nginx", "caddy", "supervisor"]
    packages = {"nginx": ["nginx", "openssl", "curl"], "caddy": ["caddy", "openssl", "curl"], "supervisor": ["supervisor"]}
    wanted = sorted({package for part in parts for package in packages[part]})
    subprocess.run([os.path.join(ROOT, "scripts", "deps.sh"), *wanted], check=True)
    for part, kind in (("nginx", Nginx), ("caddy", Caddy)):
        if part in parts:
            server = Server(SETTINGS)
            proxy = kind(server.port)
            print(f"{part} {proxy.version}", flush=True)
            if part == "nginx":
                acme(proxy)
            check(proxy, server, options.seconds)
            proxy.close()
            expect(server.stop() == 0, "ToWow ends properly")
    if "supervisor" in parts:
        import _supervisor
        _supervisor.check(options.times)
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("front: passed")


if __name__ == "__main__":
    main()

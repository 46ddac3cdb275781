#!/usr/bin/env python3
"""Turns Resources/static, Resources/api and Resources/members/bundled.jsonl into the C target Sources/CAssets.

    python3 Resources/embed.py            write what has changed
    python3 Resources/embed.py --check    exit 1 when the committed output is out of date

Every file but index.html gets a name with a hash of its contents, so that it may be cached for ever; references between
files (module imports, url() in style sheets, href and src in pages, icons in the manifest) are rewritten to those names,
leaves first. A cycle of references has no such order and is refused. Scripts and style sheets lose comments and needless
white space (strip.py), what is local to a script gets short names (shorten.cjs), and the dictionaries share one list of
their keys. Modules that the first one needs at once are preloaded; what it imports on demand is not. The API's document
(openapi.py) has an address of its own and does not count as a page's file. Output depends on the input alone: compressed
variants that unpack to the right bytes are kept as they are, so another zlib does not change a byte.
"""

import gzip
import hashlib
import json
import posixpath
import re
import subprocess
import sys
from pathlib import Path

import openapi
from strip import STRIPPED

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "Resources" / "static"
MEMBERS = ROOT / "Resources" / "members" / "bundled.jsonl"
TARGET = ROOT / "Sources" / "CAssets"

MAX_MODULES = 25  # beside boot.js, which is a classic script
MAX_COMPRESSED = {"modules": 80 * 1024, "other": 12 * 1024}  # other: the document, style sheets, icon, manifest
DOCUMENT = "openapi.json"

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".txt": "text/plain; charset=utf-8",
}
TEXT = {".html", ".css", ".js", ".json", ".svg", ".webmanifest", ".txt"}

# Each pattern has the reference in group 2; groups 1 and 3 stay.
REFERENCES = {
    ".js": [
        re.compile(r"""(\b(?:import|export)\b[^"';]*?\bfrom\s*["'])(\.[^"']+)(["'])"""),
        re.compile(r"""(\bimport\s*\(?\s*["'])(\.[^"']+)(["'])"""),
        re.compile(r"""(\bnew\s+URL\(\s*["'])(\.[^"']+)(["']\s*,\s*import\.meta\.url)"""),
    ],
    ".css": [re.compile(r"""(\burl\(\s*["']?)([^"')]+)(["']?\s*\))"""),
             re.compile(r"""(@import\s+["'])([^"']+)(["'])""")],
    ".html": [re.compile(r"""(<(?:link|script|img)\b[^>]*?\b(?:href|src)=["'])([^"']+)(["'])""")],
    ".webmanifest": [re.compile(r'''("src"\s*:\s*")([^"]+)(")''')],
}
STATIC_IMPORTS = [REFERENCES[".js"][0], re.compile(r"""(\bimport\s*["'])(\.[^"']+)(["'])""")]
PRELOAD = "<!-- modulepreload -->"
KEYS = "i18n/keys.js"  # made here

HEADER = """#pragma once
#include <stddef.h>
typedef struct { const char *name, *url, *type, *etag; const unsigned char *raw; size_t raw_n; const unsigned char *gz; size_t gz_n; const unsigned char *br; size_t br_n; } towow_asset;
size_t towow_asset_count(void);
const towow_asset *towow_asset_at(size_t index);
/* bundled members, JSON Lines; not served as a page asset */
const unsigned char *towow_bundled_members(size_t *count_of_bytes);
"""


class Fault(Exception):
    """Something in the sources that the person who wrote them has to mend."""


class Asset:
    """One served file: its name in Resources/static, the URL it is served at, and its bytes with rewritten references."""

    def __init__(self, name, data, url):
        self.name, self.data, self.url = name, data, url
        self.digest = hashlib.sha256(data).hexdigest()[:16]
        self.suffix = Path(name).suffix
        self.type = TYPES[self.suffix]
        self.blob = name.replace("/", "-") + "." + self.digest


def is_local(reference):
    return not re.match(r"(?:[a-z][a-z0-9+.-]*:|//|#)", reference)


def resolve(reference, name):
    """The name in Resources/static that a reference inside `name` means."""
    path = reference.split("?")[0].split("#")[0]
    if path.startswith("/"):
        return path.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


class Builder:
    def __init__(self, static):
        self.sources = {}
        for path in sorted(static.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = path.relative_to(static).as_posix()
                if path.suffix not in TYPES:
                    raise Fault(f"{name}: no content type for {path.suffix!r}; add it to TYPES")
                self.sources[name] = path.read_bytes()
        for name, data in self.sources.items():
            stripped = STRIPPED.get(Path(name).suffix)
            if stripped:
                self.sources[name] = stripped(data.decode("utf-8")).encode("utf-8")
        self.sources.update(dictionaries(self.sources))
        scripts = {name: data.decode("utf-8") for name, data in self.sources.items() if name.endswith(".js")}
        for name, text in shortened(scripts).items():
            self.sources[name] = text.encode("utf-8")
        self.done = {}
        self.open = []
        self.missing = set()

    def asset(self, name, referrer=None):
        if name in self.done:
            return self.done[name]
        if name not in self.sources:
            raise Fault(f"{referrer}: refers to {name}, which does not exist")
        if name in self.open:
            raise Fault("cycle: " + " -> ".join(self.open[self.open.index(name):] + [name]))
        self.open.append(name)
        data = self.rewritten(name)
        self.open.pop()
        digest = hashlib.sha256(data).hexdigest()[:16]
        stem, suffix = name.rsplit(".", 1)
        url = "/" if name == "index.html" else f"/assets/{stem}.{digest}.{suffix}"
        self.done[name] = Asset(name, data, url)
        return self.done[name]

    def rewritten(self, name):
        suffix = Path(name).suffix
        data = self.sources[name]
        if suffix not in REFERENCES:
            return data
        text = data.decode("utf-8")
        if name == "index.html":
            links = "\n".join(f'  <link rel="modulepreload" href="/{module}">' for module in self.modules() + [KEYS])
            if PRELOAD not in text:
                raise Fault(f"index.html: has no {PRELOAD}")
            text = text.replace(PRELOAD, links.strip())
        edits = {}
        for pattern in REFERENCES[suffix]:
            for match in pattern.finditer(text):
                reference = match.group(2)
                if not is_local(reference):
                    continue
                if name == "index.html" and reference == "/":
                    continue
                if name == "app.js" and resolve(reference, name) not in self.sources:
                    self.missing.add(resolve(reference, name))
                    continue
                target = self.asset(resolve(reference, name), name)
                edits[match.span(2)] = self.spelled(target, name, reference)
        for (start, end), replacement in sorted(edits.items(), reverse=True):
            text = text[:start] + replacement + text[end:]
        return text.encode("utf-8")

    def spelled(self, target, name, reference):
        """Modules stay relative to each other, so a mirror under another prefix still works; the rest is absolute."""
        if Path(name).suffix != ".js":
            return target.url
        here = posixpath.dirname("/assets/" + name)
        path = posixpath.relpath(target.url, here)
        return path if path.startswith(".") else "./" + path

    def modules(self):
        """What the page's module imports, and what that imports, and so on; imports on demand are left out."""
        page = self.sources["index.html"].decode("utf-8")
        wanted = [resolve(m.group(1), "index.html") for m in re.finditer(r'<script type="module" src="([^"]+)"', page)]
        found = []
        while wanted:
            name = wanted.pop(0)
            if name in found:
                continue
            found.append(name)
            text = self.sources.get(name, b"").decode("utf-8")
            wanted += [resolve(m.group(2), name) for pattern in STATIC_IMPORTS for m in pattern.finditer(text)]
        return found

    def build(self):
        if "index.html" not in self.sources:
            raise Fault("Resources/static/index.html does not exist")
        for name in sorted(self.sources):
            self.asset(name)
        return [self.done[name] for name in sorted(self.done)]


def dictionaries(sources):
    """Modules of words, each key written once: those of i18n share a module of keys, a page's own `words` have a list of them."""
    written, keys = {}, None
    for name, data in sources.items():
        text = data.decode("utf-8") if name.endswith(".js") else ""
        if name.startswith("i18n/"):
            match = re.fullmatch(r"export const (\w+)=(\{.*\});?\s*", text, re.S)
            if not match:
                raise Fault(f"{name}: is not one constant with one dictionary")
            words = dictionary(match.group(2))
            keys = keys or list(words)
            same_keys(name, keys, words)
            written[name] = ('import {keys} from "./keys.js";const words=' + compact([words[key] for key in keys])
                             + f";export const {match.group(1)}=Object.fromEntries(keys.map((key,at)=>[key,words[at]]));\n")
        else:
            match = re.search(r"export const words=\{en:(\{[^{}]*(?:\{\w+\}[^{}]*)*\}),zh:(\{[^{}]*(?:\{\w+\}[^{}]*)*\}),?\};", text)
            if match:
                en, zh = dictionary(match.group(1)), dictionary(match.group(2))
                same_keys(name, en, zh)
                lists = [compact(list(en)), compact(list(en.values())), compact([zh[key] for key in en])]
                short = (f"const keys={lists[0]},worded=(list)=>Object.fromEntries(keys.map((key,at)=>[key,list[at]]));"
                         f"export const words={{en:worded({lists[1]}),zh:worded({lists[2]})}};")
                written[name] = text[:match.start()] + short + text[match.end():]
    written[KEYS] = f"export const keys={compact(keys)};\n"
    return {name: text.encode("utf-8") for name, text in written.items()}


def dictionary(text):
    return json.loads(re.sub(r",\}$", "}", text))


def same_keys(name, keys, words):
    if set(keys) != set(words):
        raise Fault(f"{name}: keys that only one language has: {sorted(set(keys) ^ set(words))}")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shortened(scripts):
    """The scripts with short names for what is local to them; needs node and tsc."""
    try:
        done = subprocess.run(["node", ROOT / "Resources" / "shorten.cjs"], input=json.dumps(scripts).encode(), capture_output=True)
    except FileNotFoundError:
        raise Fault("node is not installed (Debian: nodejs, node-typescript)") from None
    if done.returncode:
        raise Fault("shorten.cjs: " + done.stderr.decode().strip())
    return json.loads(done.stdout)


def brotli(data, *options):
    return subprocess.run(["brotli", *options, "-c", "-"], input=data, stdout=subprocess.PIPE, check=True).stdout


def packed(asset, encoding):
    """The compressed variant; the committed one if it is sound. None when compressing gains nothing."""
    if asset.suffix not in TEXT:
        return None
    path = TARGET / "blobs" / f"{asset.blob}.{encoding}"
    if path.exists():
        data = path.read_bytes()
        try:
            if (gzip.decompress(data) if encoding == "gz" else brotli(data, "-d")) == asset.data:
                return data
        except (OSError, EOFError, subprocess.CalledProcessError):
            pass
    return gzip.compress(asset.data, 9, mtime=0) if encoding == "gz" else brotli(asset.data, "-q", "11", "-w", "22")


def c_string(text):
    return json.dumps(text, ensure_ascii=True)


def output(assets, members):
    """Path inside Sources/CAssets -> bytes."""
    files = {"include/CAssets.h": HEADER.encode()}
    rows, arrays = [], []
    sizes = {kind: {"raw": 0, "gz": 0, "br": 0} for kind in ("modules", "other", "document")}
    for index, asset in enumerate(assets):
        variants = {"raw": asset.data, "gz": packed(asset, "gz"), "br": packed(asset, "br")}
        cells = []
        counts = sizes["document" if asset.name == DOCUMENT else "modules" if asset.name.endswith(".js") else "other"]
        for kind, data in variants.items():
            if data is None:
                cells += ["NULL", "0"]
                counts[kind] += len(asset.data)
                continue
            blob = f"blobs/{asset.blob}.{kind}"
            files[blob] = data
            counts[kind] += len(data)
            arrays.append(f"static const unsigned char {kind}_{index}[] = {{\n#embed {c_string(blob)} if_empty(0)\n}};")
            cells += [f"{kind}_{index}", str(len(data))]
        quoted = [c_string(value) for value in (asset.name, asset.url, asset.type, f'"{asset.digest}"')]
        rows.append("  { " + ", ".join(quoted + cells) + " },")
    digest = hashlib.sha256(members).hexdigest()[:16]
    blob = f"blobs/members.{digest}.jsonl"
    files[blob] = members
    files["assets.c"] = ("""/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

""" + "\n".join(arrays) + f"""
static const unsigned char members[] = {{
#embed {c_string(blob)} if_empty(0)
}};

static const towow_asset assets[] = {{
""" + "\n".join(rows) + f"""
}};

size_t towow_asset_count(void) {{ return sizeof assets / sizeof assets[0]; }}

const towow_asset *towow_asset_at(size_t index) {{
  return index < towow_asset_count() ? &assets[index] : NULL;
}}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {{
  *count_of_bytes = {len(members)};
  return members;
}}
""").encode()
    return files, sizes


def main(arguments):
    check = "--check" in arguments
    builder = Builder(STATIC)
    assets = builder.build()
    modules = [name for name in builder.sources if name.endswith(".js") and name != "boot.js"]
    members = MEMBERS.read_bytes() if MEMBERS.exists() else b""
    files, sizes = output(assets + [Asset(DOCUMENT, openapi.compact(), "/" + DOCUMENT)], members)
    document, scripts, other = sizes["document"], sizes["modules"], sizes["other"]

    print(f"{len(assets)} assets; {len(modules)} modules (at most {MAX_MODULES}): {scripts['raw']} bytes raw, {scripts['gz']} gzip, "
          f"{scripts['br']} brotli (at most {MAX_COMPRESSED['modules']}); styles and the rest: {other['raw']} raw, {other['br']} brotli "
          f"(at most {MAX_COMPRESSED['other']}); API document: {document['raw']} raw, {document['br']} brotli; {len(members)} of bundled members")
    for name in sorted(builder.missing):
        print(f"app.js: {name} does not exist yet", file=sys.stderr)
    if check and builder.missing:
        raise Fault("app.js refers to files that do not exist")
    if len(modules) > MAX_MODULES:
        raise Fault(f"{len(modules)} modules, more than {MAX_MODULES}")
    for kind, most in MAX_COMPRESSED.items():
        if sizes[kind]["br"] > most:
            raise Fault(f"{sizes[kind]['br']} bytes of {kind} compressed, more than {most}")

    present = {p.relative_to(TARGET).as_posix() for p in TARGET.rglob("*") if p.is_file()} if TARGET.exists() else set()
    changed = [name for name, data in files.items()
               if name not in present or (TARGET / name).read_bytes() != data]
    surplus = sorted(present - files.keys())
    if check:
        if changed or surplus:
            raise Fault("Sources/CAssets is out of date: run python3 Resources/embed.py\n  "
                        + "\n  ".join(sorted(changed) + surplus))
        print("Sources/CAssets is up to date")
        return
    for name in surplus:
        (TARGET / name).unlink()
    for name in changed:
        path = TARGET / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    print(f"{len(changed)} files written, {len(surplus)} removed")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Fault, openapi.DocumentFault) as fault:
        sys.exit(f"embed: {fault}")

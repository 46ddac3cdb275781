"""Puts the parts of Resources/api together: openapi.json is the frame, paths/ and schemas/ are what belongs in it.

The version is the binary's own (Sources/Appliance/Version.swift).
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "Resources" / "api"
VERSION = ROOT / "Sources" / "Appliance" / "Version.swift"


class DocumentFault(Exception):
    """Something in the parts that the person who wrote them has to mend."""


def unique(pairs):
    names = [name for name, _ in pairs]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise DocumentFault(f"given twice: {', '.join(sorted(twice))}")
    return dict(pairs)


def read(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except (ValueError, DocumentFault) as fault:
        raise DocumentFault(f"{path.relative_to(ROOT)}: {fault}") from fault


def gathered(folder):
    found = {}
    for path in sorted((SOURCES / folder).glob("*.json")):
        for name, value in read(path).items():
            if name in found:
                raise DocumentFault(f"{path.relative_to(ROOT)}: {name} stands in another file, too")
            found[name] = value
    return found


def references(value):
    """Every `$ref` below `value`."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for child in value.values():
            yield from references(child)
    elif isinstance(value, list):
        for child in value:
            yield from references(child)


def version():
    return re.search(r'static let number = "([^"]+)"', VERSION.read_text(encoding="utf-8")).group(1)


def document():
    """The whole document.

    Raises DocumentFault for a part that is not JSON, a name that is given twice, and a reference that leads nowhere.
    """
    whole = read(SOURCES / "openapi.json")
    whole["info"]["version"] = version()
    whole["paths"] = gathered("paths")
    whole["components"]["schemas"] = gathered("schemas")
    for reference in sorted(set(references(whole))):
        target = whole
        for part in reference.removeprefix("#/").split("/"):
            target = target.get(part.replace("~1", "/").replace("~0", "~"), {})
        if not target:
            raise DocumentFault(f"{reference} does not exist")
    return whole


def compact():
    """As it is served."""
    return json.dumps(document(), ensure_ascii=False, separators=(",", ":")).encode("utf-8")

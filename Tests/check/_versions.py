"""Other versions of the binary: the same build with another version string of the same length."""
import os, subprocess

from _server import BINARY


def version_of(binary):
    return subprocess.run([binary, "--version"], check=True, stdout=subprocess.PIPE, text=True, env={"PATH": os.environ["PATH"]}).stdout.split()[1]


def another(folder, number):
    """(version, file) of the binary as the version `number` majors later; 0 is the binary itself."""
    own = version_of(BINARY)
    version = str(int(own[0]) + number) + own[1:]
    with open(BINARY, "rb") as file:
        original = changed = file.read()
    # Short strings are operands of instructions, eight bytes each: "towow 0." is the first half of what --version prints.
    # The API's document has the version, too, as text; it keeps its own. A debug build has nothing but text.
    padding = b"\0" * (8 - len(own)) if original.count(own.encode().ljust(8, b"\0")) else b""
    for part, other in ((own, version), (f"towow {own}"[:8], f"towow {version}"[:8])):
        part, other = ((text.encode() + padding)[:8] for text in (part, other))
        assert not padding or 0 < original.count(part) < 10, f"the version cannot be told from other text in {BINARY}"
        changed = changed.replace(part, other)
    path = f"{folder}/towow-{version}"
    with open(path, "wb") as file:
        file.write(changed)
    os.chmod(path, 0o755)
    assert version_of(path) == version, path
    return version, path

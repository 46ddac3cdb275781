"""Other versions of the binary: the same build with another version string."""
import os, subprocess

from _server import BINARY


def version_of(binary):
    return subprocess.run([binary, "--version"], check=True, stdout=subprocess.PIPE, text=True, env={"PATH": os.environ["PATH"]}).stdout.split()[1]


def another(folder, number):
    """(version, file) of the binary as version `number`.x, with a string of the same length."""
    own = version_of(BINARY)
    version = str(number) + own[1:]
    with open(BINARY, "rb") as file:
        changed = file.read()
    # Short strings are operands of instructions, eight bytes each: "towow 0." is the first half of what --version prints.
    for part, other in ((own, version), (f"towow {own}"[:8], f"towow {version}"[:8])):
        changed = changed.replace(part.encode(), other.encode())
    path = f"{folder}/towow-{version}"
    with open(path, "wb") as file:
        file.write(changed)
    os.chmod(path, 0o755)
    assert version_of(path) == version, f"the version cannot be told from other text in {BINARY}"
    return version, path

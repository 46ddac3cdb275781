#!/usr/bin/env python3
"""`towow completions` in the real shells: what bash, zsh and fish offer after the beginning of a command line.

Each script is sourced by its shell, which is then asked as if Tab had been pressed. What is offered is compared with the lists of
`towow --help`, so a new command or option cannot be forgotten.
"""
import atexit, os, pty, re, shutil, subprocess, sys, tempfile, threading

from _server import BINARY, end

ENVIRONMENT = {"PATH": os.path.dirname(os.path.abspath(BINARY)) + ":" + os.environ["PATH"], "HOME": "/nonexistent", "TERM": "dumb"}

BASH = r"""
source "$1"
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}
read -ra COMP_WORDS <<< "$COMP_LINE"
[[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_TYPE=9 COMP_KEY=9
compopt() { :; }
_towow towow "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""

# zsh completes only in its line editor, on a terminal: what it hands to compadd is written down.
ZSH = r"""
PROMPT= RPROMPT=
unsetopt zle_bracketed_paste
autoload -Uz compinit
compinit -u -D
source $SCRIPT
compadd() {
    local -a found
    if [[ -z ${(M)@:#-[OAD]} ]]; then
        builtin compadd -O found "$@"
        (( $#found )) && print -rl -- $found >> $FOUND
    fi
    builtin compadd "$@"
}
zle-line-init() {
    LBUFFER=$BEGINNING
    zle list-choices
    exit
}
zle -N zle-line-init
"""

FISH = r"""source $argv[1]; complete -C $argv[2] | string replace -r '\t.*' ''"""


def towow(*arguments):
    return subprocess.run([BINARY, *arguments], env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout


def offered(shell, script, line, folder):
    if shell == "bash":
        command = ["bash", "--norc", "-c", BASH, "bash", script, line]
    elif shell == "zsh":
        return in_line_editor(script, line, folder)
    else:
        command = ["fish", "--no-config", "-c", FISH, script, line]
    done = subprocess.run(command, env=ENVIRONMENT, cwd=folder, capture_output=True, text=True, timeout=60)
    if done.stderr.strip():
        sys.exit(f"{shell}, {line!r}: {done.stderr}")
    return words(done.stdout)


def in_line_editor(script, line, folder):
    with open(folder + "/.zshrc", "w") as file:
        file.write(ZSH)
    found = folder + "/found"
    open(found, "w").close()
    master, terminal = pty.openpty()
    try:
        environment = {**ENVIRONMENT, "ZDOTDIR": folder, "SCRIPT": script, "FOUND": found, "BEGINNING": line, "COLUMNS": "200", "LINES": "100"}
        process = subprocess.Popen(["zsh", "-d", "-i"], env=environment, cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal,
                                   start_new_session=True)
        atexit.register(end, process)
        # Whatever it draws has to be taken, or it waits.
        reader = threading.Thread(target=drain, args=(master,), daemon=True)
        reader.start()
        process.wait(60)
    finally:
        os.close(terminal)
    with open(found) as file:
        return words(file.read())


def drain(descriptor):
    try:
        while os.read(descriptor, 4096):
            pass
    except OSError:
        pass


def words(text):
    return {word.strip().rstrip("=") if word.startswith("-") else word.strip() for word in text.splitlines() if word.strip()}


def commands(*path):
    text = towow(*path, "--help").split("SUBCOMMANDS:")[1].split("\n\n")[0]
    return set(re.findall(r"^  ([a-z]+)", text, re.M))


def options(*path):
    text = towow(*path, "--help").split("OPTIONS:")[1]
    return set(re.findall(r"(?<!\S)(--[a-z-]+)", "\n".join(line for line in text.splitlines() if line.startswith("  -"))))


def main():
    faults, asked = [], 0
    cases = [("towow ", commands(), True), ("towow agents ", commands("agents"), True), ("towow config ", commands("config"), True),
             ("towow doctor --", options("doctor"), True), ("towow serve --", options("serve"), True),
             ("towow negotiate --", options("negotiate"), True), ("towow agents import --", options("agents", "import"), True),
             ("towow comp", {"completions"}, True), ("towow completions ", {"bash", "zsh", "fish"}, True),
             ("towow serve --set APP_P", {"APP_PORT="}, True), ("towow backup members.", {"members.csv"}, False),
             ("towow agents import members.", {"members.csv"}, False), ("towow serve --config towow.", {"towow.env"}, False)]
    with tempfile.TemporaryDirectory(prefix="towow-completions-") as folder:
        for name in ("members.csv", "towow.env"):
            open(f"{folder}/{name}", "w").close()
        for shell in ("bash", "zsh", "fish"):
            if not shutil.which(shell):
                faults.append(f"{shell} is not installed")
                continue
            script = f"{folder}/completions.{shell}"
            with open(script, "w") as file:
                file.write(towow("completions", shell))
            for line, wanted, _ in cases:
                found = offered(shell, script, line, folder)
                asked += 1
                if not wanted <= found:
                    faults.append(f"{shell}: after {line!r} {sorted(wanted - found)} is missing among {sorted(found)}")
                surplus = {word for word in found - wanted if not word.startswith("-h") and word not in ("help", "--help", "--version")}
                if surplus:
                    faults.append(f"{shell}: after {line!r} too much: {sorted(surplus)}")
    for fault in faults:
        print("FAULT", fault)
    print(f"completions: {asked} beginnings in bash, zsh and fish, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()

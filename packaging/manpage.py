#!/usr/bin/env python3
"""Writes manual pages in man(7)'s macros, from what the programs say of themselves: towow(1) from the help of its commands, and one in section
8 for each of the operator's scripts.

    manpage.py BINARY > towow.1
    manpage.py --script FILE VERSION > NAME.8

The date is that of SOURCE_DATE_EPOCH, so that the same program gives the same page.
"""
import json, os, re, subprocess, sys, time

EXIT_STATUS = [
    ("0", "Done. negotiate: a plan was agreed or settled."),
    ("1", "Failed. negotiate: no plan; match: nobody fits; openagents: the network does not answer; healthcheck: not ready; migrate status: a step is missing."),
    ("2", "Called in a way the command does not understand."),
    ("78", "Wrong configuration (EX_CONFIG); every fault has a line on standard error."),
    ("130", "negotiate: ended by Ctrl-C."),
    ("141", "Nobody reads the output any more."),
]
FILES = [
    ("/etc/towow/towow.env", "The configuration, when neither --config nor TOWOW_CONFIG names another."),
    ("/etc/towow/admin.key", "The key of the admin pages and API, which towow.service passes as a credential."),
    ("/etc/credstore/towow.NAME", "Further secrets for towow.service: anthropic_api_key, database_url, postgres_password, "
     "openagent_password."),
    ("/var/lib/towow", "The database and its backups (TOWOW_DATA_DIR)."),
]


SCRIPTS = ["towow-upgrade", "towow-bluegreen", "towow-rolling-restart"]


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    # A line must not begin like a request.
    return re.sub(r"(?m)^\.", r"\\&.", text)


def paragraphs(text):
    """The text; EXAMPLES become an unfilled block, the sections that the page has itself are left out."""
    lines = []
    for part in re.split(r"\n\s*\n", text or ""):
        if part.startswith("EXAMPLES:"):
            lines += [".PP", "Examples:", ".PP", ".nf", ".RS", escaped(re.sub(r"(?m)^ {2}", "", part.partition("\n")[2])), ".RE", ".fi"]
        elif part and not part.startswith("EXIT STATUS:"):
            lines += [".PP", escaped(" ".join(part.split()))]
    return lines


def shown(items):
    return [item for item in items or [] if item.get("shouldDisplay", True)]


def names(argument):
    return [("--" if name["kind"] == "long" else "-") + name["name"] for name in argument["names"]]


def synopsis(path, arguments):
    words = []
    for argument in arguments:
        if argument["kind"] == "positional":
            word = f"\\fI{escaped(argument['valueName'])}\\fR"
        else:
            word = f"\\fB{escaped(names(argument)[-1])}\\fR"
            if argument["kind"] == "option":
                word += f" \\fI{escaped(argument['valueName'])}\\fR"
        if argument["isRepeating"]:
            word += " ..."
        words.append(f"[{word}]" if argument["isOptional"] else word)
    return f"\\fB{escaped(' '.join(path))}\\fR " + " ".join(words)


def options(arguments):
    lines = []
    for argument in arguments:
        value = f"\\fI{escaped(argument.get('valueName', ''))}\\fR"
        if argument["kind"] == "positional":
            tag = value
        else:
            tag = ", ".join(f"\\fB{escaped(name)}\\fR" for name in names(argument))
            tag += f" {value}" if argument["kind"] == "option" else ""
        about = escaped(argument.get("abstract", ""))
        if argument.get("defaultValue"):
            about += f" The default is {escaped(argument['defaultValue'])}."
        lines += [".TP", tag, about]
    return lines


def commands(command, path):
    """Leaves before branches, in the order of the help."""
    lines = []
    own = [name for name in shown(command.get("subcommands")) if name["commandName"] != "help"]
    arguments = [argument for argument in shown(command.get("arguments")) if argument.get("valueName") not in ("help", "version")]
    if len(path) > 1:
        lines += [f".SS {escaped(' '.join(path))}", escaped(command.get("abstract", ""))]
        if not own:
            lines += [".PP", synopsis(path, arguments)]
        lines += paragraphs(command.get("discussion"))
        lines += options([] if own else arguments)
    for sub in own:
        lines += commands(sub, path + [sub["commandName"]])
    return lines


def table(rows, style="B"):
    return [line for tag, about in rows for line in (".TP", f"\\f{style}{escaped(tag)}\\fR", escaped(about))]


def run(*command):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd="/").stdout


def title(name, section, version, manual):
    date = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    return f'.TH {name.upper()} {section} {date} "ToWow {version}" "{manual}"'


def see_also(*pages):
    return ", ".join(f"\\fB{escaped(name)}\\fR({section})" for name, section in pages)


def usage(line):
    """The first word, a name, is bold; those in capitals stand for something."""
    name, space, words = line.partition(" ")
    return f"\\fB{escaped(name)}\\fR{space}" + re.sub(r"\b([A-Z]{2,})\b", r"\\fI\1\\fR", escaped(words))


def script_page(script, version):
    """From `--help`: what it is, indented lines of usage and options, the rest, `Exit status: …`, and its settings as lines of shell."""
    name = os.path.basename(script)
    text, _, settings = run(script, "--help").partition("\n# Settings")
    about, _, rest = text.partition("\n\n")
    about = " ".join(about.split())
    indented = re.findall(r"(?m)^ {2}(\S.*?)(?: {2,}(.*))?$", rest)
    plain = [" ".join(part.split()) for part in re.split(r"\n\s*\n", re.sub(r"(?m)^ {2}\S.*$", "", rest)) if part.strip()]
    body, _, status = " ".join(plain).partition("Exit status: ")
    assert about and status and any(line.startswith(name) for line, _ in indented), f"{name} --help has no such form"
    brief = re.split(r"[:.]", about)[0]
    lines = [title(name, 8, version, "System Administration"), ".SH NAME", f"{escaped(name)} \\- {escaped(brief[0].lower() + brief[1:])}", ".SH SYNOPSIS"]
    options = []
    for line, text in indented:
        entry = [".TP", usage(line), escaped(text) or "\\&"]
        if line.startswith(name):
            lines += entry
        else:
            options += entry
    lines += [".SH DESCRIPTION", escaped(about), *([".PP", escaped(body.strip())] if body.strip() else []), ".SH OPTIONS", *options]
    if settings:
        first, _, shell = settings.partition("\n")
        lines += [".SH SETTINGS", escaped("Lines of shell, here with their defaults" + first.rstrip(".") + "."), ".PP", ".nf", escaped(shell.rstrip()), ".fi"]
    others = [(other, 8) for other in SCRIPTS if other != name]
    return "\n".join(lines + [".SH EXIT STATUS", escaped(status), ".SH SEE ALSO", see_also(("towow", 1), *others, ("systemctl", 1))]) + "\n"


def page(binary):
    tree = json.loads(run(binary, "--experimental-dump-help"))["command"]
    version = run(binary, "--version").split()[1]
    lines = [
        title("towow", 1, version, "User Commands"),
        ".SH NAME", f"towow \\- {escaped(tree['abstract'].rstrip('.'))}",
        ".SH SYNOPSIS", "\\fBtowow\\fR [\\fIcommand\\fR] [\\fIoptions\\fR]",
        ".SH DESCRIPTION", *paragraphs(tree.get("discussion")),
        ".SH COMMANDS", *commands(tree, ["towow"]),
        ".SH ENVIRONMENT",
        "Every variable of the configuration can stand in the environment; \\fBtowow config print\\fR lists them all, with their values and",
        "where each comes from. The command line comes before the environment, then systemd credentials, then the configuration file.",
        ".TP", "\\fBTOWOW_CONFIG\\fR", "The configuration file, when there is no \\fB\\-\\-config\\fR.",
        ".SH FILES", *table(FILES, "I"),
        ".SH SIGNALS", *table([
            ("SIGTERM, SIGINT", "The server ends: accepted requests get their answers, streams end within a second, everything within ten."),
            ("SIGHUP", "The configuration and the certificates are read again."),
            ("SIGUSR1", "A backup is written beside the database."),
            ("SIGUSR2", "The server drains and goes on to answer: it says that it is not ready, and its streams end and come back elsewhere.")]),
        ".SH EXIT STATUS", *table(EXIT_STATUS),
        ".SH SEE ALSO", see_also(*((name, 8) for name in SCRIPTS), ("systemctl", 1), ("journalctl", 1), ("systemd.exec", 5)),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--script":
        sys.stdout.write(script_page(os.path.abspath(sys.argv[2]), sys.argv[3]))
    elif len(sys.argv) == 2:
        sys.stdout.write(page(os.path.abspath(sys.argv[1])))
    else:
        sys.exit("usage: manpage.py BINARY > towow.1, or manpage.py --script FILE VERSION > NAME.8")

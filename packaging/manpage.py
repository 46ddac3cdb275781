#!/usr/bin/env python3
"""Writes the manual page towow(1), in man(7)'s macros, from the help of the commands: manpage.py BINARY > towow.1

The date is that of SOURCE_DATE_EPOCH, so that the same binary gives the same page.
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


def page(binary):
    def run(*arguments):
        environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
        return subprocess.run([binary, *arguments], capture_output=True, text=True, check=True, env=environment, cwd="/").stdout

    tree = json.loads(run("--experimental-dump-help"))["command"]
    version = run("--version").split()[1]
    date = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))))
    lines = [
        f'.TH TOWOW 1 {date} "ToWow {version}" "User Commands"',
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
            ("SIGUSR1", "A backup is written beside the database.")]),
        ".SH EXIT STATUS", *table(EXIT_STATUS),
        ".SH SEE ALSO", "\\fBsystemctl\\fR(1), \\fBjournalctl\\fR(1), \\fBsystemd.exec\\fR(5)",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: manpage.py BINARY > towow.1")
    sys.stdout.write(page(os.path.abspath(sys.argv[1])))

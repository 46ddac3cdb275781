"""Takes comments and needless white space out of JavaScript and CSS; names, strings and line ends that count stay.

    python3 Resources/strip.py FILE       prints the stripped file

What is left parses to the same tree: Tests/pages/strip.test.mjs compares them, and a check compares the style rules.
"""

import re
import sys

# After these words a slash begins a regular expression; after other words, numbers and closing brackets it divides.
BEFORE_REGEX = {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "instanceof", "await", "yield"}
WORD = re.compile(r"[\w$\u0080-\U0010ffff]+")
STRING = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)
REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
BLANK = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.S)


def template_end(text, at):
    """The index behind the template literal that begins at `at`."""
    at += 1
    while text[at] != "`":
        if text[at] == "\\":
            at += 2
        elif text.startswith("${", at):
            at = braces_end(text, at + 2)
        else:
            at += 1
    return at + 1


def braces_end(text, at):
    depth = 1
    while depth:
        if text[at] == "`":
            at = template_end(text, at)
        elif text[at] in "\"'":
            at = STRING.match(text, at).end()
        else:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
    return at


def tokens(text):
    """Pairs (kind, text); kinds are blank, word, string, regex and sign."""
    at, last = 0, ""
    while at < len(text):
        match = BLANK.match(text, at)
        if match:
            yield "blank", match.group()
            at = match.end()
            continue
        kind = "sign"
        divides = last and (last[-1] in ")]}\"'`" or (WORD.fullmatch(last) and last not in BEFORE_REGEX))
        if text[at] == "`":
            kind, end = "string", template_end(text, at)
        elif text[at] in "\"'":
            kind, end = "string", STRING.match(text, at).end()
        elif text[at] == "/" and not divides:
            kind, end = "regex", REGEX.match(text, at).end()
        elif WORD.match(text, at):
            kind, end = "word", WORD.match(text, at).end()
        else:
            end = at + 1
        last = text[at:end]
        yield kind, last
        at = end


def script(text):
    """JavaScript without what only people read. A line end stays where a statement may end without a semicolon."""
    out, gap = [], ""
    for kind, token in tokens(text):
        if kind == "blank":
            gap = "\n" if "\n" in token else " "
            continue
        if gap and out:
            before, after = out[-1][-1], token[0]
            joins = (WORD.match(before) and WORD.match(after)) or (before == after and before in "+-/") \
                or before + after in ("/*", "->", "<!") or (before.isdigit() and after == ".") or (before == "/" and WORD.match(after))
            if gap == "\n" and before not in "{([,;" and after not in ")],}":
                out.append("\n")
            elif joins:
                out.append(" ")
        out.append(token)
        gap = ""
    return "".join(out) + "\n"


def sheet(text):
    """CSS without comments, and with single spaces only where they may mean something."""
    parts = re.split(r"(\"(?:\\.|[^\"\\\n])*\")|/\*.*?\*/", text, flags=re.S)
    strings = [part for part in parts[1::2]]
    text = "".join(part + ("\0" if string is not None else "") for part, string in zip(parts[0::2], strings + [None]))
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?", r"\1", text)
    text = re.sub(r"([\w\-)]): ", r"\1:", text)
    text = text.replace(";}", "}").strip()
    kept = iter(string for string in strings if string is not None)
    return re.sub("\0", lambda _: next(kept), text) + "\n"


STRIPPED = {".js": script, ".css": sheet}


if __name__ == "__main__":
    name = sys.argv[1]
    with open(name, encoding="utf-8") as file:
        source = file.read()
    sys.stdout.write(STRIPPED[name[name.rindex("."):]](source))

"""Conversation files: from readable lines to statements, and what an expectation matches."""

import re
from dataclasses import dataclass, field

from adapters.console.clock import span
from bot.i18n import languages
from bot.zones import zone

ALLOWED = """\
A line is one of these; indented lines continue a message, lines that begin with "# " are comments:
  now 2026-11-23 09:00 America/New_York      once, before anything else
  ana #general> text        ana @bot> text        ana (es, moderator) #general> text
  ana #general reply 1> text        ana @bot reply 1> text
  ana edits> text        ana deletes        ben presses 1 claim
  ana joins #general        ana leaves #general        bot joins #general
  bot #general< text        bot @ben< text        bot #general (ben)< text      (~ an edit)
  bot #general!             nothing unread there        file roster.ics
  + 23h        down 7d        restart        fail #general 2        fail @ben 2
In what the bot says … stands for anything, and {code} for a word to be typed later as {code}."""

_NAME = r"[^\s#@<>~!()]+"
_ROOM = r"#[^\s<>~!()]+"
_WHO = rf"(?P<who>{_NAME})(?: \((?P<how>[^()]*)\))?"
_REPLY = r"(?: reply (?P<about>\d+))?"

_FORMS = {verb: re.compile(form) for verb, form in {
    "expect": rf"bot (?P<place>{_ROOM}(?: \({_NAME}\))?|@{_NAME}) ?(?P<mark>[<~!])(?P<text>.*)",
    "now": r"now (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d) (?P<zone>\S+)",
    "forward": r"\+(?P<by>.+)",
    "down": r"down (?P<by>.+)",
    "restart": r"restart",
    "fail": rf"fail (?:(?P<room>{_ROOM})|@(?P<who>{_NAME})) (?P<times>\d+)",
    "file": r"file (?P<text>\S.*)",
    "edit": rf"{_WHO} edits ?>(?P<text>.*)",
    "delete": rf"{_WHO} deletes",
    "press": rf"{_WHO} presses (?P<about>\d+) (?P<action>\S+)",
    "join": rf"{_WHO} joins (?P<room>{_ROOM})",
    "leave": rf"{_WHO} leaves (?P<room>{_ROOM})",
    "say": rf"{_WHO} (?:(?P<room>{_ROOM})|@bot){_REPLY} ?>(?P<text>.*)",
}.items()}


_WORD = re.compile(r"\\{([a-z]\w*)\\}", re.ASCII)


class BadFile(Exception):
    """A conversation file that cannot be understood."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass(slots=True)
class Statement:
    """One line of a conversation: what it does, and the words of it by name."""

    line: int
    verb: str
    words: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """Return a word of the statement, or None."""
        return self.words.get(name)

    @property
    def text(self) -> str:
        """What is said or expected, its lines below each other."""
        return self.words["text"].strip()


def parse(source: str) -> list[Statement]:
    """Return a file's statements. Raises BadFile for the first line not understood."""
    found: list[Statement] = []
    open_text = False  # whether an indented line has something to continue
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip() or line.startswith("# ") or line.rstrip() == "#":
            open_text = False
        elif line[0] in " \t":
            if not open_text:
                raise BadFile(number, "this line is indented, but there is no message above it")
            found[-1].words["text"] += "\n" + line.strip()
        else:
            statement = _statement(number, line.rstrip())
            if (statement.verb == "now") != (not found):
                raise BadFile(number, "a conversation begins with one line such as: "
                                      "now 2026-11-23 09:00 America/New_York")
            found.append(statement)
            open_text = "text" in statement.words and statement.verb != "file"
    for statement in found:
        _check(statement)
    return found


def _statement(number: int, line: str) -> Statement:
    for verb, form in _FORMS.items():
        match = form.fullmatch(line)
        if match:
            words = {name: word for name, word in match.groupdict().items() if word is not None}
            return Statement(number, verb, words)
    raise BadFile(number, f"not understood: {line}\n{ALLOWED}")


def _check(statement: Statement) -> None:
    """Look at what a form alone cannot tell. Raises BadFile."""
    try:
        if statement.get("by"):
            span(statement.words["by"])
        if statement.get("zone"):
            zone(statement.words["zone"])
    except ValueError as error:
        raise BadFile(statement.line, str(error)) from None
    for how in manner(statement):
        if how not in ("moderator", *languages()):
            raise BadFile(statement.line, f"in brackets stand moderator or a language "
                                          f"({', '.join(languages())}), not {how!r}")
    if statement.get("who") == "bot" and statement.verb not in ("join", "leave"):
        raise BadFile(statement.line, f"what the bot says follows <\n{ALLOWED}")
    if statement.verb == "expect" and (statement.words["mark"] == "!") == bool(statement.text):
        raise BadFile(statement.line, "after < and ~ stands what is expected, after ! nothing")


def manner(statement: Statement) -> list[str]:
    """Return what stands in brackets after a person's name."""
    return [word.strip() for word in (statement.get("how") or "").split(",") if word.strip()]


def matches(expected: str, came: str) -> dict[str, str] | None:
    """Return the words that stand where the expected text has ``{name}``; None if it is another.

    ``…`` stands for anything, also nothing, and takes the space around it; a word beside such a
    space is a whole word. All kinds of space count as one.
    """
    pattern = "".join(
        _wildcard(piece) if "…" in piece else re.escape(piece)
        for piece in re.split(r"(\s*…[\s…]*)", " ".join(expected.split())))
    for name in dict.fromkeys(_WORD.findall(pattern)):
        first, *again = pattern.split(rf"\{{{name}\}}")
        pattern = rf"{first}(?P<{name}>[^\s.,;:]+)" + f"(?P={name})".join(again)
    found = re.fullmatch(pattern, " ".join(came.split()))
    return found.groupdict() if found else None


def _wildcard(piece: str) -> str:
    before = r"(?!(?<=\w)\w)" if piece[0] == " " else ""
    after = r"(?!(?<=\w)\w)" if piece[-1] == " " else ""
    return f"{before}.*{after}"

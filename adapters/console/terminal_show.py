"""How messages look in the terminal: styled lines, with numbers for their buttons."""

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from adapters.console.chat import Message
from bot.text import Node, row, t

Line = list[tuple[str, str]]  # style and text, as prompt_toolkit draws them

STYLE = {
    # Only the terminal's own colours, and of those the ones to be read on dark and on light.
    "room": "ansigreen bold",
    "private": "ansimagenta bold",
    "change": "ansicyan bold",
    "button": "bold",
    "own": "italic",
    "who": "bold",
    "where": "ansigreen",
}
LAST_BUTTON = 99  # after it the numbers begin again: what had them has long scrolled away


@dataclass(slots=True)
class Buttons:
    """Short numbers for buttons: each button keeps its own for as long as it is about."""

    by_number: dict[int, tuple[str, str]] = field(default_factory=dict)
    _last: int = 0

    def number(self, message: str, action: str) -> int:
        """Return the number to press a message's button by."""
        for number, button in self.by_number.items():
            if button == (message, action):
                return number
        self._last = self._last % LAST_BUTTON + 1
        self.by_number[self._last] = message, action
        return self._last


@dataclass(slots=True)
class Painter:
    """Draws messages below a heading that says who they are for.

    ``words`` renders a sentence in the reader's language, ``width`` tells how many columns there
    are (0: lines stay as they are).
    """

    words: Callable[[Node], str]
    width: Callable[[], int]
    buttons: Buttons = field(default_factory=Buttons)

    def message(self, kind: str, message: Message, name: str = "") -> Iterator[Line]:
        """Draw what has come: ``kind`` is the record's event, ``name`` a file's."""
        style = "class:private" if message.to else "class:room"
        if kind in ("edit", "withdraw"):
            style = "class:change"
        yield [(style, f"  {self.words(self._heading(kind, message))}")]
        body = name if kind == "file" else message.text
        for line in self._wrapped(body) if kind != "withdraw" else ():
            yield [(style, "  │ "), ("", line)]
        if kind != "withdraw" and message.actions:
            yield [(style, "  │ "), *self._pressable(message)]

    def own(self, node: Node) -> Iterator[Line]:
        """Draw something the terminal itself has to say."""
        for line in self._wrapped(self.words(node)):
            yield [("class:own", f"  {line}")]

    def _heading(self, kind: str, message: Message) -> Node:
        room, to, number = message.room or "", message.to or "", str(message.about or "")
        if room and to:
            place: Node = t("{room}, only {who} sees this", room=room, who=to)
        else:
            place = room or t("to {who} directly", who=to)
        if kind == "withdraw":
            return row("~ ", place, " · ", t("the bot took a message back"))
        if kind == "edit" and number:
            return row("~ ", place, " · ", t("card {number} now:", number=number))
        if kind == "edit":
            return row("~ ", place, " · ", t("changed, now:"))
        return place

    def _pressable(self, message: Message) -> Line:
        line: Line = []
        for action, label in zip(message.actions, message.labels, strict=False):
            number = self.buttons.number(message.id, action)
            line += [("class:button", f"[{number}]"), ("", f" {label}  ")]
        style, text = line[-1]
        return [*line[:-1], (style, text.rstrip())]

    def _wrapped(self, text: str) -> Iterator[str]:
        width = self.width()
        for line in text.split("\n"):
            pieces = textwrap.wrap(
                line, max(20, width - 5), break_on_hyphens=False, break_long_words=False,
                subsequent_indent="  " if line.startswith("• ") else "") if width else [line]
            yield from pieces or [""]

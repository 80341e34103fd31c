"""What the bot has said in a conversation and nobody has read yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.console.adapter import Event
from adapters.console.chat import Message
from adapters.console.play_lines import Statement, matches

EXPECTED = {"<": "expected", "~": "expected an edit", "file": "expected a file"}


class Mismatch(Exception):
    """Something else came than was expected; the text tells both."""


@dataclass(slots=True)
class Heard:
    """Something that came; ``mark`` is ``<`` for a message, ``~`` for an edit, or ``file``."""

    place: str
    mark: str
    text: str

    def __str__(self) -> str:
        """Return it as a mismatch shows it."""
        head = f"{self.place} file" if self.mark == "file" else self.place + self.mark
        return _indented(head) + " " + self.text.replace("\n", "\n      ")


@dataclass(slots=True)
class Unread:
    """Messages, edits and files in the order in which they came."""

    waiting: list[Heard] = field(default_factory=list)

    def hear(self, event: Event, message: Message) -> None:
        """Take in something that came; a message taken back leaves nothing to read."""
        mark = {"send": "<", "edit": "~", "file": "file"}.get(event["event"])
        if mark:
            text = event["name"] if mark == "file" else message.text
            self.waiting.append(Heard(message.place, mark, text))

    def clear(self) -> None:
        """Count everything as read."""
        self.waiting.clear()

    def expect(self, statement: Statement) -> dict[str, str]:
        """Read what is expected; return the words it gives names to.

        Raises Mismatch if it is not the next one there.
        """
        mark, place = statement.get("mark") or "file", statement.get("place")
        there = [one for one in self.waiting if place in (None, one.place)]
        if mark == "!":
            if there:
                raise Mismatch(f"expected nothing in {place}\n{_came(there, [])}")
            return {}
        heard = next((one for one in there if one.mark == mark), None)
        words = matches(statement.text, heard.text) if heard else None
        if heard and words is not None:
            self.waiting.remove(heard)
            return words
        where = f" in {place}" if place else ""
        elsewhere = [one for one in self.waiting if one not in there]
        dots = "\n(what stands for anything is …, one sign, not ...)" if (
            "..." in statement.text) else ""
        raise Mismatch(f"{EXPECTED[mark]}{where}:\n{_indented(statement.text)}\n"
                       f"{_came(there, elsewhere)}{dots}")


def _came(there: Sequence[Heard], elsewhere: Sequence[Heard]) -> str:
    """Tell all that is unread there; what is elsewhere only if there is nothing."""
    if there:
        return "\n".join(["came:", *map(str, there)])
    if elsewhere:
        return "\n".join(["nothing came there; elsewhere came:", *map(str, elsewhere)])
    return "nothing came"


def _indented(text: str) -> str:
    return "    " + text.replace("\n", "\n    ")

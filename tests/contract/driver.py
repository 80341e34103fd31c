"""What the adapter contract needs to drive one chat platform, and what people see there."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(slots=True)
class Seen:
    """A message of the bot as people see it now.

    ``text`` is what a person reads. ``live`` is whatever in it does more than stand there: a
    link, a picture, a ping, foreign markup. With ``room`` and ``to``, only ``to`` sees it.
    """

    id: str
    text: str
    live: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    about: int | None = None
    room: str | None = None
    to: str | None = None
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt to carry something to a room or a person, ``at`` seconds from the start."""

    key: str
    at: float
    arrived: bool
    text: str


class Driver(Protocol):
    """One platform with the whole of Apoyo behind it, on a clock moved by hand.

    Rooms are named ``#kitchen@town``: the part behind the @ is the group. Every call returns
    once all that it caused has gone out, waits for a later try, or was given up.
    """

    bot: str  # the name the bot itself speaks under

    def say(
        self, room: str, who: str, text: str, *, event: str | None = None, moderator: bool = False
    ) -> str:
        """Say something in a room; return the id of the message."""

    def direct(self, who: str, text: str, *, event: str | None = None) -> str:
        """Write to the bot directly; return the id of the message."""

    def reply(self, who: str, to: Seen, text: str) -> str:
        """Reply to a message of the bot where it stands; return the id of the reply."""

    def press(self, who: str, on: Seen, action: str) -> None:
        """Press a button of a message."""

    def edit(self, who: str, of: str, text: str) -> None:
        """Change what one has said."""

    def delete(self, who: str, of: str) -> None:
        """Take back what one has said."""

    def join(self, room: str, who: str) -> None:
        """Come into a room, as a person or as the bot."""

    def leave(self, room: str, who: str) -> None:
        """Leave a room."""

    def fail(self, place: str, times: int, *, permanent: bool = False) -> None:
        """Let the next deliveries to a room, or directly to a person, fail."""

    def lose(self, place: str, times: int) -> None:
        """Let the next deliveries there, of messages and edits, arrive without an answer."""

    def away(self, hours: int) -> None:
        """Stop, and start again so much later that no key of before is known any more."""

    def advance(self, seconds: int) -> None:
        """Let time pass, doing what is due on the way."""

    def restart(self) -> None:
        """Stop, and start again on the same data."""

    def in_room(self, room: str) -> list[Seen]:
        """Return what everybody in a room sees of the bot, oldest first."""

    def only(self, person: str) -> list[Seen]:
        """Return what this person alone sees of the bot, anywhere, oldest first."""

    def tries(self, place: str) -> list[Try]:
        """Return every attempt to carry something to a room or directly to a person."""

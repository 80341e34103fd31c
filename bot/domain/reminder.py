"""A reminder: words that come back at their time, to those they are for."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.domain.errors import Ended, NotYours
from bot.domain.schedule import When

Audience = Literal["me", "person", "room", "thing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Words for somebody at a local time.

    ``audience`` says how ``target`` is meant: a person key, a room key, or the number of the
    thing whose helpers are meant. ``zone`` is whose wall clock counts (empty: the group's).
    ``leads`` are seconds before the thing's own time, instead of a time of its own. ``due`` is
    the instant of the next occurrence; ``joined`` are people who asked to hear it too.
    """

    group: str
    number: int
    by: str
    what: str
    created: datetime
    touched: datetime
    audience: Audience
    target: str
    when: When | None = None
    zone: str = ""
    leads: tuple[int, ...] = ()
    due: datetime | None = None
    joined: tuple[str, ...] = ()
    state: Literal["open", "done", "cancelled"] = "open"
    room: str | None = None
    origin: str | None = None

    @property
    def repeats(self) -> bool:
        """Whether it comes more than once."""
        return bool(self.when and self.when.rrule)

    def ended(self, state: Literal["done", "cancelled"], at: datetime) -> "Reminder":
        """End it. Raises Ended."""
        if self.state != "open":
            raise Ended(self.number, self.state)
        return replace(self, state=state, due=None, touched=at)

    def withdrawn(self, at: datetime) -> "Reminder":
        """Stop it. Raises Ended."""
        return self.ended("cancelled", at)

    def still(self, at: datetime, person: str = "") -> "Reminder":
        """Note a sign of life. Raises Ended."""
        if self.state != "open":
            raise Ended(self.number, self.state)
        return replace(self, touched=at)

    def hearers(self) -> tuple[str, ...]:
        """Return the people it is for by name: its person, and who joined."""
        own = (self.target,) if self.audience in ("me", "person") else ()
        return (*own, *self.joined)

    def seen_by(self, person: str) -> bool:
        """Tell whether somebody may know of it: a reminder can be one person's own."""
        return self.audience in ("room", "thing") or person in (self.by, *self.hearers())

    def only(self, person: str, moderator: bool, *, helpers: bool = False) -> None:
        """Let only its author, the person it is for, or a moderator pass. Raises NotYours.

        Who joined hears it, but does not own it; one whose author wished to be forgotten is
        everybody's.
        """
        owner = person == self.by or (self.audience in ("me", "person") and person == self.target)
        if self.by and not moderator and not owner:
            raise NotYours(self.number, (self.by,))

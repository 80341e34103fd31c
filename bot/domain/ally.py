"""Groups that are friends, and what they pass on to each other: no names, and not for long."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.errors import Ended, NotYours
from bot.domain.schedule import When

SHARED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ally:
    """One group's side of an alliance: both sides have said so."""

    group: str
    other: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A need of another group, shown here under a number of our own until it ends.

    ``owner`` is that group, ``source`` the need's number there; ``by`` is nobody here.
    """

    group: str
    number: int
    owner: str
    source: int
    what: str
    created: datetime
    touched: datetime
    when: When | None = None
    by: str = ""
    state: Literal["open", "done", "cancelled"] = "open"
    room: str | None = None
    origin: str | None = None

    def ended(self, state: Literal["done", "cancelled"], at: datetime) -> "Shared":
        """Show it no longer. Raises Ended."""
        if self.state != "open":
            raise Ended(self.number, self.state)
        return replace(self, state=state, touched=at)

    def withdrawn(self, at: datetime) -> "Shared":
        """Take it from the board here. Raises Ended."""
        return self.ended("cancelled", at)

    def still(self, at: datetime, person: str = "") -> "Shared":
        """Note a sign of life. Raises Ended."""
        if self.state != "open":
            raise Ended(self.number, self.state)
        return replace(self, touched=at)

    def only(self, person: str, moderator: bool, *, helpers: bool = False) -> None:
        """Let only moderators pass: those who asked are in another group. Raises NotYours."""
        if not moderator:
            raise NotYours(self.number, ())

"""An offer: something somebody can give, again and again, until they take it back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.domain.errors import Ended, NotYours
from bot.domain.schedule import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that stands until taken back; giving it once does not use it up."""

    group: str
    number: int
    by: str
    what: str
    created: datetime
    touched: datetime
    when: When | None = None
    state: Literal["open", "cancelled"] = "open"
    room: str | None = None
    origin: str | None = None

    def withdrawn(self, at: datetime) -> "Offer":
        """Take it back. Raises Ended."""
        if self.state != "open":
            raise Ended(self.number, self.state)
        return replace(self, state="cancelled", touched=at)

    def still(self, at: datetime, person: str = "") -> "Offer":
        """Note a sign of life. Raises Ended."""
        if self.state != "open":
            raise Ended(self.number, self.state)
        return replace(self, touched=at)

    def only(self, person: str, moderator: bool, *, helpers: bool = False) -> None:
        """Let only its giver or a moderator pass. Raises NotYours."""
        if not moderator and person != self.by:
            raise NotYours(self.number, (self.by,))

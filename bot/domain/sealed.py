"""Sealed details: what only whoever is confirmed to help is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.need import Need

VIEW = "sealed"  # of the messages that carry sealed details
OPEN_BOOKS = frozenset({"discord"})  # chats whose operator can read direct messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What goes with a need for its helpers only: encrypted, in ``box``, which opens for ``id``.

    ``lead``: it is given so many minutes before the need begins; None: as soon as somebody is
    confirmed. ``given`` are those it was sent to, ``withheld`` those whose chat others can read.
    """

    group: str
    number: int
    id: str
    by: str
    box: str
    at: datetime
    lead: int | None = None
    given: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    def reveal(self, begins: datetime | None) -> datetime:
        """Return from when on it may be given to whoever is confirmed."""
        if self.lead is None or begins is None:
            return self.at
        return begins - timedelta(minutes=self.lead)


def confirmed(need: Need) -> tuple[str, ...]:
    """Return who may know what is sealed: who is promised to help and has not yet done so."""
    if need.state != "open":
        return ()
    return tuple(dict.fromkeys(claim.by for claim in need.claims if not claim.brought))


def readable(person: str) -> bool:
    """Tell whether somebody besides this person can read what they are written directly."""
    return person.partition(":")[0] in OPEN_BOOKS

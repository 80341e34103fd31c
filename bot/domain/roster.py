"""A roster: shifts that come once or again and again, and who is down for them.

What is kept are the words people said: a rule, exceptions by day, standing and single sign-ups.
Who is on is worked out from them in one place, `bot.domain.shift.on`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.domain.errors import Ended, NotYours
from bot.domain.schedule import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What somebody does on a shift, by at least ``least`` and never more than ``most`` people.

    ``skill`` is a language or a skill that it asks for (``es``); it is part of its name.
    """

    name: str
    least: int
    most: int
    skill: str = ""

    @property
    def label(self) -> str:
        """What it is called: by this a sign-up names it."""
        return f"{self.name} {self.skill}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signup:
    """One person down for one role.

    With ``slot`` on that shift alone; without, on every shift from ``since`` on that falls on
    one of ``days`` (0 is Monday; none: every day), in piece ``part`` of a cut window (0: any).
    ``spare``: only if nobody else does. ``shadow``: learns along and does not count.
    ``covers``: whose place on that shift this one has taken, for as long as it stands.
    """

    by: str
    role: str
    at: datetime
    slot: str = ""
    days: tuple[int, ...] = ()
    part: int = 0
    since: str = ""
    spare: bool = False
    shadow: bool = False
    covers: str = ""

    def same(self, other: "Signup") -> bool:
        """Whether both say the same person, role and time."""
        return (self.by, self.role, self.slot, self.days, self.part) == (
            other.by, other.role, other.slot, other.days, other.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """Somebody who was down for a role on a shift and no longer is."""

    by: str
    role: str
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seek:
    """Somebody who is looking for cover: still on, but counted as a gap until it is taken.

    ``asked`` have been asked privately; ``ask`` is when the next ones will be, None for never.
    """

    by: str
    role: str
    slot: str
    at: datetime
    asked: tuple[str, ...] = ()
    ask: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different on one day (``slot`` a day), or on one piece of it (``day/part``)."""

    slot: str
    cancelled: bool = False
    start: str = ""
    end: str = ""
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Asked of ``to``: to take ``give`` from ``by`` and leave them ``take`` (role and slot)."""

    by: str
    to: str
    give: tuple[str, str]
    take: tuple[str, str]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words from one shift for the next, kept until that is over; ``seen`` have read them.

    ``told``: they have been handed over. ``missed``: its author knows that nobody has read them.
    """

    id: int
    by: str
    text: str
    slot: str
    at: datetime
    told: bool = False
    missed: bool = False
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody's call for whoever is on: ``stage`` says who has been asked so far.

    1: those who are on, 2: the next shift too, 3: everybody, 4: nobody answered.
    """

    id: int
    by: str
    at: datetime
    stage: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One shift of a proposed rota."""

    by: str
    role: str
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Shifts with roles, and who said what about them.

    ``when`` is the first window's local start and end with its repetition; ``cut`` the minutes
    of one shift if the window is cut into several. ``revision`` grows with every change, so that
    calendars know which word is the last. ``cared`` is how far it has been cared for.
    """

    group: str
    number: int
    by: str
    what: str
    created: datetime
    touched: datetime
    when: When
    cut: int = 0
    roles: tuple[Role, ...]
    signups: tuple[Signup, ...] = ()
    off: tuple[Off, ...] = ()
    seeks: tuple[Seek, ...] = ()
    changes: tuple[Change, ...] = ()
    swaps: tuple[Swap, ...] = ()
    notes: tuple[Note, ...] = ()
    here: tuple[tuple[str, str], ...] = ()
    calls: tuple[Call, ...] = ()
    rota: tuple[Turn, ...] = ()
    rota_by: str = ""
    watchers: tuple[str, ...] = ()
    revision: int = 0
    cared: datetime | None = None
    state: Literal["open", "cancelled"] = "open"
    room: str | None = None
    origin: str | None = None

    @property
    def repeats(self) -> bool:
        """Whether it comes more than once."""
        return bool(self.when.rrule)

    @property
    def helpers(self) -> tuple[str, ...]:
        """Everybody who has signed up for anything, first come first."""
        return tuple(dict.fromkeys(one.by for one in self.signups))

    def role(self, label: str) -> Role | None:
        """Return the role of this name, if there is one."""
        return next((role for role in self.roles if role.label == label), None)

    def withdrawn(self, at: datetime) -> "Roster":
        """End it. Raises Ended."""
        self.must_be_open()
        return replace(self, state="cancelled", touched=at, revision=self.revision + 1)

    def still(self, at: datetime, person: str = "") -> "Roster":
        """Note a sign of life. Raises Ended."""
        self.must_be_open()
        return replace(self, touched=at)

    def only(self, person: str, moderator: bool, *, helpers: bool = False) -> None:
        """Let only whoever made it, a moderator, or where said those down for it pass.

        Where its maker wished to be forgotten it is everybody's. Raises NotYours.
        """
        people = {s.by for s in self.signups} if helpers else set()
        if self.by and not moderator and person != self.by and person not in people:
            raise NotYours(self.number, (self.by,))

    def must_be_open(self) -> None:
        """Raise Ended if it has been ended."""
        if self.state != "open":
            raise Ended(self.number, self.state)

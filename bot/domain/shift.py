"""Who is on: the one place where a roster's words become people on a shift.

Every card, list, reminder, digest, handoff, calendar and picture asks `on`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.roster import Role, Roster, Signup


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift: ``slot`` names it for ever, ``start`` and ``end`` are its local times today.

    ``slot`` is the day the roster's rule puts it on, with ``/1``, ``/2``… for the pieces of a cut
    window; a shift that was moved keeps its slot.
    """

    slot: str
    start: datetime
    end: datetime
    roles: tuple[Role, ...]
    cancelled: bool = False
    part: int = 0

    @property
    def day(self) -> str:
        """The day of the rule it belongs to, ISO."""
        return self.slot[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """The people of one role on one shift.

    ``on`` never has more than the role takes; those ``seeking`` cover are among them, but do
    not close the gap. ``waiting`` come next; ``spare`` are ready if nobody else is;
    ``replaced`` have found cover.
    """

    role: Role
    on: tuple[Signup, ...] = ()
    waiting: tuple[Signup, ...] = ()
    spare: tuple[Signup, ...] = ()
    shadows: tuple[Signup, ...] = ()
    replaced: tuple[Signup, ...] = ()
    seeking: frozenset[str] = frozenset()

    @property
    def people(self) -> tuple[str, ...]:
        """Who is on, first come first."""
        return tuple(one.by for one in self.on)

    @property
    def firm(self) -> tuple[str, ...]:
        """Who is on and means to come."""
        return tuple(one.by for one in self.on if one.by not in self.seeking)

    @property
    def gap(self) -> int:
        """How many are missing for the shift to work."""
        return max(0, self.role.least - len(self.firm))

    @property
    def room(self) -> int:
        """How many more could be taken on."""
        return self.role.most - len(self.firm)

    def has(self, person: str) -> bool:
        """Whether a person is on, or would be if there were room."""
        return any(one.by == person for one in (*self.on, *self.waiting, *self.spare))


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """One shift and the people of each of its roles."""

    shift: Shift
    crews: tuple[Crew, ...]

    @property
    def gaps(self) -> tuple[Crew, ...]:
        """The roles in which somebody is missing."""
        return tuple(crew for crew in self.crews if crew.gap)

    @property
    def full(self) -> bool:
        """Whether every role has all the people it takes."""
        return all(crew.room <= 0 for crew in self.crews)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is on, once."""
        return tuple(dict.fromkeys(p for crew in self.crews for p in crew.people))

    @property
    def everyone(self) -> tuple[str, ...]:
        """Everybody who is on or learns along, once."""
        shadows = (one.by for crew in self.crews for one in crew.shadows)
        return tuple(dict.fromkeys((*self.people, *shadows)))

    def crew(self, label: str) -> Crew | None:
        """Return the people of a role, if the shift has it."""
        return next((crew for crew in self.crews if crew.role.label == label), None)

    def crews_of(self, person: str) -> tuple[Crew, ...]:
        """Return the roles in which this person is on."""
        return tuple(crew for crew in self.crews if person in crew.people)


def on(roster: Roster, shift: Shift) -> Staffing:
    """Return who is on a shift, who waits for it, and what is missing."""
    return staffed(roster, (shift,))[0]


def staffed(roster: Roster, shifts: Iterable[Shift]) -> list[Staffing]:
    """Return the same for many shifts, looking through the sign-ups once."""
    single: dict[tuple[str, str], list[Signup]] = defaultdict(list)
    standing: dict[tuple[int, str], list[Signup]] = defaultdict(list)
    # First come first; of two in the same second the one that was written down first.
    ordered = sorted(roster.signups, key=lambda one: one.at)
    rank = {id(one): place for place, one in enumerate(ordered)}
    for one in ordered:
        if one.slot:
            single[one.slot, one.role].append(one)
        else:
            for weekday in one.days or range(7):
                standing[weekday, one.role].append(one)
    gone = {(one.by, one.role, one.slot) for one in roster.off}
    seeks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for seek in roster.seeks:
        seeks[seek.slot, seek.role].add(seek.by)
    found = []
    for shift in shifts:
        crews = []
        weekday = date.fromisoformat(shift.day).weekday()
        for role in shift.roles if not shift.cancelled else ():
            key = shift.slot, role.label
            down = [one for one in standing.get((weekday, role.label), ()) if (
                shift.day >= one.since and one.part in (0, shift.part))]
            down += single.get(key, ())
            if gone:
                down = [one for one in down if (one.by, role.label, shift.slot) not in gone]
            down.sort(key=lambda one: rank[id(one)])
            crews.append(_crew(role, down, frozenset(seeks.get(key, ()))))
        found.append(Staffing(shift=shift, crews=tuple(crews)))
    return found


def _crew(role: Role, down: list[Signup], seeking: frozenset[str]) -> Crew:
    """Divide those who are down for a role: first come first, those seeking cover last."""
    covered = {one.covers for one in down if one.covers}
    said: dict[str, Signup] = {}
    for one in down:
        if one.by not in said or _weight(one, covered) < _weight(said[one.by], covered):
            said[one.by] = one
    once = [one for one in down if said[one.by] is one]
    replaced = [one for one in once if one.by in covered and not one.shadow]
    real = [one for one in once if one.by not in covered and not one.shadow]
    firm = [one for one in real if not one.spare and one.by not in seeking]
    spare = [one for one in real if one.spare]
    seekers = [one for one in real if not one.spare and one.by in seeking]
    needed = firm[: role.most]
    stepping_in = spare[: max(0, min(role.least, role.most) - len(needed))]
    needed += stepping_in
    held = seekers[: role.most - len(needed)]
    return Crew(
        role=role, on=tuple((*needed, *held)), waiting=tuple(firm[role.most:]),
        spare=tuple(one for one in spare if one not in stepping_in),
        shadows=tuple(one for one in once if one.shadow),
        replaced=(*replaced, *seekers[len(held):]),
        seeking=frozenset(one.by for one in held),
    )


def _weight(one: Signup, covered: set[str]) -> int:
    """Rank what somebody said more than once: a word for this very day before one for every day."""
    weak = one.spare or one.shadow
    if one.by in covered and not weak:
        return 3
    return 1 if not weak else 0 if one.slot else 2

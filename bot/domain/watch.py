"""What a roster asks for by itself, and when: reminders, gaps called out, asking around, endings.

As in `bot.domain.care`, everything is a function of the roster and of who is on; what is kept is
only how far it has been cared for. ``at`` turns a local wall time into an instant.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from bot.domain.roster import Roster
from bot.domain.shift import Staffing

At = Callable[[datetime], datetime]
Kind = Literal["gap", "soon", "note", "unread", "ask", "over"]

HOUR = timedelta(hours=1)
GAPS = (48 * HOUR, 24 * HOUR, 3 * HOUR)
SOON = (24 * HOUR, 2 * HOUR)
UNREAD = timedelta(minutes=15)  # so long a note for a shift may lie there
AHEAD = timedelta(days=4)  # no step comes longer before its shift than this
QUIET_FROM, QUIET_TO, EVENING = time(22), time(7), time(21)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do at an instant; ``person`` for what concerns one, ``role`` for one place."""

    due: datetime
    kind: Kind
    slot: str
    person: str = ""
    role: str = ""


def steps(roster: Roster, found: Iterable[Staffing], at: At) -> list[Step]:
    """Return all that these shifts ask for, past and to come, in order of time."""
    made = [step for one in found for step in _of(roster, one, at)]
    return sorted(made, key=lambda step: (step.due, step.kind, step.slot, step.person))


def _of(roster: Roster, one: Staffing, at: At) -> Iterator[Step]:
    shift = one.shift
    begins = at(shift.start)
    yield Step(at(shift.end), "over", shift.slot)
    if one.gaps:
        for lead in GAPS:
            yield Step(at(awake(shift.start, lead)), "gap", shift.slot)
    for crew in one.crews:
        for signup in (*crew.on, *crew.shadows):
            for lead in SOON:
                due = at(awake(shift.start, lead))
                if due > signup.at:
                    yield Step(due, "soon", shift.slot, signup.by)
    for note in roster.notes:
        if note.slot == shift.slot and not note.told:
            yield Step(max(begins, note.at), "note", shift.slot)
        elif note.slot == shift.slot and not note.seen and not note.missed:
            yield Step(max(begins, note.at) + UNREAD, "unread", shift.slot)
    for seek in roster.seeks:
        if seek.slot == shift.slot and seek.ask and seek.ask < begins:
            yield Step(seek.ask, "ask", shift.slot, seek.by, seek.role)


def awake(start: datetime, lead: timedelta) -> datetime:
    """Return the local time so long before a start, but not at night.

    What falls into the night comes in the morning, or if that is too late the evening before.
    """
    moment = start - lead
    if QUIET_TO <= moment.time() < QUIET_FROM:
        return moment
    night = moment.date() - timedelta(days=moment.time() < QUIET_TO)
    morning = datetime.combine(night + timedelta(days=1), QUIET_TO)
    return morning if morning + 2 * HOUR <= start else datetime.combine(night, EVENING)

"""Shifts in the digest and on the board: gaps loud, covered ones quiet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.group import Group
from bot.domain.roster import Roster
from bot.domain.shift import Staffing, staffed
from bot.ports import UnitOfWork
from bot.rosters.rostering import missing, time_of
from bot.rosters.shifts import ahead, local
from bot.text import Node, row, t
from bot.titles import short

NEAR = timedelta(days=2)  # gaps on later shifts are not for the digest yet


@dataclass(frozen=True, slots=True)
class Near:
    """Lines for shifts with gaps that begin today, for those soon, and how many are covered."""

    today: list[Node]
    soon: list[Node]
    covered: int


def near(uow: UnitOfWork, group: Group, now: datetime) -> Near:
    """Return what the digest says of all rosters, in order of time."""
    here = local(now, group.zone)
    found = sorted(_coming(uow, group, here, NEAR), key=lambda pair: pair[1].shift.start)
    due = [pair for pair in found if pair[1].shift.start.date() == here.date()]
    later = [pair for pair in found if pair[1].shift.start.date() > here.date()]
    return Near([_line(of, one, group) for of, one in due if one.gaps],
                [_line(of, one, group) for of, one in later if one.gaps],
                sum(1 for _, one in due if not one.gaps))


def next_ones(uow: UnitOfWork, group: Group, now: datetime) -> list[Node]:
    """Return the next shift of each roster, as the board has it."""
    lines: list[Node] = []
    for of in uow.find(Roster, "state", group.id, "open", limit=50):
        coming = ahead(of, local(now, group.zone))[:1]
        for one in staffed(of, coming):
            lines.append(_line(of, one, group, mark="" if one.gaps else "✓ "))
    return lines


def _coming(
    uow: UnitOfWork, group: Group, now: datetime, days: timedelta
) -> Iterator[tuple[Roster, Staffing]]:
    for of in uow.find(Roster, "state", group.id, "open"):
        for one in staffed(of, ahead(of, now, days)):
            yield of, one


def _line(of: Roster, one: Staffing, group: Group, mark: str = "❗ ") -> Node:
    gaps = (" · ", t("missing: {roles}", roles=missing(one.gaps))) if one.gaps else ()
    return row(mark, short(of), " · ", time_of(one.shift, group.zone), *gaps)

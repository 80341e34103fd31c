"""Noticing that somebody has promised two things for the same time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.context import Context
from bot.domain.care import over_of, start_of
from bot.domain.need import Need
from bot.domain.roster import Roster
from bot.domain.shift import Shift, staffed
from bot.rosters.rostering import clock
from bot.rosters.shifts import ahead, local
from bot.text import Node, row, t
from bot.titles import line, short

MOST = 2


def clash(ctx: Context, person: str, of: Roster, shifts: Sequence[Shift]) -> Node | None:
    """Return a word about what a person has promised for the same time, or None."""
    found: dict[int, Node] = {}
    for shift in shifts:
        for number, thing in promised(ctx, person, shift.start, shift.end):
            if number != of.number:
                found.setdefault(number, thing)
    if not found:
        return None
    parts: list[Node] = []
    for thing in list(found.values())[:MOST]:
        parts += [", ", thing] if parts else [thing]
    if person == ctx.me:
        return t("Careful, you already promised for that time: {things}.", things=row(*parts))
    return t("Careful, {who} already promised for that time: {things}.",
             who=ctx.mention(person), things=row(*parts))


def promised(
    ctx: Context, person: str, start: datetime, end: datetime
) -> Iterator[tuple[int, Node]]:
    """Yield what a person is on between two local times, needs and shifts: number and name."""
    for need in ctx.uow.find(Need, "helper", ctx.group.id, person, "open", limit=200):
        if need.when and need.when.start and not need.when.rrule:
            begins, clocked = start_of(need)
            if clocked and begins < end and over_of(need) > start:
                yield need.number, line(need, ctx.group.zone)
    now = local(ctx.now, ctx.group.zone)
    for of in ctx.uow.find(Roster, "state", ctx.group.id, "open"):
        if all(one.by != person for one in of.signups):
            continue
        near = [one for one in ahead(of, now) if one.start < end and one.end > start]
        for one in staffed(of, near):
            if person in one.people:
                yield of.number, row(short(of), " · ", clock(ctx, one.shift))

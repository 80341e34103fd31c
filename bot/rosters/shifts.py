"""Laying a roster out on the calendar: its rule, its cuts and its exceptions become shifts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from bot.domain.roster import Change, Roster
from bot.domain.schedule import When
from bot.domain.shift import Shift
from bot.when.expand import instant, locals_between
from bot.zones import zone

AHEAD = timedelta(days=28)
FAR = timedelta(days=750)
DAY = timedelta(days=1)
LASTS = timedelta(hours=2)  # what has no end is over after that
LONGEST = timedelta(days=2)  # that a window may last


def shifts(roster: Roster, first: date, last: date) -> list[Shift]:
    """Return the shifts of the rule's days from ``first`` to ``last``, cancelled ones too.

    Where a day was moved, the shift stands with its new times under its old slot.
    """
    different = {change.slot: change for change in roster.changes}
    found = []
    for shift in _regular(roster.when, roster.cut, first, last):
        change = different.get(shift.slot) or different.get(shift.day)
        found.append(_changed(roster, shift, change))
    return found


def ahead(roster: Roster, now: datetime, days: timedelta | None = None) -> list[Shift]:
    """Return what is on now and what comes within some days, soonest first, but what is off.

    Without ``days`` that is four weeks, and what somebody has said something about beyond them;
    if there is nothing, the next one there is. ``now`` is a naive local time.
    """
    if roster.state != "open":
        return []
    last = (now + (days or AHEAD)).date()
    first = min([now.date() - LONGEST, *(date.fromisoformat(change.slot[:10])
                                         for change in roster.changes
                                         if change.start[:10] >= now.date().isoformat())])
    found = _coming(shifts(roster, first, last), now)
    if days is None:
        found += _coming(spoken(roster, last), now)
        if not found:
            found = _coming(shifts(roster, last, last + FAR), now)
            found = [shift for shift in found if shift.day == found[0].day]
    return sorted(found, key=lambda shift: (shift.start, shift.slot))


def spoken(roster: Roster, after: date) -> list[Shift]:
    """Return the shifts on days after this one of which somebody has said something."""
    days = {one.slot[:10] for one in roster.signups}
    days |= {one.slot[:10] for one in roster.changes} | {one.slot[:10] for one in roster.seeks}
    return [shift for day in sorted(days) if day > after.isoformat()
            for shift in shifts(roster, date.fromisoformat(day), date.fromisoformat(day))]


def through(roster: Roster, now: datetime, last: date) -> list[Shift]:
    """Return what comes up to a day, as far ahead as anybody plans; at least four weeks."""
    return ahead(roster, now, min(FAR, max(AHEAD, last - now.date())))


def _coming(found: list[Shift], now: datetime) -> list[Shift]:
    return [shift for shift in found if shift.end > now and not shift.cancelled]


def shift_of(roster: Roster, slot: str) -> Shift | None:
    """Return the shift of this slot, if the rule still has it."""
    try:
        day = date.fromisoformat(slot[:10])
    except ValueError:  # somebody has typed it
        return None
    return next((one for one in shifts(roster, day, day) if one.slot == slot), None)


def local(now: datetime, name: str) -> datetime:
    """Return an instant on the wall clock of a zone, naive."""
    return now.astimezone(zone(name)).replace(tzinfo=None)


@lru_cache(maxsize=8192)
def at(moment: datetime, name: str) -> datetime:
    """Return a naive local time as an instant, UTC."""
    return instant(moment, zone(name)).astimezone(UTC)


def window(when: When) -> tuple[datetime, datetime]:
    """Return the first window's local start and end."""
    start = datetime.fromisoformat(when.start)
    return start, datetime.fromisoformat(when.end) if len(when.end) > 10 else start + LASTS


def _regular(when: When, cut: int, first: date, last: date) -> Iterator[Shift]:
    """Yield the shifts as the rule has them, cut where they are to be cut; roles come later."""
    start, end = window(when)
    low, high = datetime.combine(first, time()), datetime.combine(last, time.max)
    for begins in locals_between(start, when.rrule, low, high):
        day, over = begins.date().isoformat(), begins + (end - start)
        if not cut:
            yield Shift(slot=day, start=begins, end=over, roles=())
            continue
        part, piece = 1, begins
        while piece < over:
            until = min(piece + timedelta(minutes=cut), over)
            yield Shift(slot=f"{day}/{part}", start=piece, end=until, roles=(), part=part)
            part, piece = part + 1, until


def _changed(roster: Roster, shift: Shift, change: Change | None) -> Shift:
    start, end, roles = shift.start, shift.end, roster.roles
    if change and change.start:
        start = datetime.fromisoformat(change.start)
        end = (datetime.fromisoformat(change.end) if change.end else
               start + (shift.end - shift.start))
        if change.slot != shift.slot:  # the whole day is moved: its pieces move along
            first = _first_of(roster, shift)
            start, end = (datetime.fromisoformat(change.start) + (edge - first)
                          for edge in (shift.start, shift.end))
    return Shift(slot=shift.slot, start=start, end=end, part=shift.part,
                 roles=(change.roles if change else ()) or roles,
                 cancelled=bool(change and change.cancelled))


def _first_of(roster: Roster, shift: Shift) -> datetime:
    """Return when the window that a piece belongs to begins by the rule."""
    start, _ = window(roster.when)
    return datetime.combine(date.fromisoformat(shift.day), start.time())

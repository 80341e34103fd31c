"""A need that comes again and again, as it stands at one of its times."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.care import over_of, start_of
from bot.domain.need import Need
from bot.when.expand import next_local

LOOK_BACK = timedelta(days=3)  # what lasts longer is not reminded of
FEW = 3


def times(need: Need, after: datetime) -> Iterator[Need]:
    """Yield a repeating need at the few times that are not over by a local time; others as is."""
    if need.when is None or not need.when.rrule or not need.dated:
        yield need
        return
    start, clocked = start_of(need)
    first: date | datetime = start if clocked else start.date()
    at: date | datetime | None = next_local(first, need.when.rrule, after - LOOK_BACK)
    found = 0
    while at is not None and found < FEW:
        one = _at(need, start, at, clocked=clocked)
        if over_of(one) > after:
            found += 1
            yield one
        at = next_local(first, need.when.rrule, at)
    if not found:
        yield replace(need, when=replace(need.when, rrule=""))  # it has come for the last time


def _at(need: Need, start: datetime, at: date | datetime, *, clocked: bool) -> Need:
    assert need.when is not None  # noqa: S101 - only what has a date comes here
    naive = at if isinstance(at, datetime) else datetime.combine(at, start.time())
    end = need.when.end
    if len(end) > 10:
        moved = datetime.fromisoformat(end) + (naive - start)
        end = moved.isoformat(timespec="minutes")
    elif end:
        end = (date.fromisoformat(end) + (naive.date() - start.date())).isoformat()
    text = naive.isoformat(timespec="minutes") if clocked else naive.date().isoformat()
    return replace(need, when=replace(need.when, start=text, end=end))


def by_day(needs: Iterable[Need], day: date) -> list[Need]:
    """Return dated needs as they stand from a day on, soonest first."""
    found = [next(times(need, datetime.combine(day, time()))) for need in needs if need.dated]
    return sorted(found, key=lambda need: need.when.start if need.when else "")

"""Recurrences and wall times as instants: what a clock change does is decided here.

A local time that does not exist is the next instant that does (02:30 on 8 March 2026 in New
York is 03:00); one that exists twice is taken once, the first.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from dateutil.rrule import rrule as Rule
from dateutil.rrule import rrulestr

_STEP = {"DAILY": 86400, "WEEKLY": 7 * 86400, "HOURLY": 3600, "MINUTELY": 60}
_MARGIN = timedelta(days=2)  # more than any zone is away from any other


def instant(local: datetime, zone: tzinfo) -> datetime:
    """Return the UTC instant of a naive local time."""
    early = local.replace(tzinfo=zone, fold=0)
    try:
        found = early.astimezone(UTC)
    except OverflowError:  # the calendar's last hours
        return local.replace(tzinfo=UTC)
    if found.astimezone(zone).replace(tzinfo=None) == local.replace(fold=0):
        return found
    return _end_of_gap(local.replace(tzinfo=zone, fold=1).astimezone(UTC), found, zone)


def _end_of_gap(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """Return the second between two instants at which the zone's offset changes."""
    old = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _parts(text: str) -> dict[str, str]:
    return dict(pair for pair in (part.split("=", 1) for part in text.split(";")))


@lru_cache(maxsize=256)
def _prepared(text: str) -> tuple[str, int]:
    """Return the rule with UNTIL as its day's end, and its period in seconds (0: none to skip)."""
    parts = _parts(text)
    if len(parts.get("UNTIL", "")) == 8:  # a day counts to its end
        parts["UNTIL"] += "T235959"
    period = 0 if "COUNT" in parts else _STEP.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", 1))
    return ";".join(f"{key}={value}" for key, value in parts.items()), period


def _naive(start: date | datetime) -> datetime:
    return start if isinstance(start, datetime) else datetime.combine(start, time())


def _from(start: datetime, text: str, near: datetime) -> Rule:
    """Return the rule, begun as late as its period allows so that no years are stepped through."""
    ready, period = _prepared(text)
    ahead = int((near - start).total_seconds())
    if period and ahead > period:
        start += timedelta(seconds=ahead // period * period)
    found = rrulestr(ready, dtstart=start)
    assert isinstance(found, Rule)  # noqa: S101 - one RRULE never gives a set
    return found


def occurrences(
    start: date | datetime, rrule: str, after: datetime, zone: tzinfo, *, inclusive: bool = False
) -> Iterator[datetime]:
    """Yield the UTC instants after ``after`` (aware), lazily and in order.

    ``start`` is naive local wall time, or a date for its midnight; ``rrule`` is RFC 5545 without
    DTSTART. With ``inclusive`` an instant equal to ``after`` counts.
    """
    first = _naive(start)
    try:
        near = after.astimezone(zone).replace(tzinfo=None) - _MARGIN
    except OverflowError:
        near = first
    last: datetime | None = None
    for local in _from(first, rrule, near).xafter(near, inc=True):
        found = instant(local, zone)
        if (found > after or inclusive and found == after) and (last is None or found > last):
            yield found
            last = found


def next_local(
    start: date | datetime, rrule: str, after_local: date | datetime
) -> date | datetime | None:
    """Return the next occurrence after a naive local time, a date if ``start`` is one."""
    after = _naive(after_local)
    found: datetime | None = _from(_naive(start), rrule, after).after(after)
    return found if found is None or isinstance(start, datetime) else found.date()


@lru_cache(maxsize=1024)
def locals_between(
    start: datetime, rrule: str, first: datetime, last: datetime
) -> tuple[datetime, ...]:
    """Return the naive local occurrences from ``first`` to ``last``, both included."""
    if not rrule:
        return (start,) if first <= start <= last else ()
    found = _from(start, rrule, first).between(first, last, inc=True)
    return tuple(moment for moment in found if moment >= start)

"""A day and a time of day, put together by the conventions of ``docs/dates.md``."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TypeAlias

from bot.when import almanac
from bot.when.bounds import moment_of, shift
from bot.when.dates import Day
from bot.when.hours import DAY, HALF, Hours, settle
from bot.when.scan import Scan
from bot.when.tokens import Clock

When: TypeAlias = date | datetime

_FIRST, _LAST = 7 * 60, 22 * 60  # a time said without a day lies between these


def start_of(now: datetime, day: Day | None, hours: Hours, part: str) -> tuple[datetime, int]:
    """Return the first moment and the minutes to the end (0 if none)."""
    if day is None:
        return _soonest(now, hours, part)
    minute, length = minutes_of(hours, part)
    start = moment_of(day.first, minute)
    if day.first == now.date() and start < now:
        other = _other_half(hours, part, minute)
        if other is not None and not day.floats and moment_of(day.first, other) >= now:
            start = moment_of(day.first, other)
            length = _length(other, hours.end) if hours.end else 0
        elif day.floats:
            start += timedelta(days=7)
    return start, length


def _other_half(hours: Hours, part: str, minute: int) -> int | None:
    if not hours.start.bare or part or hours.end and not hours.end.bare:
        return None
    return minute + HALF if minute < HALF else None if minute // 60 != 12 else DAY + minute % HALF


def _soonest(now: datetime, hours: Hours, part: str) -> tuple[datetime, int]:
    """Return the soonest reading; of a bare hour the one between 7:00 and 21:59."""
    minute, length = minutes_of(hours, part)
    minutes = [minute]
    if hours.start.bare and not part and not (hours.end and not hours.end.bare):
        base = hours.start.minute % HALF
        minutes = [m for m in (base, base + HALF) if _FIRST <= m < _LAST]
    if minute >= DAY:
        minutes = [minute - DAY] if minute == DAY else [minute]
    for ahead in range(3):
        for candidate in minutes:
            start = moment_of(now.date() + timedelta(days=ahead), candidate)
            if start >= now:
                return start, _length(candidate, hours.end) if hours.end else length
    return moment_of(now.date() + almanac.Day1, minute), length


def minutes_of(hours: Hours, part: str) -> tuple[int, int]:
    """Return the minute of the day a time starts at, and how many minutes it lasts."""
    start, end = hours.start, hours.end
    if end is None or end.bare or not start.bare:
        start = settle(start, part)
    if end is None:
        return _usual(start), 0
    if not start.bare or end.bare:
        first = _usual(start)
        return first, _length(first, end)
    base = start.minute % HALF
    return min(((m, _length(m, end)) for m in (base, base + HALF)), key=lambda found: found[1])


def _usual(clock: Clock) -> int:
    """Return a bare hour's usual half: 7-11 the morning, 12 noon, 1-6 the afternoon."""
    if not clock.bare:
        return clock.minute
    base = clock.minute % HALF
    return base if base >= _FIRST else base + HALF


def _length(first: int, end: Clock) -> int:
    """Return the minutes from ``first`` to the next time the end can mean."""
    ends = (end.minute % HALF, end.minute % HALF + HALF) if end.bare else (end.minute,)
    return min((minute - first) % DAY or DAY for minute in ends)


def stretch(start: When, span: tuple[float, str]) -> When | None:
    """Return the end a length gives; of days the last is counted in."""
    if isinstance(start, datetime):
        if span[1] in ("minute", "hour", "second"):
            seconds = {"minute": 60, "hour": 3600, "second": 1}[span[1]] * span[0]
            return start + timedelta(seconds=seconds) if seconds < 10**8 else None
        return None
    if span[1] in ("minute", "hour", "second") or span[0] > 3000:
        return None
    last = shift(start, span) - almanac.Day1
    return last if last > start else None


@lru_cache(maxsize=64)
def zone_of(key: str) -> tzinfo:
    """Return the zone of an IANA key."""
    from zoneinfo import ZoneInfo  # not at the top: it would double the time of an import

    return ZoneInfo(key)


def moved(local: datetime, zone: str, s: Scan) -> datetime:
    """Return the wall time of the group when it is ``local`` in another zone."""
    return local.replace(tzinfo=zone_of(zone)).astimezone(s.zone).replace(tzinfo=None)

"""From the chosen pieces to start, end and rrule, by the conventions of ``docs/dates.md``."""

from datetime import datetime, timedelta

from bot.when import almanac
from bot.when.choose import NOT_USED, Answer, Got, value_of
from bot.when.dates import Day
from bot.when.hours import PART_START, Hours
from bot.when.scan import Scan
from bot.when.series import repeated
from bot.when.times import When, moved, start_of, stretch, zone_of
from bot.when.tokens import Clock


def resolve(s: Scan, got: Got) -> Answer | None:
    """Return start, end, rrule and the pieces they came from; None if they give no WHEN."""
    if "repeat" in got and (answer := repeated(s, got)):
        return answer
    day = _the_day(got)
    hours, part = value_of(got, "clock"), value_of(got, "part")
    if day is None and hours is None and part is None:
        return None
    start, end = _once(s, day, hours, part)
    used = [piece for slot, found in got.items() if slot not in NOT_USED for piece in found]
    span = value_of(got, "span")
    if span and end is None and (stretched := stretch(start, span)):
        end = stretched
        used += got["span"]
    return start, end, None, used


def _after(start: datetime, end: When) -> When | None:
    """Return the end of a range of days, moved past midnight if its hours run through it."""
    if isinstance(end, datetime):
        return end if end > start else end + almanac.Day1
    return end if end > start.date() else None


def _the_day(got: Got) -> Day | None:
    """Return the one day, made a range by an "until"."""
    day: Day | None = value_of(got, "day") or value_of(got, "since") or value_of(got, "month")
    until: Day | None = value_of(got, "until")
    for piece in got.get("day", [])[1:]:
        if day and piece.value.number is not None:
            day = piece.value
    if until is None:
        return day
    if day is None:
        return until
    last = until.last or until.first
    if until.weekday is not None:
        last = almanac.coming(until.weekday, day.first)
    return day._replace(last=last, floats=False) if last > day.first else day


def _once(
    s: Scan, day: Day | None, hours: Hours | None, part: str | None
) -> tuple[When, When | None]:
    if day and day.moment:
        return day.moment, None
    part = part or (day.part if day else None)
    if hours is None and part:
        hours = Hours(Clock(PART_START[part], False))
    if hours is None and day:
        first = day.first + timedelta(days=7 * (day.floats and day.first == s.today))
        return first, day.last
    assert hours  # noqa: S101 - resolve() came here with a day, a clock or a part
    here = s.now
    if hours.zone:
        here = s.now.replace(tzinfo=s.zone).astimezone(zone_of(hours.zone)).replace(tzinfo=None)
    start, length = start_of(here, day, hours, part or "")
    end: When | None = start + timedelta(minutes=length) if length else None
    if day and day.last:
        end = datetime.combine(day.last, end.time()) if isinstance(end, datetime) else day.last
        end = _after(start, end)
    if hours.zone:
        start = moved(start, hours.zone, s)
        end = moved(end, hours.zone, s) if isinstance(end, datetime) else end
    return start, end

"""From the chosen pieces to start, end and rrule, by the conventions of ``docs/dates.md``."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.when import almanac
from bot.when.bounds import later, moment_of, shift
from bot.when.clock import DAY, HALF, PART_START, Hours, settle
from bot.when.days import Day
from bot.when.repeat import Rule
from bot.when.scan import Piece, Scan
from bot.when.tokens import Clock

When: TypeAlias = date | datetime
Answer: TypeAlias = tuple[When, When | None, str | None, list[Piece]]
Got: TypeAlias = dict[str, list[Piece]]

_FIRST, _LAST = 7 * 60, 22 * 60  # a time said without a day lies between these
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NOT_USED = ("span", "count")


def value_of(got: Got, slot: str) -> Any:
    """Return what the piece in a slot says, or None."""
    found = got.get(slot)
    return found[0].value if found else None


def resolve(s: Scan, got: Got) -> Answer | None:
    """Return start, end, rrule and the pieces they came from; None if they give no WHEN."""
    if "repeat" in got and (answer := _repeated(s, got)):
        return answer
    day = _the_day(got)
    hours, part = value_of(got, "clock"), value_of(got, "part")
    if day is None and hours is None and part is None:
        return None
    start, end = _once(s, day, hours, part)
    used = [piece for slot, found in got.items() if slot not in _NOT_USED for piece in found]
    span = value_of(got, "span")
    if span and end is None and (stretched := _stretch(start, span)):
        end = stretched
        used += got["span"]
    return start, end, None, used


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
    return replace(day, last=last, floats=False) if last > day.first else day


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
    start, length = _start(here, day, hours, part or "")
    end: When | None = start + timedelta(minutes=length) if length else None
    if day and day.last:
        end = datetime.combine(day.last, end.time()) if isinstance(end, datetime) else day.last
    if hours.zone:
        start = _moved(start, hours.zone, s)
        end = _moved(end, hours.zone, s) if isinstance(end, datetime) else end
    return start, end


def _start(now: datetime, day: Day | None, hours: Hours, part: str) -> tuple[datetime, int]:
    """Return the first moment and the minutes to the end (0 if none)."""
    if day is None:
        return _soonest(now, hours, part)
    minute, length = minutes_of(hours, part)
    start = moment_of(day.first, minute)
    if day.first == now.date() and start < now:
        other = _other_half(hours, part, minute)
        if other is not None and moment_of(day.first, other) >= now:
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


def _stretch(start: When, span: tuple[float, str]) -> When | None:
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
def zone_of(key: str) -> ZoneInfo:
    """Return the zone of an IANA key."""
    return ZoneInfo(key)


def _moved(local: datetime, zone: str, s: Scan) -> datetime:
    return local.replace(tzinfo=zone_of(zone)).astimezone(s.zone).replace(tzinfo=None)


def _merged(s: Scan, got: Got) -> Rule:
    """Return the rule with what a second piece or a day adds to it."""
    rule: Rule = got["repeat"][0].value
    for piece in got["repeat"][1:]:
        other: Rule = piece.value
        if not other.weekdays and not other.month_days:
            rule, other = other, rule
        if rule.freq == other.freq or rule.freq == "DAILY":
            rule = replace(other, interval=max(rule.interval, other.interval))
    day: Day | None = value_of(got, "day")
    if day is None or rule.weekdays or rule.month_days:
        return rule
    if rule.freq == "WEEKLY" and day.weekday is not None:
        return replace(rule, weekdays=(day.weekday,))
    if rule.freq == "MONTHLY" and day.number is not None:
        return replace(rule, month_days=(day.number,))
    return rule


def _repeated(s: Scan, got: Got) -> Answer | None:
    rule = _merged(s, got)
    hours: Hours | None = value_of(got, "clock")
    if rule.pair and hours is None and got.keys() == {"repeat"}:
        return _pair(s, rule, got)
    part = rule.part or value_of(got, "part") or ""
    day: Day | None = value_of(got, "day")
    if day and day.part:
        part = part or day.part
    if hours is None and part:
        hours = Hours(Clock(PART_START[part] % DAY, False))
    base, last = _frame(s, rule, got)
    length = 0
    if hours is None and rule.freq in ("HOURLY", "MINUTELY"):
        unit = "hour" if rule.freq == "HOURLY" else "minute"
        next_one = later(s, (rule.interval, unit))
        start: When = (next_one and next_one.moment) or s.now
    elif hours is None:
        strictly = bool(rule.weekdays) and base == s.today and not got.keys() & {"since", "month"}
        start = first_day(rule, base + timedelta(days=strictly))
    else:
        start, length = _first_time(s, rule, base, hours, part)
    return _bounded(s, rule, got, start, length, last)


def _pair(s: Scan, rule: Rule, got: Got) -> Answer:
    """Return "saturday and sunday" as the range it is when no time of day is said."""
    first = almanac.coming(rule.weekdays[0], s.today, strictly=True)
    return first, first + almanac.Day1, None, got["repeat"]


def _frame(s: Scan, rule: Rule, got: Got) -> tuple[date, date | None]:
    """Return the first day that counts, and the last if the text gives one."""
    day, since = value_of(got, "day"), value_of(got, "since")
    month, until = value_of(got, "month"), value_of(got, "until")
    base, last = s.today, None
    if since:
        base, last = since.first, since.last
    elif month:
        base, last = month.first, month.last
    elif day and (day.wide or not day.floats and day.number is None or day.last):
        base, last = day.first, day.last
    elif day and rule.freq in ("DAILY", "YEARLY"):
        base = day.first
    if until:
        last = until.last or until.first
    return max(base, s.today), last


def first_day(rule: Rule, base: date) -> date:
    """Return the first day the rule can fall on, ``base`` included."""
    day = base
    for _ in range(1500):
        if _fits(rule, day):
            return day
        day += almanac.Day1
    return base


def _fits(rule: Rule, day: date) -> bool:
    if rule.month and day.month != rule.month:
        return False
    if rule.nth:
        return any(
            almanac.nth_weekday(day.year, day.month, weekday, nth) == day
            for weekday in rule.weekdays for nth in rule.nth
        )
    if rule.weekdays:
        return day.weekday() in rule.weekdays
    if rule.month_days:
        end = almanac.month_end(day).day
        return any(day.day == (n if n > 0 else end + 1 + n) for n in rule.month_days)
    return True


def _first_time(
    s: Scan, rule: Rule, base: date, hours: Hours, part: str
) -> tuple[datetime, int]:
    """Return the first occurrence not before now, and the minutes it lasts."""
    here = s.now
    if hours.zone:
        here = s.now.replace(tzinfo=s.zone).astimezone(zone_of(hours.zone)).replace(tzinfo=None)
    minute, length = minutes_of(hours, part)
    minute %= DAY
    start = moment_of(first_day(rule, base), minute)
    if start < here:
        step = base + almanac.Day1
        if not (rule.weekdays or rule.month_days) and rule.freq in ("WEEKLY", "MONTHLY", "YEARLY"):
            step = shift(base, (1, rule.freq.removesuffix("LY").lower()))
        start = moment_of(first_day(rule, step), minute)
    if hours.zone:
        start = _moved(start, hours.zone, s)
    return start, length


def _bounded(
    s: Scan, rule: Rule, got: Got, start: When, length: int, last: date | None
) -> Answer:
    """Return the answer with COUNT or UNTIL, and the pieces it used."""
    used = [piece for slot, found in got.items() if slot not in _NOT_USED for piece in found]
    end: When | None = start + timedelta(minutes=length) if length else None
    span, count = value_of(got, "span"), value_of(got, "count")
    if span and span[1] in ("minute", "hour") and end is None:
        end = _stretch(start, span) if isinstance(start, datetime) else None
        used += got["span"] if end else []
    elif span and span[1] not in ("minute", "hour", "second") and 0 < span[0] < 1000:
        first = start.date() if isinstance(start, datetime) else start
        count = count or _count(rule, span)
        last = last if count else shift(first, span) - almanac.Day1
        used += got["span"]
    used += got.get("count", [])
    text = rrule(rule)
    if count:
        text += f";COUNT={count}"
    elif last:
        text += f";UNTIL={last:%Y%m%d}"
    return start, end, text, used


def _count(rule: Rule, span: tuple[float, str]) -> int | None:
    """Return how many times a rule falls in a length, where that is one number."""
    amount, unit = int(span[0]), span[1]
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if rule.freq == "DAILY" and days:
        return max(1, amount * days // rule.interval)
    if rule.freq == "WEEKLY" and days and days >= 7:
        return max(1, amount * days // 7 * max(1, len(rule.weekdays)) // rule.interval)
    if rule.freq == "MONTHLY" and unit == "month":
        return max(1, amount * max(1, len(rule.month_days), len(rule.nth)) // rule.interval)
    return None


def rrule(rule: Rule) -> str:
    """Return the rule as RFC 5545 writes it, without its bounds."""
    text = f"FREQ={rule.freq}"
    if rule.interval > 1:
        text += f";INTERVAL={rule.interval}"
    if rule.month:
        text += f";BYMONTH={rule.month}"
    if rule.nth:
        days = [f"{nth}{_CODES[weekday]}" for nth in rule.nth for weekday in rule.weekdays]
        return f"{text};BYDAY={','.join(days)}"
    if rule.weekdays:
        return f"{text};BYDAY={','.join(_CODES[weekday] for weekday in sorted(rule.weekdays))}"
    if rule.month_days:
        return f"{text};BYMONTHDAY={','.join(map(str, rule.month_days))}"
    return text

"""From the chosen pieces of a recurrence to start, end and rrule."""

from datetime import date, datetime, timedelta

from bot.when import almanac
from bot.when.bounds import later, moment_of, shift
from bot.when.choose import NOT_USED, Answer, Got, value_of
from bot.when.dates import Day
from bot.when.hours import DAY, PART_START, Hours
from bot.when.rules import count_of, first_day, rrule
from bot.when.scan import Scan
from bot.when.times import When, minutes_of, moved, stretch, zone_of
from bot.when.tokens import Clock
from bot.when.weekly import Rule


def repeated(s: Scan, got: Got) -> Answer | None:
    """Return start, end and rrule of a recurrence, and the pieces they came from."""
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


def _merged(s: Scan, got: Got) -> Rule:
    """Return the rule with what a second piece or a day adds to it."""
    rule: Rule = got["repeat"][0].value
    for piece in got["repeat"][1:]:
        other: Rule = piece.value
        if not other.weekdays and not other.month_days:
            rule, other = other, rule
        if rule.freq == other.freq or rule.freq == "DAILY":
            rule = other._replace(interval=max(rule.interval, other.interval))
    day: Day | None = value_of(got, "day")
    if day is None or rule.weekdays or rule.month_days:
        return rule
    if rule.freq == "WEEKLY" and day.weekday is not None:
        return rule._replace(weekdays=(day.weekday,))
    if rule.freq == "MONTHLY" and day.number is not None:
        return rule._replace(month_days=(day.number,))
    return rule


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
        start = moved(start, hours.zone, s)
    return start, length


def _bounded(
    s: Scan, rule: Rule, got: Got, start: When, length: int, last: date | None
) -> Answer:
    """Return the answer with COUNT or UNTIL, and the pieces it used."""
    used = [piece for slot, found in got.items() if slot not in NOT_USED for piece in found]
    end: When | None = start + timedelta(minutes=length) if length else None
    span, count = value_of(got, "span"), value_of(got, "count")
    if span and span[1] in ("minute", "hour") and end is None:
        end = stretch(start, span) if isinstance(start, datetime) else None
        used += got["span"] if end else []
    elif span and span[1] not in ("minute", "hour", "second") and 0 < span[0] < 1000:
        first = start.date() if isinstance(start, datetime) else start
        count = count or count_of(rule, span)
        last = last if count else shift(first, span) - almanac.Day1
        used += got["span"]
    used += got.get("count", [])
    text = rrule(rule)
    if count:
        text += f";COUNT={count}"
    elif last and last < (start.date() if isinstance(start, datetime) else start):
        return start, end, None, used  # over before it begins: once, not for ever
    elif last:
        text += f";UNTIL={last.isoformat().replace('-', '')}"
    return start, end, text, used

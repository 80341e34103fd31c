"""Days and ranges of days: every reader of one, tried by the role of its first word."""

from datetime import timedelta

from bot.when import almanac
from bot.when.dates import Day, Found, day_first, iso, month_first, slash
from bot.when.scan import Piece, Scan
from bot.when.spells import (
    determined,
    end_of_month,
    end_of_week,
    end_of_year,
    holiday_at,
    of_week,
    payday,
    start_of_month,
    weekend_at,
)
from bot.when.weekdays import weekday_at

_DAY_ENDS = frozenset(("eod", "end of day", "end of the day", "fin del dia"))


def match_day(s: Scan, i: int) -> Piece | None:
    """Return the day or the range of days at i."""
    found = day_at(s, i)
    if found is None:
        return None
    day, stop = found
    if day.last is None and day.moment is None:
        day, stop = _until(s, i, day, stop)
    return Piece("day", i, stop, day, not day.weak)


def day_at(s: Scan, i: int) -> Found:
    """Return one day at i, determiners before it included."""
    role = s.roles[i]
    if not role:
        return None
    for name, read in _READERS:
        if name in role and (found := read(s, i)):
            if name == "wd" and found[0].weak and "month" in role:
                return month_first(s, i) or found  # "mar" is martes and March
            return found
    return None


def _until(s: Scan, i: int, day: Day, stop: int) -> tuple[Day, int]:
    """Return the day made a range, if another day follows a "to"."""
    role = s.roles[stop]
    between = "between" in s.roles[i - 1] if i else False
    if not ("to" in role or role.get("punct") == "-" or (between and "and" in role)):
        return day, stop
    found = day_at(s, stop + 1)
    if found is None or found[0].weak and found[0].weekday is None:
        return day, stop
    last = found[0]
    end = last.last or last.first
    if last.weekday is not None and last.number is None:
        if day.weekday is not None and any("of_week" in r for r in s.roles[stop + 1:found[1]]):
            ahead = timedelta(days=(last.weekday - day.weekday) % 7)
            day = day._replace(first=max(s.today, end - ahead))  # "mon to wed next week"
        else:
            end = almanac.coming(last.weekday, day.first)
    if end <= day.first:
        return day, stop
    return day._replace(last=end, floats=False, weak=False), found[1]


def _relative(s: Scan, i: int) -> Found:
    role = s.roles[i]
    if s.words[i] in _DAY_ENDS and (named := day_at(s, i + 1)):
        return named
    day = s.today + timedelta(days=role["rel"])
    stop = i + 1
    if "plus_days" in s.roles[stop]:
        day += timedelta(days=s.roles[stop]["plus_days"])
        stop += 1
    return Day(day, part=role.get("part", "")), stop


def _beside(s: Scan, i: int) -> Found:
    """Return "the day after christmas", "un día antes del viernes"."""
    found = day_at(s, i + 1)
    if found is None or found[0].last:
        return None
    day = found[0].first + timedelta(days=s.roles[i]["day_after"])
    return (Day(day), found[1]) if day >= s.today else None


def _two_days(s: Scan, i: int) -> Found:
    first = s.today + timedelta(days=0 if s.words[i].startswith("hoy") else 1)
    return Day(first, first + almanac.Day1), i + 1


_READERS = (
    ("date", iso), ("slash", slash), ("two_days", _two_days), ("day_after", _beside),
    ("rel", _relative),
    ("month_end", end_of_month), ("month_start", start_of_month), ("week_end", end_of_week),
    ("year_end", end_of_year), ("payday", payday), ("of_week", of_week),
    ("holiday", holiday_at), ("wd", weekday_at),
    ("weekend", weekend_at), ("month", month_first), ("num", day_first), ("nth", day_first),
    ("ord", day_first), ("next", determined), ("coming", determined), ("this", determined),
    ("the", determined), ("el_num", determined),
)

"""Dates by their numbers: ``2026-12-01``, ``3/4``, ``dec 3-5``, ``el 1° de dic``."""

from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from bot.when import almanac
from bot.when.numbers import number_at
from bot.when.scan import Scan
from bot.when.tokens import word_set

DETERMINERS = word_set("a an her his my our the their your")


class Day(NamedTuple):
    """A day or a range of days; ``floats`` when only a clock time can make it today."""

    first: date
    last: date | None = None
    floats: bool = False
    weekday: int | None = None
    number: int | None = None
    moment: datetime | None = None  # naive local, when the text gave a full instant
    wide: bool = False  # a week, a month: no day anybody named
    weak: bool = False
    part: str = ""


Found: TypeAlias = tuple[Day, int] | None


def iso(s: Scan, i: int) -> Found:
    """Return a date of ISO 8601, with its time if it has one; none that is past."""
    role = s.roles[i]
    day, moment = role["date"], None
    if "date_time" in role:
        try:
            said = datetime.fromisoformat(f"{day.isoformat()}t{role['date_time']}".upper())
        except ValueError:
            return None
        if said.tzinfo is not None:
            said = said.astimezone(s.zone)
        moment = said.replace(tzinfo=None)
    return (Day(day, moment=moment), i + 1) if day >= s.today else None


def slash(s: Scan, i: int) -> Found:
    """Return 3/4 or 3/4/2027: the language says which is the month, if both could be."""
    role = s.roles[i]
    a, b, year = role["slash"]
    orders = [(b, a), (a, b)] if s.day_first or role["dotted"] and year else [(a, b), (b, a)]
    for month, number in orders:
        found = almanac.month_day(month, number, year, s.today)
        if found:
            return (Day(found, number=number), i + 1) if found >= s.today else None
    return None


def year_at(s: Scan, j: int) -> tuple[int, int]:
    """Return the year at j and where it stops; 0 if there is none."""
    k = j + (s.words[j] in (",", "-") or "de" in s.roles[j])
    year = s.roles[k].get("num")
    if isinstance(year, int) and s.roles[k].get("digits") == 4 and 2000 <= year <= 2199:
        return year, k + 1
    return 0, j


def month_first(s: Scan, i: int) -> Found:
    """Return "dec 3", "dec. 3rd, 2026", "dec 3-5"."""
    j = i + 1
    j += s.words[j] == "." and len(s.words[i]) <= 4
    j += s.words[j] == "the" or s.words[j] == "el"
    number, stop = day_number(s, j)
    if number is None:
        return _month_of_year(s, i)
    if "weak" in s.roles[i] and "num" in s.roles[j] and not s.free(stop) and _many(s, stop):
        return None
    if "weak" in s.roles[i] and s.words[j] in ("2", "4") and s.words[stop] in DETERMINERS:
        return None  # "march 4 our lives"
    year, stop = year_at(s, stop)
    first = almanac.month_day(s.roles[i]["month"], number, year, s.today)
    if first is None or first < s.today:
        return None
    day = Day(first, number=number)
    role = s.roles[stop]
    if "to" in role or "and" in role or role.get("punct") == "-":
        last, after = day_number(s, stop + 1)
        joined = role.get("punct") == "-" and not s.words[after].endswith("s")
        if last and number < last <= 31 and (s.free(after) or joined) and (
                "ampm" not in s.roles[after]):
            day = day._replace(last=almanac.month_day(first.month, last, first.year, first))
            stop = after if day.last else stop
            stop = year_at(s, stop)[1]
    return day, stop


def _month_of_year(s: Scan, i: int) -> Found:
    """Return "january 2027": the whole month."""
    year, stop = year_at(s, i + 1)
    first = date(year, s.roles[i]["month"], 1) if year and s.free(stop) else None
    if first is None or almanac.month_end(first) < s.today:
        return None
    return Day(max(first, s.today), almanac.month_end(first), wide=True), stop


def _many(s: Scan, j: int) -> bool:
    """Return whether the word is what a number counts: "may 3 people", not "may 3 hearing"."""
    return s.words[j].endswith("s") or "people" in s.roles[j]


def day_number(s: Scan, j: int) -> tuple[int | None, int]:
    """Return a number a day of a month can have, and where it stops."""
    role = s.roles[j]
    for name in ("nth", "num", "ord"):
        value = role.get(name)
        if isinstance(value, int) and 1 <= value <= 31 and "clock" not in role:
            if name == "num" and s.roles[j + 1].keys() & {"ampm", "oclock"}:
                return None, j
            return (number_at(s, j) if name == "num" else (value, j + 1))  # type: ignore[return-value]
    return None, j


def day_first(s: Scan, i: int) -> Found:
    """Return "3 de diciembre", "3rd of december", "3 al 5 de dic", "3 y 4 de diciembre"."""
    number, stop = day_number(s, i)
    if number is None:
        return _last_weekday(s, i)
    if s.roles[stop].keys() & {"wd", "weekend"} and "num" not in s.roles[i]:
        return _nth_of_month(s, number, stop)
    last, role = None, s.roles[stop]
    if "to" in role or "and" in role or role.get("punct") == "-":
        j = stop + 1
        j += "el_num" in s.roles[j]
        last, after = day_number(s, j)
        stop = after if last else stop
    elif role.get("plus", 0) > 0 and s.words[stop][-1].isdecimal():  # "y 25", one phrase
        last, stop = role["plus"], stop + 1
    j = stop + (s.words[stop] in ("of", "-", "/") or "de" in s.roles[stop])
    joined = j > stop
    j += "this" in s.roles[j]
    month = s.roles[j].get("month")
    if "weak" in s.roles[j] and not s.free(j + 1) and (j == stop or "digits" not in s.roles[i]):
        return None
    if month is None:
        return _of_months(s, number, last, stop)
    if i > 1 and s.words[i - 1] == "-" and "num" in s.roles[i - 2] and day_number(s, j + 1)[0]:
        return None  # "10-1 dec 3": hours, and the day after them
    year, stop = year_at(s, j + 1)
    if s.words[j + 1] == "." and len(s.words[j]) <= 4 and not year:
        stop = j + 2
    if i and joined and s.words[i - 1] in ("en", "sobre", "con", "esquina"):
        return None  # a street named for a day: dates have "el"
    if (month, number) == (5, 5) and not s.free(stop):
        return None  # a street's or a restaurant's name
    first = almanac.month_day(month, number, year, s.today)
    if first is None or first < s.today:
        return None
    end = almanac.month_day(month, last, first.year, first) if last and last > number else None
    return Day(first, end, number=number), stop


def _last_weekday(s: Scan, i: int) -> Found:
    return _nth_of_month(s, -1, i + 1) if s.roles[i].get("ord") == -1 else None


def _nth_of_month(s: Scan, nth: int, j: int) -> Found:
    """Return "first saturday of december", "last weekend of november": once, not a recurrence."""
    k, weekday = j + 1, 5 if "weekend" in s.roles[j] else s.roles[j].get("wd")
    if weekday is None or not ("de" in s.roles[k] or s.words[k] in ("of", "in", "en")):
        return None
    month = s.roles[k + 1].get("month")
    year, stop = year_at(s, k + 2)
    for turn in range(2):
        if month is None or nth > 5:
            return None
        found = almanac.nth_weekday(year or s.today.year + turn, month, weekday, nth)
        if found and found >= s.today:
            last = found + almanac.Day1 if "weekend" in s.roles[j] else None
            return Day(found, last, wide=bool(last)), stop
    return None


def _of_months(s: Scan, number: int, last: int | None, stop: int) -> Found:
    """Return "el 5 del proximo mes"."""
    ahead = s.roles[stop].get("of_months")
    if ahead is None:
        return None
    month = almanac.add_months(s.today.replace(day=1), ahead)
    if max(number, last or 0) > almanac.month_end(month).day:
        return None
    first = month.replace(day=number)
    if first < s.today:
        return None
    return Day(first, month.replace(day=last) if last else None, number=number), stop + 1

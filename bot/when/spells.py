"""Days with a word before them, and spells of days: ``the 15th``, ``next week``, ``fin de mes``."""

from datetime import date, timedelta

from bot.when import almanac
from bot.when.dates import Day, Found, day_first, day_number
from bot.when.scan import Scan
from bot.when.weekdays import turn, weekday_at

_BEFORE_WEEKEND = frozenset(("para el", "pa el", "pal", "pa'l", "hasta el", "antes del"))
_EXACT = frozenset((
    "christmas day", "xmas day", "thanksgiving day", "new year's day", "new years day",
    "dia de navidad", "nochebuena", "nochevieja"))
_NAMELESS = frozenset((
    "para", "para el", "pa el", "en", "hasta", "antes de", "by", "until", "before"))


def holiday_at(s: Scan, i: int) -> Found:
    """Return a holiday used as a date: not "christmas toys", not "cena de navidad"."""
    if i and s.words[i - 1] in ("de", "of"):
        return None
    exact = s.words[i].endswith(" eve") or s.words[i] in _EXACT
    named = not exact and not s.free(i + 1) or "past_verb" in s.roles[i + 1]
    weak = named or "weak" in s.roles[i] and s.words[i - 1] not in _NAMELESS
    return Day(almanac.holiday(s.roles[i]["holiday"], s.today), weak=weak), i + 1


def weekend_at(s: Scan, i: int, modifier: str = "weak") -> Found:
    """Return Saturday to Sunday, the coming one, or of the next Monday-Sunday week."""
    first = almanac.monday(s.today) + timedelta(days=5)
    stop = i + 1
    if "coming" in s.roles[stop]:
        modifier, stop = "coming", stop + 1
    if modifier == "next" or (modifier == "coming" and first <= s.today):
        first += timedelta(days=7)
    last = first + almanac.Day1
    weak = modifier == "weak" and not (i and s.words[i - 1] in _BEFORE_WEEKEND)
    return Day(max(first, s.today), last, weak=weak, wide=True), stop


def of_week(s: Scan, i: int) -> Found:
    """Return "next week"; with a weekday after it, that day."""
    ahead = s.roles[i]["of_week"]
    j = i + 1
    j += s.words[j] in ("on", "el", ",")
    if "wd" in s.roles[j] and s.words[j - 1] != ",":
        day = turn(s.today, s.roles[j]["wd"], "of_week", ahead)
        return Day(day, weekday=s.roles[j]["wd"]), j + 1
    first = almanac.monday(s.today) + timedelta(days=7 * ahead)
    return Day(max(first, s.today), first + timedelta(days=6), wide=True), i + 1


def end_of_month(s: Scan, i: int) -> Found:
    """Return the last day of this month or the next."""
    month = almanac.add_months(s.today.replace(day=1), s.roles[i]["month_end"])
    return Day(almanac.month_end(month)), i + 1


def end_of_week(s: Scan, i: int) -> Found:
    """Return the Sunday of this week or the next."""
    weeks = s.roles[i]["week_end"]
    return Day(almanac.monday(s.today) + timedelta(days=6 + 7 * weeks)), i + 1


def end_of_year(s: Scan, i: int) -> Found:
    """Return 31 December."""
    return Day(date(s.today.year, 12, 31)), i + 1


def start_of_month(s: Scan, i: int) -> Found:
    """Return the next first of a month."""
    found = almanac.day_of_month(1, s.today)
    return (Day(found, number=1), i + 1) if found else None


def _the_weekend(s: Scan, i: int) -> Found:
    return weekend_at(s, i, "this")


_AFTER_THE = (
    ("weekend", _the_weekend), ("holiday", holiday_at), ("month_end", end_of_month),
    ("month_start", start_of_month),
)


def payday(s: Scan, i: int) -> Found:
    """Return "para la quincena": the 15th or the last of the month, whichever is next."""
    middle = s.today.replace(day=15)
    return Day(middle if middle >= s.today else almanac.month_end(s.today)), i + 1


def determined(s: Scan, i: int) -> Found:
    """Return what "the", "el", "this", "next" or "próximo" stand before."""
    modifier, j, numbered, the = "", i, False, False
    while j < i + 4:
        role = s.roles[j]
        if "next" in role or "coming" in role:
            modifier = "next" if "next" in role else "coming"
        elif "this" in role:
            modifier = modifier or "this"
        elif not ("the" in role or "el_num" in role):
            break
        numbered = numbered or "el_num" in role
        the = the or "the" in role
        j += 1
    role = s.roles[j]
    if "wd" in role:
        return weekday_at(s, j, modifier)
    if s.words[i].endswith(" dia") and "de" in role and "holiday" in s.roles[j + 1]:
        return Day(almanac.holiday(s.roles[j + 1]["holiday"], s.today)), j + 2
    if modifier and (found := wide(s, j, modifier)):
        return found
    numbered = numbered or modifier in ("this", "coming") and "digits" in role
    if "nth" in role or "ord" in role or "num" in role:
        return day_first(s, j) or (_number(s, i, j) if numbered or "num" not in role else None)
    for name, read in _AFTER_THE:
        if name in role and the:
            return read(s, j)
    return None


def _number(s: Scan, i: int, j: int) -> Found:
    """Return "the 15th", "el 15", "del 15 al 18": a number that counts nothing."""
    number, stop = day_number(s, j)
    if number is None or number < 1 or "ord" in s.roles[j]:
        return None
    if not _alone(s, stop, s.roles[i - 1] if i else {}):
        return None
    found = almanac.day_of_month(number, s.today)
    if found is None:
        return None
    day = Day(found, number=number)
    after = s.roles[stop].get("plus")
    if after == number + 1 and s.words[stop][-1].isdecimal():  # "los días 24 y 25"
        return Day(found, almanac.day_of_month(after, found), number=number), stop + 1
    both = "and" in s.roles[stop]
    if s.words[stop] == "al" or s.roles[stop].get("punct") == "-" or both:
        last, after = day_number(s, stop + 1)
        if last and last > number and s.free(after) and (last == number + 1 or not both):
            return Day(found, almanac.day_of_month(last, found), number=number), after
    return day, stop


def _alone(s: Scan, j: int, before: dict[str, object]) -> bool:
    """Return whether a numbered day may end at j: no noun, no "de la lista", no street."""
    role = s.roles[j]
    if "at" in s.roles[j]:
        return True  # "el 2 a la 1pm"
    if s.words[j] == "de" and s.words[j + 2] in ("a", "-") and "digits" in s.roles[j + 1]:
        return True  # "el 5 de 9 a 11"
    if s.words[j] in ("one", "ones", "of") or s.words[j].startswith("de") or (
            "of_month" in role or "street" in role):
        return False
    if s.free(j):
        return True
    return "link" in before


def wide(s: Scan, j: int, modifier: str) -> Found:
    """Return "next week", "this weekend", "el proximo mes", "this december"."""
    role = s.roles[j]
    ahead = modifier != "this"
    week = almanac.monday(s.today)
    if "weekend" in role:
        return weekend_at(s, j, modifier)
    if "holiday" in role:
        return holiday_at(s, j)
    if "month" in role and not s.roles[j + 1].get("num"):
        return None
    if "unit" not in role or s.words[j].endswith("s") and s.words[j] != "mes":
        return None
    unit, month = role["unit"], s.today.replace(day=1)
    if unit == "week":
        first = week + timedelta(days=7 * ahead)
        last = first + timedelta(days=6)
    elif unit == "month":
        first = almanac.add_months(month, int(ahead))
        last = almanac.month_end(first)
    elif unit == "year":
        first = date(s.today.year + ahead, 1, 1)
        last = date(first.year, 12, 31)
    else:
        return None
    return Day(max(first, s.today), last, wide=True), j + 1

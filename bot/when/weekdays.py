"""Weekdays: which one is meant, and the date that may follow: ``tuesday, dec 1``."""

from datetime import date, timedelta

from bot.when import almanac
from bot.when.dates import Day, Found, day_first, iso, month_first, slash
from bot.when.scan import Scan
from bot.when.tokens import word_set

_ENGLISH = word_set(
    "fri friday mon monday sat saturday sun sunday thu thur thurs thursday tue tues tuesday wed "
    "wednesday weds"
)


def weekday_at(s: Scan, i: int, modifier: str = "") -> Found:
    """Return a weekday, with what stands before (``modifier``) and after it."""
    weekday = s.roles[i]["wd"]
    stop = i + 1
    if s.words[stop] == "." and len(s.words[i]) <= 4 and stop + 1 < s.n:
        stop += 1
    role = s.roles[stop]
    for name in ("coming", "plus_days", "after_next", "of_week"):
        if name in role:
            modifier = "coming" if name == "coming" else name
            value = role[name]
            stop += 1
            break
    else:
        value = 1
    exact = None if modifier in ("plus_days", "of_week") else _weekday_date(s, i, weekday, stop)
    if exact:
        return exact
    weak = "weak" in s.roles[i] and not modifier
    day = turn(s.today, weekday, modifier, value)
    return Day(day, weekday=weekday, floats=not modifier, weak=weak), stop


def turn(today: date, weekday: int, modifier: str, value: int) -> date:
    """Return which of the coming such weekdays a modifier means (README of dates, rules 2, 3)."""
    first = almanac.coming(weekday, today)
    week = almanac.monday(today) + timedelta(days=weekday)
    if modifier in ("next", "after_next"):
        return week + timedelta(days=7 if modifier == "next" else 14)
    if modifier == "of_week":
        found = week + timedelta(days=7 * value)
        return found if found >= today else found + timedelta(days=7)
    if modifier == "coming":
        first = almanac.coming(weekday, today, strictly=True)
        return first + timedelta(days=7) if first == today + almanac.Day1 else first
    if modifier == "plus_days":
        return almanac.coming(weekday, today, strictly=True) + timedelta(days=value)
    return first


def _weekday_date(s: Scan, i: int, weekday: int, stop: int) -> Found:
    """Return the date a weekday's name stands before: "tuesday, dec 1", "martes 24"."""
    j = stop + (s.words[stop] == ",")
    j += "the" in s.roles[j] or "el_num" in s.roles[j]
    role = s.roles[j]
    found = None
    if "month" in role:
        found = month_first(s, j)
    elif "slash" in role:
        found = slash(s, j)
    elif "date" in role:
        found = iso(s, j)
    elif "num" in role or "nth" in role or "ord" in role:
        found = day_first(s, j) or _weekday_number(s, i, weekday, j)
    if found and not (found[0].weak and found[0].number is None):
        return found[0]._replace(weak=False), found[1]
    return None


def _weekday_number(s: Scan, i: int, weekday: int, j: int) -> Found:
    """Return the date of "martes 24" or "friday the 4th": the number must fit the weekday."""
    role = s.roles[j]
    number = role.get("nth", role.get("num", role.get("ord")))
    if not isinstance(number, int) or _runs_on(s, j + 1):
        return None
    if "num" in role and not s.free(j + 1) and almanac.coming(weekday, s.today).day != number:
        return None
    if "num" in role and ("at" in s.roles[j - 1] or number <= 12 and s.roles[j + 1].keys() & {
            "ampm", "oclock", "in_part"}):
        return None
    if "num" in role and number <= 12 and s.words[i] in _ENGLISH:
        return None
    if s.roles[j + 1].get("punct") in ("-", ":") or "plus" in s.roles[j + 1]:
        return None
    found = almanac.day_of_month(number, s.today)
    for _ in range(3):
        if found and found.weekday() == weekday:
            return Day(found, number=number), j + 1
        found = found and almanac.day_of_month(number, almanac.month_end(found) + almanac.Day1)
    return None


def _runs_on(s: Scan, j: int) -> bool:
    """Return whether a "to" makes a number at j - 1 the start of a range."""
    return "to" in s.roles[j] and "at" not in s.roles[j]

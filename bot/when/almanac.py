"""Arithmetic on the calendar: months' ends, weekdays' turns, holidays that move."""

from datetime import date, timedelta

Day1 = timedelta(days=1)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MO, TU, WE, TH, FR, SA, SU = range(7)


def _length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap


def month_end(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=_length(day.year, day.month))


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def coming(weekday: int, today: date, *, strictly: bool = False) -> date:
    """Return the next such weekday, today included unless ``strictly``."""
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead or 7 * strictly)


def monday(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the nth such weekday of a month; -1 is its last; None where it has no such one."""
    last = _length(year, month)
    if nth < 0:
        end = date(year, month, last)
        return end - timedelta(days=(end.weekday() - weekday) % 7 + 7 * (-nth - 1))
    day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day) if day <= last else None


def month_day(month: int, day: int, year: int, today: date) -> date | None:
    """Return the date; without a year (0) the next such one, today included."""
    try:
        if year:
            return date(year, month, day)
        for ahead in range(9):  # eight years at most from one 29 February to the next
            if day == 29 and month == 2 and _length(today.year + ahead, 2) < day:
                continue
            found = date(today.year + ahead, month, day)
            if found >= today:
                return found
    except ValueError:
        pass
    return None


def day_of_month(day: int, today: date) -> date | None:
    """Return the next date with that number, today included."""
    if not 1 <= day <= 31:
        return None
    first = today.replace(day=1)
    for ahead in range(4):
        month = add_months(first, ahead)
        if day <= month_end(month).day and (found := month.replace(day=day)) >= today:
            return found
    return None


def easter(year: int) -> date:
    """Return Easter Sunday (Gregorian; the anonymous algorithm of Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _in_year(name: str, year: int) -> date:
    moving = {
        "thanksgiving": (11, TH, 4, 0), "friday_after": (11, TH, 4, 1),
        "wednesday_before": (11, TH, 4, -1), "labor": (9, MO, 1, 0), "memorial": (5, MO, -1, 0),
        "mlk": (1, MO, 3, 0), "presidents": (2, MO, 3, 0), "indigenous": (10, MO, 2, 0),
        "mothers": (5, SU, 2, 0), "fathers": (6, SU, 3, 0),
    }
    around_easter = {"easter": 0, "good_friday": -2, "holy_thursday": -3, "palm": -7, "ash": -46}
    if name in around_easter:
        return easter(year) + timedelta(days=around_easter[name])
    if name in moving:
        month, weekday, nth, days = moving[name]
        found = nth_weekday(year, month, weekday, nth) or date(year, month, 1)
        return found + timedelta(days=days)
    month_number, _, day = name.partition("-")
    return date(year, int(month_number), int(day))


def holiday(name: str, today: date) -> date:
    """Return the next such holiday, today included."""
    found = _in_year(name, today.year)
    return found if found >= today else _in_year(name, today.year + 1)

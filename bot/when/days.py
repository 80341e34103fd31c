"""Days: ``tuesday``, ``dec 3``, ``el 15``, ``next week``, ``3/4``, ``navidad``, and their ranges."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.when import almanac
from bot.when.numbers import number_at
from bot.when.scan import Piece, Scan


@dataclass(slots=True)
class Day:
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


Found = tuple[Day, int] | None


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
        end = almanac.coming(last.weekday, day.first)
    if end <= day.first:
        return day, stop
    return replace(day, last=end, floats=False, weak=False), found[1]


def _iso(s: Scan, i: int) -> Found:
    role = s.roles[i]
    day = Day(role["date"])
    if "date_time" in role:
        try:
            said = datetime.fromisoformat(f"{day.first.isoformat()}t{role['date_time']}".upper())
        except ValueError:
            return None
        if said.tzinfo is not None:
            said = said.astimezone(s.zone)
        day.moment = said.replace(tzinfo=None)
    return (day, i + 1) if day.first >= s.today else None


def _slash(s: Scan, i: int) -> Found:
    role = s.roles[i]
    a, b, year = role["slash"]
    orders = [(b, a), (a, b)] if s.day_first or role["dotted"] and year else [(a, b), (b, a)]
    for month, number in orders:
        found = almanac.month_day(month, number, year, s.today)
        if found:
            return (Day(found, number=number), i + 1) if found >= s.today else None
    return None


def _relative(s: Scan, i: int) -> Found:
    role = s.roles[i]
    day = s.today + timedelta(days=role["rel"])
    stop = i + 1
    if "plus_days" in s.roles[stop]:
        day += timedelta(days=s.roles[stop]["plus_days"])
        stop += 1
    return Day(day, part=role.get("part", "")), stop


def _two_days(s: Scan, i: int) -> Found:
    first = s.today + timedelta(days=0 if s.words[i].startswith("hoy") else 1)
    return Day(first, first + almanac.Day1), i + 1


def _holiday(s: Scan, i: int) -> Found:
    """Return a holiday used as a date: not "christmas toys", not "cena de navidad"."""
    if i and s.words[i - 1] in ("de", "of"):
        return None
    weak = not s.free(i + 1)
    return Day(almanac.holiday(s.roles[i]["holiday"], s.today), weak=weak), i + 1


def _weekday(s: Scan, i: int, modifier: str = "") -> Found:
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
    exact = None if modifier else _weekday_date(s, i, weekday, stop)
    if exact:
        return exact
    day = Day(_turn(s.today, weekday, modifier, value), weekday=weekday)
    day.floats = not modifier
    day.weak = "weak" in s.roles[i] and not modifier
    return day, stop


def _turn(today: date, weekday: int, modifier: str, value: int) -> date:
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
        found = _month_first(s, j)
    elif "slash" in role:
        found = _slash(s, j)
    elif "date" in role:
        found = _iso(s, j)
    elif "num" in role or "nth" in role or "ord" in role:
        found = _day_first(s, j) or _weekday_number(s, i, weekday, j)
    if found and not (found[0].weak and found[0].number is None):
        return replace(found[0], weak=False), found[1]
    return None


def _weekday_number(s: Scan, i: int, weekday: int, j: int) -> Found:
    """Return the date of "martes 24" or "friday the 4th": the number must fit the weekday."""
    role = s.roles[j]
    number = role.get("nth", role.get("num", role.get("ord")))
    if not isinstance(number, int) or not s.free(j + 1) or _runs_on(s, j + 1):
        return None
    if "num" in role and ("at" in s.roles[j - 1] or s.roles[j + 1].keys() & {"ampm", "oclock"}):
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


_ENGLISH = frozenset(
    ["monday", "mon", "tuesday", "tues", "tue", "wednesday", "weds", "wed", "thursday", "thurs", "thur", "thu", "friday", "fri", "saturday", "sat", "sunday", "sun"]
)


def _year(s: Scan, j: int) -> tuple[int, int]:
    """Return the year at j and where it stops; 0 if there is none."""
    k = j + (s.words[j] == "," or "de" in s.roles[j])
    year = s.roles[k].get("num")
    if isinstance(year, int) and s.roles[k].get("digits") == 4 and 2000 <= year <= 2199:
        return year, k + 1
    return 0, j


def _month_first(s: Scan, i: int) -> Found:
    """Return "dec 3", "dec. 3rd, 2026", "dec 3-5"."""
    j = i + 1
    j += s.words[j] == "." and len(s.words[i]) <= 4
    j += s.words[j] == "the" or s.words[j] == "el"
    number, stop = _day_number(s, j)
    if number is None:
        return _bare_month(s, i)
    if "weak" in s.roles[i] and "num" in s.roles[j] and not s.free(stop):
        return None
    year, stop = _year(s, stop)
    first = almanac.month_day(s.roles[i]["month"], number, year, s.today)
    if first is None or first < s.today:
        return None
    day = Day(first, number=number)
    role = s.roles[stop]
    if "to" in role or "and" in role or role.get("punct") == "-":
        last, after = _day_number(s, stop + 1)
        if last and number < last <= 31 and s.free(after) and "ampm" not in s.roles[after]:
            day.last = almanac.month_day(first.month, last, first.year, first)
            stop = after if day.last else stop
            stop = _year(s, stop)[1]
    return day, stop


def _day_number(s: Scan, j: int) -> tuple[int | None, int]:
    role = s.roles[j]
    for name in ("nth", "num", "ord"):
        value = role.get(name)
        if isinstance(value, int) and 1 <= value <= 31 and "clock" not in role:
            if name == "num" and s.roles[j + 1].keys() & {"ampm", "oclock"}:
                return None, j
            return (number_at(s, j) if name == "num" else (value, j + 1))  # type: ignore[return-value]
    return None, j


def _bare_month(s: Scan, i: int) -> Found:
    return None


def _day_first(s: Scan, i: int) -> Found:
    """Return "3 de diciembre", "3rd of december", "3 al 5 de dic", "3 y 4 de diciembre"."""
    number, stop = _day_number(s, i)
    if number is None:
        return None
    last, role = None, s.roles[stop]
    if "to" in role or "and" in role or role.get("punct") == "-":
        j = stop + 1
        j += "el_num" in s.roles[j]
        last, after = _day_number(s, j)
        stop = after if last else stop
    j = stop + (s.words[stop] in ("of", "-", "/") or "de" in s.roles[stop])
    j += "this" in s.roles[j]
    month = s.roles[j].get("month")
    if month is None:
        return _of_months(s, number, last, stop)
    year, stop = _year(s, j + 1)
    if s.words[j + 1] == "." and len(s.words[j]) <= 4 and not year:
        stop = j + 2
    first = almanac.month_day(month, number, year, s.today)
    if first is None or first < s.today:
        return None
    end = almanac.month_day(month, last, first.year, first) if last and last > number else None
    return Day(first, end, number=number), stop


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


def _determined(s: Scan, i: int) -> Found:
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
        return _weekday(s, j, modifier)
    if modifier:
        return _wide(s, j, modifier)
    if "nth" in role or "ord" in role or "num" in role:
        return _day_first(s, j) or (_number(s, i, j) if numbered or "num" not in role else None)
    for name in ("weekend", "holiday", "month_end", "month_start"):
        if name in role and the:
            return _weekend(s, j, "this") if name == "weekend" else dict(_READERS)[name](s, j)
    return None


def _number(s: Scan, i: int, j: int) -> Found:
    """Return "the 15th", "el 15", "del 15 al 18": a number that counts nothing."""
    number, stop = _day_number(s, j)
    if number is None or number < 1 or "ord" in s.roles[j]:
        return None
    strong = "el_num" not in s.roles[i] or s.words[i] not in ("el", "del", "al")
    if not _alone(s, stop, s.roles[i - 1] if i else {}):
        return None
    found = almanac.day_of_month(number, s.today)
    if found is None:
        return None
    day = Day(found, number=number, weak=not strong and bool(i) and _unlinked(s, i))
    if s.words[stop] == "al" or s.roles[stop].get("punct") == "-":
        last, after = _day_number(s, stop + 1)
        if last and last > number and s.free(after):
            return Day(found, almanac.day_of_month(last, found), number=number), after
    return day, stop


def _unlinked(s: Scan, i: int) -> bool:
    return False


def _alone(s: Scan, j: int, before: dict[str, object]) -> bool:
    """Return whether a numbered day may end at j: no noun, no "de la lista", no street."""
    role = s.roles[j]
    if s.words[j].startswith("de") or "of_month" in role or "street" in role or s.words[j] == "of":
        return False
    if s.free(j):
        return True
    return "link" in before


def _wide(s: Scan, j: int, modifier: str) -> Found:
    """Return "next week", "this weekend", "el proximo mes", "this december"."""
    role = s.roles[j]
    ahead = modifier != "this"
    week = almanac.monday(s.today)
    if "weekend" in role:
        return _weekend(s, j, modifier)
    if "holiday" in role:
        return _holiday(s, j)
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


def _weekend(s: Scan, i: int, modifier: str = "weak") -> Found:
    """Return Saturday to Sunday, the coming one, or of the next Monday-Sunday week."""
    first = almanac.monday(s.today) + timedelta(days=5)
    stop = i + 1
    if "coming" in s.roles[stop]:
        modifier, stop = "coming", stop + 1
    if modifier == "next" or (modifier == "coming" and first <= s.today):
        first += timedelta(days=7)
    last = first + almanac.Day1
    return Day(max(first, s.today), last, weak=modifier == "weak", wide=True), stop


def _of_week(s: Scan, i: int) -> Found:
    """Return "next week"; with a weekday after it, that day."""
    ahead = s.roles[i]["of_week"]
    j = i + 1
    j += s.words[j] in ("on", "el", ",")
    if "wd" in s.roles[j] and s.words[j - 1] != ",":
        day = _turn(s.today, s.roles[j]["wd"], "of_week", ahead)
        return Day(day, weekday=s.roles[j]["wd"]), j + 1
    first = almanac.monday(s.today) + timedelta(days=7 * ahead)
    return Day(max(first, s.today), first + timedelta(days=6), wide=True), i + 1


def _month_end(s: Scan, i: int) -> Found:
    month = almanac.add_months(s.today.replace(day=1), s.roles[i]["month_end"])
    return Day(almanac.month_end(month)), i + 1


def _week_end(s: Scan, i: int) -> Found:
    weeks = s.roles[i]["week_end"]
    return Day(almanac.monday(s.today) + timedelta(days=6 + 7 * weeks)), i + 1


def _year_end(s: Scan, i: int) -> Found:
    return Day(date(s.today.year, 12, 31)), i + 1


def _month_start(s: Scan, i: int) -> Found:
    found = almanac.day_of_month(1, s.today)
    return (Day(found, number=1), i + 1) if found else None


_READERS = (
    ("date", _iso), ("slash", _slash), ("two_days", _two_days), ("rel", _relative),
    ("month_end", _month_end), ("month_start", _month_start), ("week_end", _week_end),
    ("year_end", _year_end), ("of_week", _of_week), ("holiday", _holiday), ("wd", _weekday),
    ("weekend", _weekend), ("month", _month_first), ("num", _day_first), ("nth", _day_first),
    ("ord", _day_first), ("next", _determined), ("coming", _determined), ("this", _determined),
    ("the", _determined), ("el_num", _determined),
)

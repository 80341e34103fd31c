"""What bounds or measures: ``in 2 hours``, ``for 6 weeks``, ``until dec 16``, ``in december``."""

from datetime import UTC, date, datetime, timedelta

from bot.when import almanac, days
from bot.when.dates import Day
from bot.when.numbers import number_at
from bot.when.scan import Piece, Scan, blot
from bot.when.tokens import word_set

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_SHIFTS = word_set("block blocks bloques chunks increments intervals rotations shift shifts "
                   "slots turno turnos turns")
_SINGULAR = word_set("day hour minute month week year")
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
Length = tuple[float, str]


def match_bound(s: Scan, i: int) -> Piece | None:
    """Return the bound, length or elapsed time at i."""
    role = s.roles[i]
    for name, read in _READERS:
        if name in role and (found := read(s, i)):
            return found
    return None


def length_at(s: Scan, j: int) -> tuple[Length, int] | None:
    """Return a length of time at j, as a number of units, and where it stops."""
    role = s.roles[j]
    if "span" in role:
        unit, value = role["span"]
        minutes = s.roles[j + 1].get("num") if s.roles[j + 2].get("unit") == "minute" else None
        if minutes and value % 60 == 0:
            return (value + minutes, unit), j + 3
        return (value, unit), j + 1
    amount, stop = number_at(s, j)
    if amount is None and "one" in role:
        amount, stop = 1, j + 1
    if amount is None or "unit" not in s.roles[stop]:
        return None
    unit = s.roles[stop]["unit"]
    stop += 1
    if unit in ("hour", "minute"):
        return _more(s, amount * _SECONDS[unit] / 60, stop)
    return (amount, unit), stop


def _more(s: Scan, minutes: float, stop: int) -> tuple[Length, int]:
    """Return minutes with what may follow: "and a half", "and 30 minutes", "y media"."""
    if s.roles[stop].get("plus") == 30 or "half_more" in s.roles[stop]:
        return (minutes + 30, "minute"), stop + 1
    after = stop + ("and" in s.roles[stop])
    more, end = number_at(s, after)
    if more and s.roles[end].get("unit") == "minute" and minutes % 60 == 0:
        return (minutes + more, "minute"), end + 1
    return (minutes, "minute"), stop


def later(s: Scan, length: Length) -> Day | None:
    """Return the moment or the day a length from now; hours and minutes are elapsed time."""
    amount, unit = length
    try:
        if unit in _SECONDS:
            now = s.now.replace(tzinfo=s.zone).astimezone(UTC)
            moment = now + timedelta(seconds=amount * _SECONDS[unit])
            local = moment.astimezone(s.zone).replace(tzinfo=None, microsecond=0)
            return Day(local.date(), moment=local)
        return Day(shift(s.today, length))
    except (OverflowError, ValueError):
        return None


def shift(day: date, length: Length) -> date:
    """Return the date some days, weeks, months or years on."""
    amount, unit = length
    if unit in _DAYS:
        return day + timedelta(days=int(amount * _DAYS[unit]))
    return almanac.add_months(day, int(amount * (12 if unit == "year" else 1)))


def _elapsed(s: Scan, i: int) -> Piece | None:
    """Return "in 2 hours", "dentro de 3 días"; also "in december"."""
    j = i + 1
    j += "approx" in s.roles[j] or s.words[j] == "the"
    found = length_at(s, j)
    if found is None:
        return _month(s, i)
    if found[0] == (1, "second"):
        return None
    if _adjective(s, found[1]):
        blot(s, j, found[1])
        return None
    day = later(s, found[0])
    stop = found[1]
    stop += "from_now" in s.roles[stop]
    return Piece("day", i, stop, day) if day else None


def _adjective(s: Scan, stop: int) -> bool:
    """Return whether a length that ends at ``stop`` says of what kind: "in 2 hour shifts"."""
    if s.free(stop):
        return False
    many = s.words[stop - 2] not in ("a", "an", "un", "una", "1", "one")
    return s.words[stop] in _SHIFTS or (
        many and s.words[stop - 1] in _SINGULAR and s.words[stop].endswith("s"))


def _from_now(s: Scan, i: int) -> Piece | None:
    """Return "5 minutes from now", "2 weeks from tuesday", "3 days after christmas"."""
    found = length_at(s, i)
    if found is None:
        return None
    length, stop = found
    if s.roles[stop].keys() & {"from_now", "from_today"}:
        day = later(s, length)
        return Piece("day", i, stop + 1, day) if day else None
    if "from_day" in s.roles[stop] and length[1] not in _SECONDS:
        base = days.day_at(s, stop + 1)
        if base and base[0].last is None:
            return Piece("day", i, base[1], Day(shift(base[0].first, length)))
    return None


def _length(s: Scan, i: int) -> Piece | None:
    """Return "for 2 hours", "por 6 semanas", "for 8 sessions"."""
    amount, stop = number_at(s, i + 1)
    if isinstance(amount, int) and amount > 0 and "times" in s.roles[stop]:
        return Piece("count", i, stop + 1, amount, strong=False)
    found = length_at(s, i + 1 + ("approx" in s.roles[i + 1]))
    return Piece("span", i, found[1], found[0], strong=False) if found else None


def _times(s: Scan, i: int) -> Piece | None:
    amount, stop = number_at(s, i)
    if isinstance(amount, int) and amount > 0 and "times" in s.roles[stop]:
        return Piece("count", i, stop + 1, amount, strong=False)
    return None


def _until(s: Scan, i: int) -> Piece | None:
    j = i + 1
    j += s.words[j] in ("the", "el", "on") and "wd" in s.roles[j + 1]
    found = days.day_at(s, j) or (days.day_at(s, i) if "el_num" in s.roles[i] else None)
    found = found or _whole_month(s, j)
    return Piece("until", i, found[1], found[0]) if found and not found[0].moment else None


def _since(s: Scan, i: int) -> Piece | None:
    j = i + 1
    j += s.words[j] in ("the", "el", "on", "this") and "wd" in s.roles[j + 1]
    found = days.match_day(s, j) or (days.match_day(s, i) if "el_num" in s.roles[i] else None)
    if found:
        return Piece("since", i, found.b, found.value, found.strong or True)
    month = _whole_month(s, j)
    return Piece("since", i, month[1], month[0]) if month else None


def _whole_month(s: Scan, j: int) -> tuple[Day, int] | None:
    month = s.roles[j].get("month")
    if month is None or "weak" in s.roles[j] or "num" in s.roles[j + 1]:
        return None
    first = s.today.replace(day=1)
    while first.month != month:
        first = almanac.add_months(first, 1)
    return Day(max(first, s.today), almanac.month_end(first), wide=True), j + 1


def _month(s: Scan, i: int) -> Piece | None:
    """Return a month that bounds a recurrence: "in december", "de diciembre"."""
    j = i + 1
    j += "the" in s.roles[j]
    j += bool(s.words[j] in ("mes", "month")) and 1
    j += "de" in s.roles[j] or s.words[j] == "of"
    role = s.roles[j]
    if "month" not in role or not s.free(j + 1) or s.roles[j + 1].get("digits", 9) <= 2 or (
            s.roles[j + 1].keys() & {"nth", "ord"}):
        return None
    found = _whole_month(s, j) if "weak" not in role else None
    if found is None and ("in" in s.roles[i] or "this" in s.roles[i]):
        role = {key: value for key, value in role.items() if key != "weak"}
        s.roles[j] = role
        found = _whole_month(s, j)
    if found is None:
        return None
    stop = found[1]
    year = s.roles[stop].get("num")
    if isinstance(year, int) and s.roles[stop].get("digits") == 4 and year >= s.today.year:
        first = date(min(year, 2199), found[0].first.month, 1)
        said = found[0]._replace(first=max(first, s.today), last=almanac.month_end(first))
        found = said, stop
        stop += 1
    return Piece("month", i, stop, found[0], strong="de" not in s.roles[i])


def moment_of(day: date, minute: int) -> datetime:
    """Return a wall time; minutes past 24:00 run into the next day."""
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001


_READERS = (
    ("in", _elapsed), ("for", _length), ("until", _until), ("since", _since), ("num", _from_now),
    ("one", _from_now), ("span", _from_now), ("num", _times), ("this", _month), ("next", _month),
    ("de", _month),
)

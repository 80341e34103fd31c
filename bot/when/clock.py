"""Times of day: ``9:30am``, ``at 7``, ``las 4 y media``, ``half past 5``, ``5-8pm``."""

from typing import NamedTuple

from bot.when.numbers import number_at
from bot.when.scan import Piece, Scan
from bot.when.tokens import Clock, word_set

HALF, DAY = 720, 1440
PART_START = {
    "dawn": 300, "morning": 540, "noon": 720, "afternoon": 900, "evening": 1080, "night": 1200,
    "midnight": 1440,
}
_OPENERS = ("at", "from", "between", "las", "approx", "before", "since")
_NOT_HOURS = word_set("couple par") | {"couple of", "a couple", "a couple of", "un par", "par de",
                                       "un par de"}
_DAYS = ("wd", "rel", "every_wd", "date", "nth", "slash", "holiday")
_ONE = ("er", "or", "ist", "ete", "ora")  # of one person
_MANY = word_set("afternoons evenings mornings nights noches tardes")
_MINUTE_WORDS = {10, 15, 20, 25, 30, 35, 40, 45, 50, 55}


class Hours(NamedTuple):
    """A time of day, or two, as said; the half of the day may still be open."""

    start: Clock
    end: Clock | None = None
    zone: str = ""


class _Atom(NamedTuple):
    clock: Clock
    stop: int
    strong: bool


def settle(clock: Clock, part: str) -> Clock:
    """Return a bare hour in the half of the day that ``part`` names; night may go past 24:00."""
    if not clock.bare or not part:
        return clock
    hour, base = clock.minute // 60, clock.minute % HALF
    if part == "dawn":
        minute = base
    elif part == "morning":
        minute = base + HALF if hour == 12 else base
    elif part in ("noon", "afternoon"):
        minute = base + HALF
    elif hour == 12 or (part == "night" and hour < 5):
        minute = base + DAY
    else:
        minute = base + HALF
    return Clock(minute, False)


def match_clock(s: Scan, i: int) -> Piece | None:
    """Return the time or range of times at i."""
    j, openers = _open(s, i)
    if s.words[j - 1] == "para" and j and "clock" not in s.roles[j] and openers == {"before"}:
        return None  # "comida para 5 mañana": an hour has "las"
    first = _atom(s, j, openers)
    if first is None or not first.strong and _dated(s, first):
        return None
    second = _second(s, first.stop, openers)
    if second is None:
        named = "part" in s.roles[j] and j == i and not s.free(first.stop)
        strong = first.strong and not named or ("at" in openers and _not_counting(s, first))
        if not (strong or s.free(first.stop) or first.strong) and not (
                openers and _after_day(s, i, first, openers)):
            return None
        stop, zone = _zone(s, first.stop)
        return Piece("clock", i, stop, Hours(first.clock, None, zone), strong)
    strong = first.strong or second.strong or "between" in openers and _not_counting(s, second)
    if not strong and not s.free(second.stop) and not _after_day(s, i, second, openers):
        return None
    strong = strong or bool(openers & {"at", "from", "between"}) and _plain(s, first, second)
    stop, zone = _zone(s, second.stop)
    return Piece("clock", i, stop, Hours(first.clock, second.clock, zone), strong)


def match_part(s: Scan, i: int) -> Piece | None:
    """Return the part of a day at i: alone when it says when, else only beside a day."""
    role = s.roles[i]
    if "in_part" in role:
        return Piece("part", i, i + 1, role["in_part"], "suffix_only" not in role)
    if "part" in role and "rel" not in role:
        return Piece("part", i, i + 1, role["part"], False)
    return None


def _open(s: Scan, i: int) -> tuple[int, set[str]]:
    openers: set[str] = set()
    j = i
    while j < i + 4:
        found = [role for role in _OPENERS if role in s.roles[j]]
        if not found:
            break
        openers.update(found)
        j += 1
    return j, openers


def _atom(s: Scan, j: int, openers: set[str]) -> _Atom | None:
    role = s.roles[j]
    if not role:
        return None
    if "clock" in role:
        return _suffix(s, role["clock"], j + 1, openers, strong=True)
    if role.get("part") in ("noon", "midnight"):
        return _Atom(Clock(PART_START[role["part"]], False), j + 1, True)
    if "past_hour" in role:
        return _shifted(s, j + 1, role["past_hour"], openers)
    if "hhmm" in role and _beside_day(s, j):
        return _Atom(role["hhmm"], j + 1, True)
    if "hhmm" in role and ("at" in openers or _hours_word(s, j + 1)) and (
            not role["hhmm"].bare or s.free(j + 1)
            or not s.capital(j + 1) and not s.words[j + 1].endswith("s")):
        return _Atom(role["hhmm"], j + 1 + _hours_word(s, j + 1), True)
    if "point" in role and "at" in openers:
        return _suffix(s, role["point"], j + 1, openers, strong=True)
    return _number(s, j, openers)


def _beside_day(s: Scan, j: int) -> bool:
    """Return whether figures without a sign stand between a noun and a day: "dinner 630 tmrw"."""
    minutes = s.roles[j]["hhmm"].minute
    return bool(j and not s.roles[j - 1] and minutes % 5 == 0 and (
        s.roles[j + 1].keys() & {"rel", "wd"}))


def _hours_word(s: Scan, j: int) -> bool:
    return s.roles[j].get("unit") == "hour"


def _number(s: Scan, j: int, openers: set[str]) -> _Atom | None:
    opened = bool(openers & {"at", "las"})
    if s.words[j] == "una" and opened:
        return _suffix(s, Clock(60, True), j + 1, openers, strong="at" in openers)
    value, stop = number_at(s, j)
    if s.words[j] == "once" and s.words[j - 1] in ("at", "-", "from"):
        return None
    if not isinstance(value, int) or not 0 <= value <= 24 or s.words[j] in _NOT_HOURS or (
            s.words[stop] in _MANY):
        return None
    past = s.roles[stop].get("past_min")
    if past and (found := _shifted(s, stop + 1, value * past, openers)):
        return found
    later, after = number_at(s, stop) if "digits" not in s.roles[j] else (None, stop)
    beside = bool(s.roles[after].keys() & {"rel", "wd", "in_part", "ampm"})
    if later in _MINUTE_WORDS and "digits" not in s.roles[stop] and value <= 12 and (
            openers or beside):
        return _suffix(s, Clock(value * 60 + int(later or 0), True), after, openers,
                       strong=opened or beside)
    bare = 0 < value <= 12 and "padded" not in s.roles[j]
    if 12 < value < 24 and _hours_word(s, stop) and "digits" in s.roles[j]:
        return _Atom(Clock(value * 60, False), stop + 1, "at" in openers)
    if not bare and not opened and "padded" not in s.roles[j] and value < 13:
        return None
    if value > 12 and "from" in openers and "to" in s.roles[stop] and "hour" in (
            s.roles[stop + 2].get("unit"), s.roles[stop + 2].get("oclock")):
        return _Atom(Clock(value % 24 * 60, False), stop, False)  # "de 14 a 16 hs"
    hour = _suffix(s, Clock(value % 24 * 60, bare), stop, openers, strong=False)
    return None if not bare and not hour.strong and "at" not in openers else hour


def _shifted(s: Scan, j: int, minutes: int, openers: set[str]) -> _Atom | None:
    hour = s.roles[j].get("num", 1 if s.words[j] == "una" else None)
    if not isinstance(hour, int) or not 1 <= hour <= 12:
        return None
    shifted = (hour * 60 + minutes) % DAY
    return _suffix(s, Clock(shifted or HALF, True), j + 1, openers, strong=True)


def _suffix(s: Scan, clock: Clock, j: int, openers: set[str], *, strong: bool) -> _Atom:
    """Return the clock with what follows it: minutes in words, am/pm, a part of the day."""
    opened = bool(openers & {"at", "las"})
    role = s.roles[j]
    whole = "plus" in role and clock.bare and not clock.minute % 60 and s.free(j + 1)
    if opened and ("plus" in role or "plus_30" in role) or whole:
        clock = Clock((clock.minute + role.get("plus", 30)) % DAY, clock.bare)
        j, strong = j + 1, strong or opened
        role = s.roles[j]
    if role.get("punct") == "-" and "oclock" in s.roles[j + 1] and s.words[j + 1] == "ish":
        j += 1
        role = s.roles[j]
    while "oclock" in role:
        j, strong = j + 1, strong or s.words[j] != "aprox"
        role = s.roles[j]
    if "ampm" in role and clock.bare:
        half = HALF if role["ampm"] == "p" else 0
        return _Atom(Clock(clock.minute % HALF + half, False), j + 1, True)
    if "in_part" in role:
        return _Atom(settle(clock, role["in_part"]), j + 1, True)
    if clock.minute == HALF and role.get("part") in ("noon", "midnight"):
        return _Atom(Clock(PART_START[role["part"]], False), j + 1, True)
    if (opened or strong) and role.get("unit") == "hour":
        return _Atom(Clock(clock.minute, clock.bare and s.words[j] in ("horas", "hours")),
                     j + 1, True)
    return _Atom(clock, j, strong)


def _second(s: Scan, j: int, openers: set[str]) -> _Atom | None:
    """Return the end of a range whose start stops at j."""
    role = s.roles[j]
    joined = "to" in role and not s.words[j].endswith("el") or role.get("punct") == "-"
    if not joined and not ("between" in openers and "and" in role):
        return None
    opened = set(openers)
    if "at" in role:
        opened.add("at")
    j += 1
    while {"at", "las", "approx"} & s.roles[j].keys():
        opened.add("at" if "at" in s.roles[j] else "las")
        j += 1
    found = _atom(s, j, opened)
    return None if found and _dated(s, found) else found


def _dated(s: Scan, atom: _Atom) -> bool:
    """Return whether a month follows: "antes del 1 de febrero"."""
    return "de" in s.roles[atom.stop] and "month" in s.roles[atom.stop + 1]


def _zone(s: Scan, j: int) -> tuple[int, str]:
    zone = s.roles[j].get("zone")
    if zone and len(s.words[j]) == 2 and not s.raw(j).isupper() and not s.free(j + 1):
        return j, ""  # "8am ct rm 7": a court
    return (j + 1, zone) if zone else (j, "")


def _not_counting(s: Scan, atom: _Atom) -> bool:
    """Return whether no plural follows: "at 7 maria comes", not "at 3 houses"."""
    word = s.words[atom.stop]
    if "people" in s.roles[atom.stop] and word.endswith(_ONE):
        return True  # "at 2 driver"
    if s.roles[atom.stop].keys() & {"several", "measure", "unit", "money", "people"}:
        return "link" in s.roles[atom.stop]
    if s.words[atom.stop - 1] in ("one", "once", "uno") and not s.free(atom.stop):
        return False
    if s.free(atom.stop):
        return "street" not in s.roles[atom.stop]
    return not (word.endswith("s") and len(word) > 3 and not word.endswith("mos"))


def _after_day(s: Scan, i: int, last: _Atom, openers: set[str]) -> bool:
    """Return whether a day stands before and no plural after: "saturday 10-1 bring bags"."""
    if not i or not _not_counting(s, last):
        return False
    before, role = s.roles[i - 2] if i > 1 else {}, s.roles[i - 1]
    if "month" in role:
        return bool(openers)  # "30 de noviembre de 10 a 1", not "march 5-6 people"
    numbered = "digits" in role and not before.keys().isdisjoint(("el_num", "wd", "month"))
    return numbered or not role.keys().isdisjoint(_DAYS) or (
        bool(openers) and "unit" in role)  # "in 3 days at 2 driver"


def _plain(s: Scan, first: _Atom, second: _Atom) -> bool:
    """Return whether two bare numbers can be a range of hours."""
    return first.clock.minute > 0 and second.clock.minute > 0 and s.free(second.stop)

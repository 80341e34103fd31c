"""One time of day: ``9:30am``, ``at 7``, ``las 4 y media``, ``half past 5``, ``quarter to 9``."""

from typing import NamedTuple

from bot.when.numbers import number_at
from bot.when.scan import Scan
from bot.when.tokens import Clock, word_set

HALF, DAY = 720, 1440
PART_START = {
    "dawn": 300, "morning": 540, "noon": 720, "afternoon": 900, "evening": 1080, "night": 1200,
    "midnight": 1440,
}
_NOT_HOURS = word_set("couple par") | {"couple of", "a couple", "a couple of", "un par", "par de",
                                       "un par de"}
_MANY = word_set("afternoons evenings mornings nights noches tardes")
_MINUTE_WORDS = {10, 15, 20, 25, 30, 35, 40, 45, 50, 55}


class Hours(NamedTuple):
    """A time of day, or two, as said; the half of the day may still be open."""

    start: Clock
    end: Clock | None = None
    zone: str = ""


class Atom(NamedTuple):
    """One time of day, the token it stops at, and whether it needs no proof."""

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


def atom(s: Scan, j: int, openers: set[str]) -> Atom | None:
    """Return the time of day at j, given the words that open it: at, las, from, between."""
    role = s.roles[j]
    if not role:
        return None
    if "clock" in role:
        return _suffix(s, role["clock"], j + 1, openers, strong=True)
    if role.get("part") in ("noon", "midnight"):
        return Atom(Clock(PART_START[role["part"]], False), j + 1, True)
    if "past_hour" in role:
        return _shifted(s, j + 1, role["past_hour"], openers)
    if "hhmm" in role and _beside_day(s, j):
        return Atom(role["hhmm"], j + 1, True)
    if "hhmm" in role and ("at" in openers or _hours_word(s, j + 1)) and (
            not role["hhmm"].bare or s.free(j + 1)
            or not s.capital(j + 1) and not s.words[j + 1].endswith("s")):
        return Atom(role["hhmm"], j + 1 + _hours_word(s, j + 1), True)
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


def _number(s: Scan, j: int, openers: set[str]) -> Atom | None:
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
        return Atom(Clock(value * 60, False), stop + 1, "at" in openers)
    if not bare and not opened and "padded" not in s.roles[j] and value < 13:
        return None
    if value > 12 and "from" in openers and "to" in s.roles[stop] and "hour" in (
            s.roles[stop + 2].get("unit"), s.roles[stop + 2].get("oclock")):
        return Atom(Clock(value % 24 * 60, False), stop, False)  # "de 14 a 16 hs"
    hour = _suffix(s, Clock(value % 24 * 60, bare), stop, openers, strong=False)
    return None if not bare and not hour.strong and "at" not in openers else hour


def _shifted(s: Scan, j: int, minutes: int, openers: set[str]) -> Atom | None:
    hour = s.roles[j].get("num", 1 if s.words[j] == "una" else None)
    if not isinstance(hour, int) or not 1 <= hour <= 12:
        return None
    shifted = (hour * 60 + minutes) % DAY
    return _suffix(s, Clock(shifted or HALF, True), j + 1, openers, strong=True)


def _suffix(s: Scan, clock: Clock, j: int, openers: set[str], *, strong: bool) -> Atom:
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
        return Atom(Clock(clock.minute % HALF + half, False), j + 1, True)
    if "in_part" in role:
        return Atom(settle(clock, role["in_part"]), j + 1, True)
    if clock.minute == HALF and role.get("part") in ("noon", "midnight"):
        return Atom(Clock(PART_START[role["part"]], False), j + 1, True)
    if (opened or strong) and role.get("unit") == "hour":
        return Atom(Clock(clock.minute, clock.bare and s.words[j] in ("horas", "hours")),
                     j + 1, True)
    return Atom(clock, j, strong)

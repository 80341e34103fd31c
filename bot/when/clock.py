"""Times of day, and from one to another: ``at 7``, ``5-8pm``, ``de 10 a 1``, ``in the morning``."""

from bot.when.hours import Atom, Hours, atom
from bot.when.scan import Piece, Scan

_OPENERS = ("at", "from", "between", "las", "approx", "before", "since")
_DAYS = ("wd", "rel", "every_wd", "date", "nth", "slash", "holiday")
_ONE = ("er", "or", "ist", "ete", "ora")  # of one person


def match_clock(s: Scan, i: int) -> Piece | None:
    """Return the time or range of times at i."""
    j, openers = _open(s, i)
    if s.words[j - 1] == "para" and j and "clock" not in s.roles[j] and openers == {"before"}:
        return None  # "comida para 5 mañana": an hour has "las"
    first = atom(s, j, openers)
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


def _second(s: Scan, j: int, openers: set[str]) -> Atom | None:
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
    found = atom(s, j, opened)
    return None if found and _dated(s, found) else found


def _dated(s: Scan, atom: Atom) -> bool:
    """Return whether a month follows: "antes del 1 de febrero"."""
    return "de" in s.roles[atom.stop] and "month" in s.roles[atom.stop + 1]


def _zone(s: Scan, j: int) -> tuple[int, str]:
    zone = s.roles[j].get("zone")
    if zone and len(s.words[j]) == 2 and not s.raw(j).isupper() and not s.free(j + 1):
        return j, ""  # "8am ct rm 7": a court
    return (j + 1, zone) if zone else (j, "")


def _not_counting(s: Scan, atom: Atom) -> bool:
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


def _after_day(s: Scan, i: int, last: Atom, openers: set[str]) -> bool:
    """Return whether a day stands before and no plural after: "saturday 10-1 bring bags"."""
    if not i or not _not_counting(s, last):
        return False
    before, role = s.roles[i - 2] if i > 1 else {}, s.roles[i - 1]
    if "month" in role:
        return bool(openers)  # "30 de noviembre de 10 a 1", not "march 5-6 people"
    numbered = "digits" in role and not before.keys().isdisjoint(("el_num", "wd", "month"))
    return numbered or not role.keys().isdisjoint(_DAYS) or (
        bool(openers) and "unit" in role)  # "in 3 days at 2 driver"


def _plain(s: Scan, first: Atom, second: Atom) -> bool:
    """Return whether two bare numbers can be a range of hours."""
    return first.clock.minute > 0 and second.clock.minute > 0 and s.free(second.stop)

"""Weekdays that repeat: ``mondays``, ``los martes y jueves``, ``mon-fri``, ``sat+sun``."""

from typing import NamedTuple, TypeAlias

from bot.when.scan import Scan


class Rule(NamedTuple):
    """What repeats: RFC 5545's parts, ``nth`` for the Mondays of a month, ``part`` of the day."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    month: int = 0
    part: str = ""
    pair: bool = False  # two days running, said once: a range unless a clock time is beside


HABITS = frozenset(("mornings", "afternoons", "evenings", "nights"))  # they make one day every
_MOST = 14  # weekdays one list may name

Found: TypeAlias = tuple[Rule, int] | None


def weekdays_at(s: Scan, i: int, *, every: bool = False) -> Found:
    """Return weekdays that repeat: in the plural, after "los", or several of them at once."""
    los = "los" in s.roles[i]
    j = i + los
    role = s.roles[j]
    if "wd" not in role and "every_wd" not in role:
        return None
    listed: list[int] = []
    plural = los or every
    signs: set[str] = set()
    while len(listed) < _MOST:
        role = s.roles[j]
        weekday = role.get("every_wd", role.get("wd"))
        if weekday is None:
            break
        plural = plural or "every_wd" in role
        if signs and signs <= {"to"} or (signs and _last(signs) == "to"):
            listed += _between(listed[-1], weekday)
            signs.discard("to")
            signs.add("range")
        else:
            listed.append(weekday)
        j += 1
        stop = j
        sign, j = _sign(s, j)
        if not sign and "wd" in s.roles[j]:
            sign = ","
        if sign == "and" and i and "between" in s.roles[i - 1]:
            sign = "to"
        if not sign or "wd" not in s.roles[j] and "every_wd" not in s.roles[j]:
            break
        signs.add(sign)
    return _judge(s, i, tuple(dict.fromkeys(listed)), signs, stop, plural=plural)


def _last(signs: set[str]) -> str:
    return "to" if "to" in signs else ""


def _sign(s: Scan, j: int) -> tuple[str, int]:
    """Return what joins the weekday before j to the next: to, and, or a sign; and where that is."""
    role, word = s.roles[j], s.words[j]
    if word == "&":
        return "and", j + 1
    if word in (",", "/", "+"):
        after = j + 1 + ("and" in s.roles[j + 1])
        return word, after + (s.words[after] in ("el", "los", "the"))
    if word == "-" or "to" in role:
        return "to", j + 1
    if "and" in role:
        return "and", j + 1 + (s.words[j + 1] in ("el", "los", "on", "every", "the"))
    if word == "." and s.words[j + 1] in ("and", "y", "-", "/", "&"):
        return _sign(s, j + 1)
    return "", j


def _between(first: int, last: int) -> list[int]:
    return [(first + ahead) % 7 for ahead in range(1, (last - first) % 7 + 1)]


def _judge(
    s: Scan, i: int, weekdays: tuple[int, ...], signs: set[str], stop: int, *, plural: bool
) -> Found:
    if plural or s.words[stop] in HABITS and s.words[i - 1] not in ("this", "next"):
        return Rule("WEEKLY", weekdays=weekdays), stop
    before = s.roles[i - 1] if i else {}
    if len(weekdays) < 2 or "this" in before or "next" in before or "coming" in s.roles[stop]:
        return None
    if "of_week" in s.roles[stop] or "owner" in s.roles[stop - 1]:
        return None
    if "num" in s.roles[stop] and s.roles[stop].get("digits") and "month" in s.roles[stop + 1]:
        return None
    running = all((a + 1) % 7 == b for a, b in zip(weekdays, weekdays[1:], strict=False))
    if "range" in signs and 6 in weekdays or "range" in signs and 5 in weekdays:
        return None
    pair = running and signs == {"and"} and len(weekdays) == 2
    return Rule("WEEKLY", weekdays=weekdays, pair=pair), stop

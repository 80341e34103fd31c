"""Recurrences: ``every other friday``, ``los lunes``, ``MWF``, ``el 15 de cada mes``."""

from dataclasses import dataclass, field

from bot.when import days
from bot.when.numbers import number_at
from bot.when.scan import Piece, Scan

_EVERY = ("every", "each", "cada", "todos", "monthly", "c/")
_FREQ = {"second": "SECONDLY", "minute": "MINUTELY", "hour": "HOURLY", "day": "DAILY",
         "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}


@dataclass(slots=True)
class Rule:
    """What repeats: RFC 5545's parts, ``nth`` for the Mondays of a month, ``part`` of the day."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    month: int = 0
    part: str = ""
    pair: bool = False  # two days running, said once: a range unless a clock time is beside
    extra: dict[str, int] = field(default_factory=dict)


Found = tuple[Rule, int] | None


def match_repeat(s: Scan, i: int) -> Piece | None:
    """Return the recurrence at i."""
    role = s.roles[i]
    found: Found = None
    strong = True
    if "rule" in role:
        found = _named(role["rule"]), i + 1
        strong = "adverb" not in role or s.free(i + 1)
    elif "nightly" in role:
        found = Rule("DAILY", part="night"), i + 1
    elif "every" in role:
        found = _every(s, i + 1)
    elif "wdset" in role:
        found = Rule("WEEKLY", weekdays=role["wdset"]), i + 1
        strong = "weak" not in role or "los" in s.roles[i - 1]
    elif "ord" in role or "nth" in role or "num" in role:
        found = _ordinal(s, i, needs_month=True)
    elif "one" in role and "wd" in s.roles[i + 1]:
        found = _alternate(s, i + 1)
    else:
        found = _weekdays(s, i)
        found = found or _determined(s, i)
    if not found:
        return None
    rule, stop = found
    if "alternate" in s.roles[stop] and rule.weekdays:
        rule.interval, stop = 2, stop + 1
    return Piece("repeat", i, stop, rule, strong)


def _named(named: tuple[str, int]) -> Rule:
    freq, value = named
    if freq == "FORTNIGHT":
        return Rule("MONTHLY", month_days=(15, -1))
    if freq == "MONTHDAY":
        return Rule("MONTHLY", month_days=(value,))
    return Rule(freq, value)


def _determined(s: Scan, i: int) -> Found:
    """Return "the first monday of the month", "el 15 de cada mes"."""
    role = s.roles[i]
    if not ("the" in role or "el_num" in role):
        return None
    if s.roles[i + 1].keys() & {"ord", "nth", "num"}:
        return _ordinal(s, i + 1, needs_month=True)
    return None


def _every(s: Scan, j: int) -> Found:
    interval = 1
    role = s.roles[j]
    if "other" in role or role.get("ord") == 2 and not _in_month(s, j + 1):
        interval, j = 2, j + 1
    elif "ord" in role or "nth" in role or "the" in role or "el_num" in role:
        return _ordinal(s, j + ("the" in role or "el_num" in role), needs_month=False)
    elif "span" in role:
        return Rule("MINUTELY", role["span"][1]), j + 1
    elif "num" in role:
        value, j = number_at(s, j)
        if not isinstance(value, int) or not 0 < value < 1000:
            return None
        interval = value
    return _period(s, j, interval)


def _period(s: Scan, j: int, interval: int) -> Found:
    """Return what an "every" and its number stand before: a unit, weekdays, a part of the day."""
    role = s.roles[j]
    if "wd" in role or "every_wd" in role:
        found = _weekdays(s, j, every=True)
        if found:
            found[0].interval = interval
        return found
    if role.get("unit") == "fortnight":
        if s.words[j].startswith("quincena"):
            return Rule("MONTHLY", month_days=(15, -1)), j + 1
        return Rule("WEEKLY", 2 * interval), j + 1
    if "unit" in role and role["unit"] != "second":
        return Rule(_FREQ[role["unit"]], interval), j + 1
    if "weekend" in role:
        return Rule("WEEKLY", interval, (5, 6)), j + 1
    if "wdset" in role:
        return Rule("WEEKLY", interval, role["wdset"]), j + 1
    part = role.get("every_part") or role.get("part")
    if part:
        return Rule("DAILY", interval, part=part), j + 1
    if "month" in role and (day := days.day_at(s, j)) and day[0].number:
        return Rule("YEARLY", month_days=(day[0].number,), month=day[0].first.month), day[1]
    if s.roles[j - 1].get("digits") and (role.get("of_month") or "de" in role):
        return _ordinal(s, j - 1, needs_month=False)
    return None


def _in_month(s: Scan, j: int) -> bool:
    return "of_month" in s.roles[j] or "of_month" in s.roles[j + 1]


def _ordinal(s: Scan, j: int, *, needs_month: bool) -> Found:
    """Return "first and third monday of the month", "the 1st and 15th of every month"."""
    numbers: list[int] = []
    start = j
    while len(numbers) < 5:
        role = s.roles[j]
        value = role.get("ord", role.get("nth", role.get("num")))
        if not isinstance(value, int) or not -1 <= value <= 31:
            break
        numbers.append(value)
        j += 1
        k = j + ("and" in s.roles[j] or s.words[j] in (",", "/", "or"))
        k += "the" in s.roles[k] or "el_num" in s.roles[k]
        if k == j or not s.roles[k].keys() & {"ord", "nth", "num"}:
            break
        j = k
    if not numbers:
        return None
    role = s.roles[j]
    weekday = role.get("wd", role.get("every_wd"))
    if weekday is not None and max(numbers) <= 5 and "num" not in s.roles[start]:
        return _nth_weekday(s, j, tuple(numbers), needs_month=needs_month)
    every = "of_month" in role and any(word in s.words[j] for word in _EVERY)
    if "num" in s.roles[start] and "el_num" not in s.roles[start - 1] and needs_month:
        every = every and s.words[j].startswith(("of", "de"))
    if every or ("of_month" in role and (len(numbers) > 1 or not needs_month)) or (
        not needs_month and s.free(j) and 0 not in numbers and "unit" not in role
    ):
        return Rule("MONTHLY", month_days=tuple(numbers)), j + ("of_month" in role)
    return None


def _nth_weekday(s: Scan, j: int, numbers: tuple[int, ...], *, needs_month: bool) -> Found:
    role = s.roles[j]
    weekdays = (int(role.get("wd", role.get("every_wd", 0))),)
    if "of_month" in s.roles[j + 1]:
        return Rule("MONTHLY", weekdays=weekdays, nth=numbers), j + 2
    if "every_wd" in role or not needs_month:
        return Rule("MONTHLY", weekdays=weekdays, nth=numbers), j + 1
    return None


def _alternate(s: Scan, j: int) -> Found:
    if "alternate" not in s.roles[j + 1]:
        return None
    return Rule("WEEKLY", 2, (s.roles[j]["wd"],)), j + 2


def _weekdays(s: Scan, i: int, *, every: bool = False) -> Found:
    """Return weekdays that repeat: in the plural, after "los", or several of them at once."""
    los = "los" in s.roles[i]
    j = i + los
    role = s.roles[j]
    if "wd" not in role and "every_wd" not in role:
        return None
    listed: list[int] = []
    plural = los or every
    signs: set[str] = set()
    while True:
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
        if not sign or "wd" not in s.roles[j] and "every_wd" not in s.roles[j]:
            break
        signs.add(sign)
    return _judge(s, i, tuple(dict.fromkeys(listed)), signs, stop, plural=plural)


def _last(signs: set[str]) -> str:
    return "to" if "to" in signs else ""


def _sign(s: Scan, j: int) -> tuple[str, int]:
    """Return what joins the weekday before j to the next: to, and, or a sign; and where that is."""
    role, word = s.roles[j], s.words[j]
    if word in (",", "/", "+", "&"):
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
    if plural:
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

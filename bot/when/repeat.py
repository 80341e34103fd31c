"""Recurrences: ``every other friday``, ``cada quincena``, ``el 15 de cada mes``."""

from bot.when import days
from bot.when.numbers import number_at
from bot.when.scan import Piece, Scan
from bot.when.weekly import HABITS, Found, Rule, weekdays_at

_EVERY = ("every", "each", "cada", "todos", "monthly", "c/")

_EXCEPT = ("except", "excepto", "menos", "salvo")
_FREQ = {"second": "SECONDLY", "minute": "MINUTELY", "hour": "HOURLY", "day": "DAILY",
         "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}


def match_repeat(s: Scan, i: int) -> Piece | None:
    """Return the recurrence at i."""
    role = s.roles[i]
    found: Found = None
    strong = True
    if s.words[i] == "cada dia" and "digits" in s.roles[i + 1] and s.free(i + 2):
        found = _ordinal(s, i + 1, needs_month=False)
    elif "every_other" in role:
        found = _period(s, i + 1, 2)
    elif "rule" in role:
        found = _of_each(s, i) or (_named(role["rule"]), i + 1)
        strong = "adverb" not in role or s.free(i + 1) and "adjective" not in role
        if "adverb" in role and i and s.words[i - 1] in ("the", "a", "el", "un", "mi", "la", "my"):
            return None  # a newspaper, a pass, a list
    elif "weekend" in role:
        found = (Rule("WEEKLY", weekdays=(5, 6)), i + 1) if s.words[i + 1] in HABITS else None
    elif "nightly" in role:
        found = Rule("DAILY", part="night"), i + 1
        strong = s.free(i + 1)
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
        found = weekdays_at(s, i)
        found = found or _determined(s, i)
    if not found:
        return None
    rule, stop = found
    if "alternate" in s.roles[stop] and rule.weekdays:
        rule, stop = rule._replace(interval=2), stop + 1
    rule, stop = _except(s, rule, stop)
    return Piece("repeat", i, stop, rule, strong)


def _except(s: Scan, rule: Rule, stop: int) -> tuple[Rule, int]:
    """Return the rule without the weekdays named after it: "every weekday except friday"."""
    if s.words[stop] not in _EXCEPT or rule.nth or rule.month_days:
        return rule, stop
    j = stop + 1
    j += s.words[j] in ("el", "los", "on", "the")
    left = {s.roles[j].get("wd", s.roles[j].get("every_wd"))} - {None}
    days = rule.weekdays or (tuple(range(7)) if rule.freq == "DAILY" else ())
    kept = tuple(day for day in days if day not in left)
    if not left or not kept:
        return rule, stop
    return rule._replace(freq="WEEKLY", weekdays=kept), j + 1


def _of_each(s: Scan, i: int) -> Found:
    """Return "every month on the 5th", "cada mes el primer lunes"."""
    if s.roles[i]["rule"] != ("MONTHLY", 1):
        return None
    j = i + 1
    while s.roles[j].keys() & {"the", "el_num", "proof", "los"}:
        j += 1
    return _ordinal(s, j, needs_month=False) if j > i + 1 else None


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
    if yearly := _yearly(s, j):
        return yearly
    second = role.get("ord", role.get("nth")) == 2 and "and" not in s.roles[j + 1]
    if "other" in role or second and not _in_month(s, j + 1):
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
        found = weekdays_at(s, j, every=True)
        return (found[0]._replace(interval=interval), found[1]) if found else None
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
    if s.roles[j - 1].get("digits") and (role.get("of_month") or "de" in role):
        return _ordinal(s, j - 1, needs_month=False)
    return None


def _yearly(s: Scan, j: int) -> Found:
    """Return "every 4th of july", "cada 12 de diciembre"."""
    if not s.roles[j].keys() & {"num", "nth", "month"}:
        return None
    day = days.day_at(s, j)
    if day is None or not day[0].number or day[0].last or not any(
            "month" in role for role in s.roles[j : day[1]]):
        return None
    return Rule("YEARLY", month_days=(day[0].number,), month=day[0].first.month), day[1]


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
        k += ("the" in s.roles[k] or "el_num" in s.roles[k]) and "until" not in s.roles[k]
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
    weekdays = (role["wd"] if "wd" in role else role["every_wd"],)
    if "of_month" in s.roles[j + 1]:
        return Rule("MONTHLY", weekdays=weekdays, nth=numbers), j + 2
    if "every_wd" in role or not needs_month:
        return Rule("MONTHLY", weekdays=weekdays, nth=numbers), j + 1
    return None


def _alternate(s: Scan, j: int) -> Found:
    if "alternate" not in s.roles[j + 1]:
        return None
    return Rule("WEEKLY", 2, (s.roles[j]["wd"],)), j + 2

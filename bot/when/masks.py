"""What is never a time: rooms, sizes, streets, ages, forms, names, and everything past."""

from bot.when.scan import Scan
from bot.when.tokens import JUNK

_NUMBERS = ("num", "nth", "slash", "clock", "hhmm", "ord", "month")
_BACK = 5  # tokens a street's name may have between its number and its "street"
_ALWAYS = {(24, 7), (7, 24), (50, 50)}
_HALVES = {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 8), (3, 8), (5, 8), (7, 8)}


def mask(s: Scan) -> None:
    """Take the roles of whatever cannot be a time; ``s`` is changed in place."""
    for i in range(s.n):
        role = s.roles[i]
        for name, hide in _MASKS:
            if name in role:
                hide(s, i)
        if not role and s.words[i + 1] == "-" and "num" in s.roles[i + 2]:
            _coded(s, i)


def _blot(s: Scan, first: int, stop: int) -> None:
    for i in range(first, min(stop, s.n)):
        s.roles[i] = JUNK


def _coded(s: Scan, i: int) -> None:
    """Hide I-95, covid-19, DS-160: letters joined to a number."""
    if s.spans[i][1] == s.spans[i + 1][0] and s.spans[i + 1][1] == s.spans[i + 2][0]:
        _blot(s, i, i + 3)


def _numbered(s: Scan, i: int) -> None:
    """Hide the numbers that name one of several: room 4, size 8-10, ages 3 to 5."""
    j = i + 1
    j += s.words[j] in (".", "#", ":", "n", "no", "num", "numero", "de", "number")
    first, single = j, s.roles[i]["numbered"] == 2
    house = "house" in s.roles[i]
    while j < s.n:
        role = s.roles[j]
        if "num" in role and "one" not in role or "nth" in role or "slash" in role and not single \
                or "clock" in role and j == first or house and "month" in role or j > first and _joins(s, j, house=house):
            j += 1
        else:
            break
    while j > first and not s.roles[j - 1].keys() & set(_NUMBERS):
        j -= 1
    if single and j > first and s.words[j] == "-":
        return
    if j > first and not _is_time(s, i, first, j):
        _blot(s, first, j)


def _joins(s: Scan, j: int, *, house: bool) -> bool:
    role = s.roles[j]
    if house and "de" in role and "month" in s.roles[j + 1]:
        return True
    joins = role.get("punct") in ("-", "/", "&", ",", "+") or s.words[j] in ("to", "a", "al", "y",
                                                                          "and", "or", "o")
    follows = s.roles[j + 1]
    plain = "num" in follows and not s.roles[j + 2].keys() & {"ampm", "unit", "in_part"}
    return joins and plain and (s.words[j] != "a" or "las" not in follows)


def _is_time(s: Scan, i: int, first: int, stop: int) -> bool:
    """Return whether the number after all is a time: "line 9am", "house 3pm"."""
    after = s.roles[stop]
    if "clock" in s.roles[first] and "colon" not in s.roles[first]:
        return "span" not in s.roles[first]
    return bool(after.keys() & {"ampm", "in_part", "oclock"}) or "unit" in after


def _street(s: Scan, i: int) -> None:
    """Hide a street from its number on: 123 Main St, 5th ave, 5 de Mayo Ave, May St."""
    for j in range(i - 1, max(i - 1 - _BACK, -1), -1):
        role = s.roles[j]
        if "num" in role or "nth" in role or "ord" in role:
            first = j - ("num" in s.roles[j - 1]) if j else j
            if not role.keys() & {"clock"} and "digits" in role or "nth" in role or "ord" in role:
                _blot(s, first, i + 1)
            return
        if "punct" in role or "at" in role or "rel" in role:
            return
        if j == i - 1 and ("month" in role or "wd" in role) and s.capital(j) and s.capital(i):
            _blot(s, j, i + 1)
            return


def _past(s: Scan, i: int) -> None:
    first, stop = i, i + 1
    while first and s.roles[first - 1].keys() & {"since", "until", "link"} and first > i - 2:
        first -= 1
    while s.roles[stop].keys() & {"in_part", "at", "clock"} or (
        "num" in s.roles[stop] and "at" in s.roles[stop - 1]
    ):
        stop += 1
    _blot(s, first, stop)


def _past_mod(s: Scan, i: int) -> None:
    """Hide "last friday", "el lunes pasado", "la semana pasada"; not "last friday of the month"."""
    after = s.roles[i + 1]
    if after.keys() & {"wd", "unit", "month", "weekend", "holiday", "part"}:
        beyond = s.roles[i + 2]
        if not ("of_month" in beyond or "of_months" in beyond or (
                s.words[i + 2] in ("of", "in", "de") and "month" in s.roles[i + 3])):
            if "ord" in s.roles[i] and "every" in s.roles[i - 1]:
                return
            _past_range(s, i, i + 2)
        return
    before = s.roles[i - 1] if i else {}
    if before.keys() & {"wd", "unit", "month", "weekend"} and "ord" not in s.roles[i]:
        _past_range(s, i - 1, i + 1)


def _past_range(s: Scan, first: int, stop: int) -> None:
    while first and s.roles[first - 1].keys() & {"since", "the", "el_num", "until"}:
        first -= 1
    _blot(s, first, stop)


def _ago(s: Scan, i: int) -> None:
    """Hide "3 days ago" and "a week prior"."""
    if i >= 2 and "unit" in s.roles[i - 1] and s.roles[i - 2].keys() & {"num", "one"}:
        _blot(s, i - 2, i + 1)


def _ago_before(s: Scan, i: int) -> None:
    """Hide "hace 3 días"."""
    j = i + 1
    if s.roles[j].keys() & {"num", "one"} and "unit" in s.roles[j + 1]:
        _blot(s, i, j + 2)
    elif "span" in s.roles[j]:
        _blot(s, i, j + 1)


def _past_verb(s: Scan, i: int) -> None:
    j = i + 1
    j += s.words[j] in ("on", "el", "this", "at", "este", "the")
    if "wd" in s.roles[j] or "part" in s.roles[j] or s.words[i] == "since" and s.roles[j]:
        _blot(s, i, j + 1)


def _day_of_people(s: Scan, i: int) -> None:
    """Hide weekdays that name people or somebody: "the monday crew", "Sunday Silva needs"."""
    role = s.roles[i]
    if "owner" in role:
        return
    after, before = s.roles[i + 1], (s.roles[i - 1] if i else {})
    if s.words[i - 1] == "the" if i else False:
        k = i + 1 + ("part" in after)
        if k < s.n and (not s.roles[k] or "people" in s.roles[k]):
            _blot(s, i, k)
    elif "people" in after and not before.keys() & {"this", "next", "coming"} and (
            s.words[i + 1] in ("crew", "team", "group", "squad", "folks", "people", "gang")):
        _blot(s, i, i + 1)
    elif s.words[i - 1] == "del" and i > 1 and "people" in s.roles[i - 2]:
        _blot(s, i - 1, i + 1)
    elif s.capital(i) and s.capital(i + 1) and not after and "verb3" in s.roles[i + 2]:
        _blot(s, i, i + 1)


def _slash(s: Scan, i: int) -> None:
    """Hide 24/7, and fractions that count or measure something."""
    pair = s.roles[i]["slash"][:2]
    counted = "num" in (s.roles[i - 1] if i else {}) or not s.free(i + 1) or "unit" in s.roles[i + 1]
    if pair in _ALWAYS or pair in _HALVES and (counted or s.words[i + 1] in ("of", "de")) or pair in ((7, 11), (9, 11)) and i and s.words[i - 1] in ("the", "el", "al", "del", "un", "a"):
        _blot(s, i, i + 1)


def _number(s: Scan, i: int) -> None:
    role = s.roles[i]
    after = s.roles[i + 1]
    if role.get("num") == 7 and s.words[i + 1 : i + 3] == ["-", "11"]:
        before = s.roles[i - 1] if i else {}
        if not before.keys() & {"wd", "rel", "of_week", "date", "nth", "every_wd", "wdset"}:
            _blot(s, i, i + 3)
    elif after.get("unit") in ("year", "month") and not after.get("weak"):
        _age(s, i)
    elif after.get("unit") in ("week", "day") and s.roles[i + 2].keys() & {"old"}:
        _blot(s, i, i + 3)
    elif s.words[i + 1] in ("%", "°") or "old" in after:
        _blot(s, i, i + 2)
    elif s.words[i - 1] in ("#", "$") if i else False:
        _blot(s, i - 1, i + 1)


def _age(s: Scan, i: int) -> None:
    """Hide "4 years old", "3 year old", "niño de 3 años"; not "in 3 months"."""
    after = s.roles[i + 2]
    before = s.roles[i - 1] if i else {}
    if "old" in after:
        _blot(s, i, i + 3)
    elif before.get("punct") == "-" and "num" in s.roles[i - 2]:
        _blot(s, i - 2, i + 2)
    elif "de" in before and s.roles[i + 1]["unit"] in ("year", "month"):
        _blot(s, i, i + 2)
    elif after.get("punct") == "-" and "old" in s.roles[i + 3]:
        _blot(s, i, i + 4)


def _morning(s: Scan, i: int) -> None:
    """Make "la mañana" a morning, and "una mañana" no day at all: only alone is it tomorrow."""
    before = s.words[i - 1] if i else ""
    if s.words[i] == "manana" and before in ("la", "las", "una", "otra", "toda"):
        s.roles[i] = {"part": "morning"} if before == "la" else JUNK


_MASKS = (
    ("numbered", _numbered), ("street", _street), ("past", _past), ("past_mod", _past_mod),
    ("ago", _ago), ("ago_before", _ago_before), ("past_verb", _past_verb),
    ("wd", _day_of_people), ("rel", _morning), ("slash", _slash), ("num", _number),
)

"""Numbers that name a room, a size, an age or a street: none of them a time."""

from bot.when.scan import Scan, blot
from bot.when.tokens import word_set

_NUMBERS = ("num", "nth", "slash", "clock", "hhmm", "ord", "month")
_BACK = 5  # tokens a street's name may have between its number and its "street"
_SECRETS = word_set("clave code codigo combo contrasena passcode password pin")
_VERSED = word_set("capitulo chapter psalm salmo verse version versiculo")
# What is told apart by a number and a letter: apt 7p, room 9a.
_LETTERED = word_set(
    "apartamento apartment apt asiento aula bldg building cuarto depa departamento depto gate "
    "habitacion lote piso rm room row salon seat ste suite unidad unit"
)


def numbered(s: Scan, i: int) -> None:
    """Hide the numbers that name one of several: room 4, size 8-10, ages 3 to 5."""
    j = i + 1
    j += s.words[j] in (".", "#", ":", "n", "no", "num", "numero", "de", "number", "del")
    j += s.words[i] in _SECRETS and s.words[j] in ("is", "es")
    house = "house" in s.roles[i]
    if s.words[j - 1] == "del" and (
            house and s.words[j + 1] == "al"
            or any("month" in role for role in s.roles[j : j + 5])):
        return  # cuidar casa del 23 de diciembre al 2 de enero, escuela del 7 al 11
    if house and "ord" in s.roles[j] and "de" in s.roles[j + 1] and "month" in s.roles[j + 2]:
        blot(s, j, j + 3)  # escuela Primero de Mayo
        return
    first, single = j, s.roles[i]["numbered"] == 2
    if "num" in s.roles[j] and _date_at(s, j, named=house):
        return  # "corte 2 de diciembre 8:30", not "escuela 5 de Mayo"
    if single and s.words[j - 1] == "de" and s.words[j + 1] == "a" and "num" in s.roles[j + 2]:
        return  # transporte a la corte de 10 a 1
    while j < s.n:
        role = s.roles[j]
        if "num" in role and "one" not in role or "nth" in role or "slash" in role and not single \
                or "clock" in role and j == first or house and "month" in role \
                or j > first and not single and _joins(s, j, house=house):
            j += 1
        else:
            break
    while j > first and not s.roles[j - 1].keys() & set(_NUMBERS):
        j -= 1
    if single and j > first and s.words[j] == "-":
        return
    if j > first and not _is_time(s, i, first, j):
        blot(s, first, j)


def _date_at(s: Scan, j: int, *, named: bool) -> bool:
    """Return whether a day and its month stand at j; where places are ``named`` so, in small."""
    k = j + 1 + ("de" in s.roles[j + 1] or s.words[j + 1] == "of")
    if "month" not in s.roles[k] or "weak" in s.roles[k] and k == j + 1:
        return False
    may = s.roles[j].get("num") == 5 and s.roles[k]["month"] == 5
    return not named or not may and not s.capital(k) and not s.text.islower()


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
    if "slash" in s.roles[first] and not after.keys().isdisjoint(("at", "before", "clock", "part")):
        return True  # "watch my kids 11/29 at noon"
    if "clock" in s.roles[first] and "digits" not in s.roles[first]:
        if "colon" in s.roles[first]:
            return s.words[i] not in _VERSED
        lettered = s.words[i] in _LETTERED and s.words[first][-1] in "ap"
        return "span" not in s.roles[first] and (not lettered or s.words[stop] == "-")
    if s.words[stop] in ("-", "a", "to") and s.roles[stop + 1].keys() & {"clock", "num"} and (
            "clock" in s.roles[stop + 1] or s.roles[stop + 2].keys() & {"ampm", "in_part"}):
        return s.words[first - 1] == "de" or s.words[stop] != "-" or glued(s, stop)
    return bool(after.keys() & {"ampm", "in_part", "oclock"}) or "unit" in after


def glued(s: Scan, i: int) -> bool:
    """Return whether a sign stands between its neighbours without a blank."""
    return s.spans[i - 1][1] == s.spans[i][0] and s.spans[i][1] == s.spans[i + 1][0]


def street(s: Scan, i: int) -> None:
    """Hide a street from its number on: 123 Main St, 5th ave, 5 de Mayo Ave, May St."""
    for j in range(i - 1, max(i - 1 - _BACK, -1), -1):
        role = s.roles[j]
        if "num" in role or "nth" in role or "ord" in role:
            first = j - ("num" in s.roles[j - 1]) if j else j
            if not role.keys() & {"clock"} and "digits" in role or "nth" in role or "ord" in role:
                blot(s, first, i + 1)
            return
        if not role.keys().isdisjoint(("punct", "at", "rel", "clock")) or (
                j < i - 1 and "month" in role):
            return
        if j == i - 1 and ("month" in role or "wd" in role) and s.capital(j) and s.capital(i):
            blot(s, j, i + 1)
            return

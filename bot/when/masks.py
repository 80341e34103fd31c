"""What is never a time: rooms, sizes, streets, ages, forms, shops, fractions."""

from collections.abc import Callable

from bot.when import past, people
from bot.when.scan import Scan, blot
from bot.when.tokens import word_set

_NUMBERS = ("num", "nth", "slash", "clock", "hhmm", "ord", "month")

_BACK = 5  # tokens a street's name may have between its number and its "street"

_ALWAYS = {(24, 7), (50, 50)}

_WINDS = word_set("e east n north s south w west")

_ARTICLES = word_set("a al del el the un")

_SECRETS = word_set("clave code codigo combo contrasena passcode password pin")

_VERSED = word_set("capitulo chapter psalm salmo verse version versiculo")

# What is told apart by a number and a letter: apt 7p, room 9a.
_LETTERED = word_set(
    "apartamento apartment apt asiento aula bldg building cuarto depa departamento depto gate "
    "habitacion lote piso rm room row salon seat ste suite unidad unit"
)

_STORES = {(7, 11), (9, 11)}

_SPELLS = word_set("day dia mes month semana week") | {"por dia", "por mes", "por semana"}

_RATIOS = word_set("bleach diluido dilute diluted marcador mezcla mezclar mezclen mix parts "
                   "proporcion ratio scale score solution")
# Books whose verses look like a clock: John 3:16.
_BOOKS = word_set(
    "acts apocalipsis corinthians corintios exodo exodus genesis hechos isaiah isaias james john "
    "juan lucas luke marcos mark mateo matthew proverbios proverbs revelation romanos romans")
_HALVES = {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 8), (3, 8), (5, 8), (7, 8)}


def mask(s: Scan) -> None:
    """Take the roles of whatever cannot be a time; ``s`` is changed in place."""
    accents = not s.text.isascii()
    for i in range(s.n):
        keys = tuple(s.roles[i])
        if s.words[i] == "in" and i and s.words[i - 1] == "-" and _glued(s, i - 1):
            blot(s, i, i + 1)  # move-in, check-in
            continue
        if not keys:
            if s.roles[i + 1]:
                _unknown(s, i)
            if accents and s.text[s.spans[i][1] - 1] == "ó":
                past.past_verb(s, i)  # Spanish told of the past
            continue
        hiding = _HIDING.get(keys)
        if hiding is None:
            hiding = _HIDING[keys] = tuple(hide for name, hide in _MASKS if name in keys)
        for hide in hiding:
            hide(s, i)


def _unknown(s: Scan, i: int) -> None:
    """Hide I-95, covid-19, DS-160, SB 54."""
    after = s.roles[i + 1]
    if "digits" in after and len(s.words[i]) < 6 and s.raw(i).isupper() and (
            s.free(i + 2) and s.words[i + 2] != "-" and "ampm" not in s.roles[i + 2]):
        blot(s, i, i + 2)
    elif s.words[i + 1] == "-" and "digits" in s.roles[i + 2] and _glued(s, i + 1):
        numbered = i > 1 and s.words[i - 1] == "-" and _glued(s, i - 1)
        blot(s, i - 2 if numbered else i, i + 3)  # case 26-CV-0310


def _numbered(s: Scan, i: int) -> None:
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
        return s.words[first - 1] == "de" or s.words[stop] != "-" or _glued(s, stop)
    return bool(after.keys() & {"ampm", "in_part", "oclock"}) or "unit" in after


def _glued(s: Scan, i: int) -> bool:
    """Return whether a sign stands between its neighbours without a blank."""
    return s.spans[i - 1][1] == s.spans[i][0] and s.spans[i][1] == s.spans[i + 1][0]


def _street(s: Scan, i: int) -> None:
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


def _slash(s: Scan, i: int) -> None:
    """Hide 24/7, and fractions that count or measure something."""
    pair = s.roles[i]["slash"][:2]
    counted = i > 0 and "num" in s.roles[i - 1] or not s.free(i + 1) or "unit" in s.roles[i + 1]
    named = pair in _STORES and (not s.free(i + 1) or i > 0 and s.words[i - 1] in _ARTICLES)
    many = not s.free(i + 1) and s.words[i + 1].endswith("s") and pair[0] <= pair[1]
    named = named or many and not (i and "link" in s.roles[i - 1])
    halved = pair in _HALVES and (counted or s.words[i + 1] in ("of", "de") or (
        i > 1 and s.words[i - 1] == "de" and not s.roles[i - 2] and "to" not in s.roles[i + 1]))
    always = pair in _ALWAYS or pair == (7, 24) and not (i and "link" in s.roles[i - 1])
    if always or halved or named:
        blot(s, i, i + 1)


def _number(s: Scan, i: int) -> None:
    role = s.roles[i]
    after = s.roles[i + 1]
    if role.get("num") == 7 and s.words[i + 1] == "-" and s.roles[i + 2].get("num") == 11:
        before = s.roles[i - 1] if i else {}
        if "month" not in s.roles[i + 3] and not before.keys() & {
                "wd", "rel", "of_week", "date", "nth", "every_wd", "wdset", "part", "month"}:
            blot(s, i, i + 3)
    elif role.get("digits", 0) > 1 and "hhmm" not in role and s.words[i + 1] == "-" and (
            s.roles[i + 2].get("digits") == 4):
        blot(s, i, i + 3)  # a phone, a case: 5512-0830, 21-0930
    elif after.get("unit") in ("year", "month") and not after.get("weak"):
        _age(s, i)
    elif after.get("unit") in ("week", "day") and s.roles[i + 2].keys() & {"old"}:
        blot(s, i, i + 3)
    elif s.words[i + 1] in ("%", "°", "por ciento"):
        blot(s, i, i + 2)
    elif s.words[i - 1] in ("#", "$") if i else False:
        blot(s, i - 1, i + 1)


def _age(s: Scan, i: int) -> None:
    """Hide "4 years old", "3 year old", "niño de 3 años"; not "in 3 months"."""
    after = s.roles[i + 2]
    before = s.roles[i - 1] if i else {}
    if "old" in after:
        blot(s, i, i + 3)
    elif before.get("punct") == "-" and "num" in s.roles[i - 2]:
        blot(s, i - 2, i + 2)
    elif "de" in before and s.roles[i + 1]["unit"] in ("year", "month"):
        blot(s, i, i + 2)
    elif after.get("punct") == "-" and "old" in s.roles[i + 3]:
        blot(s, i, i + 4)


def _how_often(s: Scan, i: int) -> None:
    """Hide "3 times a week", "dos veces por semana": how often, not when."""
    after = i + 1 + (s.words[i + 1] in ("a", "al", "each", "per", "por", "every"))
    after += s.words[after] == "la"
    if (i or "count" in s.roles[i]) and s.words[after] in _SPELLS and "every" not in s.roles[after]:
        blot(s, i if "count" in s.roles[i] else i - 1, after + 1)


def _colon(s: Scan, i: int) -> None:
    """Hide a ratio and a verse: "mix bleach and water 1:10", "John 3:16"."""
    if "colon" not in s.roles[i] or not s.roles[i]["clock"].bare:
        return
    verse = i and s.words[i - 1] in _BOOKS and s.roles[i]["clock"].minute % 5
    if verse or not _RATIOS.isdisjoint(s.words[max(0, i - 6):i]):
        blot(s, i, i + 1)


def _direction(s: Scan, i: int) -> None:
    """Hide an address without a street's word: 3200 W 26th."""
    if s.roles[i]["digits"] >= 3 and s.words[i + 1] in _WINDS and s.capital(i + 1):
        blot(s, i, i + 3 if "nth" in s.roles[i + 2] else i + 2)


_HIDING: dict[tuple[str, ...], tuple[Callable[[Scan, int], None], ...]] = {}  # by set of roles
_MASKS: tuple[tuple[str, Callable[[Scan, int], None]], ...] = (
    ("numbered", _numbered), ("street", _street), ("past", past.past),
    ("past_mod", past.past_mod), ("since", past.since), ("ago", past.ago),
    ("ago_before", past.ago_before), ("past_verb", past.past_verb),
    ("wd", people.named), ("rel", people.named), ("part", people.named),
    ("wd", people.day_of_people), ("every_wd", people.day_of_people),
    ("greeting", people.greeting), ("weak", people.titled), ("rel", people.morning),
    ("part", people.morning), ("times", _how_often),
    ("count", _how_often), ("digits", _direction), ("slash", _slash), ("clock", _colon),
    ("num", _number),
)

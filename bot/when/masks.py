"""What is never a time: rooms, sizes, streets, ages, forms, shops, fractions."""

from collections.abc import Callable

from bot.when import past, people
from bot.when.numbered import glued, numbered, street
from bot.when.scan import Scan, blot
from bot.when.tokens import word_set

_ALWAYS = {(24, 7), (50, 50)}

_WINDS = word_set("e east n north s south w west")

_ARTICLES = word_set("a al del el the un")

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
        if s.words[i] == "in" and i and s.words[i - 1] == "-" and glued(s, i - 1):
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
    elif s.words[i + 1] == "-" and "digits" in s.roles[i + 2] and glued(s, i + 1):
        numbered = i > 1 and s.words[i - 1] == "-" and glued(s, i - 1)
        blot(s, i - 2 if numbered else i, i + 3)  # case 26-CV-0310


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
    ("numbered", numbered), ("street", street), ("past", past.past),
    ("past_mod", past.past_mod), ("since", past.since), ("ago", past.ago),
    ("ago_before", past.ago_before), ("past_verb", past.past_verb),
    ("wd", people.named), ("rel", people.named), ("part", people.named),
    ("wd", people.day_of_people), ("every_wd", people.day_of_people),
    ("greeting", people.greeting), ("weak", people.titled), ("rel", people.morning),
    ("part", people.morning), ("times", _how_often),
    ("count", _how_often), ("digits", _direction), ("slash", _slash), ("clock", _colon),
    ("num", _number),
)

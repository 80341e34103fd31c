"""The first look at a text: whether anything in it can be a WHEN or a quantity at all.

Most texts say no here, in a few microseconds. What says yes is read whole; ``read`` and ``look``
(`reading.py`) answer alike for every text, only sooner.
"""

import re
from collections.abc import Iterable

from bot.when.lexicon import FOUND, NOTHING, PHRASES, TYPOS, WORDS
from bot.when.scan import NOUNS

_WORDS = re.compile(r"[^\W\d_]+|\d+")
# What a figure, with a sign or a letter at it, can be: a clock, a date, money, a count.
_SHAPE = re.compile(
    r"\d(?::\d|\.\d\d|[.-]\d{1,2}[.-]\d|h\b|h\d|\s?[ap]\.?\s?m\b|[ap]\b|x\b|\s?x\s|[°º]"
    r"|\s?[$€£])|[$€£@~]\s?\d|\bx\s?\d"
)
_SLASH = re.compile(r"(?<![\d/])(\d{1,2}/\d{1,2})(?!\d)(?:\s+([a-z]+)(?!\w))?")
_NEVER = frozenset(("24/7", "7/24", "50/50"))
_PARTS = frozenset(("1/2", "1/3", "2/3", "1/4", "3/4", "1/8", "3/8", "5/8"))
_NUMBER = "#"  # stands for any number among the words
_STOP = "."  # stands for the end of a clause
_CLAUSE = re.compile(r"[^\w\s]|\S\s*\Z")
_CLAUSE_SIGNS = frozenset(",.;!)?(+/&-")

# Roles that alone make a text worth reading, and those that need a word beside them.
_ALONE = frozenset((
    "wd", "every_wd", "wdset", "weekend", "month", "rel", "rule", "nightly", "month_end",
    "holiday", "two_days", "week_end", "year_end", "month_start", "of_week", "in_part", "span",
    "past_hour", "payday",
))
_KINDS = ("weak", "weak_day", "weak_holiday", "unit", "ord", "part", "oclock", "plus")
_COUNTS = frozenset(("num", "money", "count"))
_AFTER_THESE = frozenset((  # roles of the word before a number that can be a time or an amount
    "head", "at", "between", "las", "approx", "before", "until", "proof", "past_hour", "el_num",
    "every", "this", "next", "coming",
))
_RANGED = frozenset(("d", "de", "desde", "from", "frm", "los"))  # only before two numbers
_HALVES = frozenset(("a", "am", "h", "hs", "p", "pm", "ish", "oclock", "o", "sharp", "en"))
_PAIRS = frozenset(("couple", "par"))
_NTH = frozenset(("st", "nd", "rd", "th", "ro", "er", "do"))


def _with_role(*roles: str) -> set[str]:
    """Return the single words that have one of these roles."""
    return {form for form, told in FOUND.items()
            if form.isalpha() and not told.keys().isdisjoint(roles)}


def _ends(*roles: str) -> frozenset[str]:
    """Return the words that have one of these roles, and the last words of such phrases."""
    return frozenset(
        form.split()[-1] for form, told in FOUND.items() if not told.keys().isdisjoint(roles))


def _kinds() -> tuple[set[str], dict[str, set[str]], set[str]]:
    """Return words that tell alone, words that tell beside one of a set, and number words."""
    alone: set[str] = set(TYPOS)
    needing: dict[str, set[str]] = {}
    numbers: set[str] = set()
    groups: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for form, roles in FOUND.items():
        if not form.isalpha():
            continue
        kind = next((kind for kind in _KINDS if kind in roles), "")
        if kind == "weak" and not roles.keys().isdisjoint(("wd", "holiday")):
            kind = "weak_day" if "wd" in roles else "weak_holiday"
        strong = not roles.keys().isdisjoint(_ALONE) or roles.get("part") in ("noon", "midnight")
        if "weak" not in roles and strong:
            alone.add(form)
        elif kind:
            groups[kind].add(form)
        if not _COUNTS.isdisjoint(roles):
            numbers.add(form)
    counted = numbers | {_NUMBER}
    bound = _with_role("every", "this", "next", "coming", "in", "los")
    bound |= {max(form.split(), key=len) for form, roles in FOUND.items() if "in" in roles}
    near = counted | bound | groups["part"] | _with_role("proof", "at", "since")
    beside = {
        "weak": near, "weak_day": near | {_STOP} | groups["weak_day"],
        "weak_holiday": near | _with_role("link", "in_link"), "unit": counted | bound,
        "ord": groups["unit"] | groups["weak"] | groups["weak_day"] | _with_role("every"),
        "part": counted | groups["weak_day"] | _with_role("every"),
        "oclock": counted, "plus": counted,
    }
    numbers |= _PAIRS
    for kind, forms in groups.items():
        for form in forms:
            needing.setdefault(form, set()).update(beside[kind] - {form})
    return _with_phrases(alone, needing, numbers), needing, numbers


def _with_phrases(
    alone: set[str], needing: dict[str, set[str]], numbers: set[str]
) -> set[str]:
    """Add phrases: their longest word tells beside their next longest."""
    told = _ALONE | {"oclock", "plus", "from_now", "from_today"}
    for form, roles in FOUND.items():
        exact = roles.get("part") in ("noon", "midnight")
        if form.isalpha() or roles.keys().isdisjoint(told) and not (exact or "telling" in roles):
            continue
        words = sorted(set(_WORDS.findall(form)), key=len, reverse=True)
        letters = [word for word in words if not word.isdecimal()]
        if not letters or not alone.isdisjoint(letters):
            continue
        key, rest = letters[0], letters[1:]
        beside = {rest[0]} if rest else {_NUMBER} if len(letters) < len(words) else set()
        if "plus" in roles or "oclock" in roles:
            beside = numbers | {_NUMBER}
        if not beside:
            alone.add(key)
        else:
            needing.setdefault(key, set()).update(beside)
    return alone


_ALONE_WORDS, _sets, _NUMBERS = _kinds()
_NEEDING = {word: frozenset(beside) for word, beside in _sets.items()
            if word not in _ALONE_WORDS}
_NEEDING_WORDS = frozenset(_NEEDING)
_LEADS = _ends(*_AFTER_THESE) - _RANGED
_BEFORE_NTH = _ends("every", "the", "el_num", "this", "next", "coming")
_MONEY = frozenset(_with_role("money"))


def telling(folded: str) -> bool:
    """Return whether a folded text may hold a WHEN or a quantity."""
    words = _WORDS.findall(folded)
    if not _ALONE_WORDS.isdisjoint(words):
        return True
    numbered = any(word in _NUMBERS or word[0] <= "9" for word in words)
    if numbered and (_number_tells(words) or _shape_tells(folded)):
        return True
    found = _NEEDING_WORDS.intersection(words)
    return bool(found) and _beside(folded, words, found, numbered)


def _beside(folded: str, words: list[str], found: Iterable[str], numbered: bool) -> bool:
    """Return whether a word that needs another has it in the same text."""
    present = set(words)
    if numbered:
        present.add(_NUMBER)
    if words[-1] in _NEEDING or not _CLAUSE_SIGNS.isdisjoint(folded):
        present.add(_STOP)
    return any(not _NEEDING[word].isdisjoint(present) for word in found)


def _number_tells(words: list[str]) -> bool:
    """Return whether a number leads, or stands beside what makes it a time or an amount."""
    last = len(words) - 1
    for i, word in enumerate(words):
        if word[0] > "9" and word not in _NUMBERS:
            continue
        after, before = (words[i + 1] if i < last else ""), (words[i - 1] if i else "")
        if not before or word[0] == "0" or word in _PAIRS:
            return True
        if after in _NTH and word[0] <= "9":
            if before in _BEFORE_NTH:
                return True
        elif before in _LEADS or after in _HALVES or after in _MONEY or (
                before in _RANGED and _ranged(words[i + 1 : i + 3])):
            return True
    return False


def _ranged(words: list[str]) -> bool:
    return any(word[0] <= "9" or word in _NUMBERS for word in words)


def _shape_tells(folded: str) -> bool:
    """Return whether a figure has the shape of a clock, a date, money or a count."""
    if _SHAPE.search(folded):
        return True
    return any(
        found[1] not in _NEVER and not (found[1] in _PARTS and found[2] and _noun(found[2]))
        for found in _SLASH.finditer(folded)
    )


def _noun(word: str) -> bool:
    """Return whether a word is one that a fraction counts: "1/2 gallon", "2/3 of"."""
    if word in ("of", "de"):
        return True
    return WORDS.get(word, NOTHING).keys() <= NOUNS and word not in PHRASES

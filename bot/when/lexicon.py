"""The tables of all languages as one: from a word to its roles, phrases, and weekday typos."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from bot.when import (
    english,
    english_around,
    english_links,
    spanish,
    spanish_around,
    spanish_links,
)
from bot.when.tokens import Roles, pieces, word_set

NOTHING: Roles = {}
TABLES: tuple[Mapping[str, Mapping[Any, str]], ...] = (
    english.TABLE, english_links.TABLE, english_around.TABLE,
    spanish.TABLE, spanish_links.TABLE, spanish_around.TABLE,
)

# Words one edit away from a weekday that are words of their own.
_REAL = word_set(
    "sundae sundaes sunny sundry mundane martas mantes partes artes mares marte mates manes martens"
    " lunas luces dunes tunes lunch lines lanes vienes viene vierte jueces nueves juegos domino"
    " dominio salado midday noonday someday payday doomsday fridge frida matres martel"
)
_SHORT = {"de": "d", "que": "q", "por": "x"}  # as thumbs write them
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLAIN = 6  # letters a weekday's name needs before a wrong letter in it is still that name


def _read(tables: Iterable[Mapping[str, Mapping[Any, str]]]) -> dict[str, Roles]:
    found: dict[str, Roles] = {}
    for table in tables:
        for role, values in table.items():
            for value, forms in values.items():
                for form in forms.split("|"):
                    found.setdefault(form, {}).setdefault(role, value)
    for form in [form for form in found if " " in form]:
        short = " ".join(_SHORT.get(word, word) for word in form.split())
        if short != form:
            found.setdefault(short, found[form])
    return found


def _variants(name: str) -> set[str]:
    """Return the words one edit away; of a short name only those that keep its letters."""
    cuts = [(name[:i], name[i:]) for i in range(len(name) + 1)]
    found = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + b[0] + b for a, b in cuts if b}
    if len(name) >= _PLAIN:
        inner = cuts[1:]
        found |= {a + b[1:] for a, b in inner if b}
        found |= {a + letter + b for a, b in inner for letter in _LETTERS}
        found |= {a + letter + b[1:] for a, b in inner if b for letter in _LETTERS}
    return found - _REAL


def _typos() -> dict[str, Roles]:
    found: dict[str, Roles] = {}
    for table in TABLES:
        for forms in table.get("wd", {}).values():
            name = forms.split("|")[0]
            roles: Roles = {key: FOUND[name][key] for key in ("wd", "weak") if key in FOUND[name]}
            found.update(dict.fromkeys(_variants(name), roles))
    return found


Phrases: TypeAlias = dict[str, dict[str, list[tuple[tuple[str, ...], Roles]]]]


def _phrases(found: Mapping[str, Roles]) -> Phrases:
    """Return the phrases by their first token and their second, longest first."""
    by_first: Phrases = {}
    for form, roles in found.items():
        if form.isalpha():
            continue
        parts = form.split() if form.replace(" ", "").isalpha() else pieces(form)
        if len(parts) > 1:
            seconds = by_first.setdefault(parts[0], {})
            seconds.setdefault(parts[1], []).append((tuple(parts[1:]), roles))
    for seconds in by_first.values():
        for phrases in seconds.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
    return by_first


FOUND = _read(TABLES)
for _sign in "&+@":
    FOUND[_sign]["punct"] = _sign
TYPOS = _typos()
WORDS: dict[str, Roles] = TYPOS | {form: told for form, told in FOUND.items() if " " not in form}
PHRASES = _phrases(FOUND)

"""The tables of all languages as one: from a word to its roles, phrases, and weekday typos."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from bot.when import english, spanish

Roles: TypeAlias = dict[str, Any]

NOTHING: Roles = {}
TABLES: tuple[Mapping[str, Mapping[Any, str]], ...] = (english.TABLE, spanish.TABLE)

# Roles a text must have at least one of before anything is looked for in it.
_TELLING = (
    "wd", "every_wd", "wdset", "weekend", "month", "num", "rel", "part", "in_part", "unit",
    "span", "rule", "nightly", "month_end", "holiday", "two_days", "plus_days", "ord", "oclock",
    "week_end", "year_end", "month_start", "of_week", "dozen",
)
# Words one edit away from a weekday that are words of their own.
_REAL = frozenset(
    ["sundae", "sundaes", "sunny", "mundane", "martas", "mantes", "partes", "artes", "mares", "marte", "mates", "marques", "dartes", "manes", "martens", "lunas", "luces", "dunes", "tunes", "lunch", "lunes", "lines", "lanes", "vientes", "vienes", "viene", "vierte", "jueces", "nueves", "juegos", "domino", "dominio", "doming", "salado", "sagado", "abado", "sobado", "bado", "tabado", "morado", "moday", "midday", "noonday", "someday", "payday", "doomsday", "fridge", "frida", "day", "may", "tuesdays", "lanes", "marines", "martis", "martel", "marres", "martez", "domingue", "fridges", "mortes", "fray", "matures", "matres"]
) - {"moday", "lunes"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLAIN = 6  # letters a weekday's name needs before a wrong letter in it is still that name


def _read(tables: Iterable[Mapping[str, Mapping[Any, str]]]) -> dict[str, Roles]:
    found: dict[str, Roles] = {}
    for table in tables:
        for role, values in table.items():
            for value, forms in values.items():
                for form in forms.split("|"):
                    found.setdefault(form, {}).setdefault(role, value)
    return found


def _variants(name: str) -> Iterable[str]:
    """Yield the words one edit away; of a short name only those that keep its letters."""
    cuts = [(name[:i], name[i:]) for i in range(len(name) + 1)]
    for head, tail in cuts:
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail:
            yield head + tail[0] + tail
    if len(name) < _PLAIN:
        return
    for head, tail in cuts:
        if tail and head:
            yield head + tail[1:]
        for letter in _LETTERS:
            if head:
                yield head + letter + tail
            if tail and head:
                yield head + letter + tail[1:]


def _add_typos(words: dict[str, Roles]) -> None:
    for table in TABLES:
        for role in ("wd", "every_wd"):
            for forms in table.get(role, {}).values():
                name = forms.split("|")[0]
                if "weak" in words[name]:
                    roles = {role: words[name][role], "weak": 1}
                else:
                    roles = {role: words[name][role]}
                for variant in _variants(name):
                    if variant not in _REAL:
                        words.setdefault(variant, roles)


def _phrases(found: Mapping[str, Roles]) -> dict[str, list[tuple[tuple[str, ...], Roles]]]:
    """Return the phrases by their first token, longest first."""
    from bot.when.tokens import pieces

    by_first: dict[str, list[tuple[tuple[str, ...], Roles]]] = {}
    for form, roles in found.items():
        parts = pieces(form)
        if len(parts) > 1:
            by_first.setdefault(parts[0], []).append((tuple(parts[1:]), roles))
    for phrases in by_first.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return by_first


_FOUND = _read(TABLES)
WORDS: dict[str, Roles] = {form: roles for form, roles in _FOUND.items() if " " not in form}
_add_typos(WORDS)
PHRASES = _phrases(_FOUND)
TELLING: frozenset[str] = frozenset(
    [form for form, roles in WORDS.items() if any(role in roles for role in _TELLING)]
    + [word for form, roles in _FOUND.items() if any(role in roles for role in _TELLING)
       for word in form.split()[:1] if not WORDS.get(word, NOTHING).keys() & {"link", "the", "one"}]
)

"""`seen`: what in a text is better not said in an open room, and the text without it."""

import itertools
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from bot.guard import english, spanish
from bot.guard.shapes import addresses, identities, phones
from bot.when.tokens import fold

PHONE, ADDRESS, IDENTITY = "phone", "address", "identity"
STATUS, DIAGNOSIS = "status", "diagnosis"
_NEAR = 4  # words on each side that can make a pattern mean something else
_LONGEST = 2000  # characters looked at: what is longer is no need
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CHOICE = re.compile(r"\(([^()]*)\)")
# Words that lead up to what is taken out, and go with it.
_LEADING = re.compile(
    r"(?:^|(?<=[\s,;:(]))(?:(?:call|text|at|tel|cel|cell|phone|whatsapp|number|lives|live|in|on|my|"
    r"his|her|their|the|llama|llamar|al|a|en|vive|vivo|es|is|who|who's|he's|she's|are|has|have|"
    r"with|que|tiene|tienen|con|esta|está|son|su|mi|el|la|because|porque|since|and|y|due|to|por|"
    r"número|numero|from|for|of|de|an|a|un|una|was|just|fue|got|le|llegó|contact|try|marquen)\b"
    r"[:.]?\s*){1,5}\Z", re.IGNORECASE)
_EDGES = " ,;:-–—(|·/.&"


class Sight(NamedTuple):
    """Something seen: its kind and where it stands in the text."""

    kind: str
    first: int
    stop: int


class _Node:
    """A word of the tables: the words that can follow, and what it is if it ends there."""

    __slots__ = ("after", "kind", "unless")

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.after: dict[str, _Node] = {}
        self.kind = ""
        self.unless: frozenset[str] = frozenset()


@lru_cache(maxsize=4)  # the same words are looked at once more before they are posted
def seen(text: str) -> tuple[Sight, ...]:
    """Return what is seen in a text, in its order, nothing twice; ``()`` for most texts."""
    text = text[:_LONGEST]
    found = [Sight(IDENTITY, *span) for span in identities(text)]
    if any(char.isdigit() for char in text):
        found += [Sight(PHONE, *span) for span in phones(text)]
        found += [Sight(ADDRESS, *span) for span in addresses(text)]
    found += _said(text)
    kept: list[Sight] = []
    for sight in sorted(found, key=lambda one: (one.first, -one.stop)):
        if not kept or sight.first >= kept[-1].stop:
            kept.append(sight)
    return tuple(kept)


def _said(text: str) -> Iterator[Sight]:
    """Give what is told in words, the longest pattern at each place."""
    folded = fold(text)
    spans = [found.span() for found in _WORD.finditer(folded)]
    words = [folded[a:b].replace("'", "") for a, b in spans]
    tree = _tree()
    at = 0
    while at < len(words):
        stop, kind = _match(words, at, tree)
        if kind:
            yield Sight(kind, spans[at][0], spans[stop - 1][1])
        at = max(stop, at + 1)


def _match(words: list[str], at: int, node: _Node) -> tuple[int, str]:
    """Return where the longest pattern at a word stops, and its kind; "" if there is none."""
    stop, kind = at, ""
    for i in range(at, len(words)):
        said = words[i]
        after = node.after.get(said) or node.after.get(said.removesuffix("s"))
        if after is None:
            break
        node = after
        if node.kind and node.unless.isdisjoint(
                words[max(0, at - _NEAR):at] + words[i + 1:i + 1 + _NEAR]):
            stop, kind = i + 1, node.kind
    return stop, kind


@cache
def _tree() -> _Node:
    """Return all patterns of all tables, word by word; made for the first text."""
    tree = _Node()
    for table in (english, spanish):
        for kind, lines in ((STATUS, table.STATUS), (DIAGNOSIS, table.DIAGNOSIS)):
            for line in re.sub(r"\n\s+", "", lines).strip().splitlines():
                said, _, unless = fold(line).partition("!")
                for words in _spelled(said):
                    node = tree
                    for word in words:
                        node = node.after.setdefault(word, _Node())
                    node.kind, node.unless = kind, node.unless.union(unless.split())
    return tree


def _spelled(line: str) -> Iterator[tuple[str, ...]]:
    """Give every way a line of a table can be said."""
    parts = [part.split("|") for part in _CHOICE.sub(lambda found: f"\0{found[1]}\0", line).split(
        "\0") if part.strip() or "|" in part]
    for chosen in itertools.product(*parts):
        words = tuple(" ".join(chosen).split())
        if words:
            yield words


def without(text: str, sights: tuple[Sight, ...]) -> str:
    """Return the text without what was seen and the words that led up to it; tidied."""
    left = ""
    at = 0
    for sight in sights:
        left = _joined(left, _LEADING.sub("", text[at:sight.first]))
        at = sight.stop
    return _joined(left, text[at:]).strip(_EDGES)


def _joined(head: str, tail: str) -> str:
    head, tail = head.rstrip(" (:-"), tail.lstrip(" ):")
    if not head or not tail:
        return head or tail
    return head + ("" if tail[0] in ",;.!?" else " ") + tail

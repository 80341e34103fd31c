"""Words people type: folding them, and finding the command they mean or nearly mean."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.command import Command, second

_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200d"  # holds an emoji together
_APOSTROPHES = re.compile("['’ʼ`´]")  # phones type the curly one
_END = ".!…,;:¡"


def clean(text: str) -> str:
    """Return somebody's text on one line, without characters that only mislead the eye."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (
        c if c in _JOINERS or unicodedata.category(c) not in _CONTROL else
        (" " if c.isspace() else "") for c in text
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return text without case and accents; ``ñ`` counts as ``n``."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Return words as a command name would be written: folded, joined by hyphens."""
    return "-".join(_APOSTROPHES.sub("", fold(text)).strip(_END + " ").replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class Found:
    """A command found at the head of a text, and what follows it.

    ``alone``: it was found by the word of its family alone.
    """

    command: Command
    rest: str
    alone: bool = False


@dataclass(slots=True)
class Vocabulary:
    """All words of all commands."""

    commands: tuple[Command, ...]
    _by_word: dict[str, Command] = field(default_factory=dict)
    _longest: int = 1

    def __post_init__(self) -> None:
        """Index the words; no word may mean two commands."""
        for command in self.commands:
            for word in command.words():
                folded = slug(word)
                if self._by_word.setdefault(folded, command) is not command:
                    raise ValueError(f"{word!r} means two commands")
                self._longest = max(self._longest, folded.count("-") + 1)

    def command(self, name: str) -> Command | None:
        """Return the command any of whose words this is."""
        return self._by_word.get(slug(name))

    def find(self, text: str) -> Found | None:
        """Return the command whose word, spaces or hyphens alike, begins the text."""
        pieces = re.split(r"(\s+)", text.strip(), maxsplit=self._longest)
        for count in range(min(self._longest, (len(pieces) + 1) // 2), 0, -1):
            word = slug("".join(pieces[: 2 * count - 1]))
            command = self._by_word.get(word)
            if command:
                family = command.family
                alone = family is not None and word in map(slug, family.words())
                return Found(command, "".join(pieces[2 * count :]), alone)
        return None

    def nearest_sub(self, found: Found) -> Command | None:
        """Return the command of the same family whose own word is nearly the next one typed."""
        own = {slug(word): one for one in self.commands if one.family is found.command.family
               for word in (second(one.name), second(one.spanish), *one.also)}
        near = nearest_word(slug(found.rest.split(maxsplit=1)[0]), own)
        return own[near] if near else None

    def near(self, text: str, slips: int = 2) -> Command | None:
        """Return the command whose word is at most so many slips from the first ones typed.

        A slip is a letter too many, too few, another, or two swapped. Short words are allowed
        one. It is only ever named in an answer, never run.
        """
        pieces = text.split(maxsplit=2)
        words = list(self._by_word)
        for count in (2, 1):  # two words first: a slip in either of a sub-command's
            typed = slug(" ".join(pieces[:count]))
            if len(pieces) < count or len(typed) < 3:
                continue
            allowed = min(slips, 1 if len(typed) < 6 else 2)
            best = process.extractOne(typed, words, scorer=OSA.distance, score_cutoff=allowed)
            if best:
                return self._by_word[best[0]]
        return None


def nearest_number(wanted: int, numbers: Iterable[int]) -> int | None:
    """Return the number most easily mistyped for the wanted one, or None if there is none."""
    return min(
        numbers,
        key=lambda other: (OSA.distance(str(wanted), str(other)), abs(wanted - other)),
        default=None,
    )


def nearest_word(wanted: str, words: Iterable[str]) -> str | None:
    """Return the word at most two slips from the wanted one, or None."""
    folded = {fold(word): word for word in words}
    best = process.extractOne(fold(wanted), list(folded), scorer=OSA.distance, score_cutoff=2)
    return folded[best[0]] if best else None

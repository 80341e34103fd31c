"""A text made ready for the matchers: parallel lists of words, roles and spans."""

import re
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from bot.when.lexicon import NOTHING, PHRASES, WORDS
from bot.when.tokens import JUNK, MAKE, Roles, scan_tokens, word_set

NOUNS = word_set(
    "dozen house junk measure money numbered old ord people street times unit weak"
)
_RUN_ON = re.compile(r"([a-z]{3,10})\d{1,2}(?:\d\d)?(?:[ap]m?|h)?\Z")  # dec5, sat10am
_DAYS = {"wd", "month"}
_MOST = 1500  # tokens looked at: what is longer is no message, and must not cost more
_AHEAD = 8  # empty tokens past the end, so that matchers may look ahead without asking


class Scan:
    """One text with the moment and place it was said; ``roles[i]`` says what token i can be.

    A plain class: what makes dataclasses takes as long to import as all the tables.
    """

    __slots__ = ("text", "words", "roles", "spans", "n", "now", "zone", "today", "day_first",
                 "forced")

    def __init__(
        self, text: str, tokens: tuple[list[str], list[Roles], list[tuple[int, int]]],
        now: datetime, zone: tzinfo, *, day_first: bool,
    ) -> None:
        """Take a text's tokens (words, roles, spans) and when and where it was said."""
        self.text = text
        self.words, self.roles, self.spans = tokens
        self.n = len(self.words)
        self.words.extend([""] * _AHEAD)
        self.roles.extend([NOTHING] * _AHEAD)
        self.now = now  # naive, the group's wall clock
        self.zone = zone
        self.today: date = now.date()
        self.day_first = day_first
        self.forced = False

    def free(self, i: int) -> bool:
        """Return whether no plain word stands at i: nothing a number before it could count."""
        return i >= self.n or not self.roles[i].keys() <= NOUNS

    def raw(self, i: int) -> str:
        """Return token i as it was typed."""
        first, last = self.spans[i]
        return self.text[first:last]

    def capital(self, i: int) -> bool:
        """Return whether token i was typed with a capital."""
        return i < self.n and self.raw(i)[:1].isupper() and not self.text.isupper()


class Piece(NamedTuple):
    """A part of a WHEN: tokens a to b, what they say, and whether they need no proof beside."""

    slot: str
    a: int
    b: int
    value: Any
    strong: bool = True


def scan(text: str, folded: str, now: datetime, zone: tzinfo, day_first: bool) -> Scan:
    """Return the text's tokens with their roles, phrases taken as one token each."""
    words: list[str] = []
    roles: list[Roles] = []
    spans: list[tuple[int, int]] = []
    phrases: list[int] = []
    for found in scan_tokens(folded, 0, len(folded.rstrip())):
        group = found.lastindex or 0
        word = found[group]
        known = WORDS.get(word)
        if known is None:
            known = _made(found.lastgroup, word)
            if "drawn" in known:
                word = known["drawn"]
                known = WORDS[word]
            elif "run_on" in known:
                cut = found.end() - len(word) + len(known["run_on"])
                words.append(known["run_on"])
                roles.append(WORDS[known["run_on"]])
                spans.append((cut - len(known["run_on"]), cut))
                rest = next(scan_tokens(folded, cut, found.end()))
                word = rest[rest.lastindex or 0]
                known = _made(rest.lastgroup, word)
                found = rest
                group = rest.lastindex or 0
            elif "glued" in known:
                first = found.end() - len(word)
                known = _split(known["glued"], word, first, words, roles, spans)
                word, first = words.pop(), spans.pop()[0]
                spans.append((first, found.end()))
                if word in PHRASES:
                    phrases.append(len(words))
                words.append(word)
                roles.append(known)
                continue
        if word in PHRASES:
            phrases.append(len(words))
        words.append(word)
        roles.append(known)
        spans.append(found.span(group))
        if len(words) >= _MOST:
            break
    if phrases:
        words, roles, spans = _join(words, roles, spans, phrases)
    return Scan(text, (words, roles, spans), now, zone, day_first=day_first)


def blot(s: Scan, first: int, stop: int) -> None:
    """Take the roles of tokens that cannot be a time."""
    for i in range(first, min(stop, s.n)):
        s.roles[i] = JUNK


@lru_cache(maxsize=4096)
def _made(kind: str | None, word: str) -> Roles:
    """Return the roles of a word in no table; nobody changes them, so they are kept."""
    return _unknown(word) if kind in ("plain", "word") else MAKE[kind or "punct"](word)


def _unknown(word: str) -> Roles:
    if len(word) > 3 and word[-1] == word[-2]:  # drawn out at its end: "nochee", "hoyyy"
        short = word.rstrip(word[-1]) + word[-1]
        return {"drawn": short} if WORDS.get(short, NOTHING).keys() & {"rel", "part", "wd"} else {}
    if word.endswith("'s"):
        base = WORDS.get(word[:-2])
        if base and ("wd" in base or "rel" in base):
            return {**base, "owner": 1}
    elif word[0] == "x" and word[1:].isdecimal() and len(word) <= 4:
        return {"count": int(word[1:])}
    elif (found := _RUN_ON.match(word)) and WORDS.get(found[1], NOTHING).keys() & _DAYS:
        return {"run_on": found[1]}
    elif word[-1] == "s" and "wd" in (single := WORDS.get(word[:-1], NOTHING)):
        return {"every_wd": single["wd"]}  # a plural with a typo in it
    elif word.endswith(("aron", "ieron")):  # Spanish told of the past
        return {"past_verb": 1}
    elif "@" in word or "." in word:
        return JUNK
    return NOTHING


def _split(
    glued: tuple[int, str], word: str, at: int, words: list[str], roles: list[Roles],
    spans: list[tuple[int, int]],
) -> Roles:
    """Put the number of ``45min`` down as a token of its own; return the roles of the rest."""
    amount, tail = glued
    known = WORDS.get(tail, NOTHING)
    if known.keys() & {"unit", "month", "ampm", "oclock", "from"} and amount < 1000:
        cut = at + len(word) - len(tail)
        words.append(str(amount))
        roles.append({"num": amount, "digits": len(word) - len(tail)})
        spans.append((at, cut))
        words.append(tail)
        spans.append((cut, at + len(word)))
        return known
    words.append(word)
    spans.append((at, at + len(word)))
    return JUNK


def _join(
    words: list[str], roles: list[Roles], spans: list[tuple[int, int]], starts: list[int]
) -> tuple[list[str], list[Roles], list[tuple[int, int]]]:
    """Return the lists with each phrase as one token, the longest taken first."""
    new_words: list[str] = []
    new_roles: list[Roles] = []
    new_spans: list[tuple[int, int]] = []
    done = 0
    for i in starts:
        if i < done or i + 1 >= len(words):
            continue
        for rest, meaning in PHRASES[words[i]].get(words[i + 1], ()):
            stop = i + 1 + len(rest)
            if tuple(words[i + 1 : stop]) == rest and not (
                    "plus_days" in meaning and stop < len(roles) and "unit" in roles[stop]):
                new_words += words[done:i]
                new_roles += roles[done:i]
                new_spans += spans[done:i]
                new_words.append(" ".join(words[i:stop]))
                new_roles.append(meaning)
                new_spans.append((spans[i][0], spans[stop - 1][1]))
                done = stop
                break
    return new_words + words[done:], new_roles + roles[done:], new_spans + spans[done:]

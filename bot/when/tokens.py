"""From text to tokens: folding that keeps every position, and one linear pass over the text."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeAlias

Roles: TypeAlias = dict[str, Any]

JUNK: Roles = {"junk": 1}


class Clock(NamedTuple):
    """A time of day in minutes; ``bare`` when it does not say which half of the day."""

    minute: int
    bare: bool


def word_set(text: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(text.split())


def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


_SAME = {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "´": "'",
         "`": "'", "′": "'", "º": "º", "ª": "ª", "：": ":"}
_FOLD = {code: _fold_char(chr(code)) for code in range(0xC0, 0x250)}
_FOLD.update((ord(char), plain) for char, plain in _SAME.items())


def fold(text: str) -> str:
    """Return text without case and accents, character for character, so that spans hold."""
    if text.isascii():
        return text.lower()
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return lowered.translate(_FOLD)


_TOKEN = re.compile(
    r"""\s*+(?:
    (?P<plain>[a-z]++(?![\w'.@:]))
  | (?P<url>https?://\S+|www\.\S+|[a-z0-9]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S+)
  | (?P<half>[ap]\.\s?m\b\.?)
  | (?P<word>[^\W\d_](?:[\w']*\w)?(?P<mail>@[^\W\d]\S*|\.(?:org|com|net|mx|us|info|gov|edu)\b\S*)?)
  | (?P<phone>\+?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]\d{4}(?!\d) | \+\d[\d\s().-]{6,16}\d
            | 1[\s.-]\d{3}[\s.-]\d{3}[\s.-]\d{4}| \d{3}-\d{4}(?!\d) | \d{3}-\d{2}-\d{4}
            | \d{2,4}(?:[\s.-]\d{3,4}){2,3}(?![\d:]))
  | (?P<money>[$€£]\s?\d[\d,]*(?:\.\d{1,2})?k?\b)
  | (?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}
        (?:t\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?(?!\d))
  | (?P<date>\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?(?![/\w]) | \d{1,2}[.-]\d{1,2}[.-](?:\d{4}|\d{2})\b)
  | (?P<code>\d{1,4}-[a-z]{2}-\d+)
  | (?P<clock>\d{3,4}(?:\s?[ap]\.?m\b\.?|[ap]\b)
            | \d{1,2}(?: (?: :\d{2}(?::\d{2})? | \.\d{2}(?=\s?(?:[ap]\.?\s?m|hs|hrs|h)\b) | )
        (?:\s?[ap]\.?\s?m\b\.?|[ap]\b(?!\.\w)) | :\d{2}(?::\d{2})?(?:h|hs|hrs)?(?![\d:]) ))
  | (?P<hours>\d{1,2}h(?:\d{2})?(?:m|min|hs)?\b|(?:1[3-9]|2[0-3])h(?:rs?|s)\b)
  | (?P<ord>\d{1,2}\.?(?:st|nd|rd|th|ro|er|do|da|ra|to|ta|vo|mo|°|º|ª)(?!\w))
  | (?P<times>\d{1,3}x(?!\w))
  | (?P<num>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[^\W\d_][\w']*)?)
  | (?P<tag><[@#:!t][^\s<>]*>|[@\#][^\W\d]\S*|\#\w+)
  | (?P<punct>[^\w\s]|_)
    )""",
    re.VERBOSE,
)
_GLUED = re.compile(r"(\d+)([a-z]+)\Z")
_LETTERS = "abcdefghijklmnopqrstuvwxyz°º"


def pieces(text: str) -> list[str]:
    """Return the tokens of folded text as strings."""
    return [found.group(found.lastindex or 0) for found in _TOKEN.finditer(text.rstrip())]


def _clock(word: str) -> Roles:
    digits = re.findall(r"\d+", word)
    if len(digits[0]) > 2:  # 845am
        digits = [digits[0][:-2], digits[0][-2:]]
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = "a" if "a" in word else "p" if "p" in word else ""
    if hour > (12 if half else 24) or minute > 59 or (half and not hour):
        return JUNK
    if half:
        return {"clock": Clock((hour % 12 + 12 * (half == "p")) * 60 + minute, False)}
    fixed = hour > 12 or word[0] == "0" or not word[-1].isdecimal()
    return {"clock": Clock(hour % 24 * 60 + minute, not fixed), "colon": 1}


def _hours(word: str) -> Roles:
    hour, minute = (re.findall(r"\d+", word) + ["0"])[:2]
    minutes = int(hour) * 60 + int(minute)
    roles: Roles = {"span": ("minute", minutes)}
    if int(hour) < 24 and int(minute) < 60:
        fixed = int(hour) > 12 or word[0] == "0" or not int(minute)
        roles["clock"] = Clock(minutes, not fixed)
    return roles


def _iso(word: str) -> Roles:
    day, _, time = word.partition("t")
    try:
        found = date(*(int(part) for part in re.findall(r"\d+", day)))
    except ValueError:
        return JUNK
    return {"date": found, "date_time": time} if time else {"date": found}


def _date(word: str) -> Roles:
    parts = [int(part) for part in re.findall(r"\d+", word)]
    year = parts[2] + 2000 * (parts[2] < 100) if len(parts) > 2 else 0
    return {"slash": (parts[0], parts[1], year), "dotted": "." in word}


def _money(word: str) -> Roles:
    amount = number(word[1:].strip().rstrip("k"))
    return {"amount": (amount * 1000 if word[-1] == "k" else amount, word[0])}


def _num(word: str) -> Roles:
    glued = _GLUED.match(word)
    if glued:
        return {"glued": (int(glued[1][:15]), glued[2])}
    if not word.replace(",", "").replace(".", "").isdecimal():
        return JUNK
    value = number(word)
    roles: Roles = {"num": value, "digits": len(word)}
    if len(word) == 4 and word.isdecimal() and int(word[:2]) < 24 and int(word[2:]) < 60:
        roles["hhmm"] = Clock(int(word[:2]) * 60 + int(word[2:]), False)
        if word[0] == "0":
            return {"clock": roles["hhmm"], "digits": 4}
    elif len(word) == 3 and word[0] in "123456789" and word[1] < "6" and word.isdecimal():
        roles["hhmm"] = Clock(int(word[0]) * 60 + int(word[1:]), True)  # "at 930"
    elif "." in word and len(word.partition(".")[2]) == 2 and value < 24:
        hour, _, minute = word.partition(".")
        if int(minute) < 60:
            roles["point"] = Clock(int(hour) * 60 + int(minute), int(hour) <= 12)
    elif word[0] == "0" and len(word) == 2:
        roles["padded"] = 1
    return roles


def _nth(word: str) -> Roles:
    if word[-1] in "aª":  # "la 3ra parada": a day of the month is masculine
        return JUNK
    return {"nth": int(word.rstrip(_LETTERS).rstrip("."))}


def number(word: str) -> int | float:
    """Return a written number: ``1,200`` or ``2.5``."""
    plain = word.replace(",", "")[:15]  # no more digits than a float holds
    return float(plain) if "." in plain else int(plain or 0)


MAKE: dict[str, Callable[[str], Roles]] = {
    "clock": _clock,
    "hours": _hours,
    "iso": _iso,
    "date": _date,
    "money": _money,
    "num": _num,
    "half": lambda word: {"ampm": word[0]},
    "ord": _nth,
    "times": lambda word: {"count": int(word[:-1])},
    "punct": lambda word: {"punct": word},
    "code": lambda _: JUNK,
    "url": lambda _: JUNK,
    "mail": lambda _: JUNK,
    "phone": lambda _: JUNK,
    "tag": lambda _: JUNK,
}
scan_tokens = _TOKEN.finditer

"""`read`: what, when and how many, from one line as people write it."""

import re
import unicodedata
from datetime import datetime, tzinfo

from bot.when.answer import Reading
from bot.when.choose import Answer, choose, pieces
from bot.when.gate import telling
from bot.when.masks import mask
from bot.when.proof import accept
from bot.when.quantity import Quantity, quantity
from bot.when.resolve import resolve
from bot.when.scan import Piece, Scan, scan
from bot.when.times import zone_of
from bot.when.tokens import fold

# An accent at the end tells "esté" (be) from "este" (this), "él" (he) from "el".
_VERBS = re.compile(
    r"\b(?:est[éá]|él|dé)\b(?!\s+(?:noche|tarde|semana|d[ií]a|\d|lun|mar|mi[eé]r|jue|vie|s[aá]b|dom))",
    re.IGNORECASE,
)
_AFTER_IN = {
    "holiday", "month", "weekend", "unit", "next", "coming", "of_week", "month_end",
}
_CALLS = {"come", "coming", "drop", "dropping", "go", "stop", "stopping", "swing"}
_DAYED = ("day", "repeat", "since", "until", "month")
_ISO = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_BETWEEN = {"punct", "and"}
_OF = {"of", "de", "del"}  # "in the morning of dec 3"
_LEFT = {"para", "de", "pa"}
_NEVER_END = " ,;:-–—(|·•/@~+&"
_NEVER_START = " ,;:-–—)|·•/.~+&"


def read(text: str, now: datetime, tz: str | tzinfo, lang: str = "en") -> Reading:
    """Return what a line asks for and when; ``now`` is aware, ``tz`` the group's zone.

    Every text has an answer; ``lang`` only settles which of ``3/4`` is the month.
    """
    text, folded = _folded(text)
    if not telling(folded):
        return Reading(text, None, None, None, None)
    return look(text, folded, now, tz, lang)


def look(text: str, folded: str, now: datetime, tz: str | tzinfo, lang: str) -> Reading:
    """Return what ``read`` does, for a text that may tell something, and its folded form."""
    s = _scan(text, folded, now, tz, lang)
    answer = _answer(s)
    used = sorted(answer[3], key=lambda piece: piece.a) if answer else []
    cuts = _cuts(s, used)
    amount = quantity(s, _kept(s, cuts))
    if answer is None and amount is None:
        return Reading(text, None, None, None, None)
    what = _what(s, _with(s, cuts, amount))
    qty, unit = (amount.amount, amount.unit) if amount else (None, "")
    if isinstance(qty, float) and qty.is_integer():
        qty = int(qty)
    if answer is None:
        return Reading(what, None, None, None, qty, unit)
    return Reading(what, *answer[:3], qty, unit)


def read_when(text: str, now: datetime, tz: str | tzinfo, lang: str = "en") -> Reading | None:
    """Return a text read as nothing but a WHEN, weak words counting; None if a word is left."""
    text, folded = _folded(text)
    s = _scan(text, folded, now, tz, lang)
    s.forced = True
    answer = _answer(s)
    if answer is None:
        return None
    cuts = _cuts(s, sorted(answer[3], key=lambda piece: piece.a))
    if any("link" not in s.roles[i] and "punct" not in s.roles[i] for i in _kept(s, cuts)):
        return None
    return Reading("", *answer[:3], None)


def _folded(text: str) -> tuple[str, str]:
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    if "é" in text or "á" in text:
        for found in _VERBS.finditer(text):
            first, stop = found.span()
            folded = folded[:first] + found.group().lower() + folded[stop:]
    return text, folded


def _scan(text: str, folded: str, now: datetime, tz: str | tzinfo, lang: str) -> Scan:
    zone = zone_of(tz) if isinstance(tz, str) else tz
    try:
        local = now.astimezone(zone).replace(tzinfo=None)
    except OverflowError:  # the calendar's first or last day
        local = now.replace(tzinfo=None)
    s = scan(text, folded, local, zone, lang == "es")
    mask(s)
    return s


def _answer(s: Scan) -> Answer | None:
    try:
        found = pieces(s)
        if found:
            found = accept(s, found)
        got = choose(s, found) if found else {}
        if got.keys().isdisjoint(_DAYED) and _no_such_day(s):
            return None  # "nov 31 9am" is not today
        answer = resolve(s, got) if got else None
    except (OverflowError, ValueError):  # a date past the calendar's end
        return None
    if answer is None:
        return None
    start = answer[0].date() if isinstance(answer[0], datetime) else answer[0]
    return answer if start >= s.today else None


def _no_such_day(s: Scan) -> bool:
    """Return whether something stands there as a date that is none: nov 31, 13/13, last year's."""
    for i in range(s.n):
        role = s.roles[i]
        if "slash" in role or _ISO.fullmatch(s.words[i]):
            return True
        if "month" in role and "weak" not in role:
            near = (s.roles[i + 1], s.roles[i - 1] if i else {}, s.roles[i - 2] if i > 1 and (
                "de" in s.roles[i - 1] or s.words[i - 1] == "of") else {})
            if any("digits" in one or "nth" in one for one in near):
                return True
    return False


def _cuts(s: Scan, used: list[Piece]) -> list[tuple[int, int]]:
    """Return the token ranges of the WHEN, each with the linking words before it."""
    cuts: list[tuple[int, int]] = []
    for piece in used:
        a, stop = piece.a, cuts[-1][1] if cuts else 0
        a -= piece.slot == "part" and a > stop and s.words[a - 1] == "the"
        wide = piece.slot in ("day", "month") and bool(s.roles[a].keys() & _AFTER_IN)
        while a > stop and "owner" not in s.roles[piece.a] and (
            "link" in s.roles[a - 1] or wide and "en_link" in s.roles[a - 1]
        ) and not _of_verb(s, a):
            a -= 1
        if cuts and all(s.roles[i].keys() & _BETWEEN or s.words[i] in _OF for i in range(stop, a)):
            cuts[-1] = (cuts[-1][0], piece.b)
        else:
            cuts.append((a, piece.b))
    return cuts


def _of_verb(s: Scan, a: int) -> bool:
    """Return whether the link before a is a verb's: "turn it on in 2 hours", "come by friday"."""
    word = s.words[a - 1]
    if word in ("on", "by") and (s.words[a] == "in" or "at" in s.roles[a]):
        return True
    return word == "by" and a > 1 and s.words[a - 2] in _CALLS


def _kept(s: Scan, cuts: list[tuple[int, int]]) -> list[int]:
    kept: list[int] = []
    at = 0
    for a, b in cuts:
        kept.extend(range(at, a))
        at = b
    kept.extend(range(at, s.n))
    return kept


def _with(s: Scan, cuts: list[tuple[int, int]], amount: Quantity | None) -> list[tuple[int, int]]:
    """Return the cuts with the quantity's among them, and the "for" it leaves at the head."""
    if amount is None:
        return cuts
    b = amount.b
    if amount.leads and (amount.unit or "par" in s.words[amount.a]) and "leftover" in s.roles[b]:
        b += 1
    elif amount.leads and amount.unit and " " in s.words[b] and (
            word := s.words[b].split()[0]) in _LEFT:
        s.spans[b] = (s.spans[b][0], s.spans[b][0] + len(word))  # "para" goes, "la" stays
        b += 1
    return sorted([*cuts, (amount.a, b)])


def _what(s: Scan, cuts: list[tuple[int, int]]) -> str:
    """Return the text without the cut tokens, as typed, tidied where something was taken."""
    what, at = "", 0
    for a, b in cuts:
        while b < s.n and _glued(s, b):  # "8d": no half of a word is left
            b += 1
        while a and _glued(s, a):
            a -= 1
        what = _joined(what, s.text[at : s.spans[a][0]])
        at = s.spans[b - 1][1]
    what = _joined(what, s.text[at:]).strip()
    return what.rstrip(_NEVER_END).lstrip(_NEVER_START)


def _glued(s: Scan, i: int) -> bool:
    """Return whether token i goes on a word that the token before it began."""
    at = s.spans[i][0]
    return s.spans[i - 1][1] == at and s.text[at - 1].isalnum() and s.text[at].isalnum()


def _joined(head: str, tail: str) -> str:
    head, tail = head.rstrip(), tail.lstrip()
    if head.endswith("(") and tail.startswith(")"):
        head, tail = head[:-1].rstrip(), tail[1:].lstrip()
    if not head or not tail:
        return head or tail
    if head[-1] in ",;:-–—" and tail[0] in ",;:-–—.":
        head = head[:-1].rstrip()
    return head + ("" if tail[0] in ",;:.!?)" else " ") + tail


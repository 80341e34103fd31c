"""How many: a number at the head of what is left, ``x4``, or an amount of money that leads."""

from typing import NamedTuple

from bot.when.numbers import number_at
from bot.when.scan import Scan
from bot.when.tokens import word_set

_NOT_NOUNS = word_set(
    "ampm and at before clock coming date de el_num every for from in junk link measure month "
    "next num oclock or punct rel since slash the this to until"
)


_NAMES = frozenset((211, 311, 411, 911, 988, 1040, 1099))  # of services and forms


class Quantity(NamedTuple):
    """An amount and the tokens that said it."""

    amount: int | float
    unit: str
    a: int
    b: int
    leads: bool


def quantity(s: Scan, kept: list[int]) -> Quantity | None:
    """Return the quantity among the kept tokens, in their order; None if there is none."""
    at = 0
    while at < len(kept) and _skips(s, kept[at]):
        at += 1
    head = at
    while at < len(kept) and "head" in s.roles[kept[at]]:
        at += 1
    return _leading(s, kept, at, leads=True) or _leading(s, kept, head, leads=True) \
        or _later(s, kept)


def _skips(s: Scan, i: int) -> bool:
    role = s.roles[i]
    return role.get("punct") not in (None, "(") or not role and not s.words[i][0].isalnum()


def _leading(s: Scan, kept: list[int], at: int, *, leads: bool) -> Quantity | None:
    if at >= len(kept):
        return None
    i = kept[at]
    money = _money(s, i, leads=leads)
    if money:
        return money
    role = s.roles[i]
    if "count" in role:
        return Quantity(role["count"], "", i, i + 1, leads)
    amount, stop = number_at(s, i)
    if amount in _NAMES or 1900 < (amount or 0) < 2100 and amount and amount % 100:
        return None
    if amount is None or amount <= 0 or "junk" in role or s.words[i] in ("one", "uno", "once"):
        return None
    if s.words[stop] == "x" and not s.roles[stop + 1].get("num"):
        return Quantity(amount, "", i, stop + 1, leads)
    after = kept[at + stop - i] if at + stop - i < len(kept) else -1
    if s.capital(after) and s.capital(after + 1) and s.raw(after) != s.raw(after).upper():
        return None  # 3 Kings Cafe
    if after < 0 or not _countable(s, after, couple="couple" in s.words[i] or "par" in s.words[i]):
        return None
    return Quantity(amount, "", i, stop, leads)


def _money(s: Scan, i: int, *, leads: bool) -> Quantity | None:
    role = s.roles[i]
    if "amount" in role:
        amount, sign = role["amount"]
        if s.words[i + 1] == "-" and "num" in s.roles[i + 2]:
            return None
        stop = i + 1 + ("money" in s.roles[i + 1])
        return Quantity(amount, sign, i, stop, leads)
    amount, stop = number_at(s, i)
    if amount and "money" in s.roles[stop]:
        return Quantity(amount, s.roles[stop]["money"], i, stop + 1, leads)
    return None


def _countable(s: Scan, i: int, *, couple: bool) -> bool:
    """Return whether the token can be the thing counted: a noun, so far as anyone can tell."""
    role = s.roles[i]
    if not _NOT_NOUNS.isdisjoint(role):
        return False
    if "unit" in role and s.words[i + 1] not in ("of", "de", "-"):
        return False
    return s.words[i][0].isalpha() and ("wd" not in role or couple)


def _later(s: Scan, kept: list[int]) -> Quantity | None:
    """Return "x4" anywhere, or money right after a word of need."""
    for at, i in enumerate(kept):
        role = s.roles[i]
        if "count" in role:
            return Quantity(role["count"], "", i, i + 1, False)
        if at + 1 == len(kept) and at and role.get("num") and s.words[i - 1] == "x" \
                and kept[at - 1] == i - 1:
            return Quantity(role["num"], "", i - 1, i + 1, False)
        if at and "need" in s.roles[kept[at - 1]] and (
                "link" not in s.roles[kept[at - 1]] or s.words[kept[at - 1]] == "needs"):
            money = _money(s, i, leads=False)
            if money:
                return money
    return None

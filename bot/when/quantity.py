"""How many: a number at the head of what is left, ``x4``, or an amount of money that leads."""

from typing import NamedTuple

from bot.when.numbers import number_at
from bot.when.scan import Scan

_NOT_NOUNS = frozenset(
    "punct junk num measure link de from to and or at for in the until since before el_num ampm"
    " oclock clock slash date rel this next coming every".split()
)


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
    if amount is None or amount <= 0 or "junk" in role or s.words[i] in ("one", "uno", "once"):
        return None
    if s.words[stop] == "x" and not s.roles[stop + 1].get("num"):
        return Quantity(amount, "", i, stop + 1, leads)
    after = kept[at + stop - i] if at + stop - i < len(kept) else -1
    if after < 0 or not _countable(s, after, couple="couple" in s.words[i] or "par" in s.words[i]):
        return None
    return Quantity(amount, "", i, stop, leads)


def _money(s: Scan, i: int, *, leads: bool) -> Quantity | None:
    role = s.roles[i]
    if "amount" in role:
        amount, sign = role["amount"]
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
    return s.words[i][0].isalpha() and ("wd" not in role or couple)


def _later(s: Scan, kept: list[int]) -> Quantity | None:
    """Return "x4" anywhere, or money right after a word of need."""
    for at, i in enumerate(kept):
        role = s.roles[i]
        if "count" in role:
            return Quantity(role["count"], "", i, i + 1, False)
        if role.get("num") and s.words[i - 1] == "x" and i - 1 in kept[:at] and (
                at + 1 == len(kept)):
            return Quantity(role["num"], "", i - 1, i + 1, False)
        if at and "need" in s.roles[kept[at - 1]] and (
                "link" not in s.roles[kept[at - 1]] or s.words[kept[at - 1]] == "needs"):
            money = _money(s, i, leads=False)
            if money:
                return money
    return None

"""The places of a need, and the promises that fill them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

CENTS = 6  # decimals that are kept of an amount
MONEY = "$€£"

Loose = Literal["", "cover", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One person's promise: how much of one place they take on; ``part`` is empty for the main one.

    A ``loose`` promise still stands but counts as a gap, and whoever takes the place takes it
    over: its helper is looking for ``cover``, or has been asked again since the need ``moved``.
    """

    by: str
    amount: float
    at: datetime
    part: str = ""
    note: str = ""
    loose: Loose = ""
    brought: bool = False  # they have said that their part is done
    heard: datetime | None = None  # their last sign of life after the promise
    asked: datetime | None = None  # when they were last asked whether they are still on


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One place of a need, promised apart from the others; the main one has no name.

    ``name`` is its key among the need's places, ``what`` how it is called: a word of ours in
    English (``return``), or what was typed. ``counted``, ``heads``, ``wanted``, ``unit`` and
    ``received`` are as a need has them. Without the optional ones a need is covered all the same.
    """

    name: str = ""
    what: str = ""
    note: str = ""
    language: str = ""
    optional: bool = False
    counted: bool = False
    heads: bool = False
    wanted: float = 1
    unit: str = ""
    received: float = 0


def total(claims: tuple[Claim, ...], part: str, *, firm: bool = False) -> float:
    """Return how much of a place is promised, by firm promises only or by all."""
    return round(sum(claim.amount for claim in claims
                     if claim.part == part and not (firm and claim.loose)), CENTS)


def making_room(claims: tuple[Claim, ...], new: Claim, wanted: float) -> tuple[Claim, ...]:
    """Return the claims without what the new one takes over of loose promises to its place."""
    excess = round(total(claims, new.part) - wanted, CENTS)
    kept: list[Claim] = []
    # Whoever looks for cover is let go first, then whoever has not answered.
    for claim in sorted(claims, key=lambda one: one.loose != "cover"):
        if excess > 0 and claim.loose and claim.part == new.part and claim.by != new.by:
            given = min(excess, claim.amount)
            excess = round(excess - given, CENTS)
            left = round(claim.amount - given, CENTS)
            kept += [replace(claim, amount=left)] if left > 0 else []
        else:
            kept.append(claim)
    order = [(claim.by, claim.part) for claim in claims]
    return tuple(sorted(kept, key=lambda one: order.index((one.by, one.part))))

"""Confirm-first: who wants to help is held beside the promises until whoever asked said yes."""

from dataclasses import replace
from datetime import datetime

from bot.domain.errors import AlreadyYours, NotAsked, Taken
from bot.domain.need import Need
from bot.domain.part import Claim


def offers_of(need: Need, person: str) -> tuple[Claim, ...]:
    """Return what this person offers and nobody has answered yet."""
    return tuple(one for one in need.offered if one.by == person)


def held(before: Need, after: Need, person: str) -> Need:
    """Return a need on which what this person promised in ``after`` is only offered.

    Raises AlreadyYours if just that is offered already.
    """
    new = {one.part: one for one in after.claims_of(person) if one not in before.claims}
    old = {one.part: one for one in offers_of(before, person)}
    if all(part in old and (old[part].amount, old[part].note) == (one.amount, one.note)
           for part, one in new.items()):
        raise AlreadyYours(before.number)
    others = tuple(one for one in before.offered if one.by != person)
    return replace(before, offered=(*others, *(old | new).values()), touched=after.touched)


def accepted(need: Need, person: str, at: datetime) -> Need:
    """Turn all that a person offers into promises, as far as it is still needed.

    Raises NotAsked if they offer nothing; Ended, and Taken if none of it is needed any more.
    """
    offers, after, taken = offers_of(need, person), declined(need, person), None
    if not offers:
        raise NotAsked(need.number)
    for offer in offers:
        amount = offer.amount if need.place(offer.part).counted else None
        try:
            after = after.claimed(person, at, amount, offer.note, offer.part)
        except Taken as error:
            taken = error
    if taken and after.claims == need.claims:
        raise taken
    return after


def reminded(need: Need, person: str, at: datetime) -> Need:
    """Note that whoever asked has been asked once more about an offer."""
    return replace(need, offered=tuple(
        replace(one, asked=at) if one.by == person else one for one in need.offered))


def declined(need: Need, person: str) -> Need:
    """Let a person's offers go: by a no, by stepping back, or because nobody answered."""
    return replace(need, offered=tuple(one for one in need.offered if one.by != person))


def pointless(need: Need) -> tuple[Claim, ...]:
    """Return the offers that nothing can come of any more."""
    return tuple(one for one in need.offered
                 if need.state != "open" or not need.short(one.part))

"""Telling people that somebody has taken over what they were on."""

from bot.context import Context
from bot.domain.need import Need
from bot.text import Amount, t
from bot.titles import spot


def tell_replaced(ctx: Context, before: Need, after: Need, person: str) -> None:
    """Tell those whose loose promise this person has taken over, all of it or some."""
    who = ctx.mention(person)
    for old in before.claims:
        new = after.claim_of(old.by, old.part)
        if old.by == person or (new and new.amount == old.amount):
            continue
        thing = spot(after, old.part, ctx.group.zone)
        if new is None:
            ctx.write(old.by, t("{who} takes it over, so you are free: {thing}. Thank you!",
                                who=who, thing=thing), about=after.number)
            continue
        left = Amount(new.amount, after.place(old.part).unit)
        ctx.write(old.by, t("{who} takes some of it over, {amount} is still with you: {thing}.",
                            who=who, amount=left, thing=thing), about=after.number)

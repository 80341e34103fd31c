"""Offers that fit: whoever offered is asked privately, whoever asked hears that somebody was."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.context import Context
from bot.domain.group import Member
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.part import Part
from bot.fit import fits
from bot.text import Node, row, t
from bot.titles import gap, line, short
from commands.needcard import claim_buttons

ASKED = 3  # people who are asked at once
SEARCHED = 500


def ask_those_who_fit(
    ctx: Context, need: Need, missing: Sequence[Part], why: Node | None = None
) -> int:
    """Ask those whose offer fits places where something is missing; return how many.

    Who was asked least recently comes first; nobody is named to anybody.
    """
    found = fitting(ctx, need, missing)
    for person, offer, gaps in found:
        said = gap(need, gaps, ctx.group.zone)
        asked = t("You offer {offer}, and this may fit: {thing}. Can you?",
                  offer=short(offer), thing=said)
        ctx.tell(person.person, row(why, " ", asked) if why else asked, about=need.number,
                 buttons=claim_buttons(need, gaps))
        ctx.uow.put(replace(person, hinted=ctx.now))
    return len(found)


def fitting(ctx: Context, need: Need, missing: Sequence[Part]
            ) -> list[tuple[Member, Offer, tuple[Part, ...]]]:
    """Return who could fill what is missing, with their offer and the places it fits."""
    found: dict[str, tuple[Member, Offer, tuple[Part, ...]]] = {}
    for offer in ctx.uow.find(Offer, "state", ctx.group.id, "open", limit=SEARCHED):
        if offer.by in found or offer.by in (need.by, ctx.me, *need.helpers):
            continue
        gaps = tuple(one for one in missing if fits(offer, need, one))
        member = ctx.uow.get(Member, ctx.group.id, offer.by)
        if gaps and member and not member.gone and not member.ignored:
            found[offer.by] = member, offer, gaps
    longest = sorted(found.values(), key=lambda one: (
        one[0].hinted.isoformat() if one[0].hinted else "", one[1].number))
    return longest[:ASKED]


def hint(ctx: Context, need: Need) -> None:
    """Ask those who fit a new need, and tell whoever asked for it that they are asked."""
    if ask_those_who_fit(ctx, need, need.gaps):
        _tell_poster(ctx, need)


def hint_offer(ctx: Context, offer: Offer) -> None:
    """Show whoever has just offered something which needs it may fit."""
    for need, gaps in _needs_for(ctx, offer):
        said = gap(need, gaps, ctx.group.zone)
        ctx.write(ctx.me, t("Your offer may fit: {thing}. Can you?", thing=said),
                  about=need.number, buttons=claim_buttons(need, gaps))
        _tell_poster(ctx, need)


def _tell_poster(ctx: Context, need: Need) -> None:
    ctx.write(need.by, t("There is an offer that may fit: {thing}. I have asked whether they can; "
                         "you hear of it when they say yes.", thing=line(need, ctx.group.zone)),
              about=need.number)


def _needs_for(ctx: Context, offer: Offer) -> Iterable[tuple[Need, tuple[Part, ...]]]:
    dated = ctx.uow.find(Need, "day", ctx.group.id, "open", limit=SEARCHED)
    others = ctx.uow.find(Need, "state", ctx.group.id, "open", limit=SEARCHED)
    found = {need.number: need for need in (*dated, *others)}.values()
    fitted = ((need, tuple(one for one in need.gaps if fits(offer, need, one)))
              for need in found if need.by != offer.by and offer.by not in need.helpers
              and not (need.dated and need.when and need.when.day < ctx.today.isoformat()))
    return [(need, gaps) for need, gaps in fitted if gaps][:ASKED]

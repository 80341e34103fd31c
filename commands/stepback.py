"""`/unclaim`: stepping back from a promise, or from part of it."""

from bot.command import HowMany, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.confirm import declined, offers_of
from bot.domain.need import Need
from bot.domain.roster import Roster
from bot.parts import taking
from bot.text import Amount, Node, t
from bot.titles import line, spot
from commands.claim import PART
from commands.cover import is_late, seek
from commands.drop import step_back


@command(
    "unclaim",
    "no-puedo",
    t("Step back from what you promised, no reason needed"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="mine"),
        PART,
        Option("amount", "cuanto", t("How many fewer, if not all")),
    ),
    also="suelto lo-suelto ya-no-puedo i-cant cant release",
    examples=(("12", "12"), ("12 return", "12 vuelta"), ("12 2", "12 2")),
    topic="needs",
)
def unclaim(ctx: Context, number: Number, part: Words = "", amount: HowMany = None) -> Reply:
    """Take all one's promises back, or one of them, or part of it; whoever asked is told."""
    if isinstance(ctx.thing(number), Roster):
        return step_back(ctx, number, part)
    need = ctx.need(number)
    if offers_of(need, ctx.me) and need.state == "open":
        ctx.put(declined(need, ctx.me))
        return Reply(t("No problem. Your offer is taken back: {thing}.",
                       thing=line(need, ctx.group.zone)), about=number)
    said = taking(need, part)
    less = amount or said.amount
    after = need.unclaimed(ctx.me, ctx.now, None if less is None else less.n, said.part)
    ctx.put(after)
    return stepped_back(ctx, need, after)


def stepped_back(ctx: Context, before: Need, after: Need) -> Reply:
    """Tell whoever asked what has become free; return what is said to whoever stepped back."""
    number, zone = after.number, ctx.group.zone
    gone = [claim for claim in before.claims_of(ctx.me)
            if after.claim_of(ctx.me, claim.part) != claim]
    only = gone[0].part if len(gone) == 1 else ""
    thing: Node = spot(after, only, zone) if only else line(after, zone)
    kept = after.claim_of(ctx.me, gone[0].part) if gone else None
    if kept:
        left = Amount(kept.amount, after.place(kept.part).unit)
        ctx.tell(after.by, t("{who} promises {amount}: {thing}.", who=ctx.mention(ctx.me),
                             amount=left, thing=thing), about=number)
        return Reply(t("No problem. You still promise {amount}: {thing}.", amount=left,
                       thing=thing), about=number)
    if is_late(ctx, after) and after.gaps:
        ctx.tell(after.by, t("{who} can't after all: {thing}. I am asking around, first those who "
                             "fit, then the room.", who=ctx.mention(ctx.me), thing=thing),
                 about=number)
        seek(ctx, after, [claim.part for claim in gone])
        return Reply(t("No problem. I am asking around, first those who fit, then the room: "
                       "{thing}.", thing=thing), about=number)
    ctx.tell(after.by, t("{who} can't after all, so it is open again: {thing}.",
                         who=ctx.mention(ctx.me), thing=thing), about=number)
    return Reply(t("No problem. It is open again: {thing}.", thing=thing), about=number)

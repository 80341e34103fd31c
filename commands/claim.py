"""`/claim` and `/unclaim`: promising to do something, and stepping back."""

from bot.command import HowMany, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.confirm import declined, offers_of
from bot.domain.need import Need
from bot.text import Amount, Node, lines, t
from bot.titles import line
from commands.board import DONE, UNCLAIM
from commands.confirm import details, offered, unnamed, waits


@command(
    "claim",
    "apunto",
    t("Take on a need, or part of it"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="open"),
        Option("amount", "cuanto", t("How many, or how much: 4, $40, +2 more")),
        Option("note", "nota", t("A word to go with it: I have a van")),
    ),
    also="me-apunto yo-me-apunto yo-le-entro voy yo-voy yo-puedo le-entro yo-me-encargo "
    "cubro te-cubro take i-can i-can-do i-will ill-do-it ill-take-it i-can-do-it on-it",
    examples=(("12", "12"), ("12 4", "12 4"), ("12 I have a van", "12 tengo camioneta")),
    topic="needs",
)
def claim(ctx: Context, number: Number, amount: HowMany = None, note: Words = "") -> Reply | None:
    """Promise a need, all that is missing of it, or an amount."""
    before = ctx.need(number)
    mine = before.claim_of(ctx.me)
    wish = None if amount is None else amount.n
    if amount is not None and amount.more and mine:
        wish = mine.amount + amount.n
    after = before.claimed(ctx.me, ctx.now, wish, note)
    if waits(ctx, before):
        return offered(ctx, before, after)
    ctx.put(declined(after, ctx.me))
    promise = after.claim_of(ctx.me)
    taken = promise.amount if promise else 0
    thing = line(after, ctx.group.zone)
    told: Node = t("{who} is on {thing}.", who=ctx.mention(ctx.me), thing=thing)
    if after.counted:
        told = t("{who} promises {amount} of {thing}.", who=ctx.mention(ctx.me),
                 amount=Amount(taken, after.unit), thing=thing)
    ctx.tell(after.by, lines(told, unnamed(after)), about=number)
    body = _promised(ctx, after, taken, mine.amount if mine else None, wish)
    whole = lines(body, *details(ctx, after, ctx.me))
    if ctx.room is None:
        return Reply(whole, (DONE, UNCLAIM), about=number)
    ctx.write(ctx.me, whole, about=number, buttons=(DONE, UNCLAIM))
    return Reply(body, about=number)


def _promised(
    ctx: Context, need: Need, taken: float, before: float | None, wish: float | None
) -> Node:
    """Say what was understood; an amount that was cut or replaced is said too."""
    thing = line(need, ctx.group.zone)
    amount = Amount(taken, need.unit)
    if not need.counted:
        return t("You are on {thing}. Thank you!", thing=thing)
    if wish is not None and wish > taken:
        return t("Only {amount} was missing, so you are down for {amount}: {thing}. Thank you!",
                 amount=amount, thing=thing)
    if before is not None:
        return t("You promise {amount} now, before it was {before}: {thing}. Thank you!",
                 amount=amount, before=Amount(before, need.unit), thing=thing)
    return t("You promise {amount}: {thing}. Thank you!", amount=amount, thing=thing)


@command(
    "unclaim",
    "no-puedo",
    t("Step back from what you promised, no reason needed"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="mine"),
        Option("amount", "cuanto", t("How many fewer, if not all")),
    ),
    also="suelto lo-suelto ya-no-puedo i-cant cant release",
    examples=(("12", "12"), ("12 2", "12 2")),
    topic="needs",
)
def unclaim(ctx: Context, number: Number, amount: HowMany = None) -> Reply:
    """Take a promise back, or part of it; whoever asked is told."""
    need = ctx.need(number)
    if offers_of(need, ctx.me) and need.state == "open":
        ctx.put(declined(need, ctx.me))
        return Reply(t("No problem. Your offer is taken back: {thing}.",
                       thing=line(need, ctx.group.zone)), about=number)
    after = need.unclaimed(ctx.me, ctx.now, None if amount is None else amount.n)
    ctx.put(after)
    thing = line(after, ctx.group.zone)
    kept = after.claim_of(ctx.me)
    if kept:
        left = Amount(kept.amount, after.unit)
        ctx.tell(after.by, t("{who} promises {amount} of {thing}.", who=ctx.mention(ctx.me),
                             amount=left, thing=thing), about=number)
        return Reply(t("No problem. You still promise {amount}: {thing}.", amount=left,
                       thing=thing), about=number)
    ctx.tell(after.by, t("{who} can't after all, so it is open again: {thing}.",
                         who=ctx.mention(ctx.me), thing=thing), about=number)
    return Reply(t("No problem. It is open again: {thing}.", thing=thing), about=number)

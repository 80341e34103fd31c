"""`/claim`: promising to do something, or part of it."""

from bot.command import HowMany, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.confirm import declined
from bot.domain.need import Need
from bot.domain.part import Claim
from bot.domain.roster import Roster
from bot.guard import seen
from bot.parts import taking
from bot.text import Amount, Node, Usage, lines, t
from bot.titles import places, spot, typed
from commands.board import DONE, UNCLAIM
from commands.confirm import details, offered, unnamed, waits
from commands.replaced import tell_replaced
from commands.seal import REF as SEALING
from commands.seal import hinted
from commands.signup import sign

PART = Option("part", "lugar", t("Which place, and how many: return, 4, 2 childcare"),
              suggest="part")


@command(
    "claim",
    "apunto",
    t("Take on a need, or part of it"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="open"),
        PART,
        Option("amount", "cuanto", t("How many, or how much: 4, $40, +2 more")),
        Option("note", "nota", t("A word to go with it: I have a van")),
    ),
    also="me-apunto yo-me-apunto yo-le-entro voy yo-voy yo-puedo le-entro yo-me-encargo "
    "cubro te-cubro take i-can i-can-do i-will ill-do-it ill-take-it i-can-do-it on-it",
    examples=(("12", "12"), ("12 return", "12 vuelta"), ("12 4", "12 4"),
              ("12 I have a van", "12 tengo camioneta")),
    topic="needs",
)
def claim(ctx: Context, number: Number, part: Words = "", amount: HowMany = None,
          note: Words = "") -> Reply | None:
    """Promise a need or one of its places: all that is missing of it, or an amount."""
    if isinstance(ctx.thing(number), Roster):
        return sign(ctx, number, f"{part} {note}".strip())
    before = ctx.need(number)
    said = taking(before, part)
    amount = amount or said.amount
    which = said.part if said.part is not None else (
        "" if amount is None else counted_place(before))
    mine = before.claim_of(ctx.me, which)
    wish = None if amount is None else amount.n
    if amount is not None and amount.more and mine:
        wish = mine.amount + amount.n
    words = " ".join((said.note, note)).strip()
    private = bool(seen(words))
    after = before.claimed(ctx.me, ctx.now, wish, "" if private else words, which)
    if waits(ctx, before):
        return offered(ctx, before, after)
    after, hint = hinted(ctx, declined(after, ctx.me))
    ctx.put(after)
    promise = after.claim_of(ctx.me, which)
    taken = promise.amount if promise else 0
    _tell_poster(ctx, after, which, taken, hint)
    tell_replaced(ctx, before, after, ctx.me)
    body = _promised(ctx, after, which, taken, mine, wish)
    if private:
        body = lines(body, t("Your words are not on the card: not everybody should read them. "
                             "Pass them on to whoever asked: {usage}",
                             usage=Usage("tell", f"{number} …")))
    whole = lines(body, *details(ctx, after, ctx.me))
    if ctx.room is None:
        return Reply(whole, (DONE, UNCLAIM), about=number)
    ctx.write(ctx.me, whole, about=number, buttons=(DONE, UNCLAIM))
    return Reply(body, about=number)


def counted_place(need: Need) -> str:
    """Return the place an amount is meant for where none is named: the one that is counted."""
    found = [one.name for one in need.places if one.counted]
    return found[0] if len(found) == 1 else ""


def _tell_poster(ctx: Context, after: Need, which: str, taken: float, hint: Node | None) -> None:
    thing, place = spot(after, which, ctx.group.zone), after.place(which)
    told: Node = t("{who} is on {thing}.", who=ctx.mention(ctx.me), thing=thing)
    if place.counted:
        told = t("{who} promises {amount}: {thing}.", who=ctx.mention(ctx.me),
                 amount=Amount(taken, place.unit), thing=thing)
    ctx.tell(after.by, lines(told, unnamed(after), hint), about=after.number, ref=SEALING)


def _promised(ctx: Context, need: Need, which: str, taken: float, mine: Claim | None,
              wish: float | None) -> Node:
    """Say what was understood; an amount that was cut or replaced is said too."""
    thing, place = spot(need, which, ctx.group.zone), need.place(which)
    amount = Amount(taken, place.unit)
    if not place.counted:
        return lines(t("You are on {thing}. Thank you!", thing=thing), _still_open(need))
    if wish is not None and wish > taken:
        return t("Only {amount} was missing, so you are down for {amount}: {thing}. Thank you!",
                 amount=amount, thing=thing)
    if mine is not None and mine.amount != taken:
        return t("You promise {amount} now, before it was {before}: {thing}. Thank you!",
                 amount=amount, before=Amount(mine.amount, place.unit), thing=thing)
    return t("You promise {amount}: {thing}. Thank you!", amount=amount, thing=thing)


def _still_open(need: Need) -> Node | None:
    """Say which other places are open, so that nobody is left without a way back."""
    left = [one for one in need.gaps if not one.optional]
    if not need.parts or not left:
        return None
    return t("Still open: {places}. For example {usage}", places=places(need, left, short=True),
             usage=typed("claim", need, left[0].name))

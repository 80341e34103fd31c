"""`/move`: another date, and everybody who was on it is asked again."""

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.need import Need
from bot.errors import UserError
from bot.records import Thing
from bot.text import lines, t
from bot.titles import line, spot
from commands.answering import MAKE_IT, MOVED, Question
from commands.dating import completed, date_of
from commands.stepback import stepped_back


@command(
    "move",
    "mover",
    t("Give it another date; everybody on it is asked again"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="asked"),
        Option("when", "cuando", t("The new date: friday 10, not before dec 5, unknown")),
    ),
    also="reagendar cambiar-fecha reschedule",
    examples=(("12 fri 10am", "12 viernes a las 10"), ("12 unknown", "12 no se sabe"),
              ("12 not before dec 5", "12 a partir del 5 de diciembre")),
    topic="needs",
)
def move(ctx: Context, number: Number, when: Words) -> Reply:
    """Move a need; whoever does not answer counts as a gap."""
    need = ctx.need(number)
    need.only(ctx.me, ctx.moderator)
    date = completed(need.when, date_of(ctx, when), when)
    if date is None or date == need.when:
        raise UserError(t("It is on that date already: {thing}.",
                          thing=line(need, ctx.group.zone)))
    after = need.moved(date, ctx.now)
    if after.claims_of(ctx.me):
        after = after.still(ctx.now, ctx.me)
    ctx.put(after)
    thing = line(after, ctx.group.zone)
    for helper in after.helpers:
        ask(ctx, after, helper)
    ctx.tell(after.by, t("{who} moved it: {thing}.", who=ctx.mention(ctx.me), thing=thing),
             about=number)
    others = [helper for helper in after.helpers if helper != ctx.me]
    asking = t("I am asking {who} again. Until they say yes, their place counts as open.",
               who=ctx.mentions(others)) if others else None
    return Reply(lines(t("Moved: {thing}.", thing=thing), asking), about=number)


def ask(ctx: Context, need: Need, helper: str) -> None:
    """Ask a helper whether the new date suits them."""
    loose = [claim for claim in need.claims_of(helper) if claim.loose == "moved"]
    thing = spot(need, loose[0].part if len(loose) == 1 else "", ctx.group.zone)
    ctx.tell(helper, t("The date has changed: {thing}. Can you still do it? Until you say yes, "
                       "your place counts as open.", thing=thing),
             about=need.number, buttons=MAKE_IT, ref=MOVED)


def questions(ctx: Context, about: Thing) -> list[Question]:
    """Return whether the author still has to say if they are on it."""
    if not isinstance(about, Need) or about.state != "open":
        return []
    waiting = [claim for claim in about.claims_of(ctx.me)
               if claim.loose == "moved" or claim.asked and claim.asked > (claim.heard or claim.at)]
    return [Question(MOVED, str(about.number), lambda yes: _answered(ctx, about, yes))] if (
        waiting) else []


def _answered(ctx: Context, need: Need, yes: bool) -> Reply:
    if not yes:
        after = need.unclaimed(ctx.me, ctx.now)
        ctx.put(after)
        return stepped_back(ctx, need, after)
    after = need.still(ctx.now, ctx.me)
    ctx.put(after)
    thing = line(after, ctx.group.zone)
    ctx.tell(after.by, t("{who} can make it: {thing}.", who=ctx.mention(ctx.me), thing=thing),
             about=after.number)
    return Reply(t("Good, you are on it: {thing}. Thank you!", thing=thing), about=after.number)

"""`/yes` and `/no`: answering what the bot has asked."""

from bot.command import ANSWERED, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.errors import NotAsked
from bot.domain.need import Need
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.records import Thing
from bot.text import Usage, t
from bot.words import fold
from commands import behalf, confirm, move, rotate, swap
from commands.answering import Asking, Question

ASKING: tuple[Asking, ...] = (confirm.questions, behalf.questions, move.questions, swap.questions,
                              rotate.questions)
SEARCHED = 50
OPTIONS = (
    Option("number", "numero", t("The number it is about"), suggest="asked"),
    Option("whom", "quien", t("Whose question, if there are several: ben"), suggest=ANSWERED),
)


@command("yes", "sí", t("Say yes to what I asked you"), options=OPTIONS, also="yes-please si-claro",
         examples=(("12", "12"), ("12 ben", "12 ben")), topic="you")
def yes(ctx: Context, number: Number = 0, whom: Words = "") -> Reply:
    """Answer a question with yes."""
    return _waiting(ctx, number, whom, "yes").answer(True)


@command("no", "no", t("Say no to what I asked you"), options=OPTIONS, also="no-thanks no-gracias",
         examples=(("12", "12"), ("12 ben", "12 ben")), topic="you")
def no(ctx: Context, number: Number = 0, whom: Words = "") -> Reply:
    """Answer a question with no."""
    return _waiting(ctx, number, whom, "no").answer(False)


def _waiting(ctx: Context, number: int, whom: str, word: str) -> Question:
    """Return the one question that is meant. Raises NotAsked, UserError if there are several."""
    things: list[Thing] = [ctx.thing(number)] if number else [
        *(need for index in ("poster", "helper") for need in ctx.uow.find(
            Need, index, ctx.group.id, ctx.me, "open", newest=True, limit=SEARCHED)),
        *ctx.uow.find(Roster, "state", ctx.group.id, "open", limit=SEARCHED)]
    different = {about.number: about for about in things}.values()
    found = [(about.number, one) for about in different for asking in ASKING
             for one in asking(ctx, about)]
    wanted = fold(whom.removeprefix("@"))
    if wanted:
        found = [(about, one) for about, one in found if wanted in (one.ref, fold(one.name))]
    if not found:
        raise NotAsked(number)
    if len(found) > 1:
        about, one = found[0]
        raise UserError(t("Several things wait for your answer. Say which, for example {usage}.",
                          usage=Usage(word, f"{about} {one.name}")))
    return found[0][1]

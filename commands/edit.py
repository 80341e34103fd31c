"""`/edit`: saying better what was meant."""

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.errors import Ended
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.text import t
from commands.shiftedit import edit_roster
from commands.wording import reworded, tell_helpers, told


@command(
    "edit",
    "editar",
    t("Change what you asked for or offered"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="asked"),
        Option("what", "que", t("The new words, the new date, or both"), asked=True),
        Option("when", "cuando", t("The new date, if the text does not say it"), keyed=True),
    ),
    also="corregir",
    examples=(("12 ride to court wednesday 10am", "12 transporte a la corte el miércoles a las 10"),
              ("12 friday", "12 viernes"), ("12 +driver -childcare", "12 +chofer -niñera")),
    topic="needs",
)
def edit(ctx: Context, number: Number, what: Words = "", when: Words = "") -> Reply:
    """Change a need's or an offer's words, date or quantity; helpers are told."""
    found = ctx.thing(number)
    found.only(ctx.me, ctx.moderator)
    if found.state != "open":
        raise Ended(number, found.state)
    if not what and not when:
        raise UserError(t("What should {number} say? Type it after the number.",
                          number=str(number)))
    if isinstance(found, Roster):
        return edit_roster(ctx, found, f"{what} {when}".strip())
    after = reworded(ctx, found, what, when)
    ctx.put(after)
    tell_helpers(ctx, found, after)
    return Reply(t("Now it says: {thing}.", thing=told(ctx, after)), about=number)

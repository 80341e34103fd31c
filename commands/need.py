"""`/need`: something is asked for."""

from dataclasses import replace

from bot.command import Option, Words, command
from bot.context import Context, Message
from bot.domain.need import Need
from bot.errors import UserError
from bot.parts import parts
from bot.text import Usage, t
from commands import behalf
from commands.asking import wish
from commands.confirm import asked_first, of_a_kind
from commands.fitting import hint
from commands.habit import suggest_roster
from commands.seal import personal, propose
from commands.spread import spread
from commands.wording import remake


@command(
    "need",
    "necesito",
    t("Ask for something"),
    options=(
        Option("what", "que", t("What is needed, and when: ride to court tuesday 9am")),
        Option("when", "cuando", t("The date, if the text does not say it: tuesday 9am, unknown"),
               keyed=True),
    ),
    also="necesitamos ocupo ocupamos hace-falta needed",
    examples=(
        ("ride to court tuesday 9am", "transporte a la corte el martes a las 9"),
        ("ride to court tue 8:30 +return +interpreter es +childcare 2?",
         "transporte a la corte mar 8:30 +vuelta +intérprete es +cuidado de niños 2?"),
        ("10 meals friday", "10 comidas el viernes"),
        ("urgent diapers size 4", "urgente pañales talla 4"),
        ("$900 rent by aug 1", "$900 para la renta antes del 1 de agosto"),
        ("crib when: unknown", "una cuna cuando: no sé"),
        ("sensitive ride to the clinic friday", "con confianza transporte a la clínica el viernes"),
    ),
    topic="needs",
    remake=remake,
)
def need(ctx: Context, what: Words, when: Words = "") -> None:
    """Put a need on the board and its card in the room."""
    put_up(ctx, what, when)


def put_up(ctx: Context, what: str, when: str) -> None:
    """Put up what a text asks for; what is urgent goes to every room. Raises UserError."""
    first, what = asked_first(what)
    said = wish(ctx, what, when)
    if not said.what:
        raise UserError(t("What is needed? For example {usage}.", usage=Usage(
            "need", "ride to court tuesday", "transporte a la corte el martes")))
    made = Need(
        group=ctx.group.id, number=ctx.number(), by=ctx.me, what=said.what,
        created=ctx.now, touched=ctx.now, when=said.when, counted=said.wanted is not None,
        heads=said.heads, wanted=said.wanted or 1, unit=said.unit, parts=parts(said.said),
        urgent=said.urgent, sensitive=first or of_a_kind(ctx, said.what), veiled=ctx.room is None,
        room=ctx.room, origin=ctx.event,
    )
    if personal(ctx, made):
        made = replace(made, sealing="asked")
    ctx.put(made)
    posted(ctx, made.number)
    if made.urgent:
        spread(ctx, made)
    hint(ctx, made)
    suggest_roster(ctx, made)
    if made.sealing == "asked":
        propose(ctx, made)
    if behalf.for_another(made.what):
        behalf.ask(ctx, ctx.need(made.number))


def posted(ctx: Context, number: int) -> None:
    """Put a new thing's card in the room; whoever asked in a direct chat is shown it there too."""
    if ctx.room or ctx.home():
        ctx.card(number)
    if ctx.room is None:
        ctx.messages.append(Message(None, to=ctx.me, about=number))

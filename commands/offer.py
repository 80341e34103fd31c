"""`/offer` and `/unoffer`: what somebody can give stands until they take it back."""

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.offer import Offer
from bot.errors import UserError
from bot.text import Usage, t
from bot.titles import line
from commands.dating import understood
from commands.fitting import hint_offer
from commands.need import posted
from commands.wording import remake


@command(
    "offer",
    "ofrezco",
    t("Say what you can give"),
    options=(
        Option("what", "que", t("What you offer, and when: spanish interpreting weekday mornings")),
        Option("when", "cuando", t("When you can, if the text does not say it"), keyed=True),
    ),
    also="ofrecemos ofrecer",
    examples=(
        ("spanish interpreting weekday mornings", "interpretación entre semana en la mañana"),
        ("car with a baby seat", "carro con silla de bebé"),
    ),
    topic="needs",
    remake=remake,
)
def offer(ctx: Context, what: Words, when: Words = "") -> None:
    """Put an offer on the board and its card in the room."""
    reading, date = understood(ctx, what, when)
    title = what if not reading.what or reading.qty else reading.what
    if not reading.what:
        raise UserError(t("What do you offer? For example {usage}.", usage=Usage(
            "offer", "rides on saturday", "aventones el sábado")))
    made = Offer(
        group=ctx.group.id, number=ctx.number(), by=ctx.me, what=title, created=ctx.now,
        touched=ctx.now, when=None if title == what and not when else date, room=ctx.room,
        origin=ctx.event,
    )
    ctx.put(made)
    posted(ctx, made.number)
    hint_offer(ctx, made)


@command(
    "unoffer",
    "ya-no-ofrezco",
    t("Take an offer back"),
    options=(Option("number", "numero", t("The offer's number"), suggest="offered"),),
    examples=(("7", "7"),),
    topic="needs",
)
def unoffer(ctx: Context, number: Number) -> Reply:
    """End an offer."""
    found = ctx.offer(number)
    found.only(ctx.me, ctx.moderator)
    ctx.put(found.withdrawn(ctx.now))
    return Reply(t("Taken back: {thing}. Thank you for offering it.",
                   thing=line(found, ctx.group.zone)), about=number)

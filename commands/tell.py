"""`/tell`: a word between whoever asked and whoever helps, without names and without a copy."""

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context, Message
from bot.domain.need import Need
from bot.errors import UserError
from bot.groups.accounts import person_of
from bot.ports import Post
from bot.text import Node, Usage, lines, row, t
from bot.titles import short

REF = "tell "
NOT_KEPT = t("What was passed on has been passed on: I keep no copy that could be taken back.")


@command(
    "tell",
    "dile",
    t("Pass a word on between whoever asked and whoever helps, without names"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="mine"),
        Option("word", "mensaje", t("What to pass on: I am at the side door")),
        Option("only", "solo", t("To whom, if several help: ben"), keyed=True),
    ),
    also="diles pasa-recado",
    examples=(("12 I am at the side door", "12 estoy en la puerta de atrás"),),
    topic="needs",
    private=NOT_KEPT,
    again=True,
)
def tell(ctx: Context, number: Number, word: Words, only: Words = "") -> Reply:
    """Pass a word on directly; it is kept only until it has gone out."""
    need = ctx.need(number)
    to, sender = _hearers(need, ctx.me)
    if only and ctx.me == need.by:  # a helper's word goes to whoever asked, whatever they guess
        person = person_of(ctx.uow, only) if ":" in only else ctx.person(only)
        to = tuple(one for one in to if one == person)
    if not to:
        raise UserError(t("Nobody is on {number} yet, so there is nobody to tell.",
                          number=str(number)))
    body = lines(
        t("About {thing}, from {whom}:", thing=short(need), whom=sender), row("“", word, "”"),
        t("Answer this message and I pass it on, or type {usage}.",
          usage=Usage("tell", f"{number} …")))
    for person in to:
        ctx.messages.append(Message(body, to=person, about=number, ref=REF + ctx.me,
                                    fleeting=True))
    ctx.erase()
    return Reply(t("Passed on, without your name. I keep no copy."), about=number)


def _hearers(need: Need, me: str) -> tuple[tuple[str, ...], Node]:
    """Return who hears a person's word about a need, and how its sender is called."""
    offering = tuple(dict.fromkeys(one.by for one in need.offered))
    if me == need.by:
        return tuple(dict.fromkeys((*need.helpers, *offering))), t("whoever asked")
    if me in need.helpers:
        return (need.by,), t("somebody who helps")
    if me in offering:
        return (need.by,), t("somebody who offers")
    raise UserError(t("Only whoever asked for {number} and those who help can reach each other "
                      "like this.", number=str(need.number)))


def answer(post: Post | None, text: str) -> dict[str, object] | None:
    """Return a reply to a word that was passed on as one that goes back the same way."""
    if post is None or not post.ref.startswith(REF):
        return None
    return {"number": str(post.about), "word": text, "only": post.ref.removeprefix(REF)}

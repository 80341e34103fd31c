"""Noticing that a need comes again and again: a need met again and again becomes a committee."""

from bot.context import Context, Message
from bot.domain.need import Need
from bot.text import Button, lines, t
from bot.titles import short
from bot.words import fold

AGAIN = 2  # times something has been met before that make a habit
SEARCHED = 200


def suggest_roster(ctx: Context, need: Need) -> None:
    """Offer whoever asks for something again and again to make a roster of it."""
    repeats = bool(need.when and need.when.rrule)
    if need.money or not repeats and _met(ctx, need) < AGAIN:
        return
    why = (t("This comes again and again.") if repeats else
           t("This has been asked for and met several times."))
    ctx.messages.append(Message(lines(
        why, t("It can be a roster: shifts that people sign up for, once or every week. {thing}",
               thing=short(need))), to=ctx.me, about=need.number,
        buttons=(Button("shift-from", t("Make it a roster")),)))


def _met(ctx: Context, need: Need) -> int:
    """Return how often the same words have been asked for and done, as far as it is known."""
    done = ctx.uow.find(Need, "state", ctx.group.id, "done", limit=SEARCHED, newest=True)
    return sum(1 for one in done if fold(one.what) == fold(need.what))

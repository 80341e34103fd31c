"""`/reminders list|stop|edit`, `/snooze`, `/join`: looking after reminders."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.command import Family, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.reminder import Reminder
from bot.errors import UserError
from bot.text import Bold, Bullets, Usage, lines, t
from bot.when.expand import instant
from bot.words import fold
from bot.zones import zone
from commands.board import LONG_LIST
from commands.edit import edit
from commands.finish import cancel
from commands.remind import line, remind
from commands.ringing import PUT_OFF, key

_SPAN = re.compile(r"(\d{1,3})\s*(m|h|d)\w*\.?")
SPANS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
HOUR = timedelta(hours=1)


REMINDERS = Family("reminders", "recordatorios", t("List your reminders, stop one, or change one"),
                   topic="time")
NUMBER = Option("number", "numero", t("The reminder's number"), suggest="reminders")


@command(
    "list",
    "lista",
    t("List your reminders and the group's"),
    also="ver",
    examples=(("", ""),),
    of=REMINDERS,
)
def reminders(ctx: Context) -> Reply:
    """List the author's reminders and the group's."""
    found = ctx.uow.find(Reminder, "state", ctx.group.id, "open", limit=500)
    open_ones = [one for one in found if one.due]  # others wait for their need to have a time
    mine = [one for one in open_ones if one.seen_by(ctx.me)]
    if not mine:
        return Reply(t("No reminders. Try {usage}.", usage=Usage(
            remind.name, "me to call tomorrow 9am", "llamar mañana a las 9")))
    return Reply(lines(Bold(t("Reminders:")),
                       Bullets(tuple(line(ctx, one) for one in mine[:LONG_LIST]))))


@command(
    "stop",
    "parar",
    t("Stop a reminder, or hear it no longer"),
    options=(NUMBER,),
    also="quitar",
    examples=(("7", "7"),),
    of=REMINDERS,
)
def stop(ctx: Context, number: Number) -> Reply | None:
    """Stop a reminder; who only joined it leaves it to the others."""
    made = reminder(ctx, number)
    if ctx.me in made.joined and ctx.me != made.by:
        ctx.put(replace(made, joined=tuple(one for one in made.joined if one != ctx.me)))
        return Reply(t("You will no longer hear it: {thing}", thing=line(ctx, made)), about=number)
    return cancel.run(ctx, number)


@command(
    "edit",
    "editar",
    t("Change a reminder's words or time"),
    options=(NUMBER, Option("what", "que", t("The new words, the new time, or both"))),
    also="cambiar",
    examples=(("7 tomorrow 9am", "7 mañana a las 9"),),
    of=REMINDERS,
)
def change(ctx: Context, number: Number, what: Words) -> Reply | None:
    """Change a reminder as `/edit` does."""
    reminder(ctx, number)
    return edit.run(ctx, number, what)


def reminder(ctx: Context, number: int) -> Reminder:
    """Return a reminder. Raises UserError if the number names nothing, or something else."""
    found = ctx.thing(number)
    if isinstance(found, Reminder):
        return found
    raise UserError(t("{number} is no reminder: {what}.", number=str(number), what=found.what))


@command(
    "snooze",
    "posponer",
    t("Hear a reminder again later: in an hour, or when you say"),
    options=(NUMBER, Option("time", "tiempo", t("10 min, 2h, 1d, or a time: tomorrow 9am"))),
    also="pospon luego later",
    examples=(("7", "7"), ("7 10 min", "7 10 min"), ("7 tomorrow 9am", "7 mañana a las 9")),
    topic="time",
)
def snooze(ctx: Context, number: Number, time: Words = "") -> Reply:
    """Put a reminder off, for its author or one of those it is for."""
    found = reminder(ctx, number)
    found.only(ctx.me, found.audience in ("room", "thing") or ctx.me in found.joined)
    due = _later(ctx, time)
    ctx.wake(PUT_OFF, f"{key(found)}\n{ctx.me}", due)
    local = due.astimezone(zone(ctx.author.zone or ctx.group.zone))
    return Reply(t("I will say it again at {time}.", time=local.strftime("%H:%M")), about=number)


def _later(ctx: Context, text: str) -> datetime:
    if not text:
        return ctx.now + HOUR
    span = _SPAN.fullmatch(fold(text))
    if span and int(span[1]):
        return ctx.now + int(span[1]) * SPANS[span[2]]
    when = ctx.when(text, ctx.author.zone or "")
    local = datetime.fromisoformat(when.start if len(when.start) > 10 else when.start + "T09:00")
    return instant(local, zone(ctx.author.zone or ctx.group.zone))


@command(
    "join",
    "unirme",
    t("Hear somebody else's reminder too"),
    options=(NUMBER,),
    also="remind-me-too a-mi-tambien",
    examples=(("7", "7"),),
    topic="time",
)
def join(ctx: Context, number: Number) -> Reply:
    """Add the author to those who hear a reminder directly."""
    found = reminder(ctx, number)
    if ctx.me not in found.hearers():
        ctx.put(replace(found, joined=(*found.joined, ctx.me)))
    return Reply(t("You will hear it too: {thing}", thing=line(ctx, found)), about=number)

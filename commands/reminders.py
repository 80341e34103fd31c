"""`/reminders`, `/snooze`, `/join`: looking after reminders."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.command import Choice, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.reminder import Reminder
from bot.errors import UserError
from bot.text import Bold, Bullets, Usage, lines, t
from bot.when.expand import instant
from bot.words import fold
from bot.zones import zone
from commands.board import LONG_LIST
from commands.finish import cancel
from commands.remind import line, remind
from commands.ringing import PUT_OFF, key

_SPAN = re.compile(r"(\d{1,3})\s*(m|h|d)\w*\.?")
SPANS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
HOUR = timedelta(hours=1)


@command(
    "reminders",
    "recordatorios",
    t("List your reminders, stop one, or change one"),
    options=(
        Option("action", "accion", t("list, stop or edit"), choices=(
            ("list", "list"), ("lista", "list"), ("ver", "list"), ("stop", "stop"),
            ("parar", "stop"), ("quitar", "stop"), ("edit", "edit"), ("editar", "edit"),
            ("cambiar", "edit"))),
        Option("rest", "resto", t("The number; to change it, then the new words or time")),
    ),
    examples=(("", ""), ("stop 7", "parar 7"), ("edit 7 tomorrow 9am", "editar 7 mañana a las 9")),
    topic="time",
)
def reminders(ctx: Context, action: Choice = "list", rest: Words = "") -> Reply:
    """List the author's reminders and the group's, or act on one."""
    if action == "list":
        return _list(ctx)
    found = re.match(r"#?(\d{1,9})\b\s*(.*)", rest)
    if not found:
        raise UserError(t("Which number? For example {usage}.",
                          usage=Usage("reminders", "stop 7", "parar 7")))
    number = int(found[1])
    made = reminder(ctx, number)
    if action == "stop" and ctx.me in made.joined and ctx.me != made.by:
        ctx.put(replace(made, joined=tuple(one for one in made.joined if one != ctx.me)))
        return Reply(t("You will no longer hear it: {thing}", thing=line(ctx, made)), about=number)
    if action == "stop":
        return _said(cancel.run(ctx, number))
    edit = ctx.vocabulary.command("edit")
    return _said(edit.run(ctx, number, found[2]) if edit else None)


def _said(reply: Reply | None) -> Reply:
    return reply or Reply(t("Done."))


def _list(ctx: Context) -> Reply:
    open_ones = ctx.uow.find(Reminder, "state", ctx.group.id, "open", limit=500)
    mine = [one for one in open_ones
            if one.audience in ("room", "thing") or ctx.me in (one.by, *one.hearers())]
    if not mine:
        return Reply(t("No reminders. Try {usage}.", usage=Usage(
            remind.name, "me to call tomorrow 9am", "llamar mañana a las 9")))
    return Reply(lines(Bold(t("Reminders:")),
                       Bullets(tuple(line(ctx, one) for one in mine[:LONG_LIST]))))


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
    options=(Option("number", "numero", t("The reminder's number")),
             Option("time", "tiempo", t("10 min, 2h, 1d, or a time: tomorrow 9am"))),
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
    options=(Option("number", "numero", t("The reminder's number")),),
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

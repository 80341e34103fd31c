"""What a thing says: reading it from a text, and putting it into new words."""

from dataclasses import replace

from bot.context import Context, when_of
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.records import Thing
from bot.text import Node, Usage, row, t
from bot.titles import line, places
from commands.asking import reworded_need, tell_unneeded
from commands.confirm import asked_first
from commands.dating import completed, understood
from commands.often import not_too_often
from commands.ringing import arm
from commands.spread import spread


def tell_helpers(ctx: Context, before: Thing, after: Thing) -> None:
    """Tell those who have promised something what it says now, or that it is not needed."""
    if not isinstance(before, Need) or not isinstance(after, Need):
        return
    tell_unneeded(ctx, before, after)
    if after.urgent and not before.urgent:
        spread(ctx, after)
    for helper in after.helpers:
        ctx.tell(helper, t("{who} changed what you are on. Now it says: {thing}.",
                           who=ctx.doer(after), thing=told(ctx, after)), about=after.number)


def told(ctx: Context, of: Thing) -> Node:
    """Return what a thing says, its other places too."""
    said = line(of, ctx.group.zone)
    return row(said, " + ", places(of, of.parts)) if isinstance(of, Need) and of.parts else said


def reworded(ctx: Context, found: Thing, what: str, when: str, *, whole: bool = False) -> Thing:
    """Return the thing in new words; what they leave unsaid stays, unless they are ``whole``."""
    if isinstance(found, Reminder):
        return _ringing(ctx, found, what, when, whole=whole)
    if isinstance(found, Need):
        first, what = asked_first(what)
        after = reworded_need(ctx, found, what, when, whole=whole)
        return replace(after, sensitive=found.sensitive or first)
    reading, date = understood(ctx, what, when)
    if not whole:
        date = completed(found.when, date, when or what)
    if isinstance(found, Roster):
        raise UserError(t("To change a roster: {usage}",
                          usage=Usage("shift edit", str(found.number))))
    words = what if reading.qty else reading.what
    return replace(found, touched=ctx.now, what=words or found.what, when=date)


def _ringing(ctx: Context, found: Reminder, what: str, when: str, *, whole: bool) -> Reminder:
    """Return a reminder in new words and at its new time."""
    where = found.zone or ctx.group.zone
    reading = ctx.read(what, where)
    date = ctx.when(when, where) if when else when_of(reading) if reading.start else None
    date = completed(found.when, date, when or what)
    words = what if reading.start is None or reading.qty else reading.what
    if found.leads or (whole and date is None):
        raise UserError(t("To change that one, stop it and set a new one: {usage}",
                          usage=Usage("reminders stop", str(found.number))))
    if date:
        not_too_often(date.rrule, found.audience)
    after = replace(found, what=words.strip() or found.what, when=date or found.when, due=None,
                    touched=ctx.now)
    return arm(ctx, after)


def remake(ctx: Context, made: Thing, what: str, when: str) -> None:
    """Put a thing into the new words of the message that made it."""
    after = reworded(ctx, made, what, when, whole=True)
    ctx.put(after)
    tell_helpers(ctx, made, after)

"""`/done`, `/got`, `/still`, `/cancel`: how things go on and end."""

from bot.command import Choice, HowMany, Number, Option, Reply, command
from bot.context import Context
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.text import Amount, Button, t
from bot.titles import line
from commands.ringing import PUT_OFF, key

NUMBER = Option("number", "numero", t("The number on the card"), suggest="asked")


@command(
    "done",
    "listo",
    t("Say that it is done"),
    options=(Option("number", "numero", t("The number on the card"), suggest="mine"),),
    also="hecho ya-quedo ya-esta finished",
    examples=(("12", "12"),),
    topic="needs",
)
def done(ctx: Context, number: Number) -> Reply:
    """End a need as done; one of several helpers ends only their own part."""
    need = ctx.thing(number)
    if isinstance(need, Reminder):
        return _heard(ctx, need)
    need = ctx.need(number)
    need.only(ctx.me, ctx.moderator, helpers=True)
    part = need.counted and ctx.me != need.by and need.claim_of(ctx.me) is not None and (
        need.missing > 0 or len(need.claims) > 1)
    after = need.brought(ctx.me, ctx.now) if part else need.ended("done", ctx.now)
    if after.state == "open":
        ctx.put(after)
        thing = line(after, ctx.group.zone)
        ctx.tell(after.by, t("{who} has done their part of {thing}.", who=ctx.mention(ctx.me),
                             thing=thing), about=number)
        return Reply(t("Your part of {thing} is done. Thank you!", thing=thing), about=number)
    return _arrived(ctx, need, after)


def _heard(ctx: Context, reminder: Reminder) -> Reply:
    """End a reminder that has no more to say; one that repeats comes again."""
    reminder.only(ctx.me, ctx.moderator or reminder.audience in ("room", "thing")
                  or ctx.me in reminder.joined)
    ctx.wake(PUT_OFF, f"{key(reminder)}\n{ctx.me}", None)
    mine = reminder.by == ctx.me or reminder.audience in ("me", "person")
    if reminder.state == "open" and not reminder.repeats and mine:
        ctx.put(reminder.ended("done", ctx.now))
    return Reply(t("Good. {thing}", thing=line(reminder, ctx.group.zone)), about=reminder.number)


@command(
    "got",
    "recibí",
    t("Note what has arrived"),
    options=(NUMBER, Option("amount", "cuanto", t("How many, or how much; all if left out"))),
    also="recibido received",
    examples=(("12 4", "12 4"), ("12", "12")),
    topic="needs",
)
def got(ctx: Context, number: Number, amount: HowMany = None) -> Reply:
    """Count what has come in; when all has, the need is done."""
    need = ctx.need(number)
    need.only(ctx.me, ctx.moderator, helpers=True)
    return _arrived(ctx, need, need.got(ctx.now, None if amount is None else amount.n))


def _arrived(ctx: Context, before: Need, after: Need) -> Reply:
    ctx.put(after)
    thing = line(after, ctx.group.zone)
    if after.state == "done":
        for person in {before.by: None, **dict.fromkeys(before.helpers)}:
            ctx.tell(person, t("Done: {thing}. Thank you!", thing=thing), about=after.number)
        return Reply(t("Done: {thing}. Thank you!", thing=thing), about=after.number)
    received = Amount(after.received, after.unit)
    ctx.tell(after.by, t("{received} of {wanted} received: {thing}.", received=received,
                         wanted=Amount(after.wanted, after.unit), thing=thing),
             about=after.number)
    return Reply(t("{received} of {wanted} received: {thing}.", received=received,
                   wanted=Amount(after.wanted, after.unit), thing=thing), about=after.number)


@command(
    "still",
    "sigue-en-pie",
    t("Say that it still stands"),
    options=(NUMBER,),
    also="todavia aun sigue keep",
    examples=(("12", "12"),),
    topic="needs",
)
def still(ctx: Context, number: Number) -> Reply:
    """Note a sign of life."""
    found = ctx.thing(number)
    found.only(ctx.me, ctx.moderator, helpers=True)
    ctx.put(found.still(ctx.now, ctx.me))
    return Reply(t("Good to know, it stands: {thing}.", thing=line(found, ctx.group.zone)),
                 about=number)


@command(
    "cancel",
    "cancelar",
    t("Withdraw what you asked for"),
    options=(
        NUMBER,
        Option("sure", "seguro", t("yes, if it should not ask again"),
               choices=(("yes", "yes"), ("si", "yes"), ("sí", "yes"))),
    ),
    also="withdraw",
    examples=(("12", "12"),),
    topic="needs",
)
def cancel(ctx: Context, number: Number, sure: Choice = "") -> Reply:
    """Withdraw a need or an offer; helpers are told not to go."""
    found = ctx.thing(number)
    found.only(ctx.me, ctx.moderator)
    thing = line(found, ctx.group.zone)
    if not isinstance(found, Need):
        ctx.put(found.withdrawn(ctx.now))
        return Reply(t("Withdrawn: {thing}.", thing=thing), about=number)
    after = found.ended("cancelled", ctx.now)
    if found.unit and not sure:
        # In Central America to cancel a sum is to pay it.
        return Reply(t("Should {thing} be withdrawn, or has it been paid?", thing=thing),
                     (Button("cancel:yes", t("Withdraw it")), Button("done", t("It's paid"))),
                     about=number)
    ctx.put(after)
    for helper in found.helpers:
        ctx.tell(helper, t("Withdrawn, so it is no longer needed: {thing}. Thank you for being "
                           "ready.", thing=thing), about=number)
    return Reply(t("Withdrawn: {thing}.", thing=thing), about=number)



"""`/done`, `/got`, `/still`, `/cancel`: how things go on and end."""

from bot.command import Choice, HowMany, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.parts import named, taking
from bot.text import Amount, Button, Usage, row, t
from bot.titles import line, spot
from commands.claim import PART, counted_place
from commands.ringing import PUT_OFF, key
from commands.shiftedit import cancel_roster

NUMBER = Option("number", "numero", t("The number on the card"), suggest="asked")


@command(
    "done",
    "listo",
    t("Say that it is done"),
    options=(Option("number", "numero", t("The number on the card"), suggest="mine"), PART),
    also="hecho ya-quedo ya-esta finished",
    examples=(("12", "12"), ("12 return", "12 vuelta")),
    topic="needs",
)
def done(ctx: Context, number: Number, part: Words = "") -> Reply:
    """End a need as done; one of several helpers ends only their own part."""
    need = ctx.thing(number)
    if isinstance(need, Reminder):
        return _heard(ctx, need)
    need = ctx.need(number)
    need.only(ctx.me, ctx.moderator, helpers=True)
    which = named(need, part)[0]
    own = which is not None or (need.counted or need.parts) and ctx.me != need.by and (
        need.claims_of(ctx.me) and (bool(need.gaps) or len(need.claims) > 1))
    after = need.brought(ctx.me, ctx.now, which) if own else need.ended("done", ctx.now)
    if after.state == "open":
        ctx.put(after)
        thing = spot(after, which or "", ctx.group.zone)
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
    options=(NUMBER, PART, Option("amount", "cuanto", t("How many, or how much; all if left out"))),
    also="recibido received",
    examples=(("12 4", "12 4"), ("12", "12")),
    topic="needs",
)
def got(ctx: Context, number: Number, part: Words = "", amount: HowMany = None) -> Reply:
    """Count what has come in; when all has, the need is done."""
    need = ctx.need(number)
    need.only(ctx.me, ctx.moderator, helpers=True)
    said = taking(need, part)
    if said.note:
        raise UserError(t("How many of {number} have arrived? For example {usage}.",
                          number=str(number), usage=Usage("got", f"{number} 4")))
    much, which = amount or said.amount, said.part
    if which is None and much is not None:
        which = counted_place(need)
    return _arrived(ctx, need, need.got(ctx.now, much.n if much else None, which), which)


def _arrived(ctx: Context, before: Need, after: Need, which: str | None = None) -> Reply:
    ctx.put(after)
    thing = spot(after, which or "", ctx.group.zone)
    place = after.place(which or "")
    if after.state == "done":
        if place.counted and place.received > place.wanted:
            thing = row(thing, " · ", t("{received} of {wanted} received",
                                        received=Amount(place.received, place.unit),
                                        wanted=Amount(place.wanted, place.unit)))
        for person in {before.by: None, **dict.fromkeys(before.helpers)}:
            ctx.tell(person, t("Done: {thing}. Thank you!", thing=thing), about=after.number)
        return Reply(t("Done: {thing}. Thank you!", thing=thing), about=after.number)
    said = t("{received} of {wanted} received: {thing}.", thing=thing,
             received=Amount(place.received, place.unit), wanted=Amount(place.wanted, place.unit))
    if not place.counted:
        said = t("Received: {amount}", amount=thing)
    ctx.tell(after.by, said, about=after.number)
    return Reply(said, about=after.number)


@command(
    "still",
    "sigue-en-pie",
    t("Say that it still stands"),
    options=(NUMBER,),
    also="todavia aun sigue",
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
        Option("day", "dia", t("Of a roster one day alone: tue")),
    ),
    also="withdraw",
    examples=(("12", "12"),),
    topic="needs",
)
def cancel(ctx: Context, number: Number, sure: Choice = "", day: Words = "") -> Reply:
    """Withdraw a need or an offer, or call a shift off; helpers are told not to go."""
    found = ctx.thing(number)
    if isinstance(found, Roster):
        return cancel_roster(ctx, found, bool(sure), day)
    found.only(ctx.me, ctx.moderator)
    thing = line(found, ctx.group.zone)
    if not isinstance(found, Need):
        ctx.put(found.withdrawn(ctx.now))
        return Reply(t("Withdrawn: {thing}.", thing=thing), about=number)
    after = found.ended("cancelled", ctx.now)
    if found.money and not sure:
        # In Central America to cancel a sum is to pay it.
        return Reply(t("Should {thing} be withdrawn, or has it been paid?", thing=thing),
                     (Button("cancel:yes", t("Withdraw it")), Button("done", t("It's paid"))),
                     about=number)
    ctx.put(after)
    for helper in found.helpers:
        ctx.tell(helper, t("Withdrawn, so it is no longer needed: {thing}. Thank you for being "
                           "ready.", thing=thing), about=number)
    return Reply(t("Withdrawn: {thing}.", thing=thing), about=number)



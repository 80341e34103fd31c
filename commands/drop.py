"""`/drop`: stepping back from a shift, in the way that the notice given allows."""

from datetime import timedelta

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context, Message
from bot.domain.errors import NotPromised, NotYours
from bot.domain.roster import Roster
from bot.domain.shift import Crew, Staffing, on
from bot.domain.signing import dropped, unbound
from bot.rosters.rostering import (
    Asked,
    aimed,
    asked,
    at_shift,
    missing,
    roster,
    save,
    upcoming,
)
from bot.rosters.shifts import at
from bot.text import Node, lines, t
from commands.board import CLAIM
from commands.shiftcover import ask_fitting
from commands.signup import WHAT, every_of, falls

WEEK, TWO_DAYS = timedelta(days=7), timedelta(days=2)


@command(
    "drop",
    "me-bajo",
    t("Step back from a shift, no reason needed"),
    options=(Option("number", "numero", t("The roster's number"), suggest="rosters"), WHAT),
    also="bajarme sign-off",
    examples=(("5 tue", "5 martes"), ("5 cook every tue", "5 cocina cada martes")),
    topic="shifts",
)
def drop(ctx: Context, number: Number, what: Words = "") -> Reply:
    """Take the author off a shift, or off every one of a kind."""
    return step_back(ctx, number, what)


def step_back(ctx: Context, number: int, what: str) -> Reply:
    """Take somebody off what a text says of a roster; nobody has to say why."""
    of = roster(ctx, number)
    said = asked(ctx, of, what)
    if said.who not in (ctx.me, of.by) and not ctx.moderator and ctx.me != of.by:
        raise NotYours(number, (said.who, of.by))
    if said.days is not None:
        return _for_good(ctx, of, said)
    mine = _held(ctx, of, said)
    after = of
    for role, one in mine:
        after = dropped(after, said.who, role, (one.shift,), ctx.now)
    save(ctx, of, after, (said.who,))
    if said.who != ctx.me:
        for role, one in mine:
            ctx.tell(said.who, t("{who} has taken you off: {role}, {thing}.",
                                 who=ctx.mention(ctx.me), role=role,
                                 thing=at_shift(ctx, of, one.shift)), number)
    return Reply(lines(*(_told(ctx, of, after, role, one) for role, one in mine)), about=number)


def _held(ctx: Context, of: Roster, said: Asked) -> list[tuple[str, Staffing]]:
    """Return what somebody is down for among the shifts meant: of the next one if none is named.

    Raises NotPromised.
    """
    looked = [on(of, shift) for shift in said.shifts] if said.dated else upcoming(ctx, of)
    found = [(crew.role.label, one) for one in looked for crew in one.crews
             if said.role in (None, crew.role) and down(crew, said.who)]
    if not found:
        raise NotPromised(of.number)
    return found if said.dated else [pair for pair in found if pair[1] is found[0][1]]


def down(crew: Crew, person: str) -> bool:
    """Tell whether somebody is down for a role in any way: on, waiting, spare, learning."""
    return crew.has(person) or any(
        one.by == person for one in (*crew.shadows, *crew.replaced))


def _told(ctx: Context, of: Roster, after: Roster, role: str, before: Staffing) -> Node:
    """Say what a step back means, and tell those who have to know at this notice."""
    shift, thing = before.shift, at_shift(ctx, of, before.shift)
    was, crew = before.crew(role), on(after, shift).crew(role)
    if was is None or crew is None or len(crew.firm) >= len(was.firm):
        moved = [p for p in crew.people if p not in was.people] if crew and was else []
        if moved:
            return t("You are off: {role}, {thing}. {who} moves up, so nobody is missing.",
                     role=role, thing=thing, who=ctx.mentions(moved))
        return t("You are off: {role}, {thing}.", role=role, thing=thing)
    notice = at(shift.start, ctx.group.zone) - ctx.now
    if not crew.gap or notice >= WEEK:
        return t("You are off, there is time: {role}, {thing}.", role=role, thing=thing)
    asked_now = ask_fitting(ctx, after, on(after, shift), crew, ())
    if notice >= TWO_DAYS:
        if not asked_now:
            return t("You are off: {role}, {thing}. If nobody takes it, I say so in the room two "
                     "days before.", role=role, thing=thing)
        return t("You are off, and I ask around for somebody: {role}, {thing}.", role=role,
                 thing=thing)
    for room in ctx.windows(of.room):
        ctx.messages.append(Message(
            t("Somebody can't after all. Missing now: {roles} · {thing}",
              roles=missing((crew,)), thing=thing),
            room=room, about=of.number, buttons=(aimed(CLAIM, role, shift),)))
    return t("You are off, and it is soon, so I have told everybody: {role}, {thing}.", role=role,
             thing=thing)


def _for_good(ctx: Context, of: Roster, said: Asked) -> Reply:
    """End somebody's standing sign-ups."""
    roles = [said.role.label] if said.role else list(dict.fromkeys(
        one.role for one in of.signups if one.by == said.who))
    if not roles:
        raise NotPromised(of.number)
    after = of
    for role in roles:
        held = [one.shift for one in upcoming(ctx, of) for crew in (one.crew(role),)
                if crew and down(crew, said.who) and falls(one, said.days)]
        if any(one.by == said.who and one.role == role and not one.slot for one in of.signups):
            after = unbound(after, said.who, role, said.days or (), ctx.now)
        single = {one.slot for one in of.signups if one.by == said.who and one.role == role}
        after = dropped(after, said.who, role, [s for s in held if s.slot in single], ctx.now)
        gone = [shift for shift in held for crew in (on(after, shift).crew(role),)
                if crew and not down(crew, said.who)]
        after = dropped(after, said.who, role, gone, ctx.now)
    if after == of:
        raise NotPromised(of.number)
    save(ctx, of, after, (said.who,))
    return Reply(t("You are no longer down for {role}, {every}. Thank you for all of it!",
                   role=", ".join(roles), every=every_of(ctx, of, said.days or ())),
                 about=of.number)


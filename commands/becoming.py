"""A need that comes again and again offers to become a roster: `/shift from 12`."""

from dataclasses import replace

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.need import Need
from bot.domain.roster import Role, Roster, Signup
from bot.domain.schedule import When
from bot.errors import UserError
from bot.rosters.roles import LONGEST
from bot.rosters.shifts import ahead, local
from bot.text import Usage, t
from bot.titles import line
from commands.need import posted
from commands.shift import SHIFT, anybody, checked

HEADS = 50  # more than so many of one place are things, not people


@command(
    "from",
    "desde",
    t("Make a roster of a need that comes again and again"),
    options=(Option("number", "numero", t("The number of the need"), suggest="asked"),
             Option("when", "cuando", t("How often and when: every tue 9-11am"))),
    also="de",
    examples=(("6 every tue 9-11am", "6 cada martes 9-11am"),),
    of=SHIFT,
)
def shift_from(ctx: Context, number: Number, when: Words = "") -> Reply:
    """Turn a need into a roster; those who promised it are down for its shifts."""
    need = ctx.need(number)
    need.only(ctx.me, ctx.moderator)
    date = ctx.when(when) if when else need.when
    if date is None or not date.rrule or len(date.start) <= 10:
        raise UserError(t("How often, and at what time? For example {usage}.",
                          usage=Usage("shift from", f"{number} every tue 9-11am",
                                      f"{number} cada martes 9-11am")))
    made = _roster(ctx, need, When(start=date.start, end=date.end, rrule=date.rrule))
    checked(made.when, made.cut)
    ctx.put(need.ended("done", ctx.now))
    ctx.put(made)
    posted(ctx, made.number)
    for person in need.helpers:
        ctx.tell(person, t("{thing} has become a roster, and you are down for all its shifts. "
                           "Not on one day, or not at all: {usage}", thing=line(
                               made, ctx.group.zone), usage=Usage("drop", str(made.number))),
                 made.number)
    return Reply(t("{need} is a roster now: {thing}.", need=str(number),
                   thing=line(made, ctx.group.zone)), about=made.number)


def _roster(ctx: Context, need: Need, when: When) -> Roster:
    """Return the roster a need becomes: its places are roles, its promises sign-ups."""
    roles: dict[str, Role] = {}
    names: dict[str, str] = {}
    for place in need.places:
        wanted = int(place.wanted) if place.counted and place.wanted <= HEADS and (
            place.heads or place.name) else 1
        least = 0 if place.optional else max(1, wanted)
        called = place.name.lower() or need.what.lower()
        role = Role(name=called if len(called) <= LONGEST else anybody(ctx), least=least,
                    most=max(1, wanted))
        roles[role.label] = role
        names[place.name] = role.label
    made = Roster(group=ctx.group.id, number=ctx.number(), by=need.by, what=need.what, when=when,
                  created=ctx.now, touched=ctx.now, cared=ctx.now, roles=tuple(roles.values()),
                  room=need.room or ctx.home(), origin=ctx.event)
    coming = ahead(made, local(ctx.now, ctx.group.zone))
    since = coming[0].day if coming else when.day
    signups = {(claim.by, claim.part): Signup(
        by=claim.by, role=names[claim.part], at=claim.at, since=since) for claim in need.claims}
    return replace(made, signups=tuple(signups.values()))

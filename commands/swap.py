"""`/swap`: two people take each other's shifts, in one step, once both have agreed."""

import re
from dataclasses import replace
from functools import partial

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.roster import Roster, Swap
from bot.domain.shift import on
from bot.domain.signing import swapped
from bot.errors import UserError
from bot.records import Thing
from bot.rosters.rostering import Asked, asked, clock, roster, save
from bot.rosters.shifts import shift_of
from bot.text import Button, Node, Usage, lines, row, t
from bot.titles import short
from commands.answering import Question
from commands.clash import clash

EXAMPLE = Usage("swap", "5 tue @ben thu", "5 martes @ben jueves")
ANSWERS = (Button("yes", t("Yes, swap")), Button("no", t("No, sorry")))


@command(
    "swap",
    "cambio-turno",
    t("Swap shifts with somebody: your day, their name, their day"),
    options=(Option("number", "numero", t("The roster's number"), suggest="rosters"),
             Option("what", "que", t("Your day, @whom, their day: tue @ben thu"))),
    also="trade cambiar-turno intercambio",
    examples=(("5 tue @ben thu", "5 martes @ben jueves"),),
    topic="shifts",
)
def swap(ctx: Context, number: Number, what: Words) -> Reply:
    """Ask somebody to swap; nothing changes before they say yes."""
    of = roster(ctx, number)
    of.must_be_open()
    parts = re.fullmatch(r"(.*?)\s*(?:(?:with|con|for|por)\s+)?@(\S+)\s*(.*)", what)
    if not parts or not parts[1] or not parts[3]:
        raise UserError(t("Say your day, with whom, and their day: {usage}.", usage=EXAMPLE))
    whom = ctx.person(parts[2].rstrip(",.;:"))
    if whom == ctx.me:
        raise UserError(t("Swapping with yourself changes nothing."))
    wished = Swap(by=ctx.me, to=whom, give=_place(ctx, of, ctx.me, asked(ctx, of, parts[1])),
                  take=_place(ctx, of, whom, asked(ctx, of, parts[3])), at=ctx.now)
    others = tuple(one for one in of.swaps if (one.by, one.to) != (ctx.me, whom))
    ctx.put(replace(of, swaps=(*others, wished)))
    ctx.tell(whom, t("{who} would like to swap: you would take {give}, they would take {take}. "
                     "Until you say yes, all stays as it is.", who=ctx.mention(ctx.me),
                     give=_named(ctx, of, wished.give), take=_named(ctx, of, wished.take)),
             number, ANSWERS, ref=_ref(wished))
    return Reply(t("I have asked {who}: they would take {give}, you {take}. Until they say yes, "
                   "all stays as it is.", who=ctx.mention(whom), give=_named(ctx, of, wished.give),
                   take=_named(ctx, of, wished.take)), about=number)


def _place(ctx: Context, of: Roster, person: str, said: Asked) -> tuple[str, str]:
    """Return the role and slot somebody is on among the shifts named. Raises UserError."""
    for shift in said.shifts:
        for crew in on(of, shift).crews_of(person):
            if said.role in (None, crew.role):
                return crew.role.label, shift.slot
    if person == ctx.me:
        raise UserError(t("On that day you are not on {thing}.", thing=short(of)))
    raise UserError(t("On that day {who} is not on {thing}.", who=ctx.mention(person),
                      thing=short(of)))


def _named(ctx: Context, of: Roster, place: tuple[str, str]) -> Node:
    shift = shift_of(of, place[1])
    return row(place[0], ", ", *((clock(ctx, shift),) if shift else (place[1],)))


def _ref(wished: Swap) -> str:
    return f"swap-{wished.by}"


def questions(ctx: Context, about: Thing) -> list[Question]:
    """Return the swaps the author has been asked for."""
    if not isinstance(about, Roster) or about.state != "open":
        return []
    return [Question(_ref(one), ctx.mention(one.by).name, partial(_agreed, ctx, about, one))
            for one in about.swaps if one.to == ctx.me]


def _agreed(ctx: Context, of: Roster, wished: Swap, yes: bool) -> Reply:
    """Swap at once if both are still where they were, or tell that it is not to be."""
    without = replace(of, swaps=tuple(one for one in of.swaps if one is not wished))
    if not yes:
        ctx.put(without)
        ctx.tell(wished.by, t("{who} would rather not swap, so all stays as it is: {thing}.",
                              who=ctx.mention(ctx.me), thing=_named(ctx, of, wished.give)),
                 of.number)
        return Reply(t("No problem, all stays as it is."), about=of.number)
    if not all(_still(of, person, place) for person, place in (
            (wished.by, wished.give), (wished.to, wished.take))):
        ctx.put(without)
        return Reply(t("One of you is no longer on that shift, so there is nothing to swap."),
                     about=of.number)
    after = swapped(of, wished, ctx.now)
    save(ctx, of, after, (wished.by, wished.to))
    ctx.tell(wished.by, t("{who} agrees: you are on {take} now, and off {give}.",
                          who=ctx.mention(ctx.me), take=_named(ctx, of, wished.take),
                          give=_named(ctx, of, wished.give)), of.number)
    shift = shift_of(of, wished.give[1])
    return Reply(lines(
        t("Swapped. You are on {give} now, and off {take}. Thank you!",
          give=_named(ctx, of, wished.give), take=_named(ctx, of, wished.take)),
        clash(ctx, ctx.me, after, [shift]) if shift else None), about=of.number)


def _still(of: Roster, person: str, place: tuple[str, str]) -> bool:
    shift = shift_of(of, place[1])
    crew = on(of, shift).crew(place[0]) if shift else None
    return bool(crew and person in crew.people)

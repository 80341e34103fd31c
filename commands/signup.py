"""`/signup` and `/drop`: putting oneself down for shifts, and stepping back."""

from datetime import date

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.errors import AlreadyYours
from bot.domain.roster import Role, Roster, Signup
from bot.domain.shift import Crew, Shift, Staffing, on
from bot.domain.signing import signed, standing
from bot.errors import UserError
from bot.rosters.rostering import (
    Asked,
    asked,
    at_shift,
    drop_button,
    drop_usage,
    keep_first,
    roster,
    save,
    typed,
    upcoming,
)
from bot.text import Node, Time, Usage, lines, row, t
from bot.titles import short
from commands.clash import clash

WHAT = Option("what", "que", t("The role and the day: cook tue, or every tue"))


@command(
    "signup",
    "me-anoto",
    t("Sign up for a shift, once or every week"),
    options=(Option("number", "numero", t("The roster's number"), suggest="rosters"), WHAT),
    also="sign-up anotarme sign-me-up",
    examples=(("5 cook tue", "5 cocina martes"), ("5 cook every tue", "5 cocina cada martes"),
              ("5 serve tue if nobody else", "5 servir martes si nadie más"),
              ("5 cook tue @ben", "5 cocina martes @ben")),
    topic="shifts",
)
def signup(ctx: Context, number: Number, what: Words = "") -> Reply:
    """Put the author, or somebody who asked for it, down for a role."""
    return sign(ctx, number, what)


def sign(ctx: Context, number: int, what: str, *, shadow: bool = False) -> Reply:
    """Put somebody down for what a text says of a roster, once or for good."""
    of = roster(ctx, number)
    of.must_be_open()
    said = asked(ctx, of, what)
    if said.days is not None:
        return _for_good(ctx, of, said)
    after, done, known = of, [], 0
    for shift in _meant(ctx, of, said):
        role = _role(ctx, of, on(after, shift), said)
        new = Signup(by=said.who, role=role.label, at=ctx.now, slot=shift.slot, spare=said.spare,
                     shadow=shadow)
        try:
            after = signed(after, new, shift)
        except AlreadyYours:
            known += 1
            continue
        done.append((role, shift))
    if not done:
        raise AlreadyYours(number)
    save(ctx, of, after, (said.who,))
    parts = [_said(ctx, after, said, role, shift) for role, shift in done]
    role, shift = done[0]
    warning = clash(ctx, said.who, after, [shift for _, shift in done])
    if said.who != ctx.me:
        ctx.tell(said.who, lines(
            t("{who} has put you down, as you asked:", who=ctx.mention(ctx.me)), *parts,
            warning, t("If that is not right: {usage}", usage=drop_usage(of, shift, role.label))),
            number, (drop_button(shift, role.label),))
        return Reply(lines(*parts, t("I have told {who}.", who=ctx.mention(said.who)), warning),
                     about=number)
    return Reply(lines(*parts, warning, t("If you can't: {usage}", usage=drop_usage(
        of, shift, role.label))), (drop_button(shift, role.label),), about=number)


def _meant(ctx: Context, of: Roster, said: Asked) -> list[Shift]:
    """Return the shifts a sign-up is for: one piece a day; without a day the next with a place."""
    if said.dated:
        days: dict[str, list[Shift]] = {}
        for shift in said.shifts:
            days.setdefault(shift.day, []).append(shift)
        return [_best([on(of, shift) for shift in found], said).shift for found in days.values()]
    coming = upcoming(ctx, of)
    if not coming:
        raise UserError(t("{thing} has no shifts ahead.", thing=short(of)))
    return [_best(coming, said).shift]


def _best(found: list[Staffing], said: Asked) -> Staffing:
    """Return the first shift where somebody is missing, else the first with a place."""
    def crews(one: Staffing) -> list[Crew]:
        return [crew for crew in one.crews if said.role in (None, crew.role)
                and not crew.has(said.who)]

    return next((one for one in found if any(crew.gap for crew in crews(one))), None) or next(
        (one for one in found if any(crew.room > 0 for crew in crews(one))), found[0])


def _role(ctx: Context, of: Roster, one: Staffing, said: Asked) -> Role:
    """Return the role that is meant on a shift. Raises UserError if several could be."""
    if one.shift.cancelled:
        raise UserError(t("That day is cancelled: {thing}.", thing=at_shift(ctx, of, one.shift)))
    if said.role:
        crew = one.crew(said.role.label)
        if crew is None:
            raise UserError(t("There is no {role} on that day: {thing}.", role=said.role.label,
                              thing=at_shift(ctx, of, one.shift)))
        return crew.role
    found = keep_first(one.crews)
    if found is None:
        raise UserError(t("What would you like to do there? {roles}. For example {usage}.",
                          roles=", ".join(crew.role.label for crew in one.crews),
                          usage=typed("signup", of, one.shift, one.crews[0].role.label)))
    return found.role


def _said(ctx: Context, of: Roster, said: Asked, role: Role, shift: Shift) -> Node:
    """Say where somebody stands now on a shift."""
    crew, thing = on(of, shift).crew(role.label), at_shift(ctx, of, shift)
    mine = said.who == ctx.me
    who = ctx.mention(said.who)
    if crew and any(one.by == said.who for one in crew.shadows):
        return t("You learn along with {who}: {role}, {thing}.", role=role.label, thing=thing,
                 who=ctx.mentions(crew.people))
    if crew and said.who in crew.people and not said.spare:
        return (t("You are down for {role}: {thing}. Thank you!", role=role.label, thing=thing)
                if mine else t("{who} is down for {role}: {thing}.", who=who, role=role.label,
                               thing=thing))
    if said.spare:
        return (t("You come if nobody else does, {role}: {thing}. Thank you!", role=role.label,
                  thing=thing) if mine else
                t("{who} comes if nobody else does, {role}: {thing}.", who=who, role=role.label,
                  thing=thing))
    place = 1 + [one.by for one in crew.waiting].index(said.who) if crew else 1
    return (t("It is full, so you are on the waiting list, place {place}: {role}, {thing}. You "
              "move up by yourself.", place=str(place), role=role.label, thing=thing) if mine else
            t("It is full, so {who} is on the waiting list, place {place}: {role}, {thing}.",
              who=who, place=str(place), role=role.label, thing=thing))


def _for_good(ctx: Context, of: Roster, said: Asked) -> Reply:
    """Put somebody down for every shift on some weekdays."""
    coming = [one for one in upcoming(ctx, of) if falls(one, said.days)]
    if not coming:
        raise UserError(t("{thing} has no shift then.", thing=short(of)))
    role = _role(ctx, of, coming[0], said)
    new = Signup(by=said.who, role=role.label, at=ctx.now, days=said.days or (),
                 since=coming[0].shift.day, spare=said.spare)
    after = standing(of, new)
    save(ctx, of, after, (said.who,))
    then = [on(after, one.shift).crew(role.label) for one in coming]
    waits = sum(1 for crew in then if crew and said.who not in crew.people)
    every = every_of(ctx, of, said.days or ())
    body: Node = (
        t("You are down for {role}, {every}, until you say otherwise. Thank you!",
          role=role.label, every=every) if said.who == ctx.me else
        t("{who} is down for {role}, {every}.", who=ctx.mention(said.who), role=role.label,
          every=every))
    full = t("On {n} of the next {total} it is full: there you wait.", n=str(waits),
             total=str(len(then))) if waits else None
    warning = clash(ctx, said.who, after, [one.shift for one in coming])
    back = t("Not on one day: {day}. Not at all any more: {all}.",
             day=drop_usage(of, coming[0].shift, role.label),
             all=Usage("drop", f"{of.number} {role.label} every day",
                       f"{of.number} {role.label} cada día"))
    ctx.tell(said.who, lines(body, full, warning, back), of.number)
    return Reply(lines(body, full, warning, back), about=of.number)


def falls(one: Staffing, days: tuple[int, ...] | None) -> bool:
    """Tell whether a shift is on one of these weekdays; none means any."""
    return not days or date.fromisoformat(one.shift.day).weekday() in days


def every_of(ctx: Context, of: Roster, days: tuple[int, ...]) -> Node:
    """Return a standing sign-up's days in words: the roster's own rule, or weekdays."""
    codes = ",".join(("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day] for day in days)
    rule = f"FREQ=WEEKLY;BYDAY={codes}" if codes else of.when.rrule
    return row(short(of), ", ", Time(of.when.start, ctx.group.zone, of.when.end, rule))

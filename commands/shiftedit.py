"""`/shift edit`, `cancel`, `end`: changing a roster, one day of it, or all."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context, when_of
from bot.domain.roster import Change, Role, Roster
from bot.domain.schedule import When
from bot.domain.shift import Shift, Staffing, on
from bot.domain.signing import changed, revised
from bot.errors import UserError
from bot.rosters.reshape import reshaped
from bot.rosters.roles import cut_of, kept, roles_of, spared
from bot.rosters.rostering import asked, at_shift, clock, roster, save, upcoming
from bot.text import Bullets, Button, Node, Usage, lines, t
from bot.titles import line, short
from commands.dating import completed, names_day
from commands.shift import NUMBER, SHIFT, checked

_MOVE = re.compile(r"(.+?)\s+(?:to|->|→|a|al|para)\s+(?:(?:el|the)\s+)?(.+)", re.IGNORECASE)


@command(
    "edit",
    "editar",
    t("Change a roster for good, or one day of it"),
    options=(NUMBER, Option("what", "que", t("cook 3, or 7-9:30am, or one day: dec 1 8-10am"))),
    also="change cambiar",
    examples=(("5 cook 3 serve 2-4", "5 cocina 3 servir 2-4"),
              ("5 every weekday 7-9:30am", "5 de lunes a viernes 7-9:30am"),
              ("5 tue cook 4", "5 martes cocina 4")),
    of=SHIFT,
)
def shift_edit(ctx: Context, number: Number, what: Words) -> Reply:
    """Change what a text says of a roster; everybody down for it stays so, and is told."""
    return edit_roster(ctx, roster(ctx, number), what)


def edit_roster(ctx: Context, of: Roster, what: str) -> Reply:
    """Change the roster's days, hours, cut, roles or name, or one day alone."""
    of.must_be_open()
    of.only(ctx.me, ctx.moderator)
    moved = _MOVE.fullmatch(what)
    if moved and of.repeats and names_day(moved[1]) and names_day(moved[2]):
        return _one_day(ctx, of, moved[1], moved[2], ())
    cut, text = cut_of(what)
    roles, text = _known_roles(of, text)
    reading = ctx.read(spared(text))
    left = kept(text, reading.what) if reading.start else text.strip()
    roles += roles_of(left)
    date = when_of(reading) if reading.start else None
    if date and of.repeats and not date.rrule and names_day(text):
        return _one_day(ctx, of, date.day, text if len(date.start) > 10 else "", roles)
    name = "" if re.search(r"\d", left) else left.strip(" ,.;:")
    after = reshaped(of, revised(
        of, ctx.now, what=name or of.what, cut=cut or of.cut, roles=_merged(of.roles, roles),
        when=_when(of.when, date, text)))
    checked(after.when, after.cut)
    return _for_good(ctx, of, after)


def _known_roles(of: Roster, text: str) -> tuple[tuple[Role, ...], str]:
    """Take the roles the roster has, with their new numbers, out of a text."""
    found: list[Role] = []
    for label in sorted((role.label for role in of.roles), key=len, reverse=True):
        said = re.search(rf"(?<!\w){re.escape(label)}[\s:]+\d{{1,3}}(?:\s*[-–]\s*\d{{1,3}}|\+)?"
                         rf"(?=$|[\s,;])", text, re.IGNORECASE)
        if said:
            found += roles_of(said[0])
            text = f"{text[:said.start()]} {text[said.end():]}"
    return tuple(found), text


def _merged(old: tuple[Role, ...], new: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return the roles with new numbers and new ones; one for which nobody is wanted goes."""
    every = {role.label: role for role in (*old, *new)}
    found = tuple(role for role in every.values() if role.most)
    if not found:
        raise UserError(t("A roster needs at least one role. To end it: {usage}",
                          usage=Usage("shift end", "5")))
    return found


def _when(old: When, new: When | None, text: str) -> When:
    """Return the new times; what they leave unsaid, days or hours, stays."""
    if new is None:
        return old
    if new.rrule and len(new.start) == 10:
        end = datetime.fromisoformat(old.end) if old.end else None
        begin = datetime.fromisoformat(old.start)
        start = datetime.fromisoformat(new.start + old.start[10:])
        return When(start=_iso(start), end=_iso(start + (end - begin)) if end else "",
                    rrule=new.rrule)
    done = completed(old, new, text) or new
    if new.end and len(new.start) > 10:  # an end past midnight stays on the day after
        span = datetime.fromisoformat(new.end) - datetime.fromisoformat(new.start)
        done = replace(done, end=_iso(datetime.fromisoformat(done.start) + span))
    return replace(done, rrule=new.rrule or old.rrule)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _for_good(ctx: Context, of: Roster, after: Roster) -> Reply:
    """Change the series, and tell everybody who was down for something."""
    lost: dict[str, list[Node]] = {}
    then = {one.shift.slot: one for one in upcoming(ctx, after)}
    involved: dict[str, None] = {}
    for one in upcoming(ctx, of):
        for person in _down(one):
            involved[person] = None
            if after.when.rrule != of.when.rrule and one.shift.slot not in then and (
                    person not in {p for new in then.values() for p in _down(new)}):
                lost.setdefault(person, []).append(clock(ctx, one.shift))
    save(ctx, of, after, ())
    thing = line(after, ctx.group.zone)
    for person in involved:
        gone = lost.get(person, [])[:3]
        ctx.tell(person, lines(
            t("{who} changed what you are on. Now it says: {thing}.", who=ctx.mention(ctx.me),
              thing=thing),
            t("These are no more, and you are off:") if gone else t("You stay down for it."),
            Bullets(tuple(gone)) if gone else None), after.number)
    roles = ", ".join(f"{r.label} {_range(r)}" for r in after.roles)
    return Reply(lines(t("Now it says: {thing}.", thing=thing),
                       t("Roles: {roles}", roles=roles)), about=after.number)


def _range(role: Role) -> str:
    return str(role.least) if role.least == role.most else f"{role.least}–{role.most}"


def _one_day(
    ctx: Context, of: Roster, day: str, when: str, roles: tuple[Role, ...]
) -> Reply:
    """Change one day alone: its time, its day, or its roles."""
    found = asked(ctx, of, day).shifts
    if not found:
        raise _which(of)
    shift = found[0]
    known = next((c for c in of.changes if c.slot == shift.slot), Change(slot=shift.slot))
    change = replace(known, cancelled=False)
    if roles:
        change = replace(change, roles=_merged(shift.roles, roles))
    if when:
        date = ctx.when(when) if names_day(when) else None
        reading = when_of(ctx.read(when)) if date is None or len(date.start) == 10 else date
        start = reading.start if len(reading.start) > 10 else (
            reading.start + _iso(shift.start)[10:])
        span = (datetime.fromisoformat(reading.end) - datetime.fromisoformat(reading.start)
                if len(reading.end) > 10 else shift.end - shift.start)
        change = replace(change, start=start, end=_iso(datetime.fromisoformat(start) + span))
    after = changed(of, change, ctx.now)
    before, then = on(of, shift), _same(ctx, after, shift)
    save(ctx, of, after, ())
    for person in _down(before):
        ctx.tell(person, t("{who} changed one day: instead of {before} it is {thing}. You stay "
                           "down for it.", who=ctx.mention(ctx.me), before=clock(ctx, shift),
                           thing=at_shift(ctx, after, then)), of.number)
    return Reply(t("Changed for that day alone: {thing}.", thing=at_shift(ctx, after, then)),
                 about=of.number)


def _same(ctx: Context, of: Roster, shift: Shift) -> Shift:
    return next((one.shift for one in upcoming(ctx, of) if one.shift.slot == shift.slot), shift)


def _down(one: Staffing) -> tuple[str, ...]:
    """Return everybody who counts on a shift: on, waiting, spare, learning."""
    people = (s.by for crew in one.crews
              for s in (*crew.on, *crew.waiting, *crew.spare, *crew.shadows))
    return tuple(dict.fromkeys(people))


@command(
    "cancel",
    "cancelar",
    t("Cancel one day of a roster; everybody on it is told"),
    options=(NUMBER, Option("what", "que", t("Which day: tue, or dec 24"))),
    examples=(("5 tue", "5 martes"),),
    of=SHIFT,
)
def shift_cancel(ctx: Context, number: Number, what: Words) -> Reply:
    """Call a day off."""
    return cancel_days(ctx, roster(ctx, number), what)


def cancel_days(ctx: Context, of: Roster, what: str) -> Reply:
    """Call the shifts off that a text names, and tell those who were on them."""
    of.must_be_open()
    of.only(ctx.me, ctx.moderator)
    found = [shift for shift in asked(ctx, of, what).shifts if not shift.cancelled]
    if not found:
        raise _which(of)
    after = of
    for shift in found:
        after = changed(after, Change(slot=shift.slot, cancelled=True), ctx.now)
        for person in _down(on(of, shift)):
            ctx.tell(person, t("Cancelled, so please don't come: {thing}. Thank you for being "
                               "ready.", thing=at_shift(ctx, of, shift)), of.number)
    save(ctx, of, after, ())
    days = [at_shift(ctx, of, shift) for shift in found[:3]]
    return Reply(lines(t("Cancelled. Everybody who was on it is told:"), Bullets(tuple(days))),
                 about=of.number)


@command(
    "end",
    "terminar",
    t("End a roster for good"),
    options=(NUMBER,),
    also="stop parar",
    examples=(("5", "5"),),
    of=SHIFT,
)
def shift_end(ctx: Context, number: Number) -> Reply:
    """End a roster; everybody down for something is told."""
    return end_roster(ctx, roster(ctx, number))


def _which(of: Roster) -> UserError:
    return UserError(t("Which day? For example {usage}.", usage=Usage(
        "shift cancel", f"{of.number} tue", f"{of.number} martes")))


def end_roster(ctx: Context, of: Roster) -> Reply:
    """End a roster and tell those who counted on it."""
    of.only(ctx.me, ctx.moderator)
    people = _everybody(upcoming(ctx, of))
    ctx.put(of.withdrawn(ctx.now))
    for person in people:
        ctx.tell(person, t("It has ended, so nothing more is expected of you: {thing}. Thank you!",
                           thing=short(of)), of.number)
    return Reply(t("Ended: {thing}. Thank you all!", thing=short(of)), about=of.number)


def _everybody(found: Iterable[Staffing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for one in found for person in _down(one)))


def cancel_roster(ctx: Context, of: Roster, sure: bool, what: str) -> Reply:
    """Call a day off, or ask whether all of it is meant."""
    if what:
        return cancel_days(ctx, of, what)
    if sure or not of.signups:
        return end_roster(ctx, of)
    return Reply(lines(
        t("Should all of {thing} end?", thing=short(of)),
        t("For one day alone: {usage}", usage=Usage("cancel", f"{of.number} tue",
                                                    f"{of.number} martes"))),
        (Button("cancel:yes", t("End it")), Button("keep", t("Keep it"))), about=of.number)



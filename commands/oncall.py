"""`/oncall`: who is on now and next, and calling them until somebody answers."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.command import MaybeNumber, Option, Reply, Words, command
from bot.context import Context, Message
from bot.domain.roster import Call, Roster
from bot.domain.shift import Staffing
from bot.errors import UserError
from bot.ports import Due
from bot.rosters.rostering import clock, roster, upcoming
from bot.rosters.shifts import local
from bot.text import Bold, Button, Node, Usage, lines, row, t
from bot.titles import line, short
from bot.words import fold
from commands.rosterview import cell, naming_of

STEP = "oncall"
PATIENCE = timedelta(minutes=5)  # for those who are on, then for the next shift
LAST = timedelta(minutes=10)  # for everybody
CALLS = ("call", "call them", "help", "llamar", "llama", "llamales", "ayuda", "urgent", "urgente")
MINE = re.compile(r"(?:mine|yo|voy)\s+(\d+)")
CALL = Button("oncall:call", t("Call them"))


@command(
    "oncall",
    "de-guardia",
    t("Show who is on now and next, or call them until somebody answers"),
    options=(Option("number", "numero", t("The roster's number; all of them if left out"),
                    suggest="rosters"),
             Option("what", "que", t("call, to have them called"))),
    also="on-call guardia quien-esta whos-on",
    examples=(("5", "5"), ("5 call", "5 llamar"), ("", "")),
    topic="shifts",
)
def oncall(ctx: Context, number: MaybeNumber = None, what: Words = "") -> Reply:
    """Show who is on, or call those who are."""
    found = [roster(ctx, number)] if number else ctx.uow.find(
        Roster, "state", ctx.group.id, "open")
    if not found:
        return Reply(t("There are no rosters yet."))
    mine = MINE.fullmatch(fold(what))
    if mine and number:
        return _answered(ctx, found[0], int(mine[1]))
    if fold(what).strip(" .!") in CALLS and len(found) == 1:
        return _call(ctx, found[0])
    if what:
        raise UserError(t("To have them called: {usage}",
                          usage=Usage("oncall", f"{number or found[0].number} call",
                                      f"{number or found[0].number} llamar")))
    return Reply(lines(*(_shown(ctx, of) for of in found)),
                 (CALL,) if number or len(found) == 1 else (),
                 about=found[0].number if number or len(found) == 1 else None)


def _current(ctx: Context, of: Roster) -> tuple[list[Staffing], list[Staffing]]:
    """Return the shifts that are on, and the next ones that begin together."""
    coming, now = upcoming(ctx, of), local(ctx.now, ctx.group.zone)
    on_now = [one for one in coming if one.shift.start <= now]
    later = [one for one in coming if one.shift.start > now]
    return on_now, [one for one in later if one.shift.start == later[0].shift.start]


def _shown(ctx: Context, of: Roster) -> Node:
    on_now, then = _current(ctx, of)
    naming = naming_of(ctx.uow, ctx.group.id)

    def people(one: Staffing) -> Node:
        parts: list[Node] = []
        for crew in one.crews:
            parts += [" · "] if parts else []
            parts += [crew.role.label, ": ", cell(crew, naming)]
        return row(clock(ctx, one.shift), " · ", *parts)

    return lines(
        Bold(line(of, ctx.group.zone)),
        *(t("Now: {people}", people=people(one)) for one in on_now),
        None if on_now else t("Now: nobody's shift."),
        *(t("Next: {people}", people=people(one)) for one in then))


def _call(ctx: Context, of: Roster) -> Reply:
    """Ask those who are on; the wake asks the next ones, then everybody."""
    call = Call(id=ctx.uow.number(f"call:{ctx.group.id}"), by=ctx.me, at=ctx.now)
    ctx.put(replace(of, calls=(*of.calls, call)))
    asked = _ask(ctx, of, call)
    if asked is None:
        return Reply(t("Nobody is on now or next, so I have asked everybody."), about=of.number)
    return Reply(t("I am asking {who}. If nobody answers in ten minutes, I ask everybody.",
                   who=ctx.mentions(asked)), about=of.number)


def _ask(ctx: Context, of: Roster, call: Call) -> tuple[str, ...] | None:
    """Ask whoever comes next in a call; return them, None for everybody. Sets the next wake."""
    on_now, then = _current(ctx, of)
    first = _people(ctx, on_now, call)
    groups = [first, tuple(p for p in _people(ctx, then, call) if p not in first)]
    stage = call.stage + 1
    while stage < 3 and not groups[stage - 1]:
        stage += 1
    current = ctx.uow.get(Roster, of.group, of.number) or of
    ctx.put(replace(current, calls=tuple(
        replace(one, stage=stage) if one.id == call.id else one for one in current.calls)))
    button = Button(f"oncall:mine:{call.id}", t("I'm on it"))
    body = t("{who} needs whoever is on call: {thing}. Can you answer?",
             who=ctx.mention(call.by), thing=short(of))
    ctx.wake(STEP, f"{of.group}/{of.number}\n{call.id}", ctx.now + (
        PATIENCE if stage < 3 else LAST))
    if stage >= 3:
        for room in ctx.windows(of.room):
            ctx.messages.append(Message(
                t("Nobody on call has answered, and {who} needs somebody: {thing}. Who can?",
                  who=ctx.mention(call.by), thing=short(of)),
                room=room, about=of.number, buttons=(button,)))
        return None
    for person in groups[stage - 1]:
        ctx.write(person, body, of.number, (button,))
    return groups[stage - 1]


def _people(ctx: Context, found: list[Staffing], call: Call) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for one in found for p in one.people if p != call.by))


def go_on(ctx: Context, due: Due) -> None:
    """Ask the next ones, as nobody has answered; after everybody, tell whoever called."""
    which, _, number = due.key.partition("\n")
    group, _, of_number = which.rpartition("/")
    of = ctx.uow.get(Roster, group, int(of_number))
    call = next((one for one in of.calls if one.id == int(number)), None) if of else None
    if of is None or call is None or of.state != "open":
        return
    if call.stage < 3:
        _ask(ctx, of, call)
        return
    ctx.put(replace(of, calls=tuple(one for one in of.calls if one is not call)))
    ctx.write(call.by, t("Nobody has answered for {thing}, though I have asked everybody. Please "
                         "try another way; {usage} asks them all again.", thing=short(of),
                         usage=Usage("oncall", f"{of.number} call", f"{of.number} llamar")),
              of.number)


def _answered(ctx: Context, of: Roster, which: int) -> Reply:
    """Take a call; whoever called is told, and whom they can expect."""
    call = next((one for one in of.calls if one.id == which), None)
    if call is None:
        return Reply(t("Somebody has answered already. Thank you!"), about=of.number)
    ctx.put(replace(of, calls=tuple(one for one in of.calls if one is not call)))
    ctx.wake(STEP, f"{of.group}/{of.number}\n{call.id}", None)
    ctx.tell(call.by, t("{who} answers: {thing}. Write to them.", who=ctx.mention(ctx.me),
                        thing=short(of)), of.number)
    return Reply(t("Thank you! {who} knows that you are on it: write to them.",
                   who=ctx.mention(call.by)), about=of.number)

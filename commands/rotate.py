"""`/rotate`, `/pass`, `/shadow`: taking turns fairly, and learning how."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.errors import NotPromised
from bot.domain.group import Member
from bot.domain.roster import Roster, Signup, Turn
from bot.domain.shift import Staffing, on, staffed
from bot.domain.signing import dropped, signed
from bot.errors import UserError
from bot.records import Thing
from bot.rosters.rostering import (
    asked,
    at_shift,
    clock,
    drop_button,
    roster,
    save,
    upcoming,
)
from bot.rosters.shifts import local, shift_of, shifts
from bot.text import Bold, Bullets, Button, Node, Usage, lines, row, t
from bot.titles import short
from commands.answering import Question
from commands.clash import promised
from commands.shiftcover import ask_fitting
from commands.signup import sign

CONFIRM = (Button("yes", t("Yes, set it")), Button("no", t("No, leave it")))
MOST = 12
ROTA = "rota"
NUMBER = Option("number", "numero", t("The roster's number"), suggest="rosters")


@command(
    "rotate",
    "rotar",
    t("Propose a fair rota from those willing; nothing changes until you say yes"),
    options=(NUMBER, Option("what", "que", t("The role, and who is willing: cook @ana @ben"))),
    also="rotacion rotation",
    examples=(("5 cook", "5 cocina"), ("5 cook @ana @ben", "5 cocina @ana @ben")),
    topic="shifts",
)
def rotate(ctx: Context, number: Number, what: Words = "") -> Reply:
    """Propose who takes which open place in the coming weeks, least recent first."""
    of = roster(ctx, number)
    of.must_be_open()
    people = [ctx.person(name) for name in re.findall(r"@([^\s,;]+)", what)]
    said = asked(ctx, of, re.sub(r"@\S+", " ", what))
    role = said.role or (of.roles[0] if len(of.roles) == 1 else None)
    if role is None:
        raise UserError(t("Which one: {roles}?", roles=", ".join(r.label for r in of.roles)))
    willing = _here(ctx, people or [s.by for s in of.signups if s.role == role.label
                                    and not s.shadow])
    if not willing:
        raise UserError(t("Nobody has done {role} yet. Say who is willing: {usage}.",
                          role=role.label, usage=Usage("rotate", f"{number} {role.label} @ana")))
    rota = _proposed(ctx, of, role.label, willing)
    if not rota:
        return Reply(t("Nothing is open there: {thing}.", thing=short(of)), about=number)
    ctx.put(replace(of, rota=rota, rota_by=ctx.me))
    return Reply(lines(Bold(t("Proposal for {role}: {thing}", role=role.label, thing=short(of))),
                       _listed(ctx, of, rota), t("Nothing changes until you say yes.")),
                 CONFIRM, about=number)


def _here(ctx: Context, people: Iterable[str]) -> list[str]:
    """Return those of these people who are still in the group, each once."""
    members = {p: ctx.uow.get(Member, ctx.group.id, p) for p in people}
    return [p for p, member in members.items() if member and not member.gone]


def _proposed(ctx: Context, of: Roster, role: str, willing: list[str]) -> tuple[Turn, ...]:
    """Give each open place to whoever's turn in this role was longest ago, and who is free."""
    last = _last_turns(ctx, of, role)
    made: list[Turn] = []
    for one in upcoming(ctx, of):
        crew = one.crew(role)
        for _ in range(crew.gap if crew else 0):
            free = [p for p in willing if not _taken(ctx, of, one, p, made)]
            if free and len(made) < MOST:
                turn = min(free, key=lambda p: (last.get(p, ""), willing.index(p)))
                made.append(Turn(by=turn, role=role, slot=one.shift.slot))
                last[turn] = one.shift.slot
    return tuple(made)


def _last_turns(ctx: Context, of: Roster, role: str) -> dict[str, str]:
    """Return on which slot each person last did a role, or will: past eight weeks and ahead."""
    now = local(ctx.now, ctx.group.zone)
    days = sorted(s.slot[:10] for s in of.signups if s.slot and s.role == role)
    since = min([now.date().isoformat(), *days[:1]])
    past = shifts(of, datetime.fromisoformat(since).date(), now.date())
    found: dict[str, str] = {}
    for one in (*staffed(of, past), *upcoming(ctx, of)):
        crew = one.crew(role)
        for person in crew.people if crew else ():
            found[person] = max(found.get(person, ""), one.shift.slot)
    return found


def _taken(ctx: Context, of: Roster, one: Staffing, person: str, made: list[Turn]) -> bool:
    """Tell whether somebody cannot take a shift: on it already, off it, or promised elsewhere."""
    slot = one.shift.slot
    return (person in one.everyone or any(turn.by == person and turn.slot == slot for turn in made)
            or any(o.by == person and o.slot == slot for o in of.off)
            or any(True for _ in promised(ctx, person, one.shift.start, one.shift.end)))


def _listed(ctx: Context, of: Roster, rota: tuple[Turn, ...]) -> Node:
    found: list[Node] = []
    for turn in rota:
        shift = shift_of(of, turn.slot)
        if shift:
            found.append(row(clock(ctx, shift), " · ", ctx.mention(turn.by)))
    return Bullets(tuple(found))


def questions(ctx: Context, about: Thing) -> list[Question]:
    """Return the rota the author has proposed and not yet set."""
    if not isinstance(about, Roster) or not about.rota or about.rota_by != ctx.me:
        return []
    return [Question(ROTA, str(about.number), partial(_set, ctx, about))]


def _set(ctx: Context, of: Roster, yes: bool) -> Reply:
    """Put everybody down for their turns and tell them, or drop the proposal."""
    after = replace(of, rota=(), rota_by="")
    if not yes:
        ctx.put(after)
        return Reply(t("Good, all stays as it is."), about=of.number)
    told: dict[str, list[Turn]] = {}
    for turn in of.rota:
        shift = shift_of(after, turn.slot)
        crew = on(after, shift).crew(turn.role) if shift and not shift.cancelled else None
        if shift is None or crew is None or not crew.gap or crew.has(turn.by):
            continue
        after = signed(after, Signup(by=turn.by, role=turn.role, slot=turn.slot, at=ctx.now), shift)
        told.setdefault(turn.by, []).append(turn)
    save(ctx, of, after, tuple(told))
    for person, turns in told.items():
        shift = shift_of(after, turns[0].slot)
        button = (drop_button(shift, turns[0].role),) if shift else ()
        ctx.tell(person, lines(
            t("Your turns for {role}: {thing}", role=turns[0].role, thing=short(of)),
            _listed(ctx, of, tuple(turns)),
            t("Not this time? {usage}, no reason needed.", usage=Usage("pass", str(of.number)))),
            of.number, button)
    return Reply(t("Set. I have told everybody their turns."), about=of.number)


@command(
    "pass",
    "esta-vez-no",
    t("Let your turn go to somebody else, without a reason"),
    options=(NUMBER, Option("what", "que", t("Which day, if not the next one"))),
    also="paso not-this-time skip-me",
    examples=(("5", "5"), ("5 tue", "5 martes")),
    topic="shifts",
)
def pass_(ctx: Context, number: Number, what: Words = "") -> Reply:
    """Take the author's turn out of a proposal, or off their shift, and ask the next ones."""
    of = roster(ctx, number)
    said = asked(ctx, of, what)
    slots = {shift.slot for shift in said.shifts}
    mine = [turn for turn in of.rota if turn.by == ctx.me and (not slots or turn.slot in slots)]
    if mine:
        rest = tuple(turn for turn in of.rota if turn not in mine[:1])
        ctx.put(replace(of, rota=rest))
        return Reply(t("No problem, your turn is out of the proposal."), about=number)
    for one in upcoming(ctx, of):
        for crew in one.crews_of(ctx.me):
            if not slots or one.shift.slot in slots:
                role = crew.role.label
                after = dropped(of, ctx.me, role, (one.shift,), ctx.now)
                save(ctx, of, after, (ctx.me,))
                then = on(after, one.shift)
                open_crew = then.crew(role)
                if open_crew and open_crew.gap:
                    ask_fitting(ctx, after, then, open_crew, (ctx.me,))
                return Reply(t("No problem. I ask the next ones: {role}, {thing}.", role=role,
                               thing=at_shift(ctx, of, one.shift)), about=number)
    raise NotPromised(number)


@command(
    "shadow",
    "aprendo-con",
    t("Come along to learn a role; there is always somebody who knows it"),
    options=(NUMBER, Option("what", "que", t("The role and the day: cook tue"))),
    also="learn aprender",
    examples=(("5 cook tue", "5 cocina martes"),),
    topic="shifts",
)
def shadow(ctx: Context, number: Number, what: Words = "") -> Reply:
    """Put the author beside somebody; never newcomers alone, and never counted."""
    of = roster(ctx, number)
    said = asked(ctx, of, what)
    found = [on(of, shift) for shift in said.shifts] if said.dated else upcoming(ctx, of)
    for one in found:
        for crew in one.crews:
            if said.role in (None, crew.role) and crew.firm and ctx.me not in one.everyone:
                reply = sign(ctx, number, f"{crew.role.label} {one.shift.slot}", shadow=True)
                for person in crew.people:
                    ctx.tell(person, t("{who} comes along to learn {role} from you: {thing}.",
                                       who=ctx.mention(ctx.me), role=crew.role.label,
                                       thing=at_shift(ctx, of, one.shift)), number)
                return reply
    raise UserError(t("Nobody is on there yet to learn from. {usage} shows who is on when.",
                      usage=Usage("roster", str(number))))

"""Looking for cover on a shift: those who fit are asked privately first, then the room."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.command import Reply
from bot.context import Context, Message
from bot.domain.group import Member
from bot.domain.offer import Offer
from bot.domain.roster import Roster, Seek
from bot.domain.shift import Crew, Shift, Staffing, on
from bot.domain.signing import asked as noted
from bot.domain.signing import revised, sought
from bot.domain.watch import Step, awake
from bot.errors import UserError
from bot.rosters.rostering import (
    Asked,
    aimed,
    asked,
    at_shift,
    drop_button,
    roster,
    save,
    typed,
    upcoming,
)
from bot.rosters.shifts import at, local
from bot.text import Button, Usage, lines, t
from bot.words import fold
from commands.board import CLAIM

ASKED = 3  # people who are asked at once
AGAIN = timedelta(hours=2)  # after which the next ones are asked
SEARCHED = 500
BACK = ("no", "off", "never mind", "nevermind", "ya no", "ya no hace falta", "dejalo", "back")


def cover_shift(ctx: Context, number: int, text: str) -> Reply:
    """Look for somebody to take the author's shift; they stay on it until one does."""
    of = roster(ctx, number)
    folded = fold(text).strip(" .!")
    back = next((word for word in BACK if folded == word or folded.endswith(f" {word}")), "")
    said = asked(ctx, of, text[: len(text) - len(back)] if back else text)
    if back:
        return _given_up(ctx, of, said)
    role, one = _mine(ctx, of, said)
    shift = one.shift
    crew = one.crew(role)
    if crew and ctx.me in crew.seeking:
        return Reply(t("I am looking already: {role}, {thing}.", role=role,
                       thing=at_shift(ctx, of, shift)), _buttons(shift, role), about=number)
    after = sought(of, Seek(by=ctx.me, role=role, slot=shift.slot, at=ctx.now))
    then = on(after, shift).crew(role)
    thing = at_shift(ctx, of, shift)
    if then and ctx.me not in then.people:
        save(ctx, of, after, (ctx.me,))
        return Reply(t("{who} was waiting and takes it, so you are free: {role}, {thing}.",
                       who=ctx.mentions(p for p in then.people if crew and p not in crew.people),
                       role=role, thing=thing), about=number)
    save(ctx, of, after, (ctx.me,))
    ask_next(ctx, after, on(after, shift), Step(ctx.now, "ask", shift.slot, ctx.me, role))
    return Reply(lines(
        t("I am asking around, first those who fit, then the room. Until somebody takes it you "
          "are still on {role}: {thing}.", role=role, thing=thing),
        t("If you can after all: {usage}", usage=typed("cover", of, shift, role, "off", "ya no"))),
        _buttons(shift, role), about=number)


def _mine(ctx: Context, of: Roster, said: Asked) -> tuple[str, Staffing]:
    """Return the role and shift of the author's that are meant. Raises UserError."""
    looked = [on(of, shift) for shift in said.shifts] if said.dated else upcoming(ctx, of)
    for one in looked:
        for crew in one.crews_of(ctx.me):
            if said.role in (None, crew.role):
                return crew.role.label, one
    raise UserError(t("You are not on that one. {usage} shows what you are down for.",
                      usage=Usage("roster", "mine", "míos")))


def _given_up(ctx: Context, of: Roster, said: Asked) -> Reply:
    """Make the author's place firm again."""
    slots = {shift.slot for shift in said.shifts}
    mine = [seek for seek in of.seeks if seek.by == ctx.me
            and (not said.dated or seek.slot in slots)
            and (said.role is None or seek.role == said.role.label)]
    if not mine:
        raise UserError(t("You are not looking for cover on {number}.", number=str(of.number)))
    after = revised(of, ctx.now, seeks=tuple(seek for seek in of.seeks if seek not in mine))
    save(ctx, of, after, (ctx.me,))
    return Reply(t("Good to know, you are on it."), about=of.number)


def ask_next(ctx: Context, of: Roster, one: Staffing, step: Step) -> None:
    """Ask the next few who fit; once nobody is left to ask, the room, and then nobody any more."""
    seek = next((k for k in of.seeks if (k.by, k.role, k.slot) == (
        step.person, step.role, step.slot)), None)
    crew = one.crew(step.role)
    if seek is None or crew is None or step.person not in crew.seeking:
        return
    found = ask_fitting(ctx, of, one, crew, (*seek.asked, seek.by))
    again = None
    if found:
        begin = local(ctx.now + AGAIN, ctx.group.zone)
        again = at(awake(begin, timedelta()), ctx.group.zone)
        again = again if again > ctx.now else ctx.now + AGAIN
    else:
        _ask_room(ctx, of, one, crew)
    ctx.put(noted(of, seek, tuple(found), again))


def ask_fitting(
    ctx: Context, of: Roster, one: Staffing, crew: Crew, known: Sequence[str]
) -> list[str]:
    """Ask a few whom a gap may suit privately, least recently bothered first; return them."""
    found: list[Member] = []
    for person in _fitting(ctx, of, crew):
        member = ctx.uow.get(Member, ctx.group.id, person)
        if member and not member.gone and not member.ignored and person not in (
                *known, *one.everyone, ctx.me) and not any(
                    o.by == person and o.slot == one.shift.slot for o in of.off):
            found.append(member)
    found.sort(key=lambda member: member.hinted.isoformat() if member.hinted else "")
    for member in found[:ASKED]:
        ctx.uow.put(replace(member, hinted=ctx.now))
        ctx.tell(member.person, t("Somebody can't make it. Could you do {role}: {thing}?",
                                  role=crew.role.label, thing=at_shift(ctx, of, one.shift)),
                 of.number, (aimed(CLAIM, crew.role.label, one.shift),))
    return [member.person for member in found[:ASKED]]


def _fitting(ctx: Context, of: Roster, crew: Crew) -> list[str]:
    """Return who has done this role, or offers something that sounds like it."""
    people = [one.by for one in of.signups if one.role == crew.role.label and not one.shadow]
    words = [word for word in fold(crew.role.label).split() if len(word) > 2]
    for offer in ctx.uow.find(Offer, "state", ctx.group.id, "open", limit=SEARCHED):
        if any(word[:5] in fold(offer.what) for word in words):
            people.append(offer.by)
    return list(dict.fromkeys(people))


def _ask_room(ctx: Context, of: Roster, one: Staffing, crew: Crew) -> None:
    body = t("Somebody looks for cover: {role}, {thing}. Who can?", role=crew.role.label,
             thing=at_shift(ctx, of, one.shift))
    for room in ctx.windows(of.room):
        ctx.messages.append(Message(body, room=room, about=of.number,
                                    buttons=(aimed(CLAIM, crew.role.label, one.shift),)))


def _buttons(shift: Shift, role: str) -> tuple[Button, ...]:
    return (Button(f"cover:{role.replace(' ', '_')}:{shift.slot}:off", t("I can after all")),
            drop_button(shift, role))



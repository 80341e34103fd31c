"""`/handoff` and `/here`: words for the next shift, and saying that one is there."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.command import MaybeNumber, Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.roster import Note, Roster
from bot.domain.shift import Staffing
from bot.errors import UserError
from bot.rosters.rostering import at_shift, roster, upcoming
from bot.rosters.shifts import local
from bot.text import Button, Node, lines, row, t
from bot.titles import short
from bot.words import fold

SOON = timedelta(minutes=15)  # a note for a shift that begins so soon is handed over at once
EARLY = timedelta(hours=1)  # so long before a shift one can already be there
GOT = re.compile(r"(?:got|leido|visto|recibido)\s+(\d+)")


@command(
    "handoff",
    "nota-turno",
    t("Leave a note for the next shift only; it is gone when that is over"),
    options=(Option("number", "numero", t("The roster's number"), suggest="rosters"),
             Option("note", "nota", t("What they should know; left out, what was left for you"))),
    also="hand-off entrega-turno relevo",
    examples=(("5 two callers to ring back", "5 hay que devolver dos llamadas"), ("5", "5")),
    topic="shifts",
)
def handoff(ctx: Context, number: Number, note: Words = "") -> Reply:
    """Keep a note for the next shift, or show what was left for the author's own."""
    of = roster(ctx, number)
    of.must_be_open()
    got = GOT.fullmatch(fold(note))
    if got:
        return _got(ctx, of, int(got[1]))
    coming = upcoming(ctx, of)
    now = local(ctx.now, ctx.group.zone)
    if not note:
        return _shown(ctx, of, [one for one in coming if one.shift.start <= now])
    after = [one for one in coming if one.shift.start > now]
    if not after:
        raise UserError(t("{thing} has no shift after this one.", thing=short(of)))
    then = after[0]
    made = Note(id=ctx.uow.number(f"note:{ctx.group.id}"), by=ctx.me, text=note,
                slot=then.shift.slot, at=ctx.now)
    ctx.put(replace(of, notes=(*of.notes, made)))
    if then.shift.start - now <= SOON:
        hand_over(ctx, roster(ctx, number), then)
    thing = at_shift(ctx, of, then.shift)
    if not then.people:
        return Reply(t("Nobody is on the next shift yet: {thing}. Whoever is, gets it as it "
                       "begins.", thing=thing), about=number)
    return Reply(t("{who} get it as their shift begins, and nobody else: {thing}. It is gone when "
                   "that is over.", who=ctx.mentions(then.everyone), thing=thing), about=number)


def hand_over(ctx: Context, of: Roster, one: Staffing) -> None:
    """Give those on a shift the notes that were left for it."""
    notes = [note for note in of.notes if note.slot == one.shift.slot and not note.told]
    if not one.people or not notes:
        return
    for note in notes:
        for person in one.everyone:
            ctx.write(person, lines(
                t("From {who}, for your shift {thing}:", who=ctx.mention(note.by),
                  thing=at_shift(ctx, of, one.shift)), note.text), of.number,
                (Button(f"handoff:got:{note.id}", t("Got it")),))
    told = tuple(replace(note, told=True) if note in notes else note for note in of.notes)
    ctx.put(replace(of, notes=told))


def unread(ctx: Context, of: Roster, one: Staffing) -> None:
    """Tell whoever left a note that nobody on the shift has said they read it."""
    lost = [note for note in of.notes if note.slot == one.shift.slot and not note.seen
            and not note.missed]
    for note in lost:
        ctx.write(note.by, t("Nobody has said yet that they read your note for {thing}. On it: "
                             "{who}.", thing=at_shift(ctx, of, one.shift),
                             who=ctx.mentions(one.everyone) if one.everyone else t("nobody")),
                  of.number)
    ctx.put(replace(of, notes=tuple(
        replace(note, missed=True) if note in lost else note for note in of.notes)))


def _got(ctx: Context, of: Roster, which: int) -> Reply:
    """Note that the author has read a note, and tell its author."""
    note = next((note for note in of.notes if note.id == which), None)
    if note is None:
        raise UserError(t("That note is gone: its shift is over."))
    if ctx.me not in note.seen:
        seen = replace(note, seen=(*note.seen, ctx.me))
        ctx.put(replace(of, notes=tuple(seen if one is note else one for one in of.notes)))
        ctx.tell(note.by, t("{who} has read your note: {thing}.", who=ctx.mention(ctx.me),
                            thing=short(of)), of.number)
    return Reply(t("Good. {who} knows that you read it.", who=ctx.mention(note.by)),
                 about=of.number)


def _shown(ctx: Context, of: Roster, current: list[Staffing]) -> Reply:
    mine = [one.shift.slot for one in current if ctx.me in one.everyone]
    notes = [note for note in of.notes if note.slot in mine]
    if not notes:
        return Reply(t("Nothing was left for you: {thing}.", thing=short(of)), about=of.number)
    return Reply(lines(*_left(ctx, notes)), about=of.number)


def _left(ctx: Context, notes: list[Note]) -> list[Node]:
    return [row(ctx.mention(note.by), ": ", note.text) for note in notes]


@command(
    "here",
    "ya-llegue",
    t("Say that you are there for your shift"),
    options=(Option("number", "numero", t("The roster's number; your shift now if left out"),
                    suggest="rosters"),),
    also="ya-llegué im-here llegue",
    examples=(("5", "5"), ("", "")),
    topic="shifts",
)
def here(ctx: Context, number: MaybeNumber = None) -> Reply:
    """Check in for the shift that is on or begins within the hour; nothing is counted."""
    found = [roster(ctx, number)] if number else ctx.uow.find(
        Roster, "state", ctx.group.id, "open")
    now = local(ctx.now, ctx.group.zone)
    for of in found:
        for one in upcoming(ctx, of):
            if one.shift.start - EARLY <= now and ctx.me in one.everyone:
                return _here(ctx, of, one, now)
    raise UserError(t("You are on no shift right now."))


def _here(ctx: Context, of: Roster, one: Staffing, now: datetime) -> Reply:
    slot = one.shift.slot
    if (ctx.me, slot) not in of.here:
        of = replace(of, here=(*of.here, (ctx.me, slot)))
        ctx.put(of)
    there = [p for p in one.everyone if (p, slot) in of.here and p != ctx.me]
    others = [p for p in one.everyone if p not in there and p != ctx.me]
    notes = [note for note in of.notes if note.slot == slot and one.shift.start <= now]
    return Reply(lines(
        t("Good that you are there: {thing}.", thing=at_shift(ctx, of, one.shift)),
        t("There already: {who}.", who=ctx.mentions(there)) if there else None,
        t("Still to come: {who}.", who=ctx.mentions(others)) if others else None,
        *_left(ctx, notes)), about=of.number)

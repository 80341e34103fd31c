"""Signing up for shifts and stepping back: what each does to a roster's words."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.errors import AlreadyYours, NotPromised
from bot.domain.roster import Change, Off, Roster, Seek, Signup, Swap
from bot.domain.shift import Shift, on

KEPT = timedelta(days=56)  # so long it is known who was on, to take turns fairly


def revised(roster: Roster, at: datetime, **fields: object) -> Roster:
    """Return the roster changed, as a new revision."""
    return replace(roster, touched=at, revision=roster.revision + 1, **fields)  # type: ignore[arg-type]


def signed(roster: Roster, new: Signup, shift: Shift) -> Roster:
    """Put somebody down for one shift; in the place of whoever looks for cover, if anybody does.

    Whoever was looking for cover themselves is on again. Raises Ended, AlreadyYours.
    """
    roster.must_be_open()
    crew = on(roster, shift).crew(new.role)
    mine = next((s for s in (*crew.on, *crew.waiting, *crew.spare, *crew.shadows)
                 if s.by == new.by), None) if crew else None
    if crew and new.by in crew.seeking:
        return revised(roster, new.at, seeks=_unsought(roster, new.by, new.role, shift.slot))
    if mine and (mine.spare, mine.shadow) == (new.spare, new.shadow):
        raise AlreadyYours(roster.number)
    sought = next((s.by for s in crew.on if s.by in crew.seeking), "") if crew else ""
    if sought and not (new.spare or new.shadow):
        new = replace(new, covers=sought)
    kept = tuple(replace(s, covers="") if s.covers == new.by and _on(s, new.role, shift.slot)
                 and not (new.spare or new.shadow) else s
                 for s in roster.signups if not s.same(new))
    return revised(
        roster, new.at, signups=(*kept, new), seeks=_unsought(roster, new.by, new.role, shift.slot),
        off=tuple(o for o in roster.off if (o.by, o.role, o.slot) != (new.by, new.role, new.slot)))


def standing(roster: Roster, new: Signup) -> Roster:
    """Put somebody down for every shift of a kind. Raises Ended, AlreadyYours."""
    roster.must_be_open()
    if any(s.same(new) and s.spare == new.spare for s in roster.signups):
        raise AlreadyYours(roster.number)
    days = new.days or range(7)
    off = tuple(o for o in roster.off if (o.by, o.role) != (new.by, new.role)
                or date.fromisoformat(o.slot[:10]).weekday() not in days)
    kept = tuple(s for s in roster.signups if not s.same(new))
    return revised(roster, new.at, signups=(*kept, new), off=off)


def dropped(
    roster: Roster, person: str, role: str, shifts: Iterable[Shift], at: datetime
) -> Roster:
    """Take somebody off single shifts. Whose place they had taken has it back. Raises Ended."""
    roster.must_be_open()
    slots = {shift.slot for shift in shifts}
    signups = list(roster.signups)
    for mine in [s for s in signups if s.by == person and s.role == role and s.slot in slots]:
        signups.remove(mine)
        signups = [replace(s, covers=mine.covers) if s.covers == person and _on(s, role, mine.slot)
                   else s for s in signups]
    known = {(o.by, o.role, o.slot) for o in roster.off}
    off = tuple(Off(by=person, role=role, slot=slot) for slot in sorted(slots)
                if (person, role, slot) not in known)
    seeks = tuple(k for k in roster.seeks if not (
        k.by == person and k.role == role and k.slot in slots))
    return revised(roster, at, signups=tuple(signups), off=(*roster.off, *off), seeks=seeks)


def unbound(roster: Roster, person: str, role: str, days: tuple[int, ...], at: datetime) -> Roster:
    """End somebody's standing sign-ups on these weekdays (none: on all).

    Raises Ended, NotPromised.
    """
    roster.must_be_open()
    kept: list[Signup] = []
    found = False
    for one in roster.signups:
        hit = not one.slot and one.by == person and one.role == role and (
            not days or not one.days or bool(set(days) & set(one.days)))
        found = found or hit
        left = tuple(d for d in one.days or range(7) if d not in days) if days else ()
        if not hit:
            kept.append(one)
        elif left:
            kept.append(replace(one, days=left))
    if not found:
        raise NotPromised(roster.number)
    return revised(roster, at, signups=tuple(kept))


def sought(roster: Roster, new: Seek) -> Roster:
    """Note that somebody looks for cover. Raises Ended, AlreadyYours."""
    roster.must_be_open()
    if any((k.by, k.role, k.slot) == (new.by, new.role, new.slot) for k in roster.seeks):
        raise AlreadyYours(roster.number)
    return revised(roster, new.at, seeks=(*roster.seeks, new))


def asked(roster: Roster, seek: Seek, more: tuple[str, ...], ask: datetime | None) -> Roster:
    """Note who else has been asked to cover, and when the next will be."""
    after = replace(seek, asked=(*seek.asked, *more), ask=ask)
    return replace(roster, seeks=tuple(after if k is seek else k for k in roster.seeks))


def swapped(roster: Roster, swap: Swap, at: datetime) -> Roster:
    """Have two people take each other's shift, both at once, each in the other's turn."""
    for mine, theirs, (role, slot) in ((swap.by, swap.to, swap.give),
                                       (swap.to, swap.by, swap.take)):
        since = next((s.at for s in roster.signups if s.by == mine and s.role == role
                      and s.slot in ("", slot)), at)
        one = Signup(by=theirs, role=role, slot=slot, at=since)
        roster = replace(
            roster,
            signups=(*(s for s in roster.signups if not (
                s.by in (mine, theirs) and _on(s, role, slot))), one),
            off=(*(o for o in roster.off if (o.role, o.slot) != (role, slot)
                   or o.by not in (mine, theirs)), Off(by=mine, role=role, slot=slot)),
            seeks=_unsought(roster, mine, role, slot))
    swaps = tuple(s for s in roster.swaps if s != swap)
    return revised(roster, at, swaps=swaps)


def changed(roster: Roster, change: Change, at: datetime) -> Roster:
    """Make one day different. Raises Ended."""
    roster.must_be_open()
    others = tuple(c for c in roster.changes if c.slot != change.slot)
    return revised(roster, at, changes=(*others, change))


def without(roster: Roster, person: str, at: datetime) -> Roster:
    """Take a person out of everything on a roster."""
    signups = list(roster.signups)
    for mine in [s for s in signups if s.by == person]:
        signups.remove(mine)
        signups = [replace(s, covers=mine.covers) if s.covers == person and s.slot == mine.slot
                   and s.role == mine.role else s for s in signups]
    return revised(
        roster, at, signups=tuple(signups),
        off=tuple(o for o in roster.off if o.by != person),
        seeks=tuple(k for k in roster.seeks if k.by != person),
        swaps=tuple(s for s in roster.swaps if person not in (s.by, s.to)),
        notes=tuple(n for n in roster.notes if n.by != person),
        here=tuple(h for h in roster.here if h[0] != person),
        rota=tuple(turn for turn in roster.rota if turn.by != person),
        watchers=tuple(w for w in roster.watchers if w != person))


def pruned(roster: Roster, today: date, over: Collection[str] = ()) -> Roster:
    """Forget what was said about days long past, and what held only for shifts that are over."""
    long_ago, yesterday = (today - KEPT).isoformat(), (today - timedelta(days=2)).isoformat()
    return replace(
        roster,
        signups=tuple(s for s in roster.signups if not s.slot or s.slot >= long_ago),
        off=tuple(o for o in roster.off if o.slot >= long_ago),
        seeks=tuple(k for k in roster.seeks if k.slot >= yesterday),
        changes=tuple(c for c in roster.changes if c.slot >= long_ago),
        swaps=tuple(s for s in roster.swaps if min(s.give[1], s.take[1]) >= yesterday),
        notes=tuple(n for n in roster.notes if n.slot not in over and n.slot >= yesterday),
        here=tuple(h for h in roster.here if h[1] not in over and h[1] >= yesterday))


def _on(one: Signup, role: str, slot: str) -> bool:
    return one.slot == slot and one.role == role


def _unsought(roster: Roster, person: str, role: str, slot: str) -> tuple[Seek, ...]:
    return tuple(k for k in roster.seeks if (k.by, k.role, k.slot) != (person, role, slot))

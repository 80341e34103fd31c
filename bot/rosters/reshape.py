"""A roster whose rule has changed: those who were down for a shift stay down for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.roster import Roster
from bot.rosters.shifts import shifts

Renamed = Callable[[str], str]
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def reshaped(before: Roster, after: Roster) -> Roster:
    """Return the roster with what was said of old shifts said of the new ones.

    Where the one weekday of a rule, or the one day of a roster, has become another, everybody
    moves along; where the window is cut otherwise, they are on the piece their shift begins in.
    """
    days = _moved(before, after)
    if days:
        after = _renamed(after, lambda slot: _later(slot, days))
        after = replace(after, signups=tuple(
            replace(s, days=tuple(sorted((d + days) % 7 for d in s.days)), since=_later(
                s.since, min(days, 0)) if s.since else "") for s in after.signups))
    if before.cut != after.cut:
        after = _renamed(after, lambda slot: _piece(before, after, slot, days))
        after = replace(after, signups=tuple(replace(s, part=0) for s in after.signups))
    return after


def _moved(before: Roster, after: Roster) -> int:
    """Return by how many days all shifts have moved together; 0 if they have not."""
    old, new = (one.when for one in (before, after))
    if not old.rrule and not new.rrule:
        return (date.fromisoformat(new.day) - date.fromisoformat(old.day)).days
    was, then = _weekdays(old.rrule), _weekdays(new.rrule)
    return then[0] - was[0] if len(was) == len(then) == 1 else 0


def _weekdays(rule: str) -> list[int]:
    parts = dict(part.split("=", 1) for part in rule.split(";")) if rule else {}
    if parts.get("FREQ") != "WEEKLY" or "BYDAY" not in parts:
        return []
    return [_CODES.index(code) for code in parts["BYDAY"].split(",") if code in _CODES]


def _later(slot: str, days: int) -> str:
    return (date.fromisoformat(slot[:10]) + timedelta(days=days)).isoformat() + slot[10:]


def _piece(before: Roster, after: Roster, slot: str, days: int) -> str:
    """Return the new piece in which an old one begins, else the day's first."""
    was, day = date.fromisoformat(_later(slot, -days)[:10]), date.fromisoformat(slot[:10])
    old = next((s for s in shifts(before, was, was) if s.slot[10:] == slot[10:]), None)
    new = shifts(after, day, day)
    begins = old.start + timedelta(days=days) if old else None
    found = [s for s in new if begins and s.start <= begins < s.end]
    return found[0].slot if found else new[0].slot if new else slot


def _renamed(roster: Roster, name: Renamed) -> Roster:
    """Return the roster with every slot in it named anew."""
    return replace(
        roster,
        signups=tuple(replace(s, slot=name(s.slot)) if s.slot else s for s in roster.signups),
        off=tuple(replace(o, slot=name(o.slot)) for o in roster.off),
        seeks=tuple(replace(k, slot=name(k.slot)) for k in roster.seeks),
        changes=tuple(replace(c, slot=name(c.slot)) for c in roster.changes),
        notes=tuple(replace(n, slot=name(n.slot)) for n in roster.notes),
        rota=(), swaps=())

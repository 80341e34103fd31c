"""``apoyo export``: everything in forms other programs read, and a sheet for the day it is down."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from bot.domain.group import Group, Member
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.domain.shift import Staffing, staffed
from bot.ops.paper import paper
from bot.ports import UnitOfWork
from bot.records import KINDS
from bot.rosters.calendar import calendar
from bot.rosters.ics import Entry
from bot.rosters.shifts import ahead, local
from bot.store.files import Files, write_aside

WHOLE = (Group, Member, Need, Offer, Reminder, Roster)  # what a group would take elsewhere
MOST = 100_000


def export(uow: UnitOfWork, folder: Path, now: datetime) -> list[Path]:
    """Write the files into a folder of its own; return them. Nothing sealed is among them.

    Raises OSError.
    """
    groups = uow.find(Group, "id", limit=MOST)
    shifts = [(group, roster, one) for group in groups
              for roster, one in shifts_of(uow, group, now)]
    made = {
        "apoyo.json": _json(uow),
        "needs.csv": _table(("group", "number", "what", "when", "repeats", "wanted", "unit",
                             "promised", "received", "state", "by", "helpers"), _needs(uow)),
        "offers.csv": _table(("group", "number", "what", "when", "state", "by"), _offers(uow)),
        "shifts.csv": _table(("group", "number", "roster", "start", "end", "role", "least", "most",
                              "on", "missing"), _shifts(uow, shifts)),
        "shifts.ics": calendar("Apoyo", _entries(shifts)),
        "paper.html": paper(uow, groups, now).encode(),
    }
    files = Files()
    files.make_folder(folder)
    for name, content in made.items():
        write_aside(files, folder / name, [content])
    return [folder / name for name in made]


def shifts_of(uow: UnitOfWork, group: Group, now: datetime) -> Iterator[tuple[Roster, Staffing]]:
    """Yield a group's shifts of the next four weeks, roster by roster."""
    for roster in uow.find(Roster, "state", group.id, "open", limit=MOST):
        for one in staffed(roster, ahead(roster, local(now, group.zone))):
            yield roster, one


def _json(uow: UnitOfWork) -> bytes:
    names = {kind.type: kind.name for kind in KINDS}
    found: dict[str, list[Any]] = {}
    for kind in WHOLE:
        found[names[kind]] = _all(uow, kind)
    return msgspec.json.format(msgspec.json.encode(found), indent=1)


def _all(uow: UnitOfWork, kind: type[Any]) -> list[Any]:
    if kind is Group:
        return uow.find(Group, "id", limit=MOST)
    index = "name" if kind is Member else "state"
    return [one for group in uow.find(Group, "id", limit=MOST)
            for one in uow.find(kind, index, group.id, limit=MOST)]


def _table(head: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> bytes:
    """Return CSV (RFC 4180). What could be a formula to a spreadsheet is made plain text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{one}" if isinstance(one, str) and one[:1] in "=+-@\t\r" and one
                         else one for one in row])
    return out.getvalue().encode("utf-8-sig")


def _needs(uow: UnitOfWork) -> Iterator[tuple[Any, ...]]:
    for one in _all(uow, Need):
        when, by = one.when, "" if one.veiled else _name(uow, one.group, one.by)
        helpers = ", ".join(_name(uow, one.group, person) for person in one.helpers)
        yield (one.group, one.number, one.what, when.start if when else "",
               when.rrule if when else "", one.wanted, one.unit, one.promised(), one.received,
               one.state, by, helpers)


def _offers(uow: UnitOfWork) -> Iterator[tuple[Any, ...]]:
    for one in _all(uow, Offer):
        yield (one.group, one.number, one.what, one.when.start if one.when else "", one.state,
               _name(uow, one.group, one.by))


def _shifts(uow: UnitOfWork, found: list[tuple[Group, Roster, Staffing]]
            ) -> Iterator[tuple[Any, ...]]:
    for group, roster, one in found:
        for crew in one.crews:
            people = ", ".join(_name(uow, group.id, person) for person in crew.people)
            yield (group.id, roster.number, roster.what, one.shift.start.isoformat(),
                   one.shift.end.isoformat(), crew.role.label, crew.role.least, crew.role.most,
                   people, crew.gap)


def _entries(found: list[tuple[Group, Roster, Staffing]]) -> Iterator[Entry]:
    for group, roster, one in found:
        for crew in one.crews:
            yield Entry(roster.group, roster.number, roster.revision, roster.touched, roster.what,
                        crew.role.label, one.shift, group.zone)


def _name(uow: UnitOfWork, group: str, person: str) -> str:
    member = uow.get(Member, group, person)
    return member.name if member else person.partition(":")[2]

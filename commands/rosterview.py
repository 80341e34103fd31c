"""How rosters look: the card, the grid with its gaps, what somebody is down for."""

from collections.abc import Callable, Sequence

from bot.domain.group import Member
from bot.domain.roster import Roster
from bot.domain.shift import Crew, Staffing, staffed
from bot.ports import UnitOfWork
from bot.rosters.rostering import aimed, time_of
from bot.rosters.shifts import ahead, local
from bot.text import Bold, Button, Grid, Lines, Mention, Node, Row, lines, n, row, t
from bot.titles import line

ROWS = 5  # shifts that a card shows
OFFERED = 3  # gaps that a card has a button for
Naming = Callable[[str], Node]


def card(uow: UnitOfWork, of: Roster, zone: str) -> tuple[Node, tuple[Button, ...]]:
    """Draw a roster's card as of the moment it was last touched or cared for."""
    head = Bold(line(of, zone))
    if of.state != "open":
        return Lines((head, t("This roster has ended. Thank you!"))), ()
    now = local(max(of.touched, of.cared or of.touched), zone)
    coming = staffed(of, ahead(of, now))
    if not coming:
        return Lines((head, t("No shifts ahead."))), ()
    rest = len(coming) - ROWS
    more = n("… and {n} more shift", "… and {n} more shifts", rest) if rest > 0 else None
    naming = naming_of(uow, of.group)
    return lines(head, grid(coming[:ROWS], zone, naming), more), _buttons(coming, zone)


def naming_of(uow: UnitOfWork, group: str) -> Naming:
    """Return what names a group's people, looking each up once."""
    known: dict[str, Mention] = {}

    def name(person: str) -> Mention:
        if person not in known:
            member = uow.get(Member, group, person)
            known[person] = Mention(person, member.name if member else person.partition(":")[2])
        return known[person]

    return name


def grid(found: Sequence[Staffing], zone: str, naming: Naming) -> Grid:
    """Return shifts as rows and roles as columns; gaps stand out."""
    labels = list(dict.fromkeys(crew.role.label for one in found for crew in one.crews))
    rows: list[tuple[Node, ...]] = []
    alike = len({(one.shift.start.time(), one.shift.end.time()) for one in found}) == 1
    for one in found:
        cells = [cell(crew, naming) if crew else "" for crew in map(one.crew, labels)]
        rows.append((_day(one, zone) if alike else time_of(one.shift, zone), *cells))
    return Grid(tuple(labels), tuple(rows))


def cell(crew: Crew, naming: Naming) -> Node:
    """Return who does a role, and how many are missing."""
    parts: list[Node] = []
    for one in crew.on:
        parts += [", "] if parts else []
        parts.append(naming(one.by))
        if one.by in crew.seeking:
            parts += [" (", t("looking for cover"), ")"]
        elif one.spare:
            parts += [" (", t("if nobody else does"), ")"]
    for one in crew.shadows:
        parts += [", "] if parts else []
        parts += [naming(one.by), " (", t("learning"), ")"]
    if crew.gap:
        parts += [" "] if parts else []
        parts.append(Bold(row("❗ ", n("{n} missing", "{n} missing", crew.gap))))
    if crew.waiting:
        parts += [" · ", n("{n} waiting", "{n} waiting", len(crew.waiting))]
    return Row(tuple(parts)) if parts else "–"


def _buttons(coming: Sequence[Staffing], zone: str) -> tuple[Button, ...]:
    """Return buttons for the next gaps, at most one a role and shift."""
    found = []
    for one in coming[:ROWS]:
        for crew in one.gaps:
            label = t("{role}, {day}", role=crew.role.label, day=_day(one, zone))
            found.append(aimed(Button("claim", label), crew.role.label, one.shift))
    return tuple(found[:OFFERED])


def _day(one: Staffing, zone: str) -> Node:
    shift = one.shift
    if shift.part:
        return time_of(shift, zone)
    whole = time_of(shift, zone)
    return type(whole)(whole.start[:10], zone)



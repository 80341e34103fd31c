"""A roster as a file: a picture for the phone, a page for the wall, a calendar of one's own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.command import Reply
from bot.context import Context
from bot.domain.roster import Roster
from bot.domain.shift import Shift, Staffing, staffed
from bot.errors import UserError
from bot.render import Plain
from bot.rosters.ics import Entry
from bot.rosters.sheet import Sheet, page, sheet
from bot.rosters.shifts import AHEAD, ahead, local, shift_of, shifts, spoken, window
from bot.text import File, Node, Time, Usage, t
from bot.titles import short

BEHIND = timedelta(days=7)  # shifts that are over stay in a calendar file so long
PNG, HTML, ICS = "image/png", "text/html", "text/calendar"


def drawn(ctx: Context, of: Roster, found: list[Staffing], kind: str) -> Reply:
    """Answer with a roster's shifts as a picture, or as a page to print."""
    made = _sheet(ctx, of, found)
    name = f"{of.number}-{kind}"
    if kind == "picture":
        from bot.rosters.picture import picture  # drawing is loaded by the first picture

        file = File(f"{name}.png", PNG, picture(made))
        return Reply(t("{thing}, as a picture.", thing=short(of)), about=of.number, files=(file,))
    file = File(f"{name}.html", HTML, page(made))
    return Reply(t("{thing}, to print: open it and print it on one page.", thing=short(of)),
                 about=of.number, files=(file,))


def _sheet(ctx: Context, of: Roster, found: list[Staffing]) -> Sheet:
    pen = Plain((ctx.language,), ctx.now, lambda usage, _: f"/{usage.command}")
    names: dict[str, str] = {}

    def name(person: str) -> str:
        if person not in names:
            names[person] = ctx.mention(person).name
        return names[person]

    when: Node = Time(of.when.start, ctx.group.zone, of.when.end, of.when.rrule)
    return sheet(f"{of.number} · {of.what}", when, found, ctx.group.zone, ctx.language, pen.draw,
                 name)


def own_calendar(ctx: Context, number: int | None) -> Reply:
    """Answer with the author's own shifts as a calendar file."""
    rosters = [of for state in ("open", "cancelled") for of in ctx.uow.find(
        Roster, "state", ctx.group.id, state, limit=200, newest=True)]
    found = [entry for of in sorted(rosters, key=lambda of: of.number)
             if number in (None, of.number) for entry in entries(of, ctx.me, ctx.now,
                                                                 ctx.group.zone)]
    if not found:
        raise UserError(t("You are down for no shift. {usage} shows where people are missing.",
                          usage=Usage("roster")))
    from bot.rosters.calendar import calendar  # as is the calendar library by the first calendar

    file = File("apoyo.ics", ICS, calendar("Apoyo", found))
    return Reply(t("Your shifts of the next four weeks and what you signed up for later, for your "
                   "calendar. After a change, take the file again: what has moved moves there "
                   "too."), files=(file,))


def entries(of: Roster, person: str, now: datetime, zone: str) -> list[Entry]:
    """Return a person's shifts of a roster, and those they no longer have to come to."""
    today = local(now, zone).date()
    found: dict[tuple[str, str], Entry] = {}

    def add(shift: Shift, role: str, *, off: bool) -> None:
        entry = Entry(of.group, of.number, of.revision, of.touched, of.what, role, shift, zone,
                      off)
        found.setdefault((shift.slot, role), entry)

    every = (*shifts(of, today - BEHIND, today + AHEAD), *spoken(of, today + AHEAD),
             *ahead(of, local(now, zone)))
    laid = list({shift.slot: shift for shift in every}.values())
    as_if = [replace(shift, cancelled=False) for shift in laid]
    for one, shift in zip(staffed(of, as_if), laid, strict=True):
        for crew in one.crews:
            if person in crew.people:
                add(shift, crew.role.label, off=shift.cancelled or of.state != "open")
            elif any(s.by == person for s in crew.replaced):
                add(shift, crew.role.label, off=True)
    for shift, role in _off(of, person, today - BEHIND):
        add(shift, role, off=True)
    return sorted(found.values(), key=lambda entry: (entry.shift.start, entry.role))


def _off(of: Roster, person: str, since: date) -> Iterator[tuple[Shift, str]]:
    """Yield what somebody was taken off, at its old time if the rule no longer has it."""
    start, end = window(of.when)
    for one in of.off:
        if one.by == person and one.slot >= since.isoformat():
            shift = shift_of(of, one.slot)
            if shift is None:
                begins = datetime.combine(date.fromisoformat(one.slot[:10]), start.time())
                shift = Shift(slot=one.slot, start=begins, end=begins + (end - start), roles=())
            yield shift, one.role



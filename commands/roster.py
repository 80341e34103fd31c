"""`/roster`: the coming shifts as a grid, of one roster or of all, or one's own."""

from datetime import date, timedelta

from bot.command import MaybeNumber, Option, Reply, Words, command
from bot.context import Context
from bot.domain.roster import Roster
from bot.domain.shift import Crew, Staffing, staffed
from bot.errors import UserError
from bot.rosters.rostering import clock, roster, upcoming
from bot.rosters.shifts import AHEAD, local, through
from bot.text import Bold, Bullets, Node, Usage, lines, n, row, t
from bot.titles import line, short
from bot.words import fold
from commands.rosterfiles import drawn, own_calendar
from commands.rosterview import grid, naming_of

ROWS = 14
WEEK = timedelta(days=7)
MINE = ("mine", "mios", "los mios", "lo mio", "lo-mio", "me")
NEXT = ("next week", "semana que viene", "proxima semana", "la semana que viene",
        "la proxima semana")
THIS = ("this week", "week", "esta semana", "semana")
CALENDAR = ("calendar", "ics", "ical", "calendario", ".ics")
FORMS = {"picture": "picture", "image": "picture", "photo": "picture", "imagen": "picture",
         "foto": "picture", "print": "print", "page": "print", "sheet": "print",
         "imprimir": "print", "hoja": "print"}
EVERY = ("all", "month", "four weeks", "todo", "mes", "cuatro semanas")
EXAMPLE = Usage("shift new", "breakfast every weekday 6:30-9am cook 2 serve 3-5",
                "desayuno de lunes a viernes 6:30-9am cocina 2 servir 3-5")


@command(
    "roster",
    "horario",
    t("Show who is on, and where somebody is missing"),
    options=(
        Option("number", "numero", t("The roster's number; all of them if left out"),
               suggest="rosters"),
        Option("what", "que", t("this week, next week, mine, picture, print or calendar")),
    ),
    also="turnos rota",
    examples=(("5", "5"), ("5 next week", "5 semana que viene"), ("mine", "míos"),
              ("5 picture", "5 imagen"), ("5 print", "5 imprimir"), ("calendar", "calendario")),
    topic="shifts",
)
def show_roster(ctx: Context, number: MaybeNumber = None, what: Words = "") -> Reply:
    """Show a roster's coming shifts, all rosters', or the author's own."""
    wish = fold(what).strip()
    if wish in MINE:
        return Reply(mine(ctx, number))
    if any(word in CALENDAR for word in wish.split()):
        return own_calendar(ctx, number)
    kind = next((FORMS[word] for word in wish.split() if word in FORMS), "")
    wish = " ".join(word for word in wish.split() if word not in FORMS)
    first, last = _span(ctx, wish)
    found = [roster(ctx, number)] if number else ctx.uow.find(
        Roster, "state", ctx.group.id, "open")
    if not found:
        return Reply(t("There are no rosters yet. For example {usage}.", usage=EXAMPLE))
    if kind:
        return _file(ctx, found, first, last, kind)
    naming, parts, left = naming_of(ctx.uow, ctx.group.id), [], ROWS
    for of in found:
        coming = between(ctx, of, first, last)
        if coming:
            parts.append(lines(Bold(line(of, ctx.group.zone)),
                               grid(coming[:left], ctx.group.zone, naming), _more(coming, left)))
            left = max(2, left - len(coming))
    if not parts:
        return Reply(t("No shifts then."), about=number)
    return Reply(lines(*parts), about=number)


def _file(ctx: Context, found: list[Roster], first: date, last: date, kind: str) -> Reply:
    """Return a roster as a picture or a page. Raises UserError if several could be meant."""
    if len(found) > 1:
        raise UserError(t("Which one: {roles}?", roles=", ".join(
            str(of.number) for of in found)))
    return drawn(ctx, found[0], between(ctx, found[0], first, last), kind)


def between(ctx: Context, of: Roster, first: date, last: date) -> list[Staffing]:
    """Return who is on for a roster's shifts that begin on these days and are not over."""
    found = through(of, local(ctx.now, ctx.group.zone), last)
    return staffed(of, [one for one in found if first <= one.start.date() <= last
                        or one.start.date() < first == ctx.today])


def _more(coming: list[Staffing], left: int) -> Node | None:
    rest = len(coming) - left
    return n("… and {n} more shift", "… and {n} more shifts", rest) if rest > 0 else None


def _span(ctx: Context, wish: str) -> tuple[date, date]:
    """Return the first and last day that are asked for. Raises UserError."""
    sunday = ctx.today + timedelta(days=6 - ctx.today.weekday())
    if not wish:
        return ctx.today, ctx.today + WEEK
    if wish in THIS:
        return ctx.today, sunday
    if wish in NEXT:
        return sunday + timedelta(days=1), sunday + WEEK
    if wish in EVERY:
        return ctx.today, ctx.today + AHEAD
    reading = ctx.when(wish)
    start = date.fromisoformat(reading.start[:10])
    return start, date.fromisoformat(reading.end[:10] or reading.start[:10])


def mine(ctx: Context, number: int | None = None) -> Node:
    """Return the list of what the author is down for."""
    found = own_shifts(ctx, number)
    if not found:
        return t("You are down for no shift. {usage} shows where people are missing.",
                 usage=Usage("roster"))
    rest = len(found) - ROWS
    more = n("… and {n} more shift", "… and {n} more shifts", rest) if rest > 0 else None
    return lines(Bold(t("Your shifts:")), Bullets(tuple(found[:ROWS])), more)


def own_shifts(ctx: Context, number: int | None = None) -> list[Node]:
    """Return a line for each shift the author is down for, soonest first."""
    found: list[tuple[str, Node]] = []
    for of in ctx.uow.find(Roster, "state", ctx.group.id, "open"):
        if number in (None, of.number) and any(one.by == ctx.me for one in of.signups):
            for one in upcoming(ctx, of):
                found += [(one.shift.start.isoformat(), row(
                    clock(ctx, one.shift), " · ", crew.role.label, " · ", short(of), *note))
                    for crew in one.crews for note in _standing(crew, ctx.me)]
    return [node for _, node in sorted(found, key=lambda pair: pair[0])]


def _standing(crew: Crew, person: str) -> list[tuple[Node, ...]]:
    """Return how somebody stands in a role, as what follows its line; empty if they don't."""
    if person in crew.seeking:
        return [(" · ", t("looking for cover"))]
    if person in crew.people:
        return [()]
    for found, word in ((crew.waiting, t("on the waiting list")),
                        (crew.spare, t("if nobody else does")), (crew.shadows, t("learning"))):
        if any(one.by == person for one in found):
            return [(" · ", word)]
    return []

"""`/shift new`, `list`, `watch`: rosters of shifts, laid out four weeks ahead."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.command import Family, Number, Option, Reply, Words, command
from bot.context import Context, when_of
from bot.domain.roster import Role, Roster
from bot.domain.schedule import When
from bot.domain.shift import staffed
from bot.errors import UserError
from bot.rosters.roles import MOST_ROLES, cut_of, kept, roster_line, spared
from bot.rosters.rostering import roster
from bot.rosters.shifts import LONGEST, ahead, local, window
from bot.text import Bold, Bullets, Node, Usage, lines, n, row, t
from bot.titles import line
from bot.when import Reading
from commands.need import posted

NUMBER = Option("number", "numero", t("The roster's number"), suggest="rosters")
SHIFT = Family("shift", "turno", t("Set up, change and end rosters of shifts"), also="shifts",
               alone="list", topic="shifts")
EXAMPLE = Usage("shift new", "breakfast every weekday 6:30-9am cook 2 serve 3-5",
                "desayuno de lunes a viernes 6:30-9am cocina 2 servir 3-5")
_BARE = re.compile(r"(?<![\w.:/-])(\d{1,2})\s*(?:-|–|a|to)\s*(\d{1,2})(?![\w.:/-])")


@command(
    "new",
    "nuevo",
    t("Set up a roster: what, when, and how many people for what"),
    options=(Option("what", "que", t("breakfast every weekday 6:30-9am cook 2 serve 3-5")),),
    also="crear create",
    examples=(
        ("breakfast every weekday 6:30-9am cook 2 serve 3-5",
         "desayuno de lunes a viernes 6:30-9am cocina 2 servir 3-5"),
        ("eviction watch sat 7am-3pm in 2h shifts watcher 4-8",
         "guardia de desalojo sábado 7am-3pm en turnos de 2h vigía 4-8"),
        ("clinic sat 9am-1pm lift 2 interpreter es 1", "clínica sábado 9am-1pm carga 2 "
                                                       "intérprete es 1"),
    ),
    of=SHIFT,
    remake=lambda ctx, made, what: remake(ctx, made, what),
)
def shift_new(ctx: Context, what: Words) -> None:
    """Make a roster and put its card in the room."""
    made = Roster(group=ctx.group.id, number=ctx.number(), by=ctx.me, created=ctx.now,
                  touched=ctx.now, cared=ctx.now, room=ctx.room or ctx.home(),
                  origin=ctx.event, **parsed(ctx, what))  # type: ignore[arg-type]
    ctx.put(made)
    posted(ctx, made.number)


def parsed(ctx: Context, text: str) -> dict[str, object]:
    """Return a roster's words, time and roles as its fields. Raises UserError."""
    cut, text = cut_of(text)
    reading = ctx.read(text)
    if not isinstance(reading.start, datetime):
        found = _BARE.search(text)
        if found:
            text = f"{text[:found.start()]}{found[1]}:00-{found[2]}:00{text[found.end():]}"
            reading = ctx.read(text)
    if not isinstance(reading.start, datetime):
        raise UserError(t("When does it begin and end? For example {usage}.", usage=EXAMPLE))
    left = _with_number(text, reading)
    said = roster_line(left, _before_date(text, left))
    if not said.roles and spared(text) != text:
        again = ctx.read(spared(text))
        if isinstance(again.start, datetime):
            reading, said = again, roster_line(kept(text, again.what), "")
    if not said.what:
        raise UserError(t("What is the roster called? For example {usage}.", usage=EXAMPLE))
    when = when_of(reading)
    checked(when, cut)
    roles = said.roles or (Role(name=anybody(ctx), least=1, most=1),)
    if len(roles) > MOST_ROLES:
        raise UserError(t("That is more roles than I can show. Please make two rosters of it."))
    return {"what": said.what, "when": when, "cut": cut, "roles": roles}


def checked(when: When, cut: int) -> None:
    """Raise UserError for a window or a cut that no shift could have."""
    start, end = window(when)
    if end <= start or end - start > LONGEST:
        raise UserError(t("A shift ends after it begins, within two days. For example {usage}.",
                          usage=EXAMPLE))
    if any(one in when.rrule for one in ("SECONDLY", "MINUTELY", "HOURLY")):
        raise UserError(t("That would be too many short shifts."))
    if cut and (cut < 15 or (end - start) / timedelta(minutes=cut) > 48):
        raise UserError(t("That would be too many short shifts."))


def _with_number(text: str, reading: Reading) -> str:
    """Return what a text says besides its date, with the number at its head that a need counts."""
    words, left = text.split(), reading.what.split()
    at = words.index(left[0]) if reading.qty is not None and left and left[0] in words else 0
    return f"{words[at - 1]} {reading.what}" if at else reading.what


def _before_date(text: str, what: str) -> str:
    """Return the words of a text before its date: those that the rest of it begins with."""
    words, left = text.split(), what.split()
    same = 0
    while same < min(len(words), len(left)) and words[same] == left[same]:
        same += 1
    return " ".join(words[:same]) if same < len(words) else ""


def anybody(ctx: Context) -> str:
    """Return what a role is called that has no name."""
    return "persona" if ctx.language == "es" else "person"


def remake(ctx: Context, made: Roster, what: str) -> None:
    """Put a roster into the new words of the message that made it, while nobody is on it."""
    if made.signups:
        raise UserError(t("People are on it already. To change it: {usage}",
                          usage=Usage("shift edit", str(made.number))))
    ctx.put(replace(made, touched=ctx.now, revision=made.revision + 1,
                    **parsed(ctx, what)))  # type: ignore[arg-type]


@command(
    "list",
    "lista",
    t("List the rosters, and where people are missing"),
    also="ver",
    examples=(("", ""),),
    of=SHIFT,
)
def shift_list(ctx: Context) -> Reply:
    """List the group's rosters with what is missing in the next week."""
    found = ctx.uow.find(Roster, "state", ctx.group.id, "open")
    if not found:
        return Reply(t("There are no rosters yet. For example {usage}.", usage=EXAMPLE))
    return Reply(lines(Bold(t("Rosters:")), Bullets(tuple(_listed(ctx, of) for of in found))))


def _listed(ctx: Context, of: Roster) -> Node:
    coming = ahead(of, local(ctx.now, ctx.group.zone), timedelta(days=7))
    gaps = sum(crew.gap for one in staffed(of, coming) for crew in one.crews)
    short = n("{n} missing this week", "{n} missing this week", gaps) if gaps else (
        t("covered this week") if coming else t("nothing this week"))
    return row(line(of, ctx.group.zone), " · ", short)


@command(
    "watch",
    "avisos",
    t("Hear when a roster's shifts become short of people, or full"),
    options=(NUMBER,),
    examples=(("5", "5"),),
    of=SHIFT,
)
def shift_watch(ctx: Context, number: Number) -> Reply:
    """Begin to tell the author of gaps and of full shifts, or stop."""
    of = roster(ctx, number)
    if ctx.me in of.watchers:
        ctx.put(replace(of, watchers=tuple(one for one in of.watchers if one != ctx.me)))
        return Reply(t("You no longer hear about {thing}.", thing=line(of, ctx.group.zone)))
    ctx.put(replace(of, watchers=(*of.watchers, ctx.me)))
    return Reply(t("You will hear when somebody is missing or a shift is full: {thing}. The same "
                   "again stops it.", thing=line(of, ctx.group.zone)), about=number)

"""Naming things inside sentences and lists: what, how many, where in it, when."""

from collections.abc import Iterable, Sequence

from bot.domain.need import Need
from bot.domain.part import Part
from bot.domain.schedule import When
from bot.i18n import sentence
from bot.kinds import called, spoken
from bot.records import Thing
from bot.text import Amount, Node, Row, T, Time, Usage, row, t


def title(of: Thing) -> Node:
    """Return what a thing is, with how many of it: ``10 meals``."""
    if isinstance(of, Need) and of.counted:
        return row(Amount(of.wanted, of.unit), " ", of.what)
    return of.what


def shown(when: When | None, zone: str) -> tuple[Node, ...]:
    """Return a date as it follows a title, or nothing."""
    if when is None:
        return ()
    if when.unknown:
        return (" · ", t("date not known yet"))
    time = Time(when.start, zone, when.end, when.rrule)
    return (" · ", t("not before {date}", date=time) if when.earliest else time)


def line(of: Thing, zone: str) -> Row:
    """Return a thing on one line: number, title, date."""
    return row(str(of.number), " · ", title(of), *shown(of.when, zone))


def short(of: Thing) -> Row:
    """Return a thing inside a sentence: number and title."""
    return row(str(of.number), " · ", title(of))


def spot(of: Need, part: str, zone: str) -> Node:
    """Return a need on one line, with which of its places is meant."""
    if not part:
        return line(of, zone)
    return row(line(of, zone), " · ", place(of.place(part)))


def typed(command: str, of: Need, part: str) -> Usage:
    """Return a command with a number and a place, as each language would type it."""
    what = of.place(part).what if part else ""
    name = what if isinstance(called(what), T) else part.replace("-", " ")
    number = str(of.number)
    return Usage(command, f"{number} {name}".strip(), f"{number} {sentence('es', name)}" if name
                 else "")


def place(of: Part) -> Node:
    """Return what one of a thing's places is called, with its language and its note."""
    asked = [spoken(of.language)] if of.language else []
    inside: list[Node] = [one for one in (*asked, of.note) if one]
    parts: list[Node] = [called(of.what)]
    for at, one in enumerate(inside):
        parts += [", " if at else " (", one]
    return row(*parts, ")") if inside else parts[0]


def places(of: Need, which: Iterable[Part], *, short: bool = False) -> Node:
    """Name several places, with commas; ``short``: with how much of each is missing."""
    parts: list[Node] = []
    for one in which:
        much = of.short(one.name) if short else one.wanted
        parts += [", "] if parts else []
        parts += [Amount(much, one.unit), " "] if one.counted else []
        parts.append(place(one))
    return Row(tuple(parts))


def gap(of: Need, which: Sequence[Part], zone: str) -> Node:
    """Return a need on one line, with the places of it where something is missing."""
    others = [one for one in which if one.name]
    if not others:
        return line(of, zone)
    sign = " · " if len(others) == len(which) else " + "
    return row(line(of, zone), sign, places(of, others, short=True))

"""Naming things inside sentences and lists: what, how many, when."""

from bot.domain.need import Need
from bot.domain.schedule import When
from bot.records import Thing
from bot.text import Amount, Node, Row, Time, row, t


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
    return (" · ", Time(when.start, zone, when.end, when.rrule))


def line(of: Thing, zone: str) -> Row:
    """Return a thing on one line: number, title, date."""
    return row(str(of.number), " · ", title(of), *shown(of.when, zone))


def short(of: Thing) -> Row:
    """Return a thing inside a sentence: number and title."""
    return row(str(of.number), " · ", title(of))

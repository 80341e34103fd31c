"""A page to print, for the day the bot is down: what is open, who is on, what has to be said."""

import html
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.domain.group import Group, Member
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.domain.shift import staffed
from bot.ports import UnitOfWork
from bot.render import Plain
from bot.rosters.shifts import ahead, local
from bot.text import Node, Time, n, row, t
from bot.titles import line

COMING = timedelta(days=14)
MOST = 500
Part: TypeAlias = tuple[str, tuple[Node, ...]]  # a tag, or row or gap; what stands in it
STYLE = """
@page { size: A4; margin: 15mm }
body { font: 11pt/1.35 sans-serif; color: #000; max-width: 180mm; margin: auto }
h1 { font-size: 16pt; margin: 0 } h2 { font-size: 12pt; margin: 5mm 0 1mm }
table { border-collapse: collapse; width: 100% }
td { border-top: 0.2mm solid #999; padding: 1mm 2mm; vertical-align: top; overflow-wrap: anywhere }
td:first-child { width: 5mm } .gap { font-weight: bold }
section { break-after: page } section:last-child { break-after: auto }
p { margin: 1mm 0 }
"""


def paper(uow: UnitOfWork, groups: Sequence[Group], now: datetime) -> str:
    """Return the page, a section for each group in its own language; nothing sealed is on it."""
    body = "".join(_section(uow, group, now) for group in groups)
    language = groups[0].languages[0] if groups else "en"
    return (f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Apoyo</title>'
            f"<style>{STYLE}</style>{body}</html>\n")


def _section(uow: UnitOfWork, group: Group, now: datetime) -> str:
    pen = Plain(group.languages[:1], now, lambda usage, _: f"/{usage.command} {usage.rest}")
    day = Time(local(now, group.zone).isoformat(timespec="minutes"), group.zone)
    asof = t("As of {when}. Burn or shred it when it is old: names are on it.", when=day)
    parts: list[Part] = [
        ("h1", (t("What is open"),)), ("p", (asof,)), ("h2", (t("Needs"),)), *_needs(uow, group),
        ("h2", (t("Shifts"),)), *_shifts(uow, group, now),
        ("h2", (t("To remind of"),)), *_reminders(uow, group, now),
    ]
    return f"<section>{''.join(_drawn(pen, tag, nodes) for tag, nodes in parts)}</section>"


def _drawn(pen: Plain, tag: str, nodes: tuple[Node, ...]) -> str:
    texts = [html.escape(pen.draw(node)) for node in nodes]
    if tag in ("row", "gap"):
        mark = ' class="gap"' if tag == "gap" else ""
        cells = "".join(f"<td{mark}>{text}</td>" for text in texts)
        return f"<table><tr><td>☐</td>{cells}</tr></table>"
    return f"<{tag}>{texts[0]}</{tag}>"


def _needs(uow: UnitOfWork, group: Group) -> Iterator[Part]:
    for one in uow.find(Need, "state", group.id, "open", limit=MOST):
        people = ", ".join(_name(uow, group, person) for person in one.helpers)
        yield ("row" if one.covered else "gap", (line(one, group.zone), people or t("nobody yet")))


def _shifts(uow: UnitOfWork, group: Group, now: datetime) -> Iterator[Part]:
    here = local(now, group.zone)
    found = [(one.shift.start, roster, one)
             for roster in uow.find(Roster, "state", group.id, "open", limit=MOST)
             for one in staffed(roster, ahead(roster, here, COMING))]
    for start, roster, one in sorted(found, key=lambda each: (each[0], each[1].number)):
        end = one.shift.end.isoformat(timespec="minutes")
        when = Time(start.isoformat(timespec="minutes"), group.zone, end)
        crews: list[Node] = []
        for crew in one.crews:
            names = ", ".join(_name(uow, group, person) for person in crew.people)
            missing = (n("{n} missing", "{n} missing", crew.gap),) if crew.gap else ()
            crews += ["; "] if crews else []
            crews.append(row(crew.role.label, ": ", names, *(" " for _ in missing if names),
                             *missing))
        yield ("gap" if one.gaps else "row", (row(roster.what, " · ", when), row(*crews)))


def _reminders(uow: UnitOfWork, group: Group, now: datetime) -> Iterator[Part]:
    """Yield what is for everybody; what somebody asked for themselves is nobody else's."""
    for one in uow.find(Reminder, "state", group.id, "open", limit=MOST):
        if one.audience == "room" and one.due and one.due < now + COMING:
            due = Time(local(one.due, group.zone).isoformat(timespec="minutes"), group.zone)
            yield "row", (one.what, due)


def _name(uow: UnitOfWork, group: Group, person: str) -> str:
    member = uow.get(Member, group.id, person)
    return member.name if member else person.partition(":")[2]

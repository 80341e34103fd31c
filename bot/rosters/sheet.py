"""A roster laid out to be looked at: days, roles, names and gaps as plain texts in one language.

The picture and the page to print are drawn from this, so that they say the same.
"""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.shift import Crew, Staffing
from bot.rosters.rostering import time_of
from bot.text import Node, n, t

Say = Callable[[Node], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One role on one shift: who is on, and what is missing in words, empty if nothing is."""

    role: str
    names: tuple[str, ...]
    gap: str


@dataclass(frozen=True, slots=True)
class Day:
    """One shift with its roles."""

    when: str
    lines: tuple[Line, ...]
    note: str = ""

    @property
    def short(self) -> bool:
        """Whether somebody is missing."""
        return any(line.gap for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roster's coming shifts."""

    title: str
    when: str
    language: str
    days: tuple[Day, ...]
    nothing: str


def sheet(
    title: str, when: Node, found: Sequence[Staffing], zone: str, language: str, say: Say,
    name: Callable[[str], str],
) -> Sheet:
    """Lay shifts out; ``say`` draws a node in the language, ``name`` is a person's shown name."""
    gaps = {count: say(n("{n} missing", "{n} missing", count)) for count in {
        crew.gap for one in found for crew in one.crews}}
    seeking, learning = say(t("looking for cover")), say(t("learning"))

    def names(crew: Crew) -> tuple[str, ...]:
        on = tuple(f"{name(p)} ({seeking})" if p in crew.seeking else name(p)
                   for p in crew.people)
        return (*on, *(f"{name(one.by)} ({learning})" for one in crew.shadows))

    days = tuple(Day(say(time_of(one.shift, zone)), tuple(
        Line(crew.role.label, names(crew), gaps[crew.gap] if crew.gap else "")
        for crew in one.crews)) for one in found)
    return Sheet(title, say(when), language, days, say(t("No shifts then.")))


_STYLE = """
@page { size: A4 landscape; margin: 12mm }
body { font: 12pt/1.35 system-ui, sans-serif; color: #000; background: #fff; margin: 1em }
h1 { font-size: 20pt; margin: 0 } p { margin: .2em 0 1em }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #000; padding: .35em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere }
thead th { background: #eee; print-color-adjust: exact } thead { display: table-header-group }
tr { break-inside: avoid } tbody th { white-space: nowrap }
td.gap { border: 3px solid #000 } td.gap b { display: block } .blank { display: block;
  border-bottom: 1px solid #000; height: 1.4em }
@media (max-width: 600px) { thead { display: none } table, tbody, tr, th, td { display: block }
  tbody th { white-space: normal; background: #eee } td::before { content: attr(data-role) ": ";
  font-weight: bold } }
"""


def page(made: Sheet) -> bytes:
    """Return the sheet as a page for the kitchen wall: a gap has a line to sign on by hand."""
    roles = list(dict.fromkeys(line.role for day in made.days for line in day.lines))
    head = "".join(f"<th scope=col>{html.escape(role)}</th>" for role in roles)
    rows = []
    for day in made.days:
        by_role = {line.role: line for line in day.lines}
        cells = "".join(_cell(role, by_role.get(role)) for role in roles)
        rows.append(f"<tr><th scope=row>{html.escape(day.when)}</th>{cells}</tr>")
    body = (f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
            if rows else f"<p>{html.escape(made.nothing)}</p>")
    return (f"<!doctype html><html lang={made.language}><meta charset=utf-8>"
            f"<meta name=viewport content='width=device-width'><title>{html.escape(made.title)}"
            f"</title><style>{_STYLE}</style><h1>{html.escape(made.title)}</h1>"
            f"<p>{html.escape(made.when)}</p>{body}</html>").encode()


def _cell(role: str, line: Line | None) -> str:
    if line is None:
        return "<td></td>"
    names = "<br>".join(html.escape(name) for name in line.names)
    attributes = f'data-role="{html.escape(role)}"'
    if not line.gap:
        return f"<td {attributes}>{names}</td>"
    return (f"<td class=gap {attributes}>{names}<b>! {html.escape(line.gap)}</b>"
            f"<span class=blank></span></td>")

"""Drawing a tree as plain text and as HTML, in one language or in several at once.

In several languages the tree is drawn once: only where the languages differ do their words
stand side by side. An adapter with markup of its own subclasses `Plain`.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.numbers import format_currency, format_decimal

from bot.i18n import sentence
from bot.text import (
    Amount,
    Bold,
    Bullets,
    Code,
    Grid,
    Lines,
    Mention,
    Node,
    Progress,
    Row,
    T,
    Time,
    Usage,
)
from bot.when.show import show
from bot.zones import zone

CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
LOCALES = {"en": "en_US", "es": "es_US"}
BAR = 10


@dataclass(slots=True)
class Plain:
    """Plain text. ``usage`` writes a command as it is typed on this chat."""

    languages: tuple[str, ...]
    now: datetime
    usage: Callable[[Usage, str], str]

    def draw(self, node: Node) -> str:
        """Return the tree as text."""
        match node:
            case str():
                return self.escape(node)
            case T():
                return self.each(lambda one: one.fill(node))
            case Bold():
                return self.bold(self.draw(node.of))
            case Code():
                return self.code(self.escape(node.text))
            case Usage():
                return self.each(lambda one: one.code(self.escape(self.usage(node, one.language))))
            case Time():
                return self.each(lambda one: one.time(node))
            case Mention():
                return self.mention(node)
            case Amount():
                return self.each(lambda one: self.escape(amount(node, one.language)))
            case Progress():
                return self.progress(node)
            case Row():
                return "".join(self.draw(part) for part in node.of)
            case Lines():
                return self.lines([self.draw(part) for part in node.of])
            case Bullets():
                return self.bullets([self.draw(part) for part in node.of])
            case Grid():
                return self.grid([self.draw(head) for head in node.columns],
                                 [[self.draw(cell) for cell in cells] for cells in node.rows])

    @property
    def language(self) -> str:
        """The first language drawn."""
        return self.languages[0]

    def each(self, drawn: Callable[["Plain"], str]) -> str:
        """Draw in each language; what comes out alike stands once."""
        if len(self.languages) == 1:
            return drawn(self)
        different: list[str] = []
        for language in self.languages:
            text = drawn(type(self)((language,), self.now, self.usage))
            if text not in different:
                different.append(text)
        return " / ".join(different)

    def fill(self, node: T) -> str:
        """Return a sentence with its holes filled, in the one language drawn."""
        template = sentence(self.language, node.one, node.many, node.n)
        return template.format_map({name: self.draw(hole) for name, hole in node.holes.items()})

    def time(self, node: Time) -> str:
        """Return a date or time as the language writes it."""
        today = self.now.astimezone(zone(node.zone)).date()
        return self.escape(shown(node, self.language, today))

    def progress(self, node: Progress) -> str:
        """Return a bar of ten."""
        full = int(BAR * min(1, node.done / node.total)) if node.total else BAR
        return "▰" * full + "▱" * (BAR - full)

    def escape(self, text: str) -> str:
        """Make somebody's text harmless."""
        return text

    def bold(self, text: str) -> str:
        """Make drawn text stand out."""
        return text

    def code(self, text: str) -> str:
        """Set off what is to be typed."""
        return text

    def mention(self, node: Mention) -> str:
        """Name a person without ringing their phone."""
        return self.escape(node.name)

    def lines(self, drawn: list[str]) -> str:
        """Put drawn lines below each other."""
        return "\n".join(line for line in drawn if line)

    def bullets(self, drawn: list[str]) -> str:
        """Draw a list."""
        return "\n".join(f"• {line}" for line in drawn)

    def grid(self, columns: list[str], rows: list[list[str]]) -> str:
        """Draw a table as lines: what it is about, then each cell after its column's name."""
        return self.lines([f"{self.bold(cells[0])} · " + " · ".join(
            f"{head}: {cell}" for head, cell in zip(columns, cells[1:], strict=True) if cell)
            for cells in rows])


class Html(Plain):
    """HTML of the few tags every Matrix client shows."""

    def escape(self, text: str) -> str:
        """Make somebody's text harmless."""
        return html.escape(text)

    def bold(self, text: str) -> str:
        """Make drawn text stand out."""
        return f"<b>{text}</b>"

    def code(self, text: str) -> str:
        """Set off what is to be typed."""
        return f"<code>{text}</code>"

    def lines(self, drawn: list[str]) -> str:
        """Put drawn lines below each other."""
        return "<br>".join(line for line in drawn if line)

    def bullets(self, drawn: list[str]) -> str:
        """Draw a list."""
        return "<ul>" + "".join(f"<li>{line}</li>" for line in drawn) + "</ul>"

    def grid(self, columns: list[str], rows: list[list[str]]) -> str:
        """Draw a table."""
        head = "".join(f"<th>{name}</th>" for name in ("", *columns))
        body = "".join(f"<tr><th>{cells[0]}</th>" + "".join(
            f"<td>{cell}</td>" for cell in cells[1:]) + "</tr>" for cells in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@lru_cache(maxsize=4096)  # Babel takes longer over a date than everything else over a command
def shown(node: Time, language: str, today: date) -> str:
    """Return a date or time as the language writes it."""
    start = moment(node.start)
    return show(start, moment(node.end), node.rrule or None, language, today) if start else ""


def moment(text: str) -> date | datetime | None:
    """Return the date or the local time an ISO text stands for."""
    if not text:
        return None
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)


@lru_cache(maxsize=4096)
def amount(node: Amount, language: str) -> str:
    """Return a number, or a sum of money, as the language writes it."""
    if not node.unit and node.n < 1000 and node.n == int(node.n):
        return str(int(node.n))
    locale = LOCALES.get(language, language)
    if node.unit and node.unit not in CURRENCIES:
        return f"{format_decimal(node.n, locale=locale)} {node.unit}"
    if node.unit:
        currency = CURRENCIES.get(node.unit, node.unit)
        whole = node.n == int(node.n)
        return format_currency(node.n, currency, "¤#,##0" if whole else None, locale=locale,
                               currency_digits=not whole)
    return format_decimal(node.n, locale=locale)

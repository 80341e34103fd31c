"""What a reply is made of: a tree of nodes that knows nothing of any chat's markup.

A plain ``str`` in a tree is somebody's text and is escaped by every renderer. Words of ours are
`T` nodes: the English sentence is the key of the catalogue, its holes are filled with nodes.
"""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec


class T(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """A sentence of ours; with ``many`` and ``n``, one that counts."""

    one: str
    holes: dict[str, "Node"] = {}
    many: str = ""
    n: int = 0


    def filled(self, holes: "Holes") -> "T":
        """Return the sentence with those of its holes filled that it has."""
        mine = {name: node for name, node in holes.items() if f"{{{name}}}" in self.one}
        return T(self.one, {**self.holes, **mine}, self.many, self.n)


class Bold(msgspec.Struct, frozen=True, tag=True):
    """Words that stand out."""

    of: "Node"


class Code(msgspec.Struct, frozen=True, tag=True):
    """Something to be typed or read letter by letter."""

    text: str


class Usage(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """A command as the reader would type it on this chat, in the reader's language.

    ``command`` is its English name, ``rest`` what follows; ``spanish`` the same in Spanish, if
    that differs.
    """

    command: str
    rest: str = ""
    spanish: str = ""


class Time(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """A local date or time, a range, a repetition: ISO texts of the wall clock in ``zone``."""

    start: str
    zone: str
    end: str = ""
    rrule: str = ""


class Mention(msgspec.Struct, frozen=True, tag=True):
    """A person, by key and shown name. Naming someone does not ring their phone."""

    person: str
    name: str


class Amount(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """How many, or how much money when ``unit`` is a currency sign."""

    n: float
    unit: str = ""


class Progress(msgspec.Struct, frozen=True, tag=True):
    """A bar: so much of so much."""

    done: float
    total: float


class Row(msgspec.Struct, frozen=True, tag=True):
    """Nodes one after the other on a line."""

    of: tuple["Node", ...]


class Lines(msgspec.Struct, frozen=True, tag=True):
    """Nodes below each other."""

    of: tuple["Node", ...]


class Bullets(msgspec.Struct, frozen=True, tag=True):
    """A list of short things."""

    of: tuple["Node", ...]


class Grid(msgspec.Struct, frozen=True, tag=True):
    """A table: what stands above its columns, and its rows, each with what it is about first.

    A chat without tables draws each row as a line, leaving out cells that are empty.
    """

    columns: tuple["Node", ...]
    rows: tuple[tuple["Node", ...], ...]


Node: TypeAlias = (
    str | T | Bold | Code | Usage | Time | Mention | Amount | Progress | Row | Lines | Bullets
    | Grid
)


class Button(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """Something to press: a stable English action name and what is written on it.

    ``bare``: its command is given as it is, also where a form could ask for words.
    """

    action: str
    label: T
    bare: bool = False


class File(msgspec.Struct, frozen=True):
    """Something to keep or to print: a name, a media type such as ``text/calendar``, its bytes."""

    name: str
    type: str
    data: bytes


def t(one: str, **holes: Node) -> T:
    """Make a sentence with named holes."""
    return T(one, dict(holes))


def n(one: str, many: str, count: float, **holes: Node) -> T:
    """Make a sentence that counts; ``{n}`` is the count as the reader's language writes it."""
    whole = int(count) if count == int(count) else 2
    return T(one, {"n": Amount(count), **holes}, many, whole)


def row(*of: Node) -> Row:
    """Put nodes on one line."""
    return Row(of)


def lines(*of: Node | None) -> Lines:
    """Put nodes below each other, leaving out None."""
    return Lines(tuple(node for node in of if node is not None))


Holes: TypeAlias = Mapping[str, Node]

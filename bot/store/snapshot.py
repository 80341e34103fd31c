"""``db.json``: everything at one moment, readable, one document a line; plain TinyDB opens it.

Three tables of ours stand at its end: ``_meta`` (schema, secret, next ids), ``_journal`` (which
journal goes on from here) and ``_check`` (the checksum of all the bytes before that line).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from bot.store import seen
from bot.store.errors import StoreDamaged, StoreKey
from bot.store.veil import Veil, is_wrapped

NAME = "db.json"
INTERNAL = ("_meta", "_journal", "_check")
_MEND = (
    "Restore the last backup (apoyo restore FILE). If you changed the file yourself and mean it, "
    'take out the line that begins with "_check" and the comma before it'
)
_SLICE = 64  # documents encoded in one go, about 50 microseconds


class Meta(msgspec.Struct, kw_only=True):
    """What the store knows about itself; ``next`` holds each table's next free id."""

    schema: int
    secret: str
    created: str
    next: dict[str, int] = {}


class Link(msgspec.Struct, kw_only=True):
    """The last line this snapshot holds, its checksum, and the journal that goes on."""

    n: int
    chain: str
    journal: str | None = None


@dataclass(slots=True)
class Contents:
    """Shallow copies of everything at one moment, for a snapshot written meanwhile."""

    tables: dict[str, dict[int, dict[str, Any]]]
    outcomes: dict[str, str]
    days: dict[str, list[str]]
    meta: Meta

    def events(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Give the handled events of each day."""
        for day, entries in self.days.items():
            yield day, {entry: self.outcomes[entry] for entry in entries}


@dataclass(slots=True)
class Snapshot:
    """A parsed ``db.json``. ``tables`` are those with documents, by name and id."""

    tables: dict[str, dict[int, dict[str, Any]]]
    meta: Meta
    link: Link
    events: dict[str, dict[str, str]] = field(default_factory=dict)  # by day


def chunks(contents: Contents, link: Link, veil: Veil | None) -> Iterator[bytes]:
    """Give the file's bytes in pieces of some tens of documents."""
    pieces = _checked(contents, link)
    return pieces if veil is None else veil.wrap(pieces)


def _checked(contents: Contents, link: Link) -> Iterator[bytes]:
    encode = msgspec.json.encode
    crc = 0
    for piece in _pieces(contents, link):
        crc = crc32(piece, crc)
        yield piece
    yield b'"_check": {"1": %b}\n}\n' % encode({"crc32": f"{crc:08x}"})


def _pieces(contents: Contents, link: Link) -> Iterator[bytes]:
    encode = msgspec.json.encode
    yield b"{\n"
    for name, documents in contents.tables.items():
        yield from _table(name, iter(documents.items()))
    days = [{"day": day, "events": events} for day, events in contents.events()]
    yield from _table(seen.NAME, enumerate(days, 1))
    yield b'"_meta": {"1": %b},\n"_journal": {"1": %b},\n' % (encode(contents.meta), encode(link))


def _table(name: str, documents: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[bytes]:
    encode = msgspec.json.encode
    lead = encode(name) + b": {"
    while some := list(islice(documents, _SLICE)):
        rows = [b'"%d": %b' % (doc_id, encode(document)) for doc_id, document in some]
        yield lead + b"\n" + b",\n".join(rows)
        lead = b","
    yield b"\n},\n" if lead == b"," else lead + b"},\n"


def parse(data: bytes, path: Path, veil: Veil | None) -> Snapshot:
    """Read a ``db.json``. Raises StoreDamaged if it is not whole, StoreKey."""
    if is_wrapped(data):
        if veil is None:
            raise StoreKey(path, "are encrypted")
        data = veil.unwrap(data, path)
    try:
        found = msgspec.json.decode(data, type=dict[str, dict[int, dict[str, Any]]])
    except msgspec.DecodeError as error:
        place = re.search(r"byte (\d+)", str(error))
        raise StoreDamaged(path, int(place[1]) if place else len(data), _MEND) from None
    if "_check" in found or b'"crc32":' in data[-64:]:  # its own name may be what is damaged
        _verify(data, path)
    meta, link = (found.pop(name, {}).get(1) for name in ("_meta", "_journal"))
    found.pop("_check", None)
    try:
        known = msgspec.convert(meta, Meta), msgspec.convert(link, Link)
        int(known[1].chain, 16)
        events = {day["day"]: dict(day["events"]) for day in found.pop(seen.NAME, {}).values()}
    except (msgspec.ValidationError, KeyError, TypeError, ValueError):
        raise StoreDamaged(path, len(data), _MEND, "not a database of Apoyo") from None
    return Snapshot(found, *known, events)


def _verify(data: bytes, path: Path) -> None:
    """Compare the checksum; a mismatch is somewhere in the file, so it is named from the start."""
    at = data.rfind(b'\n"_check": {"1": ') + 1
    if at == 0 or b'"crc32":"%08x"' % crc32(memoryview(data)[:at]) not in data[at:]:
        raise StoreDamaged(path, 0, _MEND, "not what was written, somewhere from")

"""All tables in memory, and what loading, snapshots and undoing need of them."""

from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from bot.ports import Kind
from bot.store.errors import StoreDamaged
from bot.store.rows import Rows
from bot.store.seen import NAME as SEEN
from bot.store.seen import Seen
from bot.store.snapshot import NAME, Contents, Meta, Snapshot


@dataclass(frozen=True, slots=True)
class Counter:
    """The last number that was given out under a name."""

    name: str
    last: int


COUNTERS = Kind("_counters", Counter, ("name",))

# where it was written, under which id, what stood there, what stands there, that as JSON
Entry = tuple[Rows | Seen, Any, Any, Any, bytes]


class State:
    """The tables of the declared kinds, and those that were found besides."""

    def __init__(self, kinds: Iterable[Kind], meta: Meta) -> None:
        self.meta, self.seen = meta, Seen()
        self.secret = b64decode(meta.secret)
        self.counters = Rows(COUNTERS.name, COUNTERS)
        self.rows = {kind.name: Rows(kind.name, kind) for kind in kinds}
        for name in self.rows:
            if name.startswith("_"):
                raise ValueError(f"{name}: names with an underscore are the store's own")
        self.by_type = {rows.kind.type: rows for rows in self.rows.values() if rows.kind}
        self.rows[COUNTERS.name] = self.counters

    def table(self, name: str) -> Rows:
        """Return a table, made if there is none of that name."""
        if name not in self.rows:
            self.rows[name] = Rows(name)
        return self.rows[name]

    def load(self, snapshot: Snapshot) -> None:
        """Take a snapshot's documents over, without making keys and indexes yet."""
        for name, documents in snapshot.tables.items():
            rows = self.table(name)
            rows.docs = documents
            rows.next_id = max(documents, default=0) + 1
        for name, next_id in snapshot.meta.next.items():
            rows = self.table(name)
            rows.next_id = max(rows.next_id, next_id)
        for day, events in snapshot.events.items():
            self.seen.write(day, events)

    def apply(self, table: str, doc_id: int | str, document: Any) -> None:
        """Apply one journal operation while loading."""
        if table == SEEN:
            self.seen.load(doc_id, document)
        else:
            self.table(table).load(int(doc_id), document)

    def build(self, folder: Path) -> None:
        """Make keys and indexes once everything is loaded. Raises StoreDamaged."""
        for rows in self.rows.values():
            try:
                rows.build()
            except (ValueError, KeyError, TypeError) as error:
                mend = "Restore the last backup (apoyo restore FILE)"
                what = f"at odds with itself ({rows.name})"
                raise StoreDamaged(folder / NAME, 0, mend, what) from error

    def copy(self) -> Contents:
        """Return what stands now, cheaply: documents are shared, for they never change."""
        next_ids = {name: rows.next_id for name, rows in self.rows.items()}
        return Contents(
            {name: dict(rows.docs) for name, rows in self.rows.items()},
            dict(self.seen.outcomes),
            {day: list(entries) for day, entries in self.seen.days.items()},
            msgspec.structs.replace(self.meta, next=next_ids),
        )

    def check(self) -> None:
        """Read every record. Raises msgspec.ValidationError."""
        for rows in self.rows.values():
            for document in rows.docs.values():
                rows.decode(document)


def undo(log: Sequence[Entry]) -> None:
    """Take changes back, the last one first."""
    for target, doc_id, old, _, _ in reversed(log):
        target.write(doc_id, old)


def encode(log: Sequence[Entry]) -> list[bytes]:
    """Return the operations that bring a journal's reader to where the log ends."""
    if len(log) == 1:
        return [_operation(log[0])]
    last = {(entry[0].name, entry[1]): entry for entry in log}
    return [_operation(entry) for entry in last.values()]


def _operation(entry: Entry) -> bytes:
    target, doc_id, _, _, raw = entry
    if type(doc_id) is int:
        return b"%b%d,%b]" % (target.prefix, doc_id, raw)
    return b'%b"%b",%b]' % (target.prefix, doc_id.encode(), raw)

"""One transaction: reads and writes on the tables in memory, with what undoes them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from bot.ports import Change, Key
from bot.store.rows import Rows
from bot.store.seen import Seen, hash_event
from bot.store.state import Entry, State, undo

if TYPE_CHECKING:
    from bot.store.tiny import Database

R = TypeVar("R")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode
_PLAIN = (str, int, type(None))


class Unit:
    """Implements `bot.ports.UnitOfWork`; ``log`` is what it did, in order."""

    __slots__ = ("_state", "_writable", "log")

    def __init__(self, state: State, *, writable: bool = True) -> None:
        self._state, self._writable = state, writable
        self.log: list[Entry] = []

    # ---- reading -------------------------------------------------------------------------

    def get(self, kind: type[R], *key: Key) -> R | None:
        """Return the record with this key, or None."""
        rows = self._rows(kind)
        doc_id = _find(rows, key)
        if doc_id is None:
            return None
        record: R = rows.decode(rows.docs[doc_id])
        return record

    def find(
        self,
        kind: type[R],
        index: str,
        *equal: Key,
        upto: Key | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> list[R]:
        """Return records whose first index fields equal these, in the index's order."""
        rows = self._rows(kind)
        found = rows.indexes[index]
        if not rows.docs:
            return []
        values = tuple([plain(value) for value in equal])
        docs, decode = rows.docs, rows.decode
        ids = found.find(values, plain(upto), limit, newest)
        return [decode(docs[doc_id]) for doc_id in ids]

    def count(self, kind: type[Any], index: str, *equal: Key) -> int:
        """Return how many records `find` would give, without reading them."""
        return self._rows(kind).indexes[index].count(tuple([plain(value) for value in equal]))

    def _rows(self, kind: type[Any]) -> Rows:
        return self._state.by_type[kind]

    # ---- writing -------------------------------------------------------------------------

    def put(self, record: Any) -> None:
        """Write a record under its own key."""
        rows = self._rows(type(record))
        raw = _encode(record)
        document = _decode(raw)
        assert rows.key_of is not None  # noqa: S101 - a declared kind has a key
        doc_id = rows.ids.get(rows.key_of(document))
        if doc_id is None:
            self.write(rows, rows.new_id(), None, document, raw)
        elif (old := rows.docs[doc_id]) != document:
            self.write(rows, doc_id, old, document, raw)

    def remove(self, kind: type[Any], *key: Key) -> None:
        """Forget a record; nothing happens if it is not there."""
        rows = self._rows(kind)
        doc_id = _find(rows, key)
        if doc_id is not None:
            self.write(rows, doc_id, rows.docs[doc_id], None, b"null")

    def number(self, counter: str) -> int:
        """Return the counter's next number, from 1; one given out durably never comes again."""
        rows = self._state.counters
        doc_id = rows.ids.get(counter)
        old = None if doc_id is None else rows.docs[doc_id]
        document = {"name": counter, "last": old["last"] + 1 if old else 1}
        self.write(rows, doc_id or rows.new_id(), old, document, _encode(document))
        return int(document["last"])

    def counted(self, counter: str) -> int:
        """Return the counter's last number, 0 if it has given none."""
        rows = self._state.counters
        doc_id = rows.ids.get(counter)
        return 0 if doc_id is None else int(rows.docs[doc_id]["last"])

    def uncount(self, counter: str) -> None:
        """Forget a counter of something that is gone: it would begin again."""
        rows = self._state.counters
        doc_id = rows.ids.get(counter)
        if doc_id is not None:
            self.write(rows, doc_id, rows.docs[doc_id], None, b"null")

    def write(self, target: Rows | Seen, doc_id: int | str, old: Any, new: Any, raw: bytes) -> None:
        """Put ``new`` (in JSON: ``raw``) in place of ``old``, so that it can be undone."""
        if not self._writable:
            raise RuntimeError("this unit of work is over, or only for reading")
        target.write(doc_id, new)  # type: ignore[arg-type]  # each target has its own ids
        self.log.append((target, doc_id, old, new, raw))

    def end(self) -> None:
        """Take no more writes: whoever kept the unit must not change the store through it."""
        self._writable = False

    # ---- going back ----------------------------------------------------------------------

    def mark(self) -> int:
        """Return a place to which `rewind` can go back."""
        return len(self.log)

    def rewind(self, mark: int) -> None:
        """Undo everything since the mark."""
        undo(self.log[mark:])
        del self.log[mark:]

    def changes(self, mark: int) -> Sequence[Change]:
        """Return what has changed since the mark, one entry a record, first change first."""
        spans: dict[tuple[str, Any], tuple[Rows, Any, Any]] = {}
        for target, _, old, new, _ in self.log[mark:]:
            if not isinstance(target, Rows) or target.kind is None:
                continue
            for key, before, after in _by_key(target, old, new):
                place = (target.name, key)
                first = spans[place][1] if place in spans else before
                spans[place] = (target, first, after)
        return [
            Change(rows.name, _record(rows, before), _record(rows, after))
            for rows, before, after in spans.values()
            if before != after and rows is not self._state.counters
        ]

    # ---- handled events ------------------------------------------------------------------

    def outcome(self, event: str) -> str | None:
        """Return what came of an event, None if it was not handled or is forgotten."""
        return self._state.seen.outcomes.get(self._hash(event))

    def remember(self, event: str, outcome: str, day: date) -> None:
        """Note an event as handled."""
        entry = (day.isoformat(), outcome)
        self.write(self._state.seen, self._hash(event), None, entry, _encode(entry))

    def known(self, event: str) -> bool:
        """Tell whether an event with this id has been handled."""
        return self.outcome(event) is not None

    def forget_seen(self, before: date) -> None:
        """Let go of the memory of events handled before this day (UTC)."""
        seen = self._state.seen
        for day in seen.before(before):
            self.write(seen, day, seen.of_day(day), None, b"null")

    def _hash(self, event: str) -> str:
        return hash_event(self._state.secret, event)

    # ---- the other door ------------------------------------------------------------------

    @property
    def db(self) -> "Database":
        """Return the same tables as a TinyDB database; what it writes belongs to this unit."""
        from bot.store.tiny import Database, UnitStorage

        return Database(UnitStorage(self._state, self))


def plain(value: Any) -> Any:
    """Return a key or index value as documents hold it."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(microsecond=0)
    return msgspec.to_builtins(value)


def _find(rows: Rows, key: tuple[Key, ...]) -> int | None:
    """Look a key up as it is, which most are, and else as documents hold it."""
    alone = len(key) == 1
    doc_id = rows.ids.get(key[0] if alone else key)
    if doc_id is None:
        doc_id = rows.ids.get(plain(key[0]) if alone else tuple([plain(part) for part in key]))
    return doc_id


def _by_key(rows: Rows, old: Any, new: Any) -> list[tuple[Any, Any, Any]]:
    """Return what happened under which key: to two of them if a document got another key."""
    assert rows.key_of is not None  # noqa: S101 - a declared kind has a key
    before, after = (None if doc is None else rows.key_of(doc) for doc in (old, new))
    if before is None or after is None or before == after:
        return [(before if after is None else after, old, new)]
    return [(before, old, None), (after, None, new)]


def _record(rows: Rows, document: Any) -> Any:
    return None if document is None else rows.decode(document)

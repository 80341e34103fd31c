"""TinyDB's own interface to the same documents, inside a transaction.

``uow.db.table("needs").search(where("group") == "oak")`` and all else of TinyDB works on what
`get` and `put` see, and is durable with the transaction. A table of a declared kind takes only
documents that are such records, in the form `put` would give them. Results are copies.
"""

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bot.store.rows import Rows
from bot.store.state import State
from bot.store.tinyviews import Editing, Reading, candidates, copied
from bot.store.unit import Unit


class UnitStorage(Storage):
    """Stands where TinyDB expects a file: the tables in memory, changed through a unit."""

    def __init__(self, state: State, unit: Unit) -> None:
        self.state, self.unit = state, unit

    def read(self) -> dict[str, dict[str, Any]]:
        """Return copies of all tables with documents, ids as text, as TinyDB wants them."""
        return {
            name: {str(doc_id): copied(document) for doc_id, document in rows.docs.items()}
            for name, rows in self.state.rows.items()
            if rows.docs and not is_reserved(name)
        }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make all tables hold exactly this; TinyDB calls it to drop tables."""
        for name in {*self.state.rows, *data}:
            if not is_reserved(name):
                wanted = {int(doc_id): doc for doc_id, doc in data.get(name, {}).items()}
                JournalTable(self, name).become(wanted)


class JournalTable(Table):
    """A TinyDB table over the store's documents; equality is looked up in declared indexes."""

    @property
    def _unit(self) -> Unit:
        return cast(UnitStorage, self._storage).unit

    @property
    def _rows(self) -> Rows:
        if is_reserved(self.name):
            raise ValueError(f"{self.name} is the store's own table")
        return cast(UnitStorage, self._storage).state.table(self.name)

    def _read_table(self) -> Mapping[str, Any]:  # type: ignore[override]  # read-only suffices
        return Reading(self._rows.docs)

    def _get_next_id(self) -> int:
        return self._rows.new_id()

    def _matching(self, cond: QueryLike) -> list[int]:
        rows = self._rows
        docs = rows.docs
        some = candidates(rows.indexes.values(), getattr(cond, "_hash", None))
        return [doc_id for doc_id in (docs if some is None else some) if cond(docs[doc_id])]

    def search(self, cond: QueryLike) -> list[Document]:
        """Return copies of the documents that match; nothing is cached."""
        docs = self._rows.docs
        return [Document(copied(docs[doc_id]), doc_id) for doc_id in self._matching(cond)]

    def get(self, cond: Any = None, doc_id: Any = None, doc_ids: Any = None) -> Any:
        """Return a copy of one document, or of several by ``doc_ids``; None if there is none."""
        if cond is not None and doc_id is None and doc_ids is None:
            return next(iter(self.search(cond)), None)
        return super().get(cond, doc_id, doc_ids)

    def update(self, fields: Any, cond: Any = None, doc_ids: Any = None) -> list[int]:
        """Change matching documents; return their ids."""
        if cond is not None and doc_ids is None:
            doc_ids = self._matching(cond)
        return super().update(fields, None, doc_ids)

    def remove(self, cond: Any = None, doc_ids: Any = None) -> list[int]:
        """Remove matching documents; return their ids."""
        if cond is not None and doc_ids is None:
            doc_ids = self._matching(cond)
        return super().remove(None, doc_ids)

    def become(self, wanted: dict[int, Any]) -> None:
        """Hold exactly these documents."""

        def updater(docs: MutableMapping[int, Any]) -> None:
            docs.clear()
            docs.update(wanted)

        self._update_table(updater)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        rows, unit = self._rows, self._unit
        editing = Editing(rows.docs)
        updater(editing)
        mark = unit.mark()
        try:
            for doc_id, document in sorted(editing.changed.items(), key=_removals_first):
                _store(unit, rows, doc_id, document)
        except BaseException:
            unit.rewind(mark)
            raise


class Database(TinyDB):
    """A TinyDB over one unit of work."""

    table_class = JournalTable

    def __init__(self, storage: UnitStorage) -> None:
        super().__init__(storage=lambda: storage)


def _removals_first(change: tuple[int, Any]) -> bool:
    return change[1] is not None


def _store(unit: Unit, rows: Rows, doc_id: int, document: Any) -> None:
    """Write one document as `put` would have, with its key free. Raises ValueError."""
    old = rows.docs.get(doc_id)
    if document is None:
        if old is not None:
            unit.write(rows, doc_id, old, None, b"null")
        return
    raw = msgspec.json.encode(document)
    if rows.key_of is not None:
        raw = msgspec.json.encode(rows.decode(msgspec.json.decode(raw)))
    new = msgspec.json.decode(raw)
    if rows.key_of is not None and rows.ids.get(rows.key_of(new), doc_id) != doc_id:
        raise ValueError(f"there is a document with this key in {rows.name} already")
    rows.next_id = max(rows.next_id, doc_id + 1)
    if old != new:
        unit.write(rows, doc_id, old, new, raw)


def is_reserved(name: str) -> bool:
    """Whether a table is the store's own."""
    return name.startswith("_") and name != TinyDB.default_table_name

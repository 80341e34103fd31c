"""The documents of one table, by id, by key and by index."""

import dataclasses
import re
from collections.abc import Callable
from operator import itemgetter
from typing import Any

import msgspec

from bot.ports import Kind
from bot.store.index import Document, OrderedIndex

LATELY = 1000  # records that are kept decoded


class Rows:
    """A table in memory. Documents are never changed in place: a new one takes its place.

    ``kind`` is None for a table that this program does not declare, which is kept as it is.
    """

    def __init__(self, name: str, kind: Kind | None = None) -> None:
        self.name, self.kind = name, kind
        self.docs: dict[int, Document] = {}
        self.ids: dict[Any, int] = {}
        self.next_id = 1
        self.prefix = b"[" + msgspec.json.encode(name) + b","
        self.key_of = itemgetter(*kind.key) if kind else None
        defaults = _defaults(kind.type) if kind else {}
        declared = kind.indexes if kind else ()
        self.indexes = {index.name: OrderedIndex(index, defaults) for index in declared}
        self._watched = _watched(kind) if kind else None
        self._records: dict[int, tuple[Document, Any]] = {}  # by the identity of the document

    def load(self, doc_id: int, document: Document | None) -> None:
        """Take over one document while loading; call `build` after the last."""
        if document is None:
            self.docs.pop(doc_id, None)
        else:
            self.docs[doc_id] = document
        if doc_id >= self.next_id:
            self.next_id = doc_id + 1

    def build(self) -> None:
        """Make keys and indexes anew. Raises ValueError if two documents share a key."""
        if self.key_of is not None:
            self.ids = dict(zip(map(self.key_of, self.docs.values()), self.docs, strict=True))
            if len(self.ids) != len(self.docs):
                raise ValueError(f"two documents of {self.name} have the same key")
        for index in self.indexes.values():
            index.fill(self.docs)

    def new_id(self) -> int:
        """Return an id that no document ever had."""
        self.next_id += 1
        return self.next_id - 1

    def write(self, doc_id: int, document: Document | None) -> None:
        """Put a document in place of another, or None to remove it."""
        old = self.docs.get(doc_id)
        if old is not None and document is not None and self._same_place(old, document):
            self.docs[doc_id] = document
            return
        for index in self.indexes.values():
            index.change(doc_id, old, document)
        if self.key_of is not None:
            before = self.key_of(old) if old is not None else None
            after = self.key_of(document) if document is not None else None
            if before != after:
                if before is not None:
                    del self.ids[before]
                if after is not None:
                    self.ids[after] = doc_id
        if document is None:
            self.docs.pop(doc_id, None)
        else:
            self.docs[doc_id] = document

    def _same_place(self, old: Document, new: Document) -> bool:
        """Whether nothing that a key or an index looks at has changed: so it is most often."""
        try:
            return self._watched is not None and self._watched(old) == self._watched(new)
        except KeyError:  # a document written before the field was there
            return False

    def decode(self, document: Document) -> Any:
        """Return a document as its record. Raises msgspec.ValidationError.

        Neither of them ever changes, so those that were read of late are read once.
        """
        if self.kind is None:
            return document
        known = self._records.get(id(document))
        if known is None:  # a document that is held here leaves its identity to no other
            record = msgspec.convert(document, self.kind.type, str_keys=True)
            if len(self._records) >= LATELY:
                self._records.clear()
            known = self._records[id(document)] = document, record
        return known[1]


def _watched(kind: Kind) -> Callable[[Document], Any]:
    paths = [path for index in kind.indexes for path in index.fields]
    return itemgetter(*dict.fromkeys([*kind.key, *(re.split(r"[.\[]", p)[0] for p in paths)]))


def _defaults(record: type[Any]) -> dict[str, Any]:
    """Return the default values of a record's fields, as a document holds them."""
    found = {}
    for field in dataclasses.fields(record):
        if field.default is not dataclasses.MISSING:
            found[field.name] = msgspec.to_builtins(field.default)
        elif field.default_factory is not dataclasses.MISSING:
            found[field.name] = msgspec.to_builtins(field.default_factory())
    return found

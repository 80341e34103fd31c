"""A table's documents as TinyDB reads and changes them, and its queries as look-ups."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from bot.store.index import OrderedIndex

Docs = Mapping[int, dict[str, Any]]
_PLAIN = (str, int, float)


class Reading(Mapping[str, Any]):
    """A table as TinyDB reads it: ids as text, every document a copy."""

    def __init__(self, docs: Docs) -> None:
        self._docs = docs

    def __getitem__(self, doc_id: str) -> Any:
        """Return a copy of a document."""
        return copied(self._docs[int(doc_id)])

    def __iter__(self) -> Iterator[str]:
        """Give the ids."""
        return map(str, self._docs)

    def __len__(self) -> int:
        """Count the documents."""
        return len(self._docs)


class Editing(MutableMapping[int, Any]):
    """A table as TinyDB changes it: what is touched is copied first; None stands for removed."""

    def __init__(self, docs: Docs) -> None:
        self._docs = docs
        self.changed: dict[int, Any] = {}

    def __contains__(self, doc_id: object) -> bool:
        """Tell whether there is such a document, without copying it."""
        if doc_id in self.changed:
            return self.changed[doc_id] is not None
        return doc_id in self._docs

    def __getitem__(self, doc_id: int) -> Any:
        """Return a document that may be changed."""
        if doc_id not in self:
            raise KeyError(doc_id)
        if doc_id not in self.changed:
            self.changed[doc_id] = copied(self._docs[doc_id])
        return self.changed[doc_id]

    def __setitem__(self, doc_id: int, document: Any) -> None:
        """Put a document in place of another."""
        self.changed[doc_id] = document

    def __delitem__(self, doc_id: int) -> None:
        """Remove a document."""
        if doc_id not in self:
            raise KeyError(doc_id)
        self.changed[doc_id] = None

    def __iter__(self) -> Iterator[int]:
        """Give the ids, old ones first."""
        both = dict.fromkeys([*self._docs, *self.changed])
        yield from [doc_id for doc_id in both if doc_id in self]

    def __len__(self) -> int:
        """Count the documents."""
        return sum(1 for _ in self)


def candidates(indexes: Iterable[OrderedIndex], query: Any) -> list[int] | None:
    """Return the ids an index gives for a query's equalities, None if all have to be read.

    ``query`` is the hash of a TinyDB query: ``("==", path, value)``, ``("and", {…})``.
    """
    wanted = dict(_equalities(query))
    best: list[int] | None = None
    for index in indexes:
        values = []
        for name in index.fields:
            if name not in wanted:
                break
            values.append(wanted[name])
        whole = index.omitted == 0 or len(values) == len(index.fields)
        if values and whole and not index.fans_out:
            try:
                found = index.find(tuple(values), None, None, False)
            except TypeError:  # a value of another type than the index's: none would be found
                continue
            best = found if best is None or len(found) < len(best) else best
    return best


def _equalities(query: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(query, tuple) or not query:
        return
    if query[0] == "and":
        for part in query[1]:
            yield from _equalities(part)
    elif query[0] == "==" and isinstance(query[2], _PLAIN):
        path = query[1]
        if all(isinstance(part, str) and "." not in part for part in path):
            yield ".".join(path), query[2]


def copied(value: Any) -> Any:
    """Return a document that shares nothing with the stored one."""
    if isinstance(value, dict):
        return {name: copied(part) for name, part in value.items()}
    if isinstance(value, list):
        return [copied(part) for part in value]
    return value

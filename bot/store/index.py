"""Declared indexes: sorted tuples of document values, each ending with the document's id."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from typing import Any

from sortedcontainers import SortedList

from bot.ports import Index

Document = dict[str, Any]


class _Top:
    """Sorts after everything: the end of a range."""

    def __lt__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return True


TOP = _Top()


class OrderedIndex:
    """The entries of one declared index, in order.

    ``defaults`` gives the values of fields that a document written earlier does not have.
    ``omitted`` counts the documents left out because one of their fields is None.
    """

    def __init__(self, index: Index, defaults: Mapping[str, Any]) -> None:
        self.name, self.fields, self.omitted = index.name, index.fields, 0
        self._defaults = defaults
        lists = {field.split("[]")[0] for field in index.fields if "[]" in field}
        if len(lists) > 1:
            raise ValueError(f"index {index.name} goes through more than one list")
        self._list = tuple(lists.pop().split(".")) if lists else ()
        self._simple = not lists and not any("." in f or "[" in f for f in index.fields)
        self._paths = [_path(field) for field in index.fields]
        self._quick = itemgetter(*index.fields, *index.fields[:1])  # always a tuple
        self._sorted = SortedList()

    @property
    def fans_out(self) -> bool:
        """Whether one document can have several entries."""
        return bool(self._list)

    def entries(self, document: Document) -> list[tuple[Any, ...]]:
        """Return the document's entries, without its id."""
        if self._simple:
            entry = self._values(document)
            return [] if None in entry else [entry]
        items = self._reach(document, self._list) if self._list else (None,)
        if not items:
            return []
        found = (
            tuple(self._reach(item if fan else document, path) for fan, path in self._paths)
            for item in items
        )
        return list(dict.fromkeys(entry for entry in found if None not in entry))

    def _values(self, document: Document) -> Any:
        try:
            return self._quick(document)[:-1]
        except KeyError:
            default = self._defaults
            return tuple([document.get(field, default.get(field)) for field in self.fields])

    def _reach(self, value: Any, path: tuple[str, ...]) -> Any:
        for depth, name in enumerate(path):
            if not isinstance(value, dict):
                return None
            value = value.get(name, None if depth else self._defaults.get(name))
        return value

    def fill(self, documents: Mapping[int, Document]) -> None:
        """Build the whole index at once: many times faster than one by one."""
        try:
            if not self._simple:
                raise KeyError
            columns = [map(itemgetter(field), documents.values()) for field in self.fields]
            rows = [row for row in zip(*columns, documents, strict=True) if None not in row]
            self.omitted = len(documents) - len(rows)
        except KeyError:
            rows, self.omitted = [], 0
            for doc_id, document in documents.items():
                entries = self.entries(document)
                self.omitted += not entries
                rows.extend([(*entry, doc_id) for entry in entries])
        self._sorted = SortedList(rows)

    def change(self, doc_id: int, old: Document | None, new: Document | None) -> None:
        """Take a document's old entries out and put its new ones in."""
        before = self.entries(old) if old is not None else None
        after = self.entries(new) if new is not None else None
        if before == after:
            return
        if before is not None:
            self.omitted -= not before
            for entry in before:
                self._sorted.remove((*entry, doc_id))
        if after is not None:
            self.omitted += not after
            for entry in after:
                self._sorted.add((*entry, doc_id))

    def _span(self, equal: tuple[Any, ...], upto: Any) -> tuple[int, int]:
        if None in equal or not self._sorted:  # documents with None are left out
            return 0, 0
        last = (*equal, TOP) if upto is None else (*equal, upto, TOP)
        return self._sorted.bisect_left(equal), self._sorted.bisect_left(last)

    def _repeats(self, equal: tuple[Any, ...]) -> bool:
        """Whether a range can hold a document twice: its list's fields are not all given."""
        return any(fan for fan, _ in self._paths[len(equal) :])

    def find(self, equal: tuple[Any, ...], upto: Any, limit: int | None, newest: bool) -> list[int]:
        """Return the ids of a range, in order, each once."""
        first, end = self._span(equal, upto)
        if first == end:
            return []
        ids: Iterator[int] = (entry[-1] for entry in self._sorted.islice(first, end, newest))
        if self._repeats(equal):
            ids = iter(_once(ids))
        return list(islice(ids, limit))

    def count(self, equal: tuple[Any, ...]) -> int:
        """Return how many documents `find` would give."""
        if self._repeats(equal):
            return len(self.find(equal, None, None, False))
        first, end = self._span(equal, None)
        return end - first


def _once(ids: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for doc_id in ids:
        if doc_id not in seen:
            seen.add(doc_id)
            yield doc_id


def _path(field: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a field is reached from a list's item, and the names on the way."""
    head, fan, rest = field.partition("[]")
    names = rest.removeprefix(".") if fan else head
    return bool(fan), tuple(names.split(".")) if names else ()

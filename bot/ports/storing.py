"""Where everything is kept: kinds of records, transactions, the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

R = TypeVar("R")
Key = str | int | datetime

@dataclass(frozen=True, slots=True)
class Index:
    """An order in which records of a kind can be found: by its fields, from left to right.

    A field written ``claims[].by`` gives an entry for each item of that list. A record one of
    whose fields is None is left out.
    """

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one type of record is kept: its table, the fields of its key, its indexes."""

    name: str
    type: type[Any]
    key: tuple[str, ...]
    indexes: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did to one record; None before for a new one, after for a removed."""

    kind: str
    before: Any
    after: Any


class UnitOfWork(Protocol):
    """One transaction: all of it is kept, or none of it."""

    def get(self, kind: type[R], *key: Key) -> R | None:
        """Return the record with this key, or None."""

    def find(
        self,
        kind: type[R],
        index: str,
        *equal: Key,
        upto: Key | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> list[R]:
        """Return records whose first index fields equal these, in the index's order.

        ``upto`` bounds the next field, included; ``newest`` reads from the end. Raises KeyError
        for an index that was not declared: a query that would scan does not exist.
        """

    def count(self, kind: type[Any], index: str, *equal: Key) -> int:
        """Return how many records `find` would give, without reading them."""

    def put(self, record: Any) -> None:
        """Write a record under its own key."""

    def remove(self, kind: type[Any], *key: Key) -> None:
        """Forget a record; nothing happens if it is not there."""

    def number(self, counter: str) -> int:
        """Return the counter's next number, from 1; one given out durably never comes again."""

    def counted(self, counter: str) -> int:
        """Return the counter's last number, 0 if it has given none."""

    def uncount(self, counter: str) -> None:
        """Forget a counter of something that is gone: it would begin again."""

    def mark(self) -> int:
        """Return a place to which `rewind` can go back."""

    def rewind(self, mark: int) -> None:
        """Undo everything since the mark."""

    def changes(self, mark: int) -> Sequence[Change]:
        """Return what has changed since the mark, one entry a record, first change first."""

    def outcome(self, event: str) -> str | None:
        """Return the outcome of an event that has been handled, else None."""

    def forget_seen(self, before: date) -> None:
        """Let go of the memory of events handled before this day."""


@dataclass(frozen=True, slots=True)
class Ran:
    """The outcome of a transaction; ``repeated`` if its event had been handled before."""

    value: Any
    repeated: bool = False


class Store(Protocol):
    """Where everything is kept. Reads and writes alike return once all they saw is durable."""

    async def run(
        self, event: str | None, work: Callable[[UnitOfWork], R], *, now: datetime | None = None
    ) -> Ran:
        """Run ``work`` in one transaction.

        With an event id, ``work`` runs once for ever: a repetition returns the first value,
        which has to be a string. Whatever ``work`` raises undoes the transaction and is raised.
        Raises StoreFull if there is no room (nothing changed), StoreBroken once the disk has
        failed: from then on nothing is taken.
        """

    def later(self, work: Callable[[UnitOfWork], None]) -> None:
        """Run ``work`` now; it becomes durable with the next transaction, or soon."""

    async def look(self, work: Callable[[UnitOfWork], R]) -> R:
        """Look something up for people to see: returns once all that transactions wrote is durable.

        What was done with `later` is not waited for. Raises StoreFull if what was seen had to be
        undone, StoreBroken.
        """

    def read(self, work: Callable[[UnitOfWork], R]) -> R:
        """Run a look-up for what need not wait for the disk, such as completion."""

    async def compact(self) -> None:
        """Write everything anew, so that what was removed is nowhere any more.

        Raises StoreFull, StoreBroken, OSError; it can be tried again.
        """

    async def close(self) -> None:
        """Make everything durable and let go of the files."""


class StoreFull(Exception):
    """The disk has no room: the command was refused and nothing changed."""


class StoreBroken(Exception):
    """The disk failed in a way that cannot be trusted again until a restart."""

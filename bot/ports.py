"""The seams of the house: what passes between adapters, engine, store and clock.

Instants are aware datetimes in UTC, in whole seconds, so that their stored form sorts.
People and rooms are named by text keys that begin with their platform: ``console:ana``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol, TypeVar

from bot.incoming import (
    Came as Came,
)
from bot.incoming import (
    Content as Content,
)
from bot.incoming import (
    Deleted as Deleted,
)
from bot.incoming import (
    Due as Due,
)
from bot.incoming import (
    Edited as Edited,
)
from bot.incoming import (
    Form as Form,
)
from bot.incoming import (
    Incoming as Incoming,
)
from bot.incoming import (
    Moved as Moved,
)
from bot.incoming import (
    Person as Person,
)
from bot.incoming import (
    Pressed as Pressed,
)
from bot.incoming import (
    Reacted as Reacted,
)
from bot.incoming import (
    Room as Room,
)
from bot.incoming import (
    Said as Said,
)
from bot.incoming import (
    Went as Went,
)
from bot.text import Button, File, Node

R = TypeVar("R")
Key = str | int | datetime


# ---- what goes out -----------------------------------------------------------------------

Verb = Literal["send", "edit", "withdraw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One thing to be done on a platform, written together with what caused it.

    ``key`` is the idempotency key, the same at every try. Messages of one ``lane`` (a room, or a
    person's direct chat) go out in their ``order``, and so do the changes of one message; neither
    wait for the other. ``serial`` numbers the messages a delivery makes: it is given once, so
    that a repeated send is the same message. ``at`` is when it was written: no try was before
    that. ``body`` is None for a card, which is drawn from the state at the moment it goes out,
    and for a withdrawal. With a ``file`` the body is empty and the message is the file. ``ref``
    says what a yes or no to the message answers, where its number alone does not.
    """

    key: str
    order: int
    verb: Verb
    lane: str
    platform: str
    group: str
    room: str | None = None
    to: str | None = None
    serial: int = 0
    body: Node | None = None
    buttons: tuple[Button, ...] = ()
    file: File | None = None
    languages: tuple[str, ...] = ("en",)
    about: int | None = None
    card: bool = False
    view: str = ""  # a card that shows more than one thing: the digest, the board
    ref: str = ""
    reply_to: str | None = None
    message: str | None = None  # edit, withdraw: the platform's id of the message
    cause: str | None = None  # the person to be told if it can never arrive
    due: datetime | None = None  # not before; None: at once
    tries: int = 0
    fleeting: bool = False  # its words are kept nowhere once it has gone out
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message of the bot that people can still answer, press or see change."""

    id: str  # the platform's message id, after its platform
    group: str
    about: int | None
    room: str | None
    to: str | None
    card: bool
    at: datetime
    actions: tuple[str, ...] = ()
    view: str = ""
    ref: str = ""
    drawn: str = ""  # what it last showed, as a short hash: the same again is not sent
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of an event: its outcome in a word, and the deliveries it wrote this time."""

    outcome: str
    written: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Memo:
    """Something an adapter has to remember: a sync token, a hash of what it has published."""

    platform: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A delivery drawn for one reader: what an adapter hands to its platform."""

    body: Node | None
    buttons: tuple[Button, ...]
    languages: tuple[str, ...]
    file: File | None = None


class SendFailed(Exception):
    """A platform did not take a delivery.

    ``retry_after`` (seconds) is the platform's own wish; ``permanent`` means never again.
    """

    def __init__(
        self, why: str, *, retry_after: float | None = None, permanent: bool = False
    ) -> None:
        super().__init__(why)
        self.retry_after, self.permanent = retry_after, permanent


class Unusable(Exception):
    """A chat that cannot go on before somebody changes something; the text says what."""


class Carrier(Protocol):
    """What carries deliveries out to one platform; ``name`` is the first part of its keys.

    So long as its platform ``remembers`` a key, a repeated send makes no second message.
    """

    name: str
    remembers: timedelta

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Return the id of the message an earlier try has made, None if the chat shows none.

        Raises SendFailed if that cannot be told now.
        """

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry one delivery out; return the platform's message id. Raises SendFailed."""


class Adapter(Carrier, Protocol):
    """One chat platform, both ways."""

    async def run(self) -> None:
        """Listen until closed, handing every event to the engine."""

    async def close(self) -> None:
        """Stop listening and let go of every connection."""


# ---- where it is kept --------------------------------------------------------------------


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


# ---- time --------------------------------------------------------------------------------


class Sealer(Protocol):
    """What encrypts the details that only a helper may know."""

    def seal(self, text: str, place: str) -> str:
        """Return a text as a box, printable, that opens only for this place. Raises KeyTrouble."""

    def open(self, box: str, place: str) -> str | None:
        """Return a box's text, None if it is not ours or not for this place. Raises KeyTrouble."""


class KeyTrouble(Exception):
    """The sealer's key cannot be had; the text says where it was looked for and what to do."""


class Clock(Protocol):
    """What time it is, and one alarm."""

    def now(self) -> datetime:
        """Return the present instant, UTC, in whole seconds."""

    def arm(self, due: Callable[[], datetime | None]) -> None:
        """Set the one alarm to the instant ``due`` gives, or to none."""

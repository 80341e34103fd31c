"""What goes out: deliveries, what stands in the chats, and what carries them there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.text import Button, File, Node

Verb = Literal["send", "edit", "withdraw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One thing to be done on a platform, written together with what caused it.

    ``key`` is the idempotency key, the same at every try. Messages of one ``lane`` (a room, or a
    person's direct chat) go out in their ``order``, and so do the answers to one person there and
    the changes of one message; none of them wait for the others. ``serial`` numbers the messages a
    delivery makes: it is given once, so that a repeated send is the same message. ``at`` is when
    it was written: no try was before that. ``body`` is None for a card, which is drawn from the
    state at the moment it goes out, and for a withdrawal. With a ``file`` the body is empty and
    the message is the file. ``ref`` says what a yes or no to the message answers, where its number
    alone does not.
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
    drawn: str = ""  # once it may have been sent: a short hash of what it has shown


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
    ``refused`` means that it has certainly not arrived; else it may have, and the answer was lost.
    """

    def __init__(self, why: str, *, retry_after: float | None = None, permanent: bool = False,
                 refused: bool = False) -> None:
        super().__init__(why)
        self.retry_after, self.permanent, self.refused = retry_after, permanent, refused


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

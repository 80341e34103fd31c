"""What comes in: an event of a chat, with who, where and what, as every adapter builds it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

# How others than the people in a chat can read what is said there: it is not encrypted, anybody
# may come in, it is carried to another network, what was said may be read without coming in.
Risk: TypeAlias = Literal["plain", "public", "bridged", "history"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on a platform: ``id`` is unique for ever, ``name`` is what others see."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Room:
    """A chat the bot sits in; ``community`` names the group it founds or belongs to at first."""

    id: str
    community: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A typed message. ``command`` is its text after the sigil or the mention, None for talk."""

    text: str
    command: str | None = None
    strict: bool = True  # False for ``!x``: answered only if it is nearly a command
    reply_to: str | None = None  # the platform id of the message it answers


@dataclass(frozen=True, slots=True)
class Form:
    """A command filled in by fields: option name to value, as the platform typed them.

    ``reply_to`` is the platform id of the bot's message whose button opened it.
    """

    command: str
    values: dict[str, Any] = field(default_factory=dict)
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the message it hangs on and the action it stands for.

    ``about`` is the number it carries itself, for when the message is no longer remembered.
    """

    message: str
    action: str
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Reacted:
    """A sign somebody has put on a message of the bot: an emoji."""

    message: str
    sign: str


@dataclass(frozen=True, slots=True)
class Edited:
    """Someone changed what they had said; ``of`` is the id of the message as first sent."""

    of: str
    said: Said


@dataclass(frozen=True, slots=True)
class Deleted:
    """Someone took back a message."""

    of: str


@dataclass(frozen=True, slots=True)
class Came:
    """Someone came into the room; ``bot`` when it is Apoyo itself."""

    bot: bool = False


@dataclass(frozen=True, slots=True)
class Went:
    """Someone left the room or was removed from it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The room has been replaced by another one, as when it is upgraded; both sides say so."""

    to: Room


@dataclass(frozen=True, slots=True)
class Due:
    """A wake that has come: time enters by the same door as people."""

    what: str
    key: str
    due: datetime
    group: str = ""


Content: TypeAlias = (
    Said | Form | Pressed | Reacted | Edited | Deleted | Came | Went | Moved | Due
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One platform event, on its way to the engine.

    ``event`` is unique for ever: handled twice, it changes nothing the second time.
    ``room`` is None in a direct chat, where ``community`` may say which group is meant.
    ``named`` are people it mentions, each by the name that stands in its text after an ``@``.
    """

    event: str
    content: Content
    person: Person | None = None
    room: Room | None = None
    community: str | None = None
    moderator: bool = False
    language: str | None = None
    risks: tuple[Risk, ...] = ()  # of the chat it came from, as far as its platform tells
    named: tuple[Person, ...] = ()
    keep: bool = False  # remember the event even if it is talk: this platform asks for ids again

    @property
    def platform(self) -> str:
        """The name of the platform it came from, empty for time itself."""
        key = self.room.id if self.room else self.person.id if self.person else ""
        return key.partition(":")[0]

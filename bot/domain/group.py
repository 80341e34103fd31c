"""Groups, the rooms they use and their members."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One community with one board, one numbering, one time zone and its languages.

    ``open`` lets everyone do what otherwise asks for the platform's moderator right. ``name`` is
    what other groups call it, ``into`` the group this one has become part of, if any. Needs in
    which one of the words in ``confirm`` stands ask their poster first; so many ``vouches`` let a
    member skip that question. ``hidden``: whose names cards leave out, posters and helpers.
    ``reactions`` lets signs on a card count as answers to it.
    ``sealed_discord``: sealed details go through Discord too, though its operator can read them.
    """

    id: str
    zone: str
    languages: tuple[str, ...]
    created: datetime
    open: bool = False
    keep: int = 30  # days for which what is finished is kept
    name: str = ""
    into: str = ""
    confirm: tuple[str, ...] = ()
    vouches: int = 2
    hidden: tuple[str, ...] = ()
    reactions: bool = False
    sealed_discord: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A room that a group uses; ``community`` is what it belongs to on its own platform."""

    id: str
    group: str
    name: str
    since: datetime
    greeted: bool = False
    digest: str = "08:00"  # the hour of the daily summary, empty for none
    community: str = ""
    said: str = ""  # what the last one said, as a short hash
    risks: tuple[str, ...] = ()  # who else can read along: see `bot.ports.incoming.Risk`


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One of several accounts of a person who has linked them; the last ``turn`` spoke last.

    ``person`` is the key they go by everywhere, that of one of the accounts.
    """

    account: str
    person: str
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a group; ``rooms`` are those they were seen in.

    ``language`` is the one they chose, ``spoken`` their client's, ``zone`` their own time zone
    for what is said to them alone; ``turn`` grows when they come
    to speak in this group after another one; ``gone`` once they have left. Who is ``ignored`` gets
    no answer. ``vouches`` counts those who vouched for them, ``vouchers`` says who, only until
    they are enough: ``trusted``. ``hinted`` is when they were last asked whether their
    offer fits; ``pings`` names what they want to be told of at once.
    """

    group: str
    person: str
    name: str
    seen: datetime
    language: str | None = None
    spoken: str | None = None
    zone: str | None = None
    rooms: tuple[str, ...] = ()
    turn: int = 0
    gone: bool = False
    ignored: bool = False
    guest: str = ""  # the allied group they help from: nobody here sees who they are
    vouches: int = 0
    vouchers: tuple[str, ...] = ()
    trusted: bool = False
    hinted: datetime | None = None
    pings: tuple[str, ...] = ()

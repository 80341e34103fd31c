"""What a command changed, remembered for the ten minutes in which it can be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

UNDO_FOR = timedelta(minutes=10)
ERASE = "erase"  # the wake at which what was removed leaves the journal too
PURGE = "purge"  # the wake at which a group is forgotten that the bot has left
ERASED_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One record before and after, as documents; None where there was none."""

    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One command of one person, by the event that carried it."""

    event: str
    order: int
    group: str
    by: str
    at: datetime
    command: str
    text: str
    room: str | None = None
    about: int | None = None
    changed: tuple[Changed, ...] = ()
    undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """Something to be done at an instant: the only kind of timer there is."""

    what: str
    key: str
    due: datetime
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """An instant remembered by name, such as how far a clock moved by hand has come."""

    name: str
    at: datetime

"""What the engine is lent: a clock, and what encrypts."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


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

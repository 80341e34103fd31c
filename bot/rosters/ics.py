"""What one line of a person's calendar says."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.shift import Shift


@dataclass(frozen=True, slots=True)
class Entry:
    """A shift somebody is on, or no longer is (``off``)."""

    group: str
    number: int
    revision: int
    touched: datetime
    what: str
    role: str
    shift: Shift
    zone: str
    off: bool = False

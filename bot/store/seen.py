"""Which events were handled, and with what outcome; kept small, and forgotten by the day.

An event is remembered as a keyed hash, so that no one can look up who wrote when.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

NAME = "_seen"
_SHORT = 16  # outcomes up to this many letters recur, and are kept once


class Seen:
    """Outcomes by event hash, and the hashes of each day (ISO text)."""

    name = NAME
    prefix = b'["_seen",'
    kind = None

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}
        self.days: dict[str, list[str]] = {}

    def load(self, entry: int | str, value: Any) -> None:
        """Apply one journal operation."""
        self.write(str(entry), value)

    def write(self, entry: str, value: Any) -> None:
        """Add an event ``[day, outcome]`` by its hash, or take it back; or set or drop a day."""
        if isinstance(value, dict):
            self.days[entry] = list(value)
            self.outcomes.update(value)
        elif value is not None:
            day, outcome = value
            self.outcomes[entry] = intern(outcome) if len(outcome) <= _SHORT else outcome
            self.days.setdefault(day, []).append(entry)
        elif entry in self.days:
            for event in self.days.pop(entry):
                self.outcomes.pop(event, None)
        elif self.outcomes.pop(entry, None) is not None:
            self._take_back(entry)

    def _take_back(self, entry: str) -> None:
        for day, entries in self.days.items():  # undone in reverse: it is the last of its day
            if entries and entries[-1] == entry:
                entries.pop()
                if not entries:
                    del self.days[day]
                return

    def of_day(self, day: str) -> dict[str, str]:
        """Return a day's events with their outcomes."""
        return {entry: self.outcomes[entry] for entry in self.days[day]}

    def before(self, day: date) -> list[str]:
        """Return the days that lie before one."""
        limit = day.isoformat()
        return sorted(known for known in self.days if known < limit)


@lru_cache(maxsize=16)  # an event is looked up, then remembered
def hash_event(secret: bytes, event: str) -> str:
    """Return what is remembered of an event id: 16 bytes of its HMAC-SHA256, in base64url."""
    digest = hmac.digest(secret, event.encode(), "sha256")[:16]
    return urlsafe_b64encode(digest)[:22].decode()

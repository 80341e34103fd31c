"""A clock that stands still and moves only when it is told to."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_SPAN = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


class HandClock:
    """A Clock moved by hand; its alarm is looked at by whoever moves it."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC).replace(microsecond=0)

    def now(self) -> datetime:
        """Return the instant the hand points at, UTC."""
        return self._now

    def arm(self, due: Callable[[], datetime | None]) -> None:
        """Do nothing: whoever moves the hand asks what is due."""

    def move(self, to: datetime) -> None:
        """Point the hand at a later instant."""
        self._now = max(self._now, to.astimezone(UTC).replace(microsecond=0))


def span(text: str) -> timedelta:
    """Return the time a text like ``1d2h30m`` stands for. Raises ValueError."""
    found = _SPAN.fullmatch(text.replace(" ", ""))
    if not found or not any(found.groups()):
        raise ValueError(f"{text!r} is no span of time, such as 1d2h30m")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    try:
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise ValueError(f"{text!r} is too long a time") from None


def instant(text: str) -> datetime:
    """Return the aware instant an ISO text stands for. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text!r} needs an offset, such as -05:00")
    if not 1970 <= found.year <= 9000:
        raise ValueError(f"{text!r} is too far away")
    return found

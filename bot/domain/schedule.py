"""When something is to be: local wall time as it was said, never an instant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date, a time, a range or a repetition on the group's wall clock.

    ``start`` and ``end`` are ISO texts (``2026-11-24`` or ``2026-11-24T09:00``), ``rrule`` is
    RFC 5545 without DTSTART. ``unknown`` stands for a date that will come but is not known yet;
    ``earliest`` makes the start the first day it can be, and none on which it is due.
    """

    start: str = ""
    end: str = ""
    rrule: str = ""
    unknown: bool = False
    earliest: bool = False

    @property
    def day(self) -> str:
        """The day it starts on, ISO, or empty."""
        return self.start[:10]

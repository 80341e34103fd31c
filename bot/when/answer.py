"""What a line says."""

from datetime import date, datetime
from typing import NamedTuple


class Reading(NamedTuple):
    """What a line says: ``start`` and ``end`` are naive local wall time, or dates.

    ``rrule`` is RFC 5545 without DTSTART; ``unit`` is the sign of an amount of money, or "".
    """

    what: str
    start: date | datetime | None
    end: date | datetime | None
    rrule: str | None
    qty: int | float | None
    unit: str = ""

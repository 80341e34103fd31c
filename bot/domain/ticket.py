"""One-time codes: what somebody may do elsewhere with a code they were given here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

GOOD_FOR = timedelta(minutes=10)
Purpose = Literal["connect", "link", "ally", "destroy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A code that was given out: ``id`` is its hash, the code itself is not kept.

    It opens ``purpose`` for the group or the person it was made for, from ``since`` to ``until``.
    """

    id: str
    purpose: Purpose
    group: str
    by: str
    since: datetime
    until: datetime

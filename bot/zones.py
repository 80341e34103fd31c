"""Time zones by name: IANA's, and fixed offsets written ``UTC-05:00``."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

_FIXED = re.compile(r"UTC(?:([+-])(\d\d):(\d\d))?")


@cache
def zone(name: str) -> tzinfo:
    """Return the zone of this name. Raises ValueError if there is none."""
    fixed = _FIXED.fullmatch(name)
    if fixed and fixed[1]:
        offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
        return timezone(offset if fixed[1] == "+" else -offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone {name!r}") from None


def fixed(moment: datetime) -> str:
    """Return the name of an aware moment's own offset."""
    text = moment.strftime("%z")
    return f"UTC{text[:3]}:{text[3:5]}"


def machine() -> str:
    """Return the name of the machine's zone."""
    try:
        return tzlocal.get_localzone_name() or "UTC"
    except (LookupError, ValueError, OSError):
        return "UTC"

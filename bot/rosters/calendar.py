"""One person's shifts as a calendar file (RFC 5545), to be opened on a phone.

Each shift is one event whose UID never changes; its SEQUENCE is the roster's revision, so that a
calendar takes the last word: a moved shift moves, one that is off or dropped is cancelled.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.rosters.ics import Entry
from bot.rosters.shifts import at

YEAR = timedelta(days=366)


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """Return the calendar file."""
    made = Calendar()
    made.add("prodid", "-//Apoyo//rosters//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    days = []
    for entry in entries:
        made.add_component(_event(entry))
        days.append(entry.shift.start.date())
    if days:
        made.add_missing_timezones(min(days) - YEAR, max(days) + YEAR)
    return bytes(made.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", uid(entry))
    event.add("dtstamp", entry.touched)
    event.add("last-modified", entry.touched)
    event.add("sequence", entry.revision)
    event.add("dtstart", _local(entry.shift.start, entry.zone))
    event.add("dtend", _local(entry.shift.end, entry.zone))
    event.add("summary", f"{entry.what} · {entry.role}")
    event.add("status", "CANCELLED" if entry.off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.off else "OPAQUE")
    return event


def uid(entry: Entry) -> str:
    """Return what a shift is called in every calendar for ever; it names no person or room."""
    group = blake2b(entry.group.encode(), digest_size=6).hexdigest()
    role = blake2b(entry.role.encode(), digest_size=4).hexdigest()
    slot = entry.shift.slot.replace("/", "-")
    return f"{entry.number}-{slot}-{role}@{group}.apoyo"


def _local(moment: datetime, zone: str) -> datetime:
    """Return a local time with its zone; one in no IANA zone, or that does not exist, as UTC."""
    instant = at(moment, zone)
    try:
        here = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return instant
    return instant.astimezone(here)

"""A reader of calendar files of the tests' own: the rules of RFC 5545 that a client goes by."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Read:
    """One event: its local times as a phone in that zone shows them."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    zone: str
    summary: str
    status: str


def events(base64: str) -> list[Read]:
    """Return the events of a file, checked for what a client needs."""
    raw = b64decode(base64)
    assert raw.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    zones = {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
    found, now = [], dict[str, str]()
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            now = {}
        elif line == "END:VEVENT":
            found.append(_event(now, zones))
        else:
            now[name] = value
    return found


def _event(said: dict[str, str], zones: set[str]) -> Read:
    start = next(name for name in said if name.startswith("DTSTART"))
    end = next(name for name in said if name.startswith("DTEND"))
    zone = start.partition("TZID=")[2]
    assert zone in zones, "a zone that the file does not explain"
    assert end.partition("TZID=")[2] == zone
    assert said["DTSTAMP"].endswith("Z")
    return Read(said["UID"], int(said["SEQUENCE"]), _moment(said[start]), _moment(said[end]), zone,
                said["SUMMARY"].replace("\\,", ",").replace("\\;", ";"), said["STATUS"])


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall clock's

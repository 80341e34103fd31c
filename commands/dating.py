"""When something is to be: reading it beside other words, completing it, not before a day."""

import re
from dataclasses import replace

from bot.context import Context, when_of
from bot.domain.schedule import When
from bot.when import Reading
from bot.words import fold

# Parts of the day that sound like a day, and what names a day.
_HALVES = re.compile(r"\b(?:de|por|en) la (?:manana|tarde|noche|madrugada)\b|\bin the \w+\b")
_DAY = re.compile(
    r"\b(?:hoy|today|tonight|esta|tom+or+ow|tmrw|manana|pasado|week\w*|semana|finde|next|proxim\w+|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:\w*)|(?:lun|mar|mie|jue|vie|sab|dom)(?:\w*)|in \d|en \d|"
    r"(?:jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)\w*)\b|\d[/-]\d|\d(?:st|nd|rd|th)\b|"
    r"\bdia \d")
# The first day on which something can be done, which is no day on which it is due.
_NOT_BEFORE = re.compile(
    r"\b(?:not before|no earlier than|not until|any ?time after|on or after|a partir del?|"
    r"no antes del?|desde del?)(?=\s)", re.IGNORECASE)


def understood(ctx: Context, what: str, when: str) -> tuple[Reading, When | None]:
    """Read a text and, where it stands apart, its date. Raises UserError for an unreadable one."""
    earliest = _NOT_BEFORE.sub("on", what, count=1)
    reading = ctx.read(earliest)
    exact = earliest == what or not reading.start or bool(reading.rrule)
    if exact and earliest != what:
        reading = ctx.read(what)
    if not when:
        date = when_of(reading) if reading.start else None
        return reading, date if exact or date is None else replace(date, earliest=True)
    if reading.start:
        reading = Reading(what, None, None, None, None)
    return reading, date_of(ctx, when)


def date_of(ctx: Context, text: str) -> When:
    """Read a text that has to be a date, or the first day it can be. Raises UserError."""
    plain = _NOT_BEFORE.sub("", text, count=1).strip()
    date = ctx.when(plain or text)
    return replace(date, earliest=True) if plain != text and date.start and not date.rrule else date


def date_in(ctx: Context, text: str) -> tuple[str, When | None]:
    """Return a text without the date at its end, and that date."""
    reading, date = understood(ctx, text, "")
    return (reading.what, date) if date and reading.what and reading.qty is None else (text, None)


def completed(old: When | None, new: When | None, text: str) -> When | None:
    """Return a new date with what it leaves unsaid: the day stays, or the time of day."""
    if new is None or old is None or not old.start or not new.start or new.rrule:
        return new or old
    said = _HALVES.sub(" ", fold(text))
    if len(new.start) > 10 and not _DAY.search(said):
        day = old.start[:10]
        return replace(new, start=day + new.start[10:], end=new.end and day + new.end[10:])
    if len(new.start) == 10 and len(old.start) > 10 and not new.end:
        end = old.end and new.start + old.end[10:] if old.end[:10] == old.start[:10] else ""
        return replace(new, start=new.start + old.start[10:], end=end)
    return new


def names_day(text: str) -> bool:
    """Tell whether a text names a day, and not only a time of day."""
    return bool(_DAY.search(_HALVES.sub(" ", fold(text))))

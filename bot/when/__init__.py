"""Dates as people write them, in English and Spanish at once: see ``docs/dates.md``."""

from datetime import datetime, tzinfo
from functools import cache
from types import ModuleType

from bot.when.answer import Reading

__all__ = ["Reading", "read", "read_when"]


@cache
def _reading() -> ModuleType:
    """Return the reader, with its tables: they are made for the first line, not at an import."""
    from bot.when import reading

    return reading


def read(text: str, now: datetime, tz: str | tzinfo, lang: str = "en") -> Reading:
    """Return what a line asks for and when; ``now`` is aware, ``tz`` the group's zone.

    Every text has an answer; ``lang`` only settles which of ``3/4`` is the month.
    """
    found: Reading = _reading().read(text, now, tz, lang)
    return found


def read_when(text: str, now: datetime, tz: str | tzinfo, lang: str = "en") -> Reading | None:
    """Return a text read as nothing but a WHEN, weak words counting; None if a word is left."""
    found: Reading | None = _reading().read_when(text, now, tz, lang)
    return found

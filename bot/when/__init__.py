"""Dates as people write them, in English and Spanish at once: see ``docs/dates.md``."""

from bot.when.reading import Reading, read, read_when

__all__ = ["Reading", "read", "read_when"]

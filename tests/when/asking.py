"""Reading a line on one Monday morning in New York, the answer as short text."""

from datetime import date, datetime

from bot.when import Reading, read

NOW = datetime.fromisoformat("2026-11-23T10:00:00-05:00")
ZONE = "America/New_York"


def ask(text: str, lang: str = "en", now: datetime = NOW, tz: str = ZONE) -> Reading:
    return read(text, now, tz, lang)


def brief(moment: date | datetime | None) -> str:
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


def when(text: str, lang: str = "en", now: datetime = NOW, tz: str = ZONE) -> str:
    """Return "start", or "start/end", or "" for no WHEN."""
    found = ask(text, lang, now, tz)
    return brief(found.start) + ("/" + brief(found.end) if found.end else "")

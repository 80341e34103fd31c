"""Reading what strangers have written: every field may be missing or of any type."""

from typing import Any

from bot.words import clean


def mapping(found: object) -> dict[str, Any]:
    """Return an object, or an empty one for anything else."""
    return found if isinstance(found, dict) else {}


def sequence(found: object) -> list[Any]:
    """Return a list, or an empty one for anything else."""
    return found if isinstance(found, list) else []


def text(found: object) -> str:
    """Return a text that can be written down, or an empty one for anything else."""
    if not isinstance(found, str):
        return ""
    return found if found.isascii() else found.encode("utf-8", "replace").decode("utf-8")


def events(found: object) -> list[dict[str, Any]]:
    """Return the well-shaped events of a list: those with a type, a sender and a content."""
    return [one for one in sequence(mapping(found).get("events")) if is_event(one)]


def is_event(found: object) -> bool:
    """Tell whether something has at least the shape of an event."""
    return (isinstance(found, dict) and isinstance(found.get("type"), str)
            and isinstance(found.get("sender"), str) and isinstance(found.get("content"), dict))


def name(found: object, otherwise: str) -> str:
    """Return a shown name on one line, at most 60 characters."""
    return clean(text(found))[:60].strip() or otherwise

"""Where somebody occurs in records, and records without them: for forgetting and for showing."""

from collections.abc import Set
from typing import Any

import msgspec

Doc = dict[str, Any]


def mentions(record: Any, person: str) -> bool:
    """Tell whether a record names a person, anywhere in it."""
    return _names(msgspec.to_builtins(record), person)


def without(record: Any, person: str) -> Any:
    """Return a record in which a person does not occur: what is theirs in its lists is gone."""
    return msgspec.convert(_without(msgspec.to_builtins(record), person), type(record))


def part_of(record: Any, person: str, others: Set[str]) -> Doc:
    """Return a record as it may be shown to a person: without what ``others`` are and promised."""
    document = _own(msgspec.to_builtins(record), person, others)
    return {name: value for name, value in document.items()
            if value not in (None, "", [], False)}


def _names(value: Any, person: str) -> bool:
    if isinstance(value, dict):
        return any(_names(one, person) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_names(one, person) for one in value)
    return isinstance(value, str) and (value == person or value.endswith(f"\n{person}"))


def _without(value: Any, person: str) -> Any:
    if isinstance(value, dict):
        return {name: _without(one, person) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(one, person) for one in value if not _is_of(one, person)]
    return "" if value == person else value


def _is_of(item: Any, person: str) -> bool:
    """Tell whether an entry of a list is a person's: it is their key, or names them itself."""
    if isinstance(item, dict):
        return any(one == person for one in item.values())
    if isinstance(item, list | tuple):
        return person in item
    return bool(item == person)


def _own(value: Any, person: str, others: Set[str]) -> Any:
    if isinstance(value, dict):
        return {name: _own(one, person, others) for name, one in value.items()
                if not (isinstance(one, str) and one in others)}
    if isinstance(value, list | tuple):
        return [_own(one, person, others) for one in value
                if _is_of(one, person) or not any(_is_of(one, other) for other in others)]
    return value

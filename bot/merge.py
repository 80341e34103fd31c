"""Taking a step back after others have gone on: a merge of three states, field by field.

Works on documents. A field that the step changed goes back if nobody has changed it since;
lists of people's promises are merged person by person.
"""

from typing import Any

Doc = dict[str, Any]
LISTS = {"claims": ("by", "part"), "offered": ("by", "part"), "parts": ("name",),
         "signups": ("by", "role", "slot", "days", "part"), "off": ("by", "role", "slot"),
         "seeks": ("by", "role", "slot"), "changes": ("slot",)}
NOISE = {"touched", "seen", "hinted", "revision", "sealing", "behalf"}


class Conflict(Exception):
    """Somebody has since changed what would have to go back."""


def without(before: Doc, after: Doc, current: Doc) -> Doc:
    """Return ``current`` without the step from ``before`` to ``after``. Raises Conflict."""
    merged = dict(current)
    for field in after:
        if before.get(field) == after[field] or field in NOISE:
            continue
        if field in LISTS:
            merged[field] = _items(LISTS[field], before.get(field) or (), after[field] or (),
                                   current.get(field) or ())
        elif current.get(field) == after[field]:
            merged[field] = before.get(field)
        else:
            raise Conflict(field)
    return merged


def _items(key: tuple[str, ...], before: Any, after: Any, current: Any) -> list[Doc]:
    was, then, now = ({tuple(str(item.get(field, "")) for field in key): item for item in items}
                      for items in (before, after, current))
    for name in {**was, **then}:
        if was.get(name) == then.get(name):
            continue
        if now.get(name) != then.get(name):
            raise Conflict(str(name))
        if name in was:
            now[name] = was[name]
        else:
            now.pop(name)
    return list(now.values())

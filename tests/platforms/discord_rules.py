"""What Discord would refuse, as far as the adapter could get it wrong.

Sources: docs: Application Commands, Component Reference, Message Resource.
"""

import re
from collections.abc import Iterator
from typing import Any

Body = dict[str, Any]
NAME = re.compile(r"[-_'\w]{1,32}")
SUB_COMMAND, INTEGER = 1, 4
ROW, BUTTON, TEXT, LABEL = 1, 2, 4, 18
EPHEMERAL = 64


def commands(found: list[Body]) -> Iterator[str]:
    """Yield what is wrong with a set of commands."""
    names = [(one["type"], one["name"]) for one in found]
    if len(set(names)) != len(names):
        yield "two commands of one name"
    for locale in ("es-ES", "es-419"):
        shown = [(one["type"], one["name_localizations"].get(locale)) for one in found]
        if len(set(shown)) != len(shown):
            yield f"two commands of one name in {locale}"
    for one in found:
        if one["type"] == 1:
            yield from _named(one)
            yield from _options(one["options"], one["name"])
        elif one.get("description") or one.get("options"):
            yield f"{one['name']}: only slash commands have those"
        elif any(not 1 <= len(name) <= 32 for name in one["name_localizations"].values()):
            yield f"{one['name']}: a name of 1 to 32 characters"


def _named(one: Body) -> Iterator[str]:
    for name in (one["name"], *one["name_localizations"].values()):
        if not NAME.fullmatch(name) or name != name.lower():
            yield f"{name!r} is no name"
    for text in (one["description"], *one["description_localizations"].values()):
        if not 1 <= len(text) <= 100:
            yield f"{one['name']}: a description of 1 to 100 characters"
    for part in ("name", "description"):
        if set(one[f"{part}_localizations"]) != {"es-ES", "es-419"}:
            yield f"{one['name']}: a {part} in both kinds of Spanish"


def _options(options: list[Body], where: str) -> Iterator[str]:
    for locale in (None, "es-419"):
        names = [one["name_localizations"][locale] if locale else one["name"] for one in options]
        if len(set(names)) != len(names):
            yield f"{where}: two options of one name"
    needed = [bool(one.get("required")) for one in options]
    if needed != sorted(needed, reverse=True):
        yield f"{where}: required options come first"
    if len({one["type"] == SUB_COMMAND for one in options}) > 1:
        yield f"{where}: sub-commands and options do not mix"
    for one in options:
        yield from _named(one)
        if one["type"] == SUB_COMMAND:
            yield from _options(one["options"], f"{where} {one['name']}")
        if one.get("autocomplete") and one.get("choices"):
            yield f"{where}: choices and completion do not mix"
        labels = [choice["name"] for choice in one.get("choices", ())]
        if len(labels) > 25 or len(set(labels)) != len(labels):
            yield f"{where} {one['name']}: at most 25 choices, each once"


def message(body: Body, *, nonce: bool) -> Iterator[str]:
    """Yield what is wrong with a message; ``nonce`` if a repetition would be a second one."""
    if len(body.get("content") or "") > 2000:
        yield "more than 2000 characters"
    allowed = body.get("allowed_mentions") or {}
    if allowed.get("parse", True) != [] or allowed.get("users") or allowed.get("roles"):
        yield "somebody may be rung"
    if nonce and not (body.get("enforce_nonce") and 1 <= len(str(body.get("nonce", ""))) <= 25):
        yield "no nonce that holds"
    rows = body.get("components") or []
    if len(rows) > 5:
        yield "more than 5 rows"
    ids = [button["custom_id"] for row in rows for button in row["components"]]
    if len(set(ids)) != len(ids) or any(not 1 <= len(one) <= 100 for one in ids):
        yield "ids of buttons: each once, 1 to 100 characters"
    for row in rows:
        if row["type"] != ROW or not 1 <= len(row["components"]) <= 5:
            yield "a row of 1 to 5 buttons"
        if any(not 1 <= len(one.get("label") or "") <= 80 for one in row["components"]):
            yield "a label of 1 to 80 characters"


def event(body: Body) -> Iterator[str]:
    """Yield what is wrong with a scheduled event."""
    if not 1 <= len(body["name"]) <= 100 or len(body.get("description") or "") > 1000:
        yield "a name of 1 to 100 characters, a description of up to 1000"
    if body["entity_type"] != 3 or not 1 <= len(body["entity_metadata"]["location"]) <= 100:
        yield "an event elsewhere has a place"
    if not body["scheduled_start_time"] < body["scheduled_end_time"]:
        yield "an event ends after it begins"


def form(body: Body) -> Iterator[str]:
    """Yield what is wrong with a modal."""
    if not 1 <= len(body["title"]) <= 45 or not 1 <= len(body["components"]) <= 5:
        yield "a title of 1 to 45 characters, 1 to 5 parts"
    for part in body["components"]:
        inner = part.get("component", {})
        if part["type"] != LABEL or inner.get("type") != TEXT:
            yield "parts are labels with a field"
        if not 1 <= len(part["label"]) <= 45 or len(part.get("description") or "") > 100:
            yield "a label of 1 to 45 characters, a description of at most 100"
        if inner.get("value") is not None and len(inner["value"]) > inner["max_length"]:
            yield "the value is longer than allowed"


def choices(found: list[Body]) -> Iterator[str]:
    """Yield what is wrong with an offer of completions."""
    if len(found) > 25 or any(not 1 <= len(one["name"]) <= 100 for one in found):
        yield "at most 25 choices of 1 to 100 characters"


def callback(kind: int, body: Body) -> Iterator[str]:
    """Yield what is wrong with a first response to an interaction of this kind."""
    data, answer = body.get("data") or {}, body["type"]
    fitting = {2: (4, 5, 9), 3: (4, 5, 6, 7, 9), 4: (8,), 5: (4, 5, 6, 7)}[kind]
    if answer not in fitting:
        yield f"callback {answer} answers no interaction of kind {kind}"
    if answer == 9:
        yield from form(data)
    if answer == 8:
        yield from choices(data["choices"])
    if answer == 5 and data.get("flags", 0) & ~EPHEMERAL:
        yield "only EPHEMERAL may be set when deferring"

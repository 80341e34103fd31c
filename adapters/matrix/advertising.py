"""Telling clients which commands there are (MSC4391), in rooms that let us."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from bot.command import Command, Option, Takes
from bot.i18n import sentence
from bot.words import Vocabulary

DESCRIPTION = "org.matrix.msc4391.command_description"
MOST = 6  # each is an event under the server's limit: those people begin with
KINDS = {Takes.NUMBER: "integer", Takes.PERSON: "user_id"}
Body = dict[str, Any]


def descriptions(vocabulary: Vocabulary, me: str, languages: Iterable[str]) -> dict[str, Body]:
    """Return the state keys and contents that describe the first commands."""
    spoken = tuple(languages)
    chosen = [one for one in vocabulary.commands if not one.moderator][:MOST]
    return {_key(one, me): _content(one, spoken) for one in chosen}


def _key(command: Command, me: str) -> str:
    return b64encode(sha256((command.name + me).encode()).digest()).decode()


def _content(command: Command, languages: tuple[str, ...]) -> Body:
    return {
        "command": command.name,
        "description": _text(command.summary.one, languages),
        "parameters": [_parameter(option, languages) for option in command.options],
    }


def _parameter(option: Option, languages: tuple[str, ...]) -> Body:
    kind = KINDS.get(option.takes, "string")
    return {
        "key": option.name,
        "schema": {"schema_type": "primitive", "type": kind},
        "optional": not option.required,
        "description": _text(option.help.one, languages),
    }


def _text(english: str, languages: tuple[str, ...]) -> Body:
    """Return a sentence in the room's languages."""
    said = dict.fromkeys(sentence(language, english, "", 0) for language in languages)
    return {"m.text": [{"body": " / ".join(said)}]}

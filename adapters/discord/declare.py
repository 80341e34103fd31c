"""Discord's application commands, made from the same records every chat is made from.

The shape is that of docs: Application Commands; it is sent as it is, so that what was sent can
be hashed and compared.
"""

from collections.abc import Iterable
from typing import Any, Final

from bot.command import Command, Family, Option, Takes, second
from bot.i18n import nearest, sentence
from bot.parse import LONGEST
from bot.text import T, t

Payload = dict[str, Any]

SUB_COMMAND, STRING, INTEGER, USER = 1, 3, 4, 6
CHAT_INPUT, MESSAGE = 1, 3
MANAGE_GUILD = 1 << 5
LOCALES: Final = {"es-ES": "es", "es-419": "es"}  # Discord has no plain "es"

MAKE_NEED = t("Make this a need")
CLAIM_IT = t("I'll do it")
KINDS = {Takes.NUMBER: INTEGER, Takes.AMOUNT: STRING, Takes.TEXT: STRING, Takes.CHOICE: STRING,
         Takes.PERSON: USER}


def declared(commands: Iterable[Command]) -> list[Payload]:
    """Return all commands as they are published: slash commands, then those on messages.

    The commands of a family become sub-commands of one.
    """
    single: list[Command] = []
    families: dict[str, tuple[Family, list[Command]]] = {}
    for command in commands:
        if command.family:
            families.setdefault(command.family.name, (command.family, []))[1].append(command)
        else:
            single.append(command)
    made = [_command(one) for one in single]
    made += [_family(family, subs) for family, subs in families.values()]
    return made + [_on_message(MAKE_NEED), _on_message(CLAIM_IT)]


def _command(command: Command) -> Payload:
    return {
        "type": CHAT_INPUT, **_named(command.name, command.spanish), **_described(command.summary),
        "options": [_option(one) for one in command.options], **_allowed(command.moderator),
    }


def _family(family: Family, subs: list[Command]) -> Payload:
    """Return a command with sub-commands; Discord lets such a one take nothing of its own."""
    return {
        "type": CHAT_INPUT, **_named(family.name, family.spanish), **_described(family.summary),
        "options": [_sub(sub) for sub in subs],
        **_allowed(all(sub.moderator for sub in subs)),
    }


def _sub(command: Command) -> Payload:
    return {
        "type": SUB_COMMAND,
        **_named(second(command.name), second(command.spanish)),
        **_described(command.summary), "options": [_option(one) for one in command.options],
    }


def _on_message(name: T) -> Payload:
    return {
        "type": MESSAGE, "name": name.one,
        "name_localizations": {code: sentence(own, name.one) for code, own in LOCALES.items()},
        **_allowed(False),
    }


def _allowed(moderator: bool) -> Payload:
    """Offer it in servers and to the bot alone, to moderators or to all; checked again later."""
    return {
        "contexts": [0, 1], "integration_types": [0],
        "default_member_permissions": str(MANAGE_GUILD) if moderator else None,
    }


def _option(option: Option) -> Payload:
    made: Payload = {
        "type": KINDS[option.takes], **_named(option.name, option.spanish),
        **_described(option.help), "required": option.required and not option.asked,
    }
    if option.takes is Takes.NUMBER:
        made |= {"min_value": 1, "autocomplete": bool(option.suggest)}
    elif option.takes is Takes.CHOICE:
        made["choices"] = _choices(option)
    elif option.takes is not Takes.PERSON:
        made["max_length"] = LONGEST
        if option.suggest:
            made["autocomplete"] = True
    return made


def _choices(option: Option) -> list[Payload]:
    """Return one choice for each value, called by its first word."""
    first: dict[str, str] = {}
    for word, value in option.choices:
        first.setdefault(value, word)
    return [{
        "name": word, "value": word,
        "name_localizations": {code: sentence(own, word) for code, own in LOCALES.items()},
    } for word in first.values()]


def _named(name: str, spanish: str) -> Payload:
    return {"name": name, "name_localizations": dict.fromkeys(LOCALES, spanish)}


def _described(text: T) -> Payload:
    return {
        "description": text.one,
        "description_localizations": {
            code: sentence(own, text.one) for code, own in LOCALES.items()},
    }


def language(locale: str) -> str:
    """Return the language we have for a client's locale, English if there is none."""
    return nearest(locale) or "en"

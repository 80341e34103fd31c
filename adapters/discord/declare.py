"""Discord's application commands, made from the same records every chat is made from.

The shape is that of docs: Application Commands; it is sent as it is, so that what was sent can
be hashed and compared.
"""

from collections.abc import Iterable
from typing import Any, Final

from bot.command import Command, Option, Takes
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

    A command of two words becomes a sub-command, and so does each action of a command whose
    first option is one. Raises ValueError for what Discord would not take.
    """
    single: dict[str, Command] = {}
    families: dict[str, list[Command]] = {}
    for command in commands:
        head, space, _ = command.name.partition(" ")
        if space:
            families.setdefault(head, []).append(command)
        else:
            single[head] = command
    made = [_command(one) for name, one in single.items() if name not in families]
    made += [_family(name, single.get(name), subs) for name, subs in families.items()]
    return made + [_on_message(MAKE_NEED), _on_message(CLAIM_IT)]


def _command(command: Command) -> Payload:
    if acts(command):
        first, *others = command.options
        return {
            "type": CHAT_INPUT, **_named(command.name, command.spanish),
            **_described(command.summary), **_allowed(command.moderator),
            "options": [_action(command, *words, others) for words in _words(first)],
        }
    return {
        "type": CHAT_INPUT, **_named(command.name, command.spanish), **_described(command.summary),
        "options": [_option(one) for one in command.options], **_allowed(command.moderator),
    }


def _family(name: str, plain: Command | None, subs: list[Command]) -> Payload:
    """Return a command with sub-commands; Discord lets such a one take nothing of its own.

    A command of the bare word is left to mentions and direct messages; its summary describes
    the family.
    """
    words = {sub.spanish.partition(" ")[0] for sub in subs}
    if len(words) != 1:
        raise ValueError(f"{name}: its sub-commands have different first words in Spanish")
    summary = plain.summary if plain else subs[0].summary
    return {
        "type": CHAT_INPUT, **_named(name, words.pop()), **_described(summary),
        "options": [_sub(sub) for sub in subs],
        **_allowed(all(sub.moderator for sub in subs)),
    }


def _sub(command: Command) -> Payload:
    return {
        "type": SUB_COMMAND,
        **_named(command.name.partition(" ")[2], command.spanish.partition(" ")[2]),
        **_described(command.summary), "options": [_option(one) for one in command.options],
    }


def acts(command: Command) -> bool:
    """Tell whether a command says first which of several things it is to do."""
    first = command.options[0] if command.options else None
    return first is not None and first.takes is Takes.CHOICE and first.name == "action"


def _action(command: Command, name: str, spanish: str, options: list[Option]) -> Payload:
    return {
        "type": SUB_COMMAND, **_named(name, spanish), **_described(command.summary),
        "options": [_option(one) for one in options],
    }


def _words(option: Option) -> list[tuple[str, str]]:
    """Return each action's first word and, where it has one, its second, which is Spanish."""
    found: dict[str, list[str]] = {}
    for word, value in option.choices:
        found.setdefault(value, []).append(word)
    return [(words[0], words[min(1, len(words) - 1)]) for words in found.values()]


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
        **_described(option.help), "required": option.required and not asked_for(option),
    }
    if option.takes is Takes.NUMBER:
        made |= {"min_value": 1, "autocomplete": bool(option.suggest)}
    elif option.takes is Takes.CHOICE:
        made["choices"] = _choices(option)
    elif option.takes is not Takes.PERSON:
        made["max_length"] = LONGEST
    return made


def asked_for(option: Option) -> bool:
    """Tell whether a form asks for this option if it is left out: words, which need room."""
    return option.required and option.takes is Takes.TEXT


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

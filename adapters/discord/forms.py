"""Forms: asking for the words a command was sent without."""

from typing import Any

import discord

from bot.command import Command, Option, Takes
from bot.i18n import sentence
from bot.parse import LONGEST
from bot.words import slug

PREFIX = "a1:form:"
PARTS, TITLE, HELP = 5, 45, 100  # docs: Component Reference, limits of a modal
OPEN_FOR = 900.0  # seconds


class Form(discord.ui.Modal):
    """A command's options to be filled in; what is sent is read from the event itself.

    So a form that was opened before a restart is understood after it.
    """


def lacking(command: Command, values: dict[str, Any]) -> bool:
    """Tell whether a command came without words that a form should ask for.

    Those it can do without are only asked for if it came with no words at all.
    """
    words = any(values.get(one.name) for one in command.options if one.takes is Takes.TEXT)
    return any(option.asked and not values.get(option.name) and (option.required or not words)
               for option in command.options)


def form(command: Command, language: str, values: dict[str, Any]) -> Form:
    """Return the form for a command in a language, begun with what is known already.

    A number that is known is not asked again: its id carries it.
    """
    number = next((str(values[one.name]) for one in command.options
                   if one.takes is Takes.NUMBER and values.get(one.name)), "")
    made = Form(title=sentence(language, command.summary.one)[:TITLE],
                custom_id=f"{PREFIX}{slug(command.name)}:{number}", timeout=OPEN_FOR)
    open_ones = [one for one in command.options if not (number and one.takes is Takes.NUMBER)]
    for option in open_ones[:PARTS]:
        made.add_item(_part(option, language, str(values.get(option.name) or "")))
    return made


def _part(option: Option, language: str, value: str) -> discord.ui.Label[Any]:
    name = (option.spanish if language == "es" else option.name).capitalize()
    words = sentence(language, option.help.one)
    label, _, example = words.partition(": ")  # what is asked for, and how it may be said
    fits = len(label) <= TITLE
    long = option.asked
    return discord.ui.Label(
        text=label if fits else name[:TITLE], description=None if fits else words[:HELP],
        component=discord.ui.TextInput(
            custom_id=option.name, required=option.required, max_length=LONGEST,
            default=value[:LONGEST] or None, placeholder=example[:HELP] or None,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short),
    )


def sent(data: dict[str, Any]) -> tuple[str, str, dict[str, str]]:
    """Return a form's command, its number, and what was filled in, by option name."""
    name, _, number = str(data["custom_id"]).removeprefix(PREFIX).partition(":")
    values = {}
    for part in data["components"]:
        field = part.get("component") or part["components"][0]
        values[str(field["custom_id"])] = str(field.get("value") or "")
    return name, number, values

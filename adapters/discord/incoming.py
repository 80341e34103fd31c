"""From what happens on Discord to what the engine handles."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import discord

from adapters.discord.declare import SUB_COMMAND, USER
from bot.address import heard
from bot.ports import Content, Incoming, Person, Room, Said
from bot.zones import zone

PREFIX = "discord:"
_NOTATION = re.compile(
    r"<(?P<kind>@[!&]?|#)(?P<id>\d+)>|<t:(?P<time>\d{1,11})(?::\w)?>"
    r"|<a?(?P<emoji>:\w+:)\d+>|<(?P<command>/[^:<>]+):\d+>")

Named = Callable[[str, int], str | None]  # "@", "@&" or "#", and an id


def person(user: discord.User | discord.Member) -> Person:
    """Return somebody by the name others see."""
    return Person(f"{PREFIX}{user.id}", user.display_name)


def room(channel: int, guild: int | None, name: str = "") -> Room | None:
    """Return a channel of a server; None for a direct chat."""
    return Room(f"{PREFIX}{channel}", f"{PREFIX}{guild}", name) if guild else None


def post_id(channel: int, message: int) -> str:
    """Return the key of one of the bot's messages."""
    return f"{PREFIX}{channel}/{message}"


def of_interaction(
    interaction: discord.Interaction[Any], event: str, content: Content,
    named: tuple[Person, ...] = (),
) -> Incoming:
    """Return what an interaction asks of the engine."""
    name = getattr(interaction.channel, "name", None) or ""
    return Incoming(
        event=event, content=content, person=person(interaction.user),
        room=room(interaction.channel_id or 0, interaction.guild_id, name),
        moderator=bool(interaction.guild_id) and interaction.permissions.manage_guild,
        language=interaction.locale.value, named=named,
    )


def of_message(message: discord.Message, event: str, content: Content, me: int) -> Incoming:
    """Return what a typed message asks of the engine."""
    author = message.author
    guild = message.guild.id if message.guild else None
    name = getattr(message.channel, "name", None) or ""
    return Incoming(
        event=event, content=content, person=person(author),
        room=room(message.channel.id, guild, name),
        moderator=isinstance(author, discord.Member) and author.guild_permissions.manage_guild,
        named=tuple(person(one) for one in message.mentions if one.id != me),
    )


def pointed_at(data: dict[str, Any]) -> tuple[Person, ...]:
    """Return the people given for a command's options, by the name the server has for them."""
    resolved = data.get("resolved") or {}
    members = resolved.get("members") or {}
    return tuple(
        Person(f"{PREFIX}{number}", members.get(number, {}).get("nick") or user.get("global_name")
               or user["username"])
        for number, user in (resolved.get("users") or {}).items())


def chosen(data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a slash command's full name and the values given, by option name.

    People come as keys of persons.
    """
    name, options = str(data["name"]), list(data.get("options") or ())
    if options and options[0]["type"] == SUB_COMMAND:
        name, options = f"{name} {options[0]['name']}", list(options[0].get("options") or ())
    return name, {
        one["name"]: f"{PREFIX}{one['value']}" if one["type"] == USER else one["value"]
        for one in options
    }


def focused(data: dict[str, Any]) -> tuple[str, str, str]:
    """Return the command, the option being typed, and what is typed so far, number included."""
    options = list(data.get("options") or ())
    name = str(data["name"])
    if options and options[0]["type"] == SUB_COMMAND:
        name, options = f"{name} {options[0]['name']}", list(options[0].get("options") or ())
    one = next((one for one in options if one.get("focused")), {"name": "", "value": ""})
    number = next((o for o in options if o is not one and o["name"] == "number"), None)
    before = f"{number['value']} " if number and one["name"] == "part" else ""
    return name, str(one["name"]), f"{before}{one['value']}"


def said(message: discord.Message, bot: int, text: str) -> Said:
    """Return a typed message; a mention of the bot at its head makes it a command.

    ``text`` is the message as people read it, without mentions of the bot.
    """
    reference = message.reference
    answered = (post_id(reference.channel_id, reference.message_id)
                if reference and reference.message_id else None)
    if re.match(rf"\s*<@!?{bot}>", message.content):
        return Said(text, text.lstrip("/! ").strip(), reply_to=answered)
    return heard(text, (), answered)


def readable(text: str, named: Named, name: str, bot: int | None = None) -> str:
    """Return Discord's own notation as people read it.

    People, roles and channels by name, times as the wall clock of the zone called ``name``.
    Mentions of the bot itself go.
    """
    if bot is not None:
        text = re.sub(rf"<@!?{bot}>[:,]?", "", text).strip()

    def plain(found: re.Match[str]) -> str:
        if found["time"]:
            moment = datetime.fromtimestamp(int(found["time"]), UTC).astimezone(zone(name))
            return moment.strftime("%Y-%m-%d %H:%M")
        if found["kind"]:
            kind = found["kind"].rstrip("!")
            return kind[0] + (named(kind, int(found["id"])) or "?")
        return found["emoji"] or found["command"]

    return _NOTATION.sub(plain, text)

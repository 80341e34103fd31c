"""Telling somebody who can mend it what the bot may not do in a room: once a day for each."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from hashlib import blake2b

import discord

from adapters.discord.declare import language
from adapters.discord.incoming import PREFIX
from adapters.discord.places import NOBODY
from adapters.discord.trouble import LOCKED, NETWORK, UNKNOWN_CHANNEL
from bot.ports import Delivery
from bot.text import Code, Node, t

DAY = 86400.0  # seconds

Text = Callable[[Node, tuple[str, ...]], str]


class Mender:
    """Writes to a server's owner, or where that is closed, into a channel of the server."""

    def __init__(self, community: Callable[[str], str | None]) -> None:
        self._community = community  # by room; a deleted channel no longer tells its server
        self._told: dict[tuple[str, bool], float] = {}

    async def tell(self, client: discord.Client, delivery: Delivery, languages: tuple[str, ...],
                   code: int, text: Text, *, pinning: bool = False) -> None:
        """Say which room, and what is missing there."""
        room, now = delivery.room or "", time.monotonic()
        if self._told.get((room, pinning), 0.0) > now:
            return
        self._told[room, pinning] = now + DAY
        channel = client.get_channel(int(room.removeprefix(PREFIX)))
        guild = getattr(channel, "guild", None) or _guild(client, self._community(room))
        if guild is None:
            return
        why = _unpinned(guild, channel) if pinning else _why(guild, channel, code, delivery)
        await self._write(client, guild, text(why, languages), f"{delivery.key}{pinning}")

    async def eventless(self, client: discord.Client, guild: discord.Guild, text: Text) -> None:
        """Say that shifts cannot be put into a server's events."""
        key, now = (f"events:{guild.id}", False), time.monotonic()
        if self._told.get(key, 0.0) > now:
            return
        self._told[key] = now + DAY
        words = text(
            t("In {server} I am to put shifts into the events but may not: I lack the permission "
              "{permission}. Whoever manages the server can give it to my role.",
              server=guild.name, permission=t("Create Events")),
            (language(guild.preferred_locale.value),))
        await self._write(client, guild, words, f"{key}{int(time.time() // DAY)}")

    async def _write(self, client: discord.Client, guild: discord.Guild, words: str, key: str
                     ) -> None:
        nonce = blake2b(key.encode(), digest_size=12).hexdigest()
        async for place in _places(client, guild):
            with suppress(discord.HTTPException, *NETWORK):
                await place.send(words, nonce=nonce, allowed_mentions=NOBODY)
                return


def _guild(client: discord.Client, community: str | None) -> discord.Guild | None:
    number = (community or "").removeprefix(PREFIX)
    return client.get_guild(int(number)) if number.isdecimal() else None


def _unpinned(guild: discord.Guild, channel: object) -> Node:
    return t("In {server} I keep the board in {room} but cannot pin it: I lack the permission "
             "{permission}. Whoever manages the channel can give it, or pin the post.",
             server=guild.name, room=Code(f"#{getattr(channel, 'name', '?')}"),
             permission=t("Pin Messages"))


def _why(guild: discord.Guild, channel: object, code: int, delivery: Delivery) -> Node:
    name = getattr(channel, "name", None)
    if code == UNKNOWN_CHANNEL or name is None:
        return t("A channel I used in {server} is gone, so what I had to say there is lost. "
                 "What is open I show in any other channel.", server=guild.name)
    room = Code(f"#{name}")
    if code == LOCKED:
        return t("In {server} the thread {room} is locked, so I cannot write there. A moderator "
                 "can unlock it.", server=guild.name, room=room)
    return t("In {server} I cannot write in {room}: I lack the permission {permission}. Whoever "
             "manages the channel can give it, under Edit Channel, Permissions.",
             server=guild.name, room=room, permission=_missing(guild, channel, delivery))


def _missing(guild: discord.Guild, channel: object, delivery: Delivery) -> Node:
    if isinstance(channel, (discord.abc.GuildChannel, discord.Thread)):
        have = channel.permissions_for(guild.me)
        if not have.view_channel:
            return t("View Channel")
        if isinstance(channel, discord.Thread) and not have.send_messages_in_threads:
            return t("Send Messages in Threads")
        if delivery.file and have.send_messages and not have.attach_files:
            return t("Attach Files")
    return t("Send Messages")


async def _places(
    client: discord.Client, guild: discord.Guild
) -> AsyncIterator[discord.abc.Messageable]:
    with suppress(discord.HTTPException, *NETWORK):
        yield await client.create_dm(discord.Object(guild.owner_id or 0))
    for channel in greeting_places(guild)[:1]:
        yield channel


def greeting_places(guild: discord.Guild) -> list[discord.TextChannel]:
    """Return the channels the bot can write in, the one for greetings first."""
    first = [guild.system_channel] if guild.system_channel else []
    usable = []
    for channel in dict.fromkeys([*first, *guild.text_channels]):
        have = channel.permissions_for(guild.me)
        if have.view_channel and have.send_messages:
            usable.append(channel)
    return usable

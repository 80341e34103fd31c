"""Where a message goes, and how it is put there so that a repetition is no second one."""

from io import BytesIO
from typing import Any

import discord

from adapters.discord.incoming import PREFIX
from bot.text import File

NOBODY = discord.AllowedMentions.none()
NONCE = 25  # characters


async def put(place: discord.abc.Messageable, key: str, text: str,
              buttons: discord.ui.View | None, file: File | None = None) -> discord.Message:
    """Send a message that rings nobody, with the delivery's key as its nonce."""
    more: dict[str, Any] = {}
    if buttons is not None:
        more["view"] = buttons
    if file is not None:
        more["file"] = attached(file)
    return await place.send(text or None, nonce=key[:NONCE], allowed_mentions=NOBODY, **more)


def attached(file: File) -> discord.File:
    """Return a file as it is sent, once: the library reads it to its end."""
    return discord.File(BytesIO(file.data), file.name)


def channel(client: discord.Client, room: str) -> discord.PartialMessageable:
    """Return a room's channel, whether the library has heard of it or not."""
    number = int(room.removeprefix(PREFIX))
    known = client.get_channel(number)
    guild = getattr(getattr(known, "guild", None), "id", None)
    return client.get_partial_messageable(number, guild_id=guild)


def split(post: str) -> tuple[int, int]:
    """Return the channel and the message a post's key names."""
    channel, _, message = post.removeprefix(PREFIX).partition("/")
    return int(channel), int(message)

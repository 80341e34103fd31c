"""Where a message goes, and how it is put there so that a repetition is no second one."""

import discord

from adapters.discord.incoming import PREFIX

NOBODY = discord.AllowedMentions.none()
NONCE = 25  # characters


async def put(place: discord.abc.Messageable, key: str, text: str,
              buttons: discord.ui.View | None) -> discord.Message:
    """Send a message that rings nobody, with the delivery's key as its nonce."""
    if buttons is None:
        return await place.send(text, nonce=key[:NONCE], allowed_mentions=NOBODY)
    return await place.send(text, view=buttons, nonce=key[:NONCE], allowed_mentions=NOBODY)


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

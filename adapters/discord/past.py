"""Reading what a channel has shown of late: whether a message of ours is there already."""

from collections.abc import Callable
from datetime import timedelta

import discord

from adapters.discord.incoming import post_id
from bot.ports import Delivery, Rendered

REMEMBERED = timedelta(minutes=2)  # Discord compares nonces with those of "the past few minutes"
MOST = 500  # messages that are looked through, from the delivery's own time on
APART = timedelta(minutes=2)  # that our clock may be ahead of Discord's


async def sent(place: discord.abc.Messageable, me: discord.ClientUser | None, delivery: Delivery,
               drawn: Rendered, text: str, known: Callable[[str], bool]) -> discord.Message | None:
    """Return our message of a delivery from a channel, if it stands there.

    History tells no nonces, so a message is told by what it shows. ``known`` tells whether a key is
    that of a message we know to be another delivery's. Without the right to read the history
    nothing is found: what may be there twice does less harm than what may not be there. Raises
    discord.HTTPException and what the network raises.
    """
    since = delivery.at - APART if delivery.at else None
    try:
        async for message in place.history(limit=MOST, after=since):
            if message.author == me and _same(message, delivery, drawn, text) and not known(
                    post_id(message.channel.id, message.id)):
                return message
    except discord.Forbidden:
        return None
    return None


def _same(message: discord.Message, delivery: Delivery, drawn: Rendered, text: str) -> bool:
    """Compare words or files; of a card, which may have changed, its number or its heading."""
    if drawn.file:
        return [one.filename for one in message.attachments] == [drawn.file.name]
    if delivery.card:
        return message.content.split(" ")[0] == text.split(" ")[0]
    return bool(text) and message.content == text

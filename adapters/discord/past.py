"""Reading what a channel has shown of late: whether a message of ours is there already."""

from datetime import timedelta

import discord

from adapters.discord.places import NONCE
from bot.ports import Delivery, Rendered

REMEMBERED = timedelta(minutes=2)  # Discord compares nonces with those of "the past few minutes"
MOST = 500  # messages that are looked through, from the delivery's own time on
APART = timedelta(minutes=2)  # that our clock may be ahead of Discord's


async def sent(place: discord.abc.Messageable, me: discord.ClientUser | None, delivery: Delivery,
               drawn: Rendered, text: str) -> discord.Message | None:
    """Return our message of a delivery from a channel, if it stands there.

    History tells the nonce of some messages; of the others the same words or file are the same
    message. Without the right to read the history nothing is found: what may be there twice does
    less harm than what may not be there. Raises discord.HTTPException and what the network raises.
    """
    since = delivery.at - APART if delivery.at else None
    try:
        async for message in place.history(limit=MOST, after=since):
            if message.author == me and _same(message, delivery, drawn, text):
                return message
    except discord.Forbidden:
        return None
    return None


def _same(message: discord.Message, delivery: Delivery, drawn: Rendered, text: str) -> bool:
    if message.nonce is not None:
        return str(message.nonce) == delivery.key[:NONCE]
    if drawn.file:
        return [one.filename for one in message.attachments] == [drawn.file.name]
    return bool(text) and message.content == text

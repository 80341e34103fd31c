"""A thread for each need, where a group wants it: opened under its card, closed with it."""

from contextlib import suppress
from typing import Final

import discord

NAME = 100  # characters
IDLE: Final = 10080  # minutes until Discord puts a silent thread away: a week, the longest there is


async def begin(client: discord.Client, card: discord.Message, text: str) -> None:
    """Open a thread under a card, named by the first line of its plain text.

    Nothing happens if that is not allowed or done already, or the card stands in a thread.
    """
    if isinstance(client.get_channel(card.channel.id), discord.Thread):
        return
    name = text.partition("\n")[0][:NAME] or "…"
    with suppress(discord.HTTPException):
        await client.http.start_thread_with_message(
            card.channel.id, card.id, name=name, auto_archive_duration=IDLE)


async def follow(client: discord.Client, card: int, *, open_still: bool) -> None:
    """Put a card's thread away once nothing can be done any more. It has the card's own id."""
    if open_still:
        return
    with suppress(discord.HTTPException):
        await client.http.edit_channel(card, archived=True, locked=True)

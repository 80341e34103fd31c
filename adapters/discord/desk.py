"""Interactions: acknowledged at once, handled once, and never left without an answer."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import discord

from adapters.discord.buttons import spent
from adapters.discord.incoming import PREFIX, of_interaction, post_id
from adapters.discord.live import Live
from adapters.discord.presence import placed
from adapters.discord.sending import Sender
from adapters.discord.trouble import ACKNOWLEDGED, NETWORK
from bot.engine import Engine
from bot.ports import (
    Content,
    Delivery,
    Handled,
    Incoming,
    Person,
    Post,
    Rendered,
    SendFailed,
)
from bot.sorry import failed
from bot.text import Node, Usage, t

log = logging.getLogger(__name__)

DEADLINE = 2.8  # seconds; Discord gives three for the first response
ONE_TRY = 1.6  # seconds of them: two tries of the library's own, with a second between
BETWEEN = 0.2  # seconds between two tries within them
CARD_WITHIN = 10.0  # seconds a person is kept waiting for their card to appear
SILENT = ("talk",)  # outcomes that say nothing: the command or the button has no meaning

Handle = Callable[[Incoming], Awaitable[Handled]]


class Desk:
    """Takes interactions to the engine and sees each one to its end."""

    def __init__(self, engine: Engine, sender: Sender, handle: Handle) -> None:
        self._engine, self._sender, self._handle = engine, sender, handle
        self._cards: dict[str, asyncio.Future[None]] = {}
        self._opening, self._opened = 0, asyncio.Event()

    async def take(self, interaction: discord.Interaction[Any], content: Content,
                   named: tuple[Person, ...] = ()) -> str | None:
        """Handle an interaction; return its outcome, None if it has come before or too late."""
        live = self._sender.lives.begin(interaction)
        if live is None:
            return None
        original = await self._acknowledge(interaction)
        if original is None:
            log.warning("an interaction came to nothing: not acknowledged in time")
            await self._say(live, t("Discord was too slow just now and nothing was changed. "
                                    "Please try again."))
            return None
        if original:
            self._sender.lasting.keep(live, interaction, original)
        # Work on one command would hold up the first word to all others: that comes first.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._opened.wait(), DEADLINE)
        incoming = of_interaction(interaction, live.event, content, named)
        handled = await self._handle(await placed(interaction.client, self._engine, incoming))
        await self._conclude(live, handled)
        return handled.outcome

    async def _acknowledge(self, interaction: discord.Interaction[Any]) -> int | None:
        self._opening += 1
        self._opened.clear()
        try:
            return await acknowledged(interaction)
        finally:
            self._opening -= 1
            if not self._opening:
                self._opened.set()

    async def say(self, interaction: discord.Interaction[Any], body: Node) -> None:
        """Answer an interaction with words of our own, seen by its author only."""
        live = self._sender.lives.begin(interaction)
        if live and await acknowledged(interaction) is not None:
            await self._say(live, body)

    async def excuse(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Answer an interaction whose handling failed in a way nobody has foreseen."""
        live = self._sender.lives.of(f"{PREFIX}i{interaction.id}")
        if live is None:
            await self.say(interaction, failed(error))
        elif live.answered is None:
            await self._say(live, failed(error))

    async def take_up(self, left: list[tuple[Live, str | None]]) -> None:
        """Answer what an earlier run was asked and could not answer any more."""
        for live, outcome in left:
            if outcome is None:
                await self._say(live, t("I was started anew just then and nothing was changed. "
                                        "Please try again."))
            elif outcome:
                await self._say(live, t("✓ Done."))

    def carried(self, delivery: Delivery, why_not: SendFailed | None) -> None:
        """Note that a delivery has arrived, or that it never will."""
        card = self._cards.get(delivery.key)
        if card is None or card.done():
            return
        if why_not is None:
            card.set_result(None)
        elif why_not.permanent:
            card.set_exception(why_not)

    async def spend(self, interaction: discord.Interaction[Any]) -> None:
        """Take the buttons off a message to one person; cards are drawn anew anyway."""
        message = interaction.message
        if message is None:
            return
        key = post_id(message.channel.id, message.id)
        post = self._engine.store.read(lambda uow: uow.get(Post, key))
        if post and post.card:
            return
        with suppress(discord.HTTPException, *NETWORK):
            if message.flags.ephemeral:
                behind = self._sender.lives.behind(key)
                if behind:
                    await behind.edit(view=spent(message))
            else:
                await message.edit(view=spent(message))

    async def _conclude(self, live: Live, handled: Handled) -> None:
        """See to the answer: the engine's, or a short one where the card is the answer.

        What is written to the author directly is shown here as well: their direct messages may
        be closed.
        """
        answer = next((one for one in handled.written
                       if one.reply_to == live.event and one.to), None)
        answer = answer or next((one for one in handled.written
                                 if one.body and one.to and one.to == one.cause), None)
        if answer:
            # At once, and not when its turn in the room comes: cards there may have to wait. If
            # it fails now, the outbox tries again.
            drawn = Rendered(answer.body, answer.buttons, answer.languages)
            with suppress(discord.HTTPException, *NETWORK):
                await self._sender.answer(live, answer, drawn)
            if live.answered or answer.reply_to == live.event:
                return
        if handled.outcome in SILENT:
            await self._say(live, t("That is no longer understood here. {usage} shows what is.",
                                    usage=Usage("help")))
            return
        card = next((one for one in handled.written if one.card and one.verb == "send"), None)
        await self._say(live, await self._posted(card) if card else t("✓ Done."))

    async def _posted(self, card: Delivery) -> Node:
        """Wait a moment for a card to appear; return what to say about it."""
        arrival = asyncio.get_running_loop().create_future()
        self._cards[card.key] = arrival
        try:
            await asyncio.wait_for(arrival, CARD_WITHIN)
        except SendFailed:
            return t("I have kept that, but I may not write in this channel. Please tell whoever "
                     "manages the server. {usage} shows what is open.", usage=Usage("needs"))
        except TimeoutError:
            return t("I have kept that. It appears in the channel as soon as Discord lets me "
                     "write there.")
        finally:
            del self._cards[card.key]
        return t("✓ It is up. {edit} changes it, {undo} takes it back.", edit=Usage("edit"),
                 undo=Usage("undo"))

    async def _say(self, live: Live, body: Node) -> None:
        text = self._sender.text(body, (live.language,))
        for pause in (BETWEEN, 1.0, 3.0, 10.0):
            try:
                await self._sender.reply(live, text)
                return
            except (discord.HTTPException, *NETWORK):
                await asyncio.sleep(pause)
        log.warning("an answer could not be given")


async def acknowledged(interaction: discord.Interaction[Any]) -> int | None:
    """Tell Discord that an answer is coming; None if it did not hear that in time.

    Return the message in which the answer will stand, 0 if Discord has not said which.

    In a server only the author will see the answer: that is settled here and cannot be changed
    later.
    """
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        try:
            # The library waits one second after its first try, three after its second.
            async with asyncio.timeout(min(ONE_TRY, until - time.monotonic())):
                kept = await interaction.response.defer(
                    ephemeral=interaction.guild_id is not None, thinking=True)
            return kept.message_id or 0 if kept else 0
        except discord.HTTPException as error:
            if error.code == ACKNOWLEDGED:
                return 0  # an earlier try of ours had arrived, its answer was lost
            if error.status < 500:
                return None
        except NETWORK:
            pass
        await asyncio.sleep(BETWEEN)
    return None

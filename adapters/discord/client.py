"""The connection: what happens on Discord becomes what the engine handles."""

import asyncio
import logging
import sys
from typing import Any

import discord

from adapters.discord.asked import Asked
from adapters.discord.declare import Payload, declared
from adapters.discord.desk import Desk, Handle
from adapters.discord.listening import Listener
from adapters.discord.publish import publish
from adapters.discord.settings import Settings
from adapters.discord.work import Work
from bot.engine import Engine
from bot.ports import StoreBroken

log = logging.getLogger(__name__)

LONGEST_LIMIT = 30.0  # seconds; a longer rate limit is the outbox's to wait for


class Bot(discord.AutoShardedClient):
    """One login. No privileged intents: mentions and direct messages carry their text."""

    def __init__(self, engine: Engine, settings: Settings, desk: Desk, handle: Handle,
                 ids: dict[str, int], work: Work) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            intents=intents, allowed_mentions=discord.AllowedMentions.none(), max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(), chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_LIMIT)
        self._engine, self._settings, self._ids = engine, settings, ids
        self._lost: set[int] = set()
        self.lost, self.back = asyncio.Event(), asyncio.Event()  # all shards; any of them
        self._work = work
        self._listener = Listener(self, engine, handle)
        self._asked, self._desk = Asked(engine, desk, self._listener), desk

    async def setup_hook(self) -> None:
        """Publish what has changed, once for each start. Raises discord.DiscordServerError."""
        payload: list[Payload] = declared(self._engine.catalogue.commands)
        try:
            self._ids |= await publish(
                self, self._engine.store, payload, self._settings.development_guild)
        except discord.DiscordServerError:
            raise
        except discord.HTTPException as error:
            log.error("the commands were not accepted: status=%d code=%d", error.status,
                      error.code)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take up a command, a completion, a form; buttons come by their ids."""
        with self._work:
            try:
                await self._asked.take(interaction, dict(interaction.data or {}))
            except StoreBroken:
                raise  # after the restart it is answered
            except Exception as error:  # nobody is left looking at "thinking"
                await self._desk.excuse(interaction, error)

    async def on_message(self, message: discord.Message) -> None:
        """Take up a typed message."""
        with self._work:
            await self._listener.message(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Take up a correction."""
        with self._work:
            await self._listener.edited(payload)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take up what somebody took back."""
        with self._work:
            await self._listener.deleted(payload)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greet a server the bot has come into."""
        with self._work:
            await self._listener.came(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Greet a server it was brought into while it was away."""
        with self._work:
            await self._listener.came(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that it was removed; an outage does not come here."""
        with self._work:
            await self._listener.went(guild.id)

    async def on_ready(self) -> None:
        """Note which servers it is in, those that are out of reach at this moment included."""
        with self._work:
            await self._listener.present([guild.id for guild in self.guilds])

    async def on_shard_ready(self, shard: int) -> None:
        """Note a fresh session."""
        self._back(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """Note a session taken up again."""
        self._back(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Say once that the connection is lost; the library comes back by itself."""
        if shard not in self._lost and not self.is_closed():
            self._lost.add(shard)
            if len(self._lost) == self.shard_count:
                self._engine.vitals.is_("discord", "away")
                self.lost.set()
                self.back.clear()
            log.warning("waiting for Discord: connection lost, shard=%d", shard)

    def _back(self, shard: int) -> None:
        log.log(logging.WARNING if shard in self._lost else logging.INFO,
                "connected: shard=%d servers=%d", shard, len(self.guilds))
        self._lost.discard(shard)
        self._engine.vitals.is_("discord", "up")
        self.lost.clear()
        self.back.set()

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Note a mistake of ours, without anybody's words."""
        kind, _, trace = sys.exc_info()
        while trace and trace.tb_next:
            trace = trace.tb_next
        log.error("handling failed: event=%s type=%s at=%s:%s", event_method,
                  kind.__name__ if kind else "?",
                  trace.tb_frame.f_code.co_name if trace else "?",
                  trace.tb_lineno if trace else "?")

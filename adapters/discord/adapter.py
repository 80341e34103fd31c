"""Discord as one of the chats Apoyo lives in: connecting, coming back, sending, stopping."""

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

import aiohttp
import discord
import yarl

from adapters.discord.client import Bot
from adapters.discord.desk import Desk
from adapters.discord.events import Events
from adapters.discord.lasting import Lasting
from adapters.discord.past import REMEMBERED
from adapters.discord.presence import departures
from adapters.discord.sending import Sender
from adapters.discord.settings import Settings, check
from adapters.discord.work import Work
from bot.domain.group import Place
from bot.engine import Engine
from bot.ports import Delivery, Handled, Incoming, Rendered, SendFailed, StoreBroken, Unusable
from bot.text import Usage

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0  # seconds between two tries to connect
LOST_FOR = 20.0  # seconds the library gets to come back by itself
HEALTHY = 120.0  # seconds a connection has lasted for the pauses to begin anew
GATEWAY_WITHIN = 15.0  # seconds until it is said that the gateway does not answer
LOOK_EVERY = 6 * 3600.0  # seconds
FINISH_WITHIN = 3.0  # seconds running handlers get when stopping
BAD_TOKEN, BAD_INTENTS = 4004, (4013, 4014)
RENEW = ("Discord does not accept the token. Make a new one (Developer Portal, your application, "
         "Bot, Reset Token) and put it in place of the old one.")


class DiscordAdapter:
    """One Discord application in all the servers it was invited to."""

    name = "discord"
    remembers = REMEMBERED

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine, self._settings = engine, settings
        self._closing, self._ids = asyncio.Event(), dict[str, int]()
        self._fatal: Exception | None = None
        self._work = Work()
        self._client: Bot | None = None
        self._leaving: asyncio.Task[None] | None = None
        self._sender = Sender(engine.clock, Lasting(engine.store), self.usage,
                              own_threads=settings.threads, revoked=self._revoke,
                              community=self._community)
        self._desk = Desk(engine, self._sender, self.handle)
        self._events = Events(engine, self._sender.mender, self._sender.text) if (
            settings.events) else None

    async def run(self) -> None:
        """Live on Discord until closed. Raises Unusable and StoreBroken."""
        pause = 1.0
        while not self._closing.is_set():
            began = time.monotonic()
            why = await self._once()
            if self._closing.is_set():
                return
            if self._fatal:
                raise self._fatal
            if time.monotonic() - began > HEALTHY:
                pause = 1.0
            log.warning("waiting for Discord (%s): connecting again in %.0f s", why, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry one delivery out; return the key of its message. Raises SendFailed."""
        try:
            message = await self._sender.deliver(delivery, drawn)
        except SendFailed as failed:
            self._desk.carried(delivery, failed)
            raise
        self._desk.carried(delivery, None)
        if self._events:
            self._events.carried(delivery)
        return message

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Return the key of the message an earlier try has made, if any. Raises SendFailed."""
        return await self._sender.find_sent(delivery, drawn)

    async def close(self) -> None:
        """Let running handlers finish if they do so soon, then leave."""
        self._closing.set()
        await self._work.idle(FINISH_WITHIN)
        self._sender.stop()
        if self._client:
            await self._client.close()

    async def idle(self) -> None:
        """Wait until all that has come in is handled."""
        await self._work.idle()

    async def look_around(self) -> None:
        """Notice who has left, and where the bot is no more; done by itself a few times a day."""
        client = self._client
        if client:
            await client.wait_until_ready()
            await client.on_ready()
            if self._events:
                await self._events.keep(client)
            with self._work:
                for incoming in await departures(client, self._engine):
                    await self.handle(incoming)

    async def handle(self, incoming: Incoming) -> Handled:
        """Hand an event to the engine. Raises StoreBroken, and stops living then."""
        try:
            return await self._engine.handle(incoming)
        except StoreBroken as broken:
            self._stop(broken)
            raise

    def usage(self, node: Usage, language: str) -> str:
        """Return a command as it is typed here; without more words, one that can be tapped."""
        command = self._engine.catalogue.vocabulary.command(node.command)
        rest = node.spanish if language == "es" and node.spanish else node.rest
        if command and not rest:
            head = command.name.partition(" ")[0]
            number = self._ids.get(command.name) or self._ids.get(head)
            if number:
                return f"</{command.name}:{number}>"
        word = command.word(language) if command else node.command
        return f"/{word} {rest}".rstrip()

    # ---- one connection ----

    async def _once(self) -> str:
        """Log in and listen until the connection is lost; return why it was. Raises Unusable."""
        client = self._client = Bot(
            self._engine, self._settings, self._desk, self.handle, self._ids, self._work)
        watches: list[asyncio.Task[None]] = []
        try:
            await self._redirect()
            await client.login(self._settings.token)
            left = self._sender.lasting.left(client)
            for live, _ in left:
                self._sender.lives.adopt(live)
            self._sender.use(client)
            watches = [asyncio.create_task(_waiting(client)),
                       asyncio.create_task(self._looking()),
                       asyncio.create_task(self._desk.take_up(left))]
            if self._events:
                watches.append(asyncio.create_task(self._events.run(client)))
            await client.connect()
        except discord.LoginFailure:
            raise Unusable(RENEW) from None
        except discord.PrivilegedIntentsRequired:
            raise Unusable("Discord refuses the intents asked for.") from None
        except discord.ConnectionClosed as closed:
            if closed.code == BAD_TOKEN:
                raise Unusable(RENEW) from None
            if closed.code in BAD_INTENTS:
                raise Unusable("Discord refuses the intents asked for.") from None
            return f"closed with {closed.code}"
        except Exception as error:  # a first connection that fails raises what it likes
            return type(error).__name__
        finally:
            self._engine.vitals.is_("discord", "away")
            self._sender.use(None)
            for watch in watches:
                watch.cancel()
            with suppress(Exception):
                await client.close()
        return "the connection ended"

    async def _looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self.look_around()

    async def _redirect(self) -> None:
        """Point the library at another address than Discord's, if the operator says so."""
        base = self._settings.api_base
        if base is None:
            return
        log.warning("the address of Discord is overridden by api_base: whoever is there "
                    "receives the token")
        async with aiohttp.ClientSession() as session, session.get(f"{base}/gateway") as answer:
            answer.raise_for_status()
            gateway = (await answer.json(content_type=None))["url"]
        discord.http.Route.BASE = base
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)

    def _community(self, room: str) -> str | None:
        place = self._engine.store.read(lambda uow: uow.get(Place, room))
        return place.community if place else None

    def _revoke(self) -> None:
        self._stop(Unusable(RENEW))

    def _stop(self, why: Exception) -> None:
        """End the connection for a reason that trying again does not mend."""
        self._fatal = self._fatal or why
        if self._client:
            self._leaving = asyncio.get_running_loop().create_task(self._client.close())


async def _waiting(client: Bot) -> None:
    """Say so if the gateway lets nobody in; leave a connection that has been lost for long.

    The library's own pauses grow to minutes; ours begin anew.
    """
    try:
        await asyncio.wait_for(client.wait_until_ready(), GATEWAY_WITHIN)
    except TimeoutError:
        log.warning("waiting for Discord's gateway, which does not answer")
    with suppress(TimeoutError):
        while await client.lost.wait():
            await asyncio.wait_for(client.back.wait(), LOST_FOR)
    await client.close()


def connect(engine: Engine, section: dict[str, Any]) -> DiscordAdapter:
    """Build the adapter from its section of the configuration. Raises ConfigError."""
    # The library's own log lines name channels and carry the tokens of interactions.
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    return DiscordAdapter(engine, check(section))

"""Carrying deliveries out: each with its nonce, so that a repetition is no second message."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import discord

from adapters.discord import threads
from adapters.discord.buttons import view
from adapters.discord.incoming import PREFIX, post_id
from adapters.discord.lasting import Lasting
from adapters.discord.live import Live, Lives
from adapters.discord.markup import LONGEST, Markup, Usages, clip
from adapters.discord.mending import Mender
from adapters.discord.past import sent
from adapters.discord.places import NOBODY, attached, channel, put, split
from adapters.discord.trouble import (
    ARCHIVED,
    DIRECT_CLOSED,
    NETWORK,
    ROOM_LOST,
    UNKNOWN_MESSAGE,
    judged,
    over,
)
from bot.pace import Pace, rank
from bot.ports import Clock, Delivery, Rendered, SendFailed
from bot.render import Plain
from bot.text import File, Node, Usage, t

log = logging.getLogger(__name__)

REST = 60.0  # seconds in which a room that refused is not asked again
PINNED = "board"  # the view that is to be found at once
CONNECTED_WITHIN = 10.0  # seconds
# Discord takes fifty requests a second from an account, answers to interactions apart; a card with
# its thread is two. What is refused too often ends in a ban.
A_SECOND, AHEAD = 25, 10  # deliveries


class Sender:
    """Sends for whichever client is logged in. ``revoked`` is called once the token is refused."""

    def __init__(self, clock: Clock, lasting: Lasting, usage: Usages, *, own_threads: bool,
                 revoked: Callable[[], None], community: Callable[[str], str | None]) -> None:
        self.lives, self.lasting, self.usage = Lives(), lasting, usage
        self._clock, self._threads, self._revoked = clock, own_threads, revoked
        self._client: discord.Client | None = None
        self._up, self._opening = asyncio.Event(), asyncio.Lock()
        self._until, self._limits = 0.0, set[asyncio.Timeout]()
        self._stopped = False
        self._refused: dict[str, float] = {}
        self.mender, self._pace = Mender(community), Pace(a_second=A_SECOND, ahead=AHEAD)

    def use(self, client: discord.Client | None) -> None:
        """Send through this client from now on; None: there is none."""
        self._client = client
        if client:
            self._up.set()
        else:
            self._up.clear()

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry one delivery out; return the key of its message. Raises SendFailed."""
        client = await self._ready(delivery)
        async with self._asking(client, delivery, drawn):
            return await self._carry(client, delivery, drawn)

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Return the key of the message an earlier try has made, if any. Raises SendFailed."""
        client = await self._ready(delivery)
        async with self._asking(client, delivery, drawn), self._pace.turn(rank(delivery)):
            found = await sent(await self._place(client, delivery), client.user, delivery, drawn,
                               self.text(drawn.body, drawn.languages), self.lasting.known)
            return await self._stands(client, delivery, drawn, found) if found else None

    def stop(self) -> None:
        """Let everything fail that is on its way: it goes out at the next start."""
        self._stopped = True
        for limit in self._limits:
            limit.reschedule(asyncio.get_running_loop().time())

    async def answer(self, live: Live, delivery: Delivery, drawn: Rendered) -> str | None:
        """Answer an interaction where only its author sees it; None if its time is over."""
        if drawn.file:
            return await self._enclose(live, delivery.key, drawn.file)
        buttons = view(drawn.buttons, delivery.about, self.labels(drawn))
        return await self.reply(live, self.text(drawn.body, drawn.languages), buttons)

    async def reply(
        self, live: Live, text: str, buttons: discord.ui.View | None = None
    ) -> str | None:
        """Put an answer in the place that was kept for it; the first one stays.

        Never a follow-up: repeated after an error that would become a message all can see.
        Raises discord.HTTPException and what the network raises.
        """
        async with live.lock:
            if live.answered is None:
                try:
                    message = await live.edit(content=text, view=buttons, allowed_mentions=NOBODY)
                except discord.HTTPException as error:
                    if over(error):
                        return None
                    raise
                live.answered = post_id(live.channel, message.id)
                self.lasting.drop(live)
            return live.answered

    async def _enclose(self, live: Live, key: str, file: File) -> str | None:
        """Hang a file on an answer, together with those there already: a repetition adds none."""
        async with live.lock:
            live.files[key] = file
            try:
                message = await live.edit(attachments=[*map(attached, live.files.values())])
            except discord.HTTPException as error:
                if over(error):
                    return None
                raise
            return post_id(live.channel, message.id)

    def text(self, body: Node | None, languages: tuple[str, ...]) -> str:
        """Draw a body as Discord shows it."""
        if body is None:
            return ""
        drawn = Markup(languages, self._clock.now(), self.usage).draw(body)
        if len(drawn) > LONGEST:  # commands that can be tapped take more room than their words
            drawn = Markup(languages, self._clock.now(), self._typed).draw(body)
        return clip(drawn)

    def _typed(self, node: Usage, language: str) -> str:
        """Return a command in words, also one that could be tapped."""
        rest = node.spanish if language == "es" and node.spanish else node.rest
        return self.usage(Usage(node.command, rest or " "), language)

    def labels(self, drawn: Rendered) -> Plain:
        """Return what draws the words on buttons, which know no markup."""
        return Plain(drawn.languages, self._clock.now(), self.usage)

    async def _ready(self, delivery: Delivery) -> discord.Client:
        """Wait a moment for the connection. Raises SendFailed while nothing may be sent."""
        if self._stopped:
            raise SendFailed("stopping", refused=True)
        if self._client is None:
            try:
                await asyncio.wait_for(self._up.wait(), CONNECTED_WITHIN)
            except TimeoutError:
                raise SendFailed("not connected", retry_after=5, refused=True) from None
        now = time.monotonic()
        if self._until > now:
            raise SendFailed("told to wait", retry_after=self._until - now, refused=True)
        if delivery.room and self._refused.get(delivery.room, 0.0) > now and not delivery.to:
            raise SendFailed("the room refuses", permanent=True)
        if self._client is None:
            raise SendFailed("not connected", retry_after=5, refused=True)
        return self._client

    @asynccontextmanager
    async def _asking(self, client: discord.Client, delivery: Delivery, drawn: Rendered
                      ) -> AsyncIterator[None]:
        """Ask Discord for something until it is done, or `stop` is called. Raises SendFailed."""
        limit = asyncio.timeout(None)
        self._limits.add(limit)
        try:
            async with limit:
                yield
        except (discord.HTTPException, discord.RateLimited, *NETWORK) as error:
            raise await self._failed(client, delivery, drawn, error) from None
        finally:
            self._limits.discard(limit)

    async def _carry(self, client: discord.Client, delivery: Delivery, drawn: Rendered) -> str:
        if delivery.verb == "send" and delivery.to:
            live = self.lives.of(delivery.reply_to)
            answered = await self.answer(live, delivery, drawn) if live else None
            if answered:
                return answered
        async with self._pace.turn(rank(delivery)):
            match delivery.verb:
                case "send":
                    return await self._send(client, delivery, drawn)
                case "edit":
                    return await self._edit(client, delivery, drawn)
                case _:
                    return await self._withdraw(client, delivery)

    async def _send(self, client: discord.Client, delivery: Delivery, drawn: Rendered) -> str:
        text = self.text(drawn.body, drawn.languages)
        buttons = view(drawn.buttons, delivery.about, self.labels(drawn))
        place = await self._place(client, delivery)
        try:
            message = await put(place, delivery.key, text, buttons, drawn.file)
        except discord.Forbidden as error:
            if error.code != DIRECT_CLOSED or not (delivery.room and delivery.to):
                raise
            # Asked for by a typed message, in a room where all would read the answer.
            hint = self.text(t("I cannot write to you directly. Ask me with {usage}: then only "
                               "you see my answer.", usage=Usage("help")), drawn.languages)
            message = await put(channel(client, delivery.room), delivery.key, hint, None)
        return await self._stands(client, delivery, drawn, message)

    async def _stands(self, client: discord.Client, delivery: Delivery, drawn: Rendered,
                      message: discord.Message) -> str:
        """Do what follows once a message is there; return its key."""
        if self._threads and delivery.card and drawn.body is not None:
            await threads.begin(client, message, self.labels(drawn).draw(drawn.body))
        if delivery.view == PINNED and delivery.room:
            await self._pin(client, delivery, message, drawn.languages)
        return post_id(message.channel.id, message.id)

    async def _pin(self, client: discord.Client, delivery: Delivery, message: discord.Message,
                   languages: tuple[str, ...]) -> None:
        """Pin a message; where that is not allowed, it stands there all the same."""
        try:
            await message.pin()
        except discord.HTTPException as error:
            if error.status == 429 or error.status >= 500:
                # Sending it again gives the same message, by its nonce.
                raise SendFailed("not pinned yet") from None
            await self.mender.tell(client, delivery, languages, error.code, self.text,
                                    pinning=True)

    async def _place(self, client: discord.Client, delivery: Delivery) -> discord.abc.Messageable:
        if delivery.room and not delivery.to:
            return channel(client, delivery.room)
        return await self._direct(client, delivery.to or "")

    async def _direct(self, client: discord.Client, to: str) -> discord.abc.Messageable:
        async with self._opening:  # many at once run into the limit before it is known
            return await client.create_dm(discord.Object(int(to.removeprefix(PREFIX))))

    async def _edit(self, client: discord.Client, delivery: Delivery, drawn: Rendered) -> str:
        place, message = split(delivery.message or "")
        partial = client.get_partial_messageable(place).get_partial_message(message)
        text = self.text(drawn.body, drawn.languages)
        buttons = view(drawn.buttons, delivery.about, self.labels(drawn))
        try:
            await partial.edit(content=text, view=buttons, allowed_mentions=NOBODY)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await client.http.edit_channel(place, archived=False)
            await partial.edit(content=text, view=buttons, allowed_mentions=NOBODY)
        if self._threads and delivery.card:
            await threads.follow(client, message, open_still=bool(drawn.buttons))
        return delivery.message or ""

    async def _withdraw(self, client: discord.Client, delivery: Delivery) -> str:
        place, message = split(delivery.message or "")
        try:
            await client.get_partial_messageable(place).get_partial_message(message).delete()
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise
        return delivery.message or ""

    async def _failed(self, client: discord.Client, delivery: Delivery, drawn: Rendered,
                      error: BaseException) -> SendFailed:
        verdict = judged(error)
        log.info("not sent: verb=%s: %s", delivery.verb, verdict.failed)
        if verdict.banned:
            self._until = time.monotonic() + verdict.banned
        if verdict.revoked:
            self._revoked()
        if delivery.room and verdict.code in ROOM_LOST:
            self._refused[delivery.room] = time.monotonic() + REST
            await self.mender.tell(client, delivery, drawn.languages, verdict.code, self.text)
        return verdict.failed

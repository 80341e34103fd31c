"""Typed messages, corrections and deletions; servers the bot comes into and leaves."""

import asyncio
import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import discord

from adapters.discord.desk import Handle
from adapters.discord.incoming import (
    PREFIX,
    of_message,
    readable,
    room,
    said,
)
from adapters.discord.mending import greeting_places
from adapters.discord.presence import placed
from adapters.discord.trouble import NETWORK
from bot.domain.group import Group, Member, Place
from bot.engine import Engine
from bot.mend import made_by
from bot.ports import (
    Came,
    Deleted,
    Edited,
    Incoming,
    Memo,
    Person,
    Post,
    Room,
    Said,
    UnitOfWork,
    Went,
)

log = logging.getLogger(__name__)

PEOPLE = re.compile(r"<@!?(\d+)>")
MOST_MET, MET_WITHIN, REMEMBERED = 5, 1.0, 1000  # people at once, seconds, people
TYPED = (discord.MessageType.default, discord.MessageType.reply)


class Listener:
    """Hands on what is meant for the bot. Other people's talk never reaches it: no intent."""

    def __init__(self, client: discord.Client, engine: Engine, handle: Handle) -> None:
        self._client, self._engine, self._handle = client, engine, handle
        self._met: dict[tuple[int, int], str] = {}  # by server and person: named, and silent so far

    async def message(self, message: discord.Message) -> None:
        """Take up a message to the bot: a mention, a reply to a card, a direct message."""
        if not self._meant(message):
            return
        incoming = of_message(message, f"{PREFIX}{message.id}", self._said(message), self._me)
        await self._handle(await placed(self._client, self._engine, incoming))

    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Take up a correction of a message that made something, or that is now meant."""
        message, of = payload.message, f"{PREFIX}{payload.message_id}"
        if message.edited_at is None or message.author.bot:
            return  # Discord has only added a preview
        if not self._meant(message) and not self._known(of):
            return
        event = f"{of}:{int(message.edited_at.timestamp() * 1000)}"
        await self._handle(of_message(message, event, Edited(of, self._said(message)), self._me))

    async def deleted(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take up that a message has gone. Discord does not say by whom: its author is meant."""
        of = f"{PREFIX}{payload.message_id}"
        author = self._author(of) if self._known(of) else None
        if author is None:
            return
        await self._handle(Incoming(
            event=f"{of}:deleted", content=Deleted(of), person=author,
            room=room(payload.channel_id, payload.guild_id)))

    async def came(self, guild: discord.Guild) -> None:
        """Greet a server, once for each time the bot comes into it."""
        since = guild.me.joined_at
        stamp = str(int(since.timestamp())) if since else "0"
        key = f"joined:{guild.id}"
        known = self._engine.store.read(lambda uow: uow.get(Memo, "discord", key))
        places = greeting_places(guild)
        if not places or (known and known.value == stamp):
            return
        place = places[0]
        await self._handle(Incoming(
            event=f"{PREFIX}came:{guild.id}:{stamp}", content=Came(bot=True),
            person=Person(f"{PREFIX}{guild.me.id}", guild.me.display_name),
            room=room(place.id, guild.id, place.name)))
        await self._remember(key, stamp)

    async def went(self, guild: int) -> None:
        """Let go of a server the bot was removed from: of each room it used there."""
        community, key = f"{PREFIX}{guild}", f"joined:{guild}"
        known = self._engine.store.read(lambda uow: uow.get(Memo, "discord", key))
        places = self._engine.store.read(lambda uow: [
            one for one in uow.find(Place, "id") if one.community == community])
        for place in places:
            await self._handle(Incoming(
                event=f"{PREFIX}went:{place.id}:{known.value if known else 0}", content=Went(),
                room=Room(place.id, community, place.name)))
        await self._remember(key, "gone")
        log.info("removed from a server")

    async def present(self, guilds: Iterable[int]) -> None:
        """Let go of servers the bot was removed from while it was away: it is in these only."""
        here = {f"{PREFIX}{guild}" for guild in guilds}
        known = self._engine.store.read(lambda uow: {
            one.community for one in uow.find(Place, "id")})
        for community in known - here:
            if community.startswith(PREFIX):
                await self.went(int(community.removeprefix(PREFIX)))

    def about(self, post: str) -> int | None:
        """Return the number one of the bot's messages is about."""
        found = self._engine.store.read(lambda uow: uow.get(Post, post))
        return found.about if found else None

    async def meet(self, guild: discord.Guild | None, values: Iterable[Any]) -> None:
        """Ask for the names of people whom texts mention and who have said nothing here yet."""
        unknown = [number for number in _people(values)[:MOST_MET]
                   if guild and self._member(guild, number) is None]
        if guild and unknown:
            with suppress(TimeoutError):
                async with asyncio.timeout(MET_WITHIN):
                    await asyncio.gather(*(self._ask_name(guild, one) for one in unknown))

    async def _ask_name(self, guild: discord.Guild, number: int) -> None:
        with suppress(discord.HTTPException, discord.RateLimited, *NETWORK):
            self._met[guild.id, number] = (await guild.fetch_member(number)).display_name
            if len(self._met) > REMEMBERED:
                self._met.pop(next(iter(self._met)))

    def typed(self, interaction: discord.Interaction[Any], value: Any) -> Any:
        """Return what was typed into an option as people read it."""
        if not isinstance(value, str) or "<" not in value:
            return value
        place = room(interaction.channel_id or 0, interaction.guild_id)
        return readable(value, self._names(interaction.guild, {}), self._zone(place))

    def mentioned(self, interaction: discord.Interaction[Any], values: Iterable[Any]
                  ) -> tuple[Person, ...]:
        """Return the people that texts mention, as far as they are known here."""
        known = ((number, self._member(interaction.guild, number)) for number in _people(values))
        return tuple(Person(f"{PREFIX}{number}", name) for number, name in known if name)

    # ---- helpers ----

    def _meant(self, message: discord.Message) -> bool:
        if message.author.bot or message.webhook_id or message.type not in TYPED:
            return False
        return message.guild is None or any(one.id == self._me for one in message.mentions)

    @property
    def _me(self) -> int:
        return self._client.user.id if self._client.user else 0

    def _said(self, message: discord.Message) -> Said:
        guild = message.guild.id if message.guild else None
        text = readable(
            message.content, self._names(message.guild, {
                one.id: one.display_name for one in message.mentions}),
            self._zone(room(message.channel.id, guild)), self._me)
        return said(message, self._me, text)

    def _names(self, guild: discord.Guild | None, people: dict[int, str]) -> Any:
        def named(kind: str, number: int) -> str | None:
            if kind == "@&":
                role = guild.get_role(number) if guild else None
                return role.name if role else None
            if kind == "#":
                channel = guild.get_channel_or_thread(number) if guild else None
                return channel.name if channel else None
            return people.get(number) or self._member(guild, number)

        return named

    def _member(self, guild: discord.Guild | None, number: int) -> str | None:
        if guild is None:
            return None
        group, key = f"{PREFIX}{guild.id}", f"{PREFIX}{number}"
        member = self._engine.store.read(lambda uow: uow.get(Member, group, key))
        return member.name if member else self._met.get((guild.id, number))

    def _zone(self, place: Room | None) -> str:
        def work(uow: UnitOfWork) -> str | None:
            known = uow.get(Place, place.id) if place else None
            group = uow.get(Group, known.group if known else place.community) if place else None
            return group.zone if group else None

        return self._engine.store.read(work) or self._engine.defaults.zone

    def _known(self, event: str) -> bool:
        return self._engine.store.read(lambda uow: uow.outcome(event)) is not None

    def _author(self, event: str) -> Person | None:
        def work(uow: UnitOfWork) -> Person | None:
            made = next(iter(made_by(uow, event)), None)
            member = uow.get(Member, made.group, made.by) if made else None
            return Person(member.person, member.name) if member else None

        return self._engine.store.read(work)

    async def _remember(self, key: str, value: str) -> None:
        await self._engine.store.run(None, lambda uow: uow.put(Memo("discord", key, value)))


def _people(values: Iterable[Any]) -> list[int]:
    """Return the ids of the people that texts mention, each once."""
    return list(dict.fromkeys(int(number) for value in values if isinstance(value, str)
                              for number in PEOPLE.findall(value)))

"""The adapter contract's driver for Discord: the whole of Apoyo on an unmodified discord.py."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from adapters.console.clock import HandClock
from adapters.discord.adapter import connect
from bot.app import App, assemble
from bot.command import Command
from bot.config import Config
from bot.ports import Post, Unusable
from bot.text import File
from commands import CATALOGUE
from tests.contract.driver import Seen, Try
from tests.contract.files import hand_over
from tests.platforms.discord_people import People
from tests.platforms.discord_reading import read
from tests.platforms.discord_rest import Call, Refusal
from tests.platforms.discord_standin import TOKEN, Fault, Standin
from tests.platforms.discord_world import Note, Place

COMES_WITHIN = 20.0  # seconds, with all the pauses of a bot that finds nobody there
START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
T = TypeVar("T")


class DiscordDriver:
    """Implements `tests.contract.driver.Driver`.

    What is typed with a sigil or to ``@apoyo`` is written to the bot, as Discord has it: it
    reads no other message. Nobody can delete what somebody else has said.
    """

    bot = "apoyo"

    def __init__(self, folder: Path, absent: int = 0, refusing: int = 0,
                 commands: tuple[Command, ...] = (), **section: Any) -> None:
        self._section = section
        self._catalogue = replace(CATALOGUE, commands=(*CATALOGUE.commands, *commands))
        self._folder, self._runner, self._counter = folder, asyncio.Runner(), count(1)
        self._events: dict[str, int] = {}  # by the driver's name for each message
        self._failing: dict[str, tuple[int, bool]] = {}
        self._tries: list[tuple[str, Try]] = []
        self.clock = HandClock(START)
        self.standin = Standin()
        self.people = People(self.standin)
        self.standin.rest.watching = self._watch
        self.run(self.standin.start())
        self.standin.faults += [Fault("", "status", absent)]
        self.standin.gateway.refusing = refusing
        self.run(self._begin())

    # ---- what people do ----

    def say(self, room: str, who: str, text: str, *, event: str | None = None,
            moderator: bool = False) -> str:
        return self.run(self._say(room, who, _typed(text), event, moderator))

    def direct(self, who: str, text: str, *, event: str | None = None) -> str:
        world = self.standin.world
        if not world.servers:  # where they know the bot from
            self.run(self._place("#general"))
        return self.run(self._write(who, world.direct(world.person(who)), text, event))

    def reply(self, who: str, to: Seen, text: str) -> str:
        note = self._note(to)
        place = self.standin.world.places[note.channel]
        return self.run(self._write(who, place, text, None, note))

    def press(self, who: str, on: Seen, action: str) -> None:
        async def press() -> None:
            item = await self.people.press(who, self._note(on), f"a1:{action}:{on.about or ''}")
            await self.people.answered(item)
            await self._settle()

        self.run(press())

    def edit(self, who: str, of: str, text: str) -> None:
        number = self._events[of]
        direct = self.standin.world.places[self.standin.world.notes[number].channel].person
        self.run(self._then(self.people.change(number, text if direct else _typed(text))))

    def delete(self, who: str, of: str) -> None:
        note = self.standin.world.notes[self._events[of]]
        if note.author == self.standin.world.person(who):
            self.run(self._then(self.people.take_back(note.id)))

    def join(self, room: str, who: str) -> None:
        if who == self.bot:
            self.run(self._come(room))

    def leave(self, room: str, who: str) -> None:
        async def leave() -> None:
            server = self.standin.world.servers[(await self._place(room)).guild or 0]
            server.members.discard(self.standin.world.person(who))
            await self._adapter.look_around()
            await self._settle()

        self.run(leave())

    def fail(self, place: str, times: int, *, permanent: bool = False) -> None:
        if place.startswith("#"):
            self.run(self._place(place))
        self._failing[place] = (times, permanent)

    def lose(self, place: str, times: int) -> None:
        world = self.standin.world
        where = (self.run(self._place(place)) if place.startswith("#") else
                 world.direct(world.person(place)))
        self.standin.faults.append(Fault(f"/channels/{where.id}/", "lose", times))

    def away(self, hours: int) -> None:
        self.run(self._end())
        self.clock.move(self.clock.now() + timedelta(hours=hours))
        self.standin.rest.forget()
        self.run(self._begin())

    def hand(self, file: File, *, room: str | None = None, to: str | None = None) -> None:
        async def hand() -> None:
            where = f"discord:{(await self._place(room)).id}" if room else None
            person = f"discord:{self.standin.world.person(to)}" if to else None
            await hand_over(self.app, file, where, person)
            await self._settle()

        self.run(hand())

    def files(self, place: str) -> list[File]:
        world = self.standin.world
        where = (self.run(self._place(place)).id if place.startswith("#") else
                 world.direct(world.person(place)).id)
        return [file for one in self._said() if one.channel == where and not one.to
                for file in one.files]

    def advance(self, seconds: int) -> None:
        self.run(self._advance(self.clock.now() + timedelta(seconds=seconds)))

    def restart(self) -> None:
        self.run(self._end())
        self.run(self._begin())

    # ---- what they see ----

    def in_room(self, room: str) -> list[Seen]:
        place = self.run(self._place(room))
        return [self._seen(one) for one in self._said() if one.channel == place.id and not one.to]

    def only(self, person: str) -> list[Seen]:
        world = self.standin.world
        number = world.person(person)
        direct = world.direct(number).id
        return [self._seen(one) for one in self._said()
                if one.to == number or one.channel == direct]

    def tries(self, place: str) -> list[Try]:
        return [one for where, one in self._tries if where == place]

    def close(self) -> None:
        """Stop everything; what Discord would have refused fails the test."""
        self.run(self._end())
        self.run(self.standin.stop())
        self._runner.close()
        assert self.standin.rest.complaints == []

    # ---- how ----

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something in the driver's own loop."""
        return self._runner.run(work)

    async def _begin(self) -> None:
        self.app: App = assemble(self._folder, self.clock, Config(), zone="UTC",
                                 catalogue=self._catalogue)
        self._adapter = connect(
            self.app.engine, {"token": TOKEN, "api_base": self.standin.api_base} | self._section)
        self.app.attach(self._adapter)
        self._life = asyncio.create_task(self._adapter.run())
        await self.standin.until(lambda: self.standin.gateway.online, COMES_WITHIN)
        await self.app.start()
        await self._settle()

    async def _end(self) -> None:
        await self._adapter.close()
        with suppress(Unusable):
            await self._life
        await self.app.close()

    async def _then(self, work: Coroutine[Any, Any, Any]) -> None:
        await work
        await self._settle()

    async def _settle(self) -> None:
        """Wait until the bot has read, handled and sent all there is."""
        for _ in range(2):
            await self.standin.gateway.barrier()
            await self._adapter.idle()
            await self.app.engine.outbox.settle()

    async def _say(self, room: str, who: str, text: str, event: str | None, moderator: bool
                   ) -> str:
        place = await self._place(room)
        return await self._write(who, place, text, event, moderator=moderator)

    async def _write(self, who: str, place: Place, text: str, event: str | None,
                     reference: Note | None = None, moderator: bool = False) -> str:
        event = event or f"e{next(self._counter)}"
        number = self._events.setdefault(event, self.standin.world.id())
        await self.people.write(who, place, text, number=number, reference=reference,
                                moderator=moderator)
        await self._settle()
        return event

    async def _place(self, room: str) -> Place:
        """Return a room's channel; a new server invites the bot, a new channel is told of."""
        name, _, town = room.removeprefix("#").partition("@")
        world = self.standin.world
        server = world.server(town or "home")
        known = {one.name for one in world.places.values() if one.guild == server.id}
        place = world.channel(server, name)
        if not server.joined:
            server.lobby = place.id
            await self.people.invite(server)
            await self._settle()
            for greeting in self._said():  # somebody tidies up
                if greeting.channel == place.id:
                    del world.notes[greeting.id]
            self._tries = [one for one in self._tries if one[0] != room]
        elif name not in known:
            await self.standin.gateway.dispatch(
                "CHANNEL_CREATE", {**world.channel_body(place), "guild_id": str(server.id)})
            await self.standin.gateway.barrier()
        return place

    async def _come(self, room: str) -> None:
        name, _, town = room.removeprefix("#").partition("@")
        server = self.standin.world.server(town or "home")
        server.lobby = self.standin.world.channel(server, name).id
        await self._then(self.people.invite(server))

    async def _advance(self, target: datetime) -> None:
        engine, done = self.app.engine, None
        while (due := engine.due()) and due <= target and due != done:
            done = due
            self.clock.move(due)
            await engine.tick()
            await engine.outbox.settle()
        self.clock.move(target)

    def _watch(self, call: Call, place: Place) -> None:
        """Note an attempt to write, and let it fail if that was asked for."""
        world = self.standin.world
        server = world.servers[place.guild].name if place.guild else ""
        name = world.people[place.person]["_name"] if place.person else (
            f"#{place.name}" if server == "home" else f"#{place.name}@{server}")
        times, permanent = self._failing.get(name, (0, False))
        self._failing[name] = max(0, times - 1), permanent
        key = str(call.body.get("nonce") or f"{call.method}{len(self._tries)}")
        at = (self.clock.now() - START).total_seconds()
        text = read(str(call.body.get("content") or ""), {})[0]
        self._tries.append((name, Try(key, at, not times, text)))
        if times and permanent:
            gone = call.method == "PATCH"
            raise Refusal(404 if gone else 403, 10008 if gone else 50007 if place.person else 50013)
        if times:
            raise Refusal(503)

    def _said(self) -> list[Note]:
        world = self.standin.world
        return [one for one in world.notes.values() if one.author == world.bot and one.nonce != ""]

    def _note(self, seen: Seen) -> Note:
        return self.standin.world.notes[int(seen.id)]

    def _seen(self, note: Note) -> Seen:
        world = self.standin.world
        place = world.places[note.channel]
        names = {number: one["global_name"] for number, one in world.people.items()}
        text, live = read(note.content, names)
        post = self.app.store.read(
            lambda uow: uow.get(Post, f"discord:{note.channel}/{note.id}"))
        actions = [button["custom_id"].removesuffix(":bare").split(":", 1)[1].rpartition(":")[0]
                   for row in note.components for button in row["components"]
                   if not button.get("disabled")]
        return Seen(
            str(note.id), text, live, tuple(actions), post.about if post else None,
            f"#{place.name}" if place.guild else None,
            world.people[note.to or place.person]["_name"] if note.to or place.person else None,
            note.edits)


def _typed(text: str) -> str:
    """Return a line as people write it where only what is to the bot is read by it."""
    if text.startswith("apoyo: "):
        return "@apoyo " + text.removeprefix("apoyo: ")
    if text.startswith("/"):
        return f"@apoyo {text}"
    return f"{text} @apoyo" if text.startswith("!") else text

"""The driver with what only Discord has: slash commands, forms, menus, faults of requests."""

import asyncio
from datetime import timedelta
from typing import Any

from bot.domain.group import Group
from bot.ports import Post, UnitOfWork, Unusable
from bot.text import File
from tests.contract.driver import Seen
from tests.platforms.discord_driver import COMES_WITHIN, DiscordDriver
from tests.platforms.discord_people import COMMAND
from tests.platforms.discord_reading import read
from tests.platforms.discord_rest import Call, Interaction
from tests.platforms.discord_standin import Fault
from tests.platforms.discord_world import PUBLIC_THREAD, Note, Place

ROOM = "#general"


class Native(DiscordDriver):
    """What people do in a Discord client, and what they then read."""

    def language(self, who: str, locale: str) -> None:
        """Set the language of somebody's client."""
        world = self.standin.world
        world.people[world.person(who)]["_locale"] = locale

    def slash(self, who: str, name: str, room: str = ROOM, moderator: bool = False,
              **values: Any) -> str:
        """Send a slash command; return the answer as it is read."""
        return self.run(self._answer(self._slash(who, name, room, moderator, values)))

    def slash_alone(self, who: str, name: str, outside: bool = False, **values: Any) -> str:
        """Send a slash command in the direct chat with the bot; return the answer."""
        world = self.standin.world
        person = world.person(who)
        if outside:  # in two servers at most one can be meant
            self.run(self._place("#general@elsewhere"))
        else:
            next(iter(world.servers.values())).members.add(person)
        return self.run(self._answer(
            self.people.slash(who, world.direct(person), name, False, **values)))

    def malformed(self, who: str) -> str:
        """Send a command of a form there is none of; return the answer."""
        async def send() -> Interaction:
            place = await self._place(ROOM)
            return await self.people.interact(COMMAND, who, place, {"id": "1", "type": 1})

        return self.run(self._answer(send()))

    def twice(self, who: str, name: str, **values: Any) -> None:
        """Send a slash command that Discord delivers three times."""
        async def send() -> None:
            item = await self._slash(who, name, ROOM, False, values)
            frame = self.standin.gateway.last
            await self.standin.gateway.repeat(frame)
            await self.people.answered(item)
            await self.standin.gateway.repeat(frame)
            await self._settle()

        self.run(send())

    def slash_in_vain(self, who: str, name: str, **values: Any) -> None:
        """Send a slash command and wait until it has come to nothing."""
        async def send() -> None:
            await self._slash(who, name, ROOM, False, values)
            await self._settle()

        self.run(send())

    def form(self, who: str, name: str, **values: Any) -> Interaction:
        """Send a slash command that is answered by a form."""
        return self.run(self._form(self._slash(who, name, ROOM, False, values)))

    def press_for_form(self, who: str, on: Seen, identity: str) -> Interaction:
        """Press a button that is answered by a form."""
        return self.run(self._form(self.people.press(who, self._note(on), identity)))

    def fill_in(self, who: str, form: Interaction, **values: str) -> str:
        """Send a form; return the answer."""
        return self.run(self._answer(self.people.fill_in(who, form, **values)))

    def menu(self, who: str, number: int, name: str) -> Interaction:
        """Choose from a message's menu what opens a form."""
        note = self.standin.world.notes[number]
        return self.run(self._form(self.people.menu(who, note, name)))

    def choose(self, who: str, number: int, name: str) -> str:
        """Choose from a message's menu; return the answer."""
        note = self.standin.world.notes[number]
        return self.run(self._answer(self.people.menu(who, note, name)))

    def complete(self, who: str, name: str, option: str, typed: str, room: str = ROOM
                 ) -> list[Any]:
        """Return the values offered while something is typed into an option."""
        async def complete() -> list[Any]:
            place = await self._place(room)
            offered = await self.people.complete(who, place, name, option, typed)
            return [one["value"] for one in offered]

        return self.run(complete())

    def press_card(self, who: str, on: Seen, action: str, about: int | None = None) -> str:
        """Press a button; return the answer."""
        return self.press_raw(who, on, f"a1:{action}:{about or on.about or ''}")

    def press_raw(self, who: str, on: Seen, identity: str) -> str:
        """Press a button by its id; return the answer."""
        return self.run(self._answer(self.people.press(who, self._note(on), identity)))

    def mention(self, who: str) -> str:
        """Return how a client writes somebody picked after an ``@``."""
        return f"<@{self.standin.world.person(who)}>"

    def meet(self, who: str) -> None:
        """Let somebody come into the server."""
        server = self.standin.world.servers[self.server_id()]
        server.members.add(self.standin.world.person(who))

    def button(self, on: Seen, label: str) -> str:
        """Return the id of a message's button."""
        return next(str(one["custom_id"]) for row in self._note(on).components
                    for one in row["components"] if one["label"] == label)

    def talk(self, who: str, text: str) -> int:
        """Say something to the others in the room; return the message's id."""
        return self._events[self.say(ROOM, who, text)]

    # ---- what they see ----

    def pinned(self) -> list[str]:
        """Return the texts of all pinned messages."""
        return [one.content for one in self._said() if one.pinned]

    def files_of(self, who: str) -> list[File]:
        """Return the files of the last answer only somebody sees."""
        person = self.standin.world.person(who)
        return [one for one in self._said() if one.to == person][-1].files

    def card(self, number: int) -> Seen:
        """Return the one card of a number."""
        found = [one for one in self.in_room(ROOM) if one.about == number]
        assert len(found) == 1, found
        return found[0]

    def card_by_text(self, text: str) -> Seen:
        """Return the one message in the room that says something."""
        found = [one for one in self.in_room(ROOM) if text in one.text]
        assert len(found) == 1, found
        return found[0]

    def direct_to(self, who: str) -> str:
        """Return what the bot last wrote to somebody directly."""
        return [one.text for one in self.only(who) if one.room is None][-1]

    # ---- what goes wrong ----

    def shut(self, who: str) -> None:
        """Let somebody close their direct messages."""
        world = self.standin.world
        world.direct(world.person(who)).broken = 50007

    def break_room(self, room: str, code: int) -> None:
        """Let a room refuse the bot."""
        self.run(self._place(room)).broken = code

    def forbid_pins(self, room: str) -> None:
        """Let the bot pin nothing in a room."""
        self.run(self._place(room)).pins = False

    def forbid_events(self) -> None:
        """Let the bot make no events in the server."""
        self.standin.world.servers[self.server_id()].plans = False

    def break_off(self, path: str, *, times: int, how: str = "status", status: int = 503,
                  method: str = "") -> None:
        """Let the next requests to a path fail."""
        self.standin.faults.append(Fault(path, how, times, status, method=method))

    def say_everywhere(self, count: int, who: str, text: str) -> None:
        """Say something in so many new rooms of the server, in one go."""
        async def say() -> None:
            world = self.standin.world
            server = world.servers[(await self._place(ROOM)).guild or 0]
            for number in range(count):
                place = world.channel(server, f"room{number}")
                await self.standin.gateway.dispatch(
                    "CHANNEL_CREATE", {**world.channel_body(place), "guild_id": str(server.id)})
                await self.people.write(who, place, text)
            await self._settle()

        self.run(say())

    def amid(self, seconds: int, room: str, who: str, text: str) -> None:
        """Let what is due after so many seconds begin, and somebody say something meanwhile."""
        async def amid() -> None:
            place = await self._place(room)
            self.clock.move(self.clock.now() + timedelta(seconds=seconds))
            await self.app.engine.tick()
            await self._write(who, place, text, None)

        self.run(amid())

    def mend(self) -> None:
        """Let requests succeed again."""
        self.standin.faults.clear()

    def forget_posts(self) -> None:
        """Let the bot forget its messages, as it does after years."""
        def work(uow: UnitOfWork) -> None:
            for note in self._said():
                uow.remove(Post, f"discord:{note.channel}/{note.id}")

        self.app.store.later(work)

    def calls(self, method: str, path: str) -> list[Call]:
        """Return the requests of a kind so far."""
        return [one for one in self.standin.calls if one.method == method and path in one.path]

    def delete_channel(self, room: str) -> None:
        """Let somebody delete a channel."""
        place = self.run(self._place(room))
        del self.standin.world.places[place.id]
        self.run(self._then(self.standin.gateway.dispatch(
            "CHANNEL_DELETE", {**self.standin.world.channel_body(place),
                               "guild_id": str(place.guild)})))

    def lose_connection(self, code: int) -> None:
        """Close the gateway's connection, and wait for the bot to come back."""
        async def lose() -> None:
            before = self.standin.gateway.connections
            await self.standin.gateway.close(code)
            await self.standin.until(
                lambda: self.standin.gateway.connections > before and self.standin.gateway.online,
                COMES_WITHIN)

        self.run(lose())

    def removed(self, *, told: bool = True) -> None:
        """Remove the bot from the server; ``told`` False: while it was away."""
        server = self.standin.world.servers[self.server_id()]
        if told:
            return self.run(self._then(self.people.remove(server)))
        self.run(self._end())
        self.run(self.people.remove(server, told=False))
        self.run(self._begin())
        return self.run(self._then(self._adapter.look_around()))

    def outage(self) -> None:
        """Let the server be out of reach."""
        server = self.standin.world.servers[self.server_id()]
        self.run(self._then(self.people.outage(server)))

    def kept(self) -> int:
        """Return how many groups the bot remembers."""
        return self.app.store.read(lambda uow: len(uow.find(Group, "id")))

    def cut_off(self, who: str, name: str) -> Interaction:
        """Send a command, and let no answer to it come through."""
        async def send() -> Interaction:
            item = await self._slash(who, name, ROOM, False, {})
            await self.standin.until(lambda: item.callback is not None)
            await self._settle()
            return item

        self.break_off("@original$", times=1, how="drop")
        self.break_off("@original$", times=1, how="drop")
        item = self.run(send())
        self.mend()
        return item

    def answer_to(self, item: Interaction) -> str:
        """Return the answer to a command once it is there."""
        self.advance(60)
        note = self.run(self.people.answered(item))
        return note.content if note else ""

    def revoke(self) -> str:
        """Let Discord refuse the token; return what the bot says as it stops."""
        async def revoke() -> str:
            await self.standin.gateway.close(4004)
            try:
                await asyncio.wait_for(asyncio.shield(self._life), COMES_WITHIN)
            except Unusable as why:
                return str(why)
            return ""

        return self.run(revoke())

    def all_at_once(self, count: int, name: str, **values: Any) -> list[float]:
        """Let so many people send one command; return how long each first response took."""
        async def send() -> list[float]:
            items = [await self._slash(f"p{one}", name, ROOM, False, values)
                     for one in range(count)]
            for item in items:
                await self.people.answered(item, COMES_WITHIN)
            await self._settle()
            return [item.took for item in items]

        return self.run(send())

    def restart(self, **section: Any) -> None:
        """Stop, and start again, with changes in the configuration."""
        self._section |= section
        super().restart()

    def number_of(self, room: str) -> int:
        """Return a channel's id."""
        return self.run(self._place(room)).id

    def card_channel(self, number: int) -> int:
        """Return the channel a card is in."""
        return self._note(self.card(number)).channel

    def server_id(self) -> int:
        """Return the id of the server."""
        return self.run(self._place(ROOM)).guild or 0

    def events(self) -> list[tuple[str, str]]:
        """Return the server's events once the bot has looked at them: name, start."""
        async def events() -> list[tuple[str, str]]:
            await self._adapter.look_around()
            server = next(iter(self.standin.world.servers.values()))
            return sorted((one["name"], one["scheduled_start_time"])
                          for one in server.events.values())

        return self.run(events())

    def threads(self) -> list[Place]:
        """Return all threads."""
        places = self.standin.world.places.values()
        return [one for one in places if one.kind == PUBLIC_THREAD]

    async def _slash(self, who: str, name: str, room: str, moderator: bool,
                     values: dict[str, Any]) -> Interaction:
        place: Place = await self._place(room)
        return await self.people.slash(who, place, name, moderator, **values)

    async def _form(self, sending: Any) -> Interaction:
        item: Interaction = await sending
        await self.people.answered(item)
        assert item.callback == 9
        return item

    async def _answer(self, sending: Any) -> str:
        item: Interaction = await sending
        note: Note | None = await self.people.answered(item)
        await self._settle()
        world = self.standin.world
        names = {number: one["global_name"] for number, one in world.people.items()}
        return read(note.content, names)[0] if note else ""

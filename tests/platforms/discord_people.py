"""What people do on the stand-in, and what they then see."""

import re
import time
from dataclasses import dataclass
from typing import Any

from tests.platforms.discord_rest import Interaction
from tests.platforms.discord_standin import Standin
from tests.platforms.discord_world import EVERYTHING, MEMBER, Body, Note, Place, Server

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5


class Picked(str):
    """A person given for an option, by name."""

    __slots__ = ()


KINDS = {str: 3, int: 4, Picked: 6}


@dataclass(slots=True)
class People:
    """The hands of everybody on a stand-in."""

    standin: Standin

    async def slash(self, who: str, place: Place, name: str, moderator: bool = False,
                    **values: Any) -> Interaction:
        """Send a slash command; ``reminders stop`` is one with a sub-command."""
        head, _, sub = name.partition(" ")
        world = self.standin.world
        picked = {key: world.person(value) for key, value in values.items()
                  if isinstance(value, Picked)}
        options: list[Body] = [
            {"name": key, "type": KINDS[type(value)], "value": str(picked.get(key, "")) or value}
            for key, value in values.items()]
        if sub:
            options = [{"name": sub, "type": 1, "options": options}]
        data = {"id": "1", "name": head, "type": 1, "options": options, "resolved": {
            "users": {str(one): world.user(one) for one in picked.values()}}}
        return await self.interact(COMMAND, who, place, data, moderator=moderator)

    async def complete(self, who: str, place: Place, name: str, option: str, typed: str
                       ) -> list[Body]:
        """Type into an option; return what is offered."""
        data = {"id": "1", "name": name, "type": 1, "options": [
            {"name": option, "type": 4, "value": typed, "focused": True}]}
        item = await self.interact(COMPLETION, who, place, data)
        await self.answered(item)
        return list(item.data["choices"])

    async def menu(self, who: str, note: Note, name: str) -> Interaction:
        """Choose from a message's menu."""
        world = self.standin.world
        data = {"id": "1", "name": name, "type": 3, "target_id": str(note.id),
                "resolved": {"messages": {str(note.id): world.message(note)}}}
        return await self.interact(COMMAND, who, world.places[note.channel], data)

    async def press(self, who: str, note: Note, identity: str) -> Interaction:
        """Press a button, also one that is no longer there by the time it is told."""
        data = {"component_type": 2, "custom_id": identity, "id": 1}
        place = self.standin.world.places[note.channel]
        return await self.interact(COMPONENT, who, place, data, note=note)

    async def fill_in(self, who: str, form: Interaction, **values: str) -> Interaction:
        """Send a form that was shown."""
        data = {"custom_id": form.data["custom_id"], "components": [
            {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": key,
                                                "value": value}}
            for key, value in values.items()]}
        return await self.interact(FORM, who, self.standin.world.places[form.place], data,
                                   note=self.standin.world.notes.get(form.note or 0))

    async def interact(self, kind: int, who: str, place: Place, data: Body,
                       note: Note | None = None, moderator: bool = False) -> Interaction:
        """Make an interaction and send it to the bot."""
        world = self.standin.world
        person = world.person(who)
        number = world.id()
        item = Interaction(number, f"token-{number}", kind, person, place.id, time.monotonic(),
                           note=note.id if note else None)
        self.standin.rest.interactions[number] = item
        await self.standin.gateway.dispatch(
            "INTERACTION_CREATE", self._body(item, place, data, note, moderator))
        return item

    def _body(self, item: Interaction, place: Place, data: Body, note: Note | None,
              moderator: bool) -> Body:
        world = self.standin.world
        body: Body = {
            "id": str(item.id), "application_id": str(world.bot), "type": item.kind, "version": 1,
            "token": item.token, "data": data, "channel_id": str(place.id), "entitlements": [],
            "channel": world.channel_body(place), "attachment_size_limit": 1,
            "authorizing_integration_owners": {}, "context": 0 if place.guild else 1,
            "app_permissions": MEMBER, "locale": world.people[item.person]["_locale"]}
        if place.guild:
            body |= {"guild_id": str(place.guild), "guild": {"id": str(place.guild), "features": [],
                                                             "locale": "en-US"},
                     "member": {**world.member(item.person),
                                "permissions": EVERYTHING if moderator else MEMBER}}
        else:
            body["user"] = world.user(item.person)
        if note:
            body["message"] = world.message(note)
        return body

    async def answered(self, item: Interaction, within: float = 5.0) -> Note | None:
        """Wait for the whole answer; return the message that gives it, if there is one."""
        def done() -> bool:
            note = self.standin.world.notes.get(item.original or 0)
            return item.callback is not None and not (note and note.loading)

        await self.standin.until(done, within)
        return self.standin.world.notes.get(item.original or 0)

    # ---- typed messages ----

    async def write(self, who: str, place: Place, text: str, *, number: int | None = None,
                    reference: Note | None = None, moderator: bool = False) -> int:
        """Write a message; ``@apoyo`` in it rings the bot. Return its id."""
        world = self.standin.world
        author = world.bot if who == "apoyo" else world.person(who)
        content, rung = self._mentioning(text)
        if reference and reference.author == world.bot:
            rung = tuple(dict.fromkeys((*rung, world.bot)))
        note = Note(number or world.id(), place.id, author, content,
                    reference=reference.id if reference else None,
                    mentions=rung, nonce="" if author == world.bot else None,
                    moderator=moderator)
        world.notes[note.id] = note
        await self._tell("MESSAGE_CREATE", note)
        return note.id

    async def change(self, number: int, text: str) -> None:
        """Change a message."""
        note = self.standin.world.notes[number]
        note.content, note.mentions = self._mentioning(text)
        if note.reference:
            note.mentions = tuple(dict.fromkeys((*note.mentions, self.standin.world.bot)))
        note.edits += 1
        await self._tell("MESSAGE_UPDATE", note)

    def _mentioning(self, text: str) -> tuple[str, tuple[int, ...]]:
        """Return a text as a client sends it, and whom it mentions: people picked after an @."""
        people = self.standin.world.people
        names = sorted((one["_name"] for one in people.values()), key=len, reverse=True)
        found: list[int] = []

        def picked(match: re.Match[str]) -> str:
            found.append(self.standin.world.person(match[1]))
            return f"<@{found[-1]}>"

        content = re.sub(rf"@({'|'.join(map(re.escape, names))})(?!\w)", picked, text)
        return content, tuple(dict.fromkeys(found))

    async def take_back(self, number: int) -> None:
        """Delete a message."""
        note = self.standin.world.notes.pop(number)
        place = self.standin.world.places[note.channel]
        body = {"id": str(number), "channel_id": str(place.id)}
        if place.guild:
            body["guild_id"] = str(place.guild)
        await self.standin.gateway.dispatch("MESSAGE_DELETE", body)

    async def _tell(self, event: str, note: Note) -> None:
        """Tell the bot of a message; it reads only what is to it: it has no intent for more."""
        world = self.standin.world
        direct = world.places[note.channel].person is not None
        seen = direct or world.bot in note.mentions or note.author == world.bot
        await self.standin.gateway.dispatch(event, world.message(note, content=seen))

    async def remove(self, server: Server, *, told: bool = True) -> None:
        """Remove the bot from a server; not told of it if it is away."""
        server.members.discard(self.standin.world.bot)
        if told:
            await self.standin.gateway.dispatch("GUILD_DELETE", {"id": str(server.id)})

    async def outage(self, server: Server) -> None:
        """Let a server be out of reach."""
        await self.standin.gateway.dispatch(
            "GUILD_DELETE", {"id": str(server.id), "unavailable": True})

    async def invite(self, server: Server) -> None:
        """Bring the bot into a server; where it is, the server only comes back into reach."""
        world = self.standin.world
        if world.bot in server.members and server.joined:
            await self.outage(server)
        else:
            server.joined += 1
        server.members.add(world.bot)
        await self.standin.gateway.dispatch("GUILD_CREATE", world.server_body(server))

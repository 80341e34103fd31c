"""What the stand-in does for each request, with every body checked."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from adapters.discord.tools import permissions
from bot.text import File
from tests.platforms import discord_rules as rules
from tests.platforms.discord_world import PUBLIC_THREAD, Body, Note, Place, Server, World

ERRORS = {10003: 404, 10008: 404, 50001: 403, 50007: 403, 50013: 403, 50083: 400, 160005: 400}
DEADLINE = 3.0


class Refusal(Exception):
    """An error answer."""

    def __init__(self, status: int, code: int = 0) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


@dataclass(slots=True, eq=False)
class Interaction:
    """One command, press, completion or form of a person."""

    id: int
    token: str
    kind: int
    person: int
    place: int
    at: float
    callback: int | None = None
    took: float = 0.0
    ephemeral: bool = False
    original: int | None = None
    note: int | None = None  # the message whose component it came from
    data: Body = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """One request, as it is remembered."""

    method: str
    path: str
    body: Body
    files: dict[str, File] = field(default_factory=dict)
    status: int = 0

    def attached(self) -> list[File]:
        """Return the files that hang on the message from now on."""
        return [self.files[str(one["id"])] for one in self.body.get("attachments", ())]


class Rest:
    """The routes. ``complaints`` gathers everything Discord would have refused."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.gateway_url = ""
        self.interactions: dict[int, Interaction] = {}
        self.commands: dict[str, list[Body]] = {}
        self.complaints: list[str] = []
        self.watching: Callable[[Call, Place], None] | None = None
        self._nonces: dict[tuple[int, str], int] = {}

    def routes(self) -> Iterator[tuple[str, str, Callable[..., Any]]]:
        me = self.world.user(self.world.bot)
        number, hook = r"(\d+)", r"/webhooks/\d+/([\w-]+)"
        yield "GET", "/gateway", lambda _: {"url": self.gateway_url}
        yield "GET", "/gateway/bot", lambda _: {
            "url": self.gateway_url, "shards": 1, "session_start_limit": {
                "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}}
        yield "GET", "/users/@me", lambda _: me
        yield "GET", "/users/@me/guilds", lambda _: [
            {"id": str(one.id), "name": one.name, "owner": False,
             "permissions": str(permissions(threads=True, events=True))}
            for one in self.world.servers.values()]
        yield "GET", "/oauth2/applications/@me", lambda _: {
            "id": me["id"], "name": "apoyo", "description": "", "flags": 0, "owner": me,
            "icon": None, "bot_public": True, "bot_require_code_grant": False, "verify_key": ""}
        yield "PUT", r"/applications/\d+/commands", self._publish
        yield "PUT", rf"/applications/\d+/guilds/{number}/commands", self._publish
        yield "POST", rf"/interactions/{number}/([\w-]+)/callback", self._callback
        yield "PATCH", rf"{hook}/messages/(@original|\d+)", self._finish
        yield "POST", hook, lambda *_: self.complaints.append("a follow-up may become public")
        yield "POST", "/users/@me/channels", lambda call: self.world.channel_body(
            self.world.direct(int(call.body["recipient_id"])))
        yield "POST", f"/channels/{number}/messages", self._post
        yield "GET", f"/channels/{number}/messages", self._history
        yield "PATCH", f"/channels/{number}/messages/{number}", self._edit
        yield "DELETE", f"/channels/{number}/messages/{number}", self._delete
        yield "POST", f"/channels/{number}/messages/{number}/threads", self._thread
        yield "PUT", f"/channels/{number}/messages/pins/{number}", self._pin
        yield "PATCH", f"/channels/{number}", self._change
        yield "GET", f"/guilds/{number}/members/{number}", self._member
        events = f"/guilds/{number}/scheduled-events"
        yield "GET", events, lambda _, guild: list(self._server(guild).events.values())
        yield "POST", events, self._plan
        yield "PATCH", f"{events}/{number}", self._replan
        yield "DELETE", f"{events}/{number}", lambda _, guild, one: (
            self._server(guild).events.pop(int(one)), None)[1]

    def _publish(self, call: Call, guild: str = "everywhere") -> list[Body]:
        found: list[Body] = list(call.body)
        self.complaints += rules.commands(found)
        made = [{**one, "id": str(self.world.id()), "version": "1"} for one in found]
        self.commands[guild] = made
        return made

    def _callback(self, call: Call, number: str, token: str) -> Body:
        item = self.interactions.get(int(number))
        if item is None or item.token != token:
            raise Refusal(404, 10062)
        if item.callback is not None:
            raise Refusal(400, 40060)
        if time.monotonic() - item.at > DEADLINE:
            self.complaints.append("answered after more than three seconds")
            raise Refusal(404, 10062)
        self.complaints += rules.callback(item.kind, call.body)
        data = call.body.get("data") or {}
        item.callback, item.data = call.body["type"], data
        item.took = time.monotonic() - item.at
        answer: Body = {"interaction": {"id": number, "type": item.kind}}
        if item.callback == 5:
            item.ephemeral = bool(data.get("flags", 0) & rules.EPHEMERAL)
            note = Note(self.world.id(), item.place, self.world.bot, "", loading=True,
                        to=item.person if item.ephemeral else None)
            self.world.notes[note.id], item.original = note, note.id
            answer["interaction"] |= {"response_message_id": str(note.id),
                                      "response_message_loading": True}
            answer["resource"] = {"type": 5, "message": self.world.message(note)}
        return answer

    def _finish(self, call: Call, token: str, message: str) -> Body:
        item = next((one for one in self.interactions.values() if one.token == token), None)
        if item is None or item.original is None:
            raise Refusal(404, 10015)
        if message not in ("@original", str(item.original)):
            raise Refusal(404, 10008)
        return self.world.message(self._write(self.world.notes[item.original], call))

    def _post(self, call: Call, channel: str) -> Body:
        place = self._place(call, channel)
        self.complaints += rules.message(call.body, nonce=True)
        key = place.id, str(call.body.get("nonce"))
        if key not in self._nonces:
            note = Note(self.world.id(), place.id, self.world.bot, call.body.get("content") or "",
                        call.body.get("components") or [], nonce=key[1], files=call.attached())
            self.world.notes[note.id], self._nonces[key] = note, note.id
        return self.world.message(self.world.notes[self._nonces[key]])

    def _history(self, call: Call, channel: str) -> list[Body]:
        """Return what stands in a channel: nothing of what only one person sees, no nonces."""
        place = self._place(call, channel)
        return [self.world.message(note) for note in self.world.notes.values()
                if note.channel == place.id and not note.to]

    def forget(self) -> None:
        """Let go of the nonces, as Discord does after some minutes."""
        self._nonces.clear()

    def _edit(self, call: Call, channel: str, message: str) -> Body:
        self._place(call, channel)
        note = self.world.notes.get(int(message))
        if note is None or note.to:
            raise Refusal(404, 10008)
        return self.world.message(self._write(note, call))

    def _write(self, note: Note, call: Call) -> Note:
        if "content" in call.body:
            self.complaints += rules.message(call.body, nonce=False)
            note.content = call.body["content"] or ""
        note.components = call.body.get("components", note.components)
        if "attachments" in call.body:
            note.files = call.attached()
        if not note.loading:
            note.edits += 1
        note.loading = False
        return note

    def _delete(self, call: Call, channel: str, message: str) -> None:
        self._place(call, channel)
        if self.world.notes.pop(int(message), None) is None:
            raise Refusal(404, 10008)

    def _pin(self, call: Call, channel: str, message: str) -> None:
        if not self._place(call, channel).pins:
            raise Refusal(403, 50013)
        self.world.notes[int(message)].pinned = True

    def _thread(self, call: Call, channel: str, message: str) -> Body:
        place = self._place(call, channel)
        made = Place(int(message), call.body["name"], place.guild, kind=PUBLIC_THREAD)
        self.world.places[made.id] = made
        return {**self.world.channel_body(made), "parent_id": channel, "guild_id": str(place.guild),
                "owner_id": str(self.world.bot), "message_count": 0, "member_count": 0,
                "thread_metadata": {"archived": False, "auto_archive_duration": 10080,
                                    "archive_timestamp": "2026-11-23T14:00:00+00:00"}}

    def _change(self, call: Call, channel: str) -> Body:
        place = self._place(call, channel)
        place.archived = bool(call.body.get("archived", place.archived))
        return self.world.channel_body(place)

    def _server(self, guild: str) -> Server:
        server = self.world.servers[int(guild)]
        if not server.plans:
            raise Refusal(403, 50013)
        return server

    def _plan(self, call: Call, guild: str) -> Body:
        number = self.world.id()
        self._server(guild).events[number] = made = {
            **call.body, "id": str(number), "guild_id": guild, "status": 1,
            "creator_id": str(self.world.bot)}
        self.complaints += rules.event(call.body)
        return made

    def _replan(self, call: Call, guild: str, event: str) -> Body:
        self._server(guild).events[int(event)] |= call.body
        self.complaints += rules.event(call.body)
        return self._server(guild).events[int(event)]

    def _member(self, _: Call, guild: str, person: str) -> Body:
        server = self.world.servers.get(int(guild))
        if server is None or int(person) not in server.members:
            raise Refusal(404, 10007)
        return self.world.member(int(person))

    def _place(self, call: Call, channel: str) -> Place:
        place = self.world.places.get(int(channel))
        if place is None:
            raise Refusal(404, 10003)
        if self.watching:
            self.watching(call, place)
        if place.broken:
            raise Refusal(ERRORS[place.broken], place.broken)
        return place

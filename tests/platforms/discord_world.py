"""The stand-in's world: people, servers, channels, messages, as plain values."""

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.text import File

Body = dict[str, Any]
TEXT_CHANNEL, DIRECT, PUBLIC_THREAD = 0, 1, 11
EVERYTHING = str((1 << 50) - 1)
MEMBER = str(1 << 10 | 1 << 11 | 1 << 16 | 1 << 31 | 1 << 38)
MODERATORS = 10**15  # what the id of a server's moderator role is more than the server's
BEGAN = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@dataclass(slots=True, eq=False)
class Note:
    """A message. With ``to`` only that person sees it; ``event`` is the interaction it answers."""

    id: int
    channel: int
    author: int
    content: str
    components: list[Body] = field(default_factory=list)
    to: int | None = None
    reference: int | None = None
    mentions: tuple[int, ...] = ()
    edits: int = 0
    loading: bool = False
    nonce: str | None = None
    moderator: bool = False
    files: list[File] = field(default_factory=list)
    pinned: bool = False


@dataclass(slots=True, eq=False)
class Place:
    """A channel: of a server, or a direct one with ``person``. ``broken`` is an error code."""

    id: int
    name: str = ""
    guild: int | None = None
    person: int | None = None
    kind: int = TEXT_CHANNEL
    broken: int = 0
    archived: bool = False
    pins: bool = True  # the bot may pin messages


@dataclass(slots=True, eq=False)
class Server:
    """A server; ``joined`` counts how often the bot has come into it."""

    id: int
    name: str
    owner: int
    lobby: int
    members: set[int] = field(default_factory=set)
    joined: int = 0
    events: dict[int, Body] = field(default_factory=dict)
    plans: bool = True  # the bot may make events


class World:
    """All of it, and how Discord writes it down."""

    def __init__(self) -> None:
        self._next = count(1_500_000_000_000_000_000)
        self.people: dict[int, Body] = {}
        self.servers: dict[int, Server] = {}
        self.places: dict[int, Place] = {}
        self.notes: dict[int, Note] = {}
        self.bot = self.person("apoyo", bot=True)

    def id(self) -> int:
        """Return a new id, later than all before."""
        return next(self._next)

    def person(self, name: str, locale: str = "en-US", *, bot: bool = False) -> int:
        """Return the person of a name, made if new; names are kept as Discord sanitizes them."""
        plain = "".join(c for c in name if unicodedata.category(c)[0] != "C" or c == "\n")
        plain = " ".join(plain.split())
        for known, one in self.people.items():
            if one["_name"] == name:
                return known
        number = self.id()
        self.people[number] = {
            "id": str(number), "username": plain, "global_name": plain, "discriminator": "0",
            "avatar": None, "bot": bot, "_name": name, "_locale": locale}
        return number

    def server(self, name: str, owner: str = "boss") -> Server:
        """Return the server of a name, made if new, with a channel called lobby."""
        for one in self.servers.values():
            if one.name == name:
                return one
        number, lobby = self.id(), self.id()
        made = Server(number, name, self.person(owner), lobby, {self.bot, self.person(owner)})
        self.servers[number] = made
        self.places[lobby] = Place(lobby, "lobby", number)
        return made

    def channel(self, server: Server, name: str) -> Place:
        """Return a server's channel of a name, made if new."""
        for one in self.places.values():
            if one.guild == server.id and one.name == name:
                return one
        made = Place(self.id(), name, server.id)
        self.places[made.id] = made
        return made

    def direct(self, person: int) -> Place:
        """Return the direct channel with a person."""
        for one in self.places.values():
            if one.person == person:
                return one
        made = Place(self.id(), person=person, kind=DIRECT)
        self.places[made.id] = made
        return made

    # ---- as Discord writes it ----

    def user(self, number: int) -> Body:
        """Return a person."""
        return {key: value for key, value in self.people[number].items() if key[0] != "_"}

    def member(self, number: int, joined: int = 0) -> Body:
        """Return a person as a member of a server."""
        return {"user": self.user(number), "roles": [], "nick": None, "deaf": False, "mute": False,
                "flags": 0, "joined_at": (BEGAN + timedelta(days=joined)).isoformat()}

    def channel_body(self, place: Place) -> Body:
        """Return a channel."""
        body: Body = {"id": str(place.id), "type": place.kind, "name": place.name, "position": 0}
        if place.person:
            body["recipients"] = [self.user(place.person)]
        return body

    def server_body(self, server: Server) -> Body:
        """Return a server as it is told to a bot that comes online."""
        role = {"id": str(server.id), "name": "@everyone", "permissions": MEMBER, "position": 0,
                "color": 0, "hoist": False, "managed": False, "mentionable": False}
        moderators = {**role, "id": str(server.id + MODERATORS), "name": "moderators",
                      "permissions": EVERYTHING, "position": 1}
        channels = [self.channel_body(one) for one in self.places.values()
                    if one.guild == server.id and one.kind == TEXT_CHANNEL]
        return {"id": str(server.id), "name": server.name, "owner_id": str(server.owner),
                "roles": [role, moderators], "channels": channels, "threads": [], "emojis": [],
                "members": [self.member(self.bot, server.joined)],
                "member_count": len(server.members), "system_channel_id": str(server.lobby),
                "joined_at": (BEGAN + timedelta(days=server.joined)).isoformat()}

    def message(self, note: Note, *, content: bool = True) -> Body:
        """Return a message; without ``content`` as one who may not read it gets it."""
        place = self.places[note.channel]
        body: Body = {
            "id": str(note.id), "channel_id": str(note.channel), "author": self.user(note.author),
            "content": note.content if content else "", "components": note.components,
            "timestamp": BEGAN.isoformat(), "tts": False, "type": 19 if note.reference else 0,
            "edited_timestamp": (BEGAN + timedelta(seconds=note.edits)).isoformat()
            if note.edits else None, "mention_everyone": False, "mention_roles": [],
            "mentions": [self.user(one) for one in note.mentions], "attachments": [
                {"id": str(n), "filename": one.name, "size": len(one.data), "url": "https://x/",
                 "proxy_url": "https://x/", "content_type": one.type}
                for n, one in enumerate(note.files)],
            "embeds": [], "pinned": False, "flags": 64 if note.to else 0}
        if place.guild:
            body |= {"guild_id": str(place.guild)}
            if note.author != self.bot:
                member = self.member(note.author)
                member.pop("user")
                roles = [str(place.guild + MODERATORS)] if note.moderator else []
                body["member"] = {**member, "roles": roles}
        if note.reference:
            body["message_reference"] = {"message_id": str(note.reference),
                                         "channel_id": str(note.channel)}
        return body

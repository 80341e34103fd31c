"""From ops to events: who did what, where; and whether what they name has ever been there."""

import re
from dataclasses import dataclass, field
from uuid import uuid4

from adapters.console.adapter import PREFIX, UNSAID
from adapters.console.ops import BadLine, Op
from bot.address import heard
from bot.domain.group import Group, Member
from bot.groups.accounts import person_of
from bot.ports import (
    Came,
    Content,
    Deleted,
    Edited,
    Incoming,
    Person,
    Post,
    Pressed,
    Reacted,
    Room,
    Store,
    Went,
)

BOT = "apoyo"
NAMES = (BOT, "bot")
HOME = "home"
_MESSAGE = re.compile(r"m[1-9]\d{0,11}", re.ASCII)


@dataclass(slots=True)
class Events:
    """Builds events; ``rooms`` remembers in which room an event id was said."""

    store: Store
    rooms: dict[str, str] = field(default_factory=dict)

    def incoming(self, op: Op) -> Incoming:
        """Return what an op means to the engine. Raises BadLine."""
        user = op.user or ""
        content = self._content(op)
        event = UNSAID + uuid4().hex if op.id is None else PREFIX + op.id
        room = op.room or (self.rooms.get(op.of) if op.of else None)
        if op.op == "press":
            room = self._room_of(op.on)
        if op.op in ("say", "reply") and op.room and op.id is not None:
            self.rooms[op.id] = op.room
        return Incoming(
            event=event, content=content,
            person=None if user in NAMES else Person(PREFIX + user, user),
            room=room_of(room) if room else None,
            community=None if room else self._community(op), moderator=op.moderator,
            language=op.lang, keep=True, risks=op.risks,
        )

    def _content(self, op: Op) -> Content:
        text = op.text or ""
        match op.op:
            case "say" | "dm":
                return heard(text, NAMES)
            case "reply":
                return heard(text, NAMES, self.known_message(op.to))
            case "press":
                return Pressed(self.known_message(op.on), op.action or "")
            case "react":
                return Reacted(self.known_message(op.on), op.key or "")
            case "edit":
                return Edited(self._known_event(op.of), heard(text, NAMES))
            case "delete":
                return Deleted(self._known_event(op.of))
            case "join":
                return Came(bot=op.user in NAMES)
            case _:
                return Went()

    def _community(self, op: Op) -> str | None:
        """Return the group a direct message is for: the one named, or home for a new face."""
        if op.group:
            key = PREFIX + op.group
            unknown = self.store.read(lambda uow: uow.get(Group, key)) is None
            if unknown and op.group != HOME:
                raise BadLine("there is no group of this name")
            return key
        person = PREFIX + (op.user or "")
        known = self.store.read(
            lambda uow: uow.count(Member, "person", person_of(uow, person)))
        return None if known else PREFIX + HOME

    # ---- names that must exist ----

    def known_message(self, message: str | None) -> str:
        """Return the key of a message of the bot. Raises BadLine if there never was one."""
        last = self.store.read(lambda uow: uow.counted("serial"))
        if not message or not _MESSAGE.fullmatch(message) or int(message[1:]) > last:
            raise BadLine("there was no message of this id")
        return PREFIX + message

    def _known_event(self, event: str | None) -> str:
        key = PREFIX + (event or "")
        if self.store.read(lambda uow: uow.outcome(key)) is None:
            raise BadLine("there was no message of this id")
        return key

    def _room_of(self, message: str | None) -> str | None:
        key = self.known_message(message)
        post = self.store.read(lambda uow: uow.get(Post, key))
        return post.room.removeprefix(PREFIX) if post and post.room else None


def room_of(name: str) -> Room:
    """Return a room by its name: ``#name`` of the home group, or ``#name@group``."""
    server = name.partition("@")[2]
    return Room(PREFIX + name, PREFIX + (server or HOME), name)

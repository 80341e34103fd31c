"""Two chats in one town: the whole of Apoyo between two carriers made of lists.

On ``east`` every room is a group of its own until connected, as on Matrix; on ``west`` all rooms
are one server's. Rooms are ``east:#plaza``, people ``west:ben``.
"""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from adapters.console.clock import HandClock
from bot.address import heard
from bot.app import App, assemble
from bot.config import Config
from bot.ports import (
    Came,
    Content,
    Delivery,
    Handled,
    Incoming,
    Moved,
    Person,
    Pressed,
    Rendered,
    Room,
    SendFailed,
    Went,
)
from bot.render import Plain
from bot.text import File, Usage
from tests.carrying import Unforgetting

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@dataclass(slots=True)
class Seen:
    """A message of the bot as it stands now; ``to`` alone is a direct one."""

    id: str
    text: str
    room: str | None
    to: str | None
    about: int | None
    card: bool
    actions: tuple[str, ...]
    group: str


def usage(node: Usage, language: str) -> str:
    """Return a command as it is typed in this town."""
    rest = node.spanish if language == "es" and node.spanish else node.rest
    return f"/{node.command} {rest}".rstrip()


@dataclass(slots=True)
class Chat(Unforgetting):
    """Implements `bot.ports.Carrier`; ``shut`` lanes never take anything, ``slow`` ones not now."""

    name: str
    seen: dict[str, Seen] = field(default_factory=dict)
    shut: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    gone: list[str] = field(default_factory=list)
    files: dict[str, list[File]] = field(default_factory=dict)  # by who or where

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Show a delivery."""
        if delivery.lane in self.shut:
            raise SendFailed("shut", permanent=True)
        if delivery.lane in self.slow:
            raise SendFailed("slow", retry_after=60)
        assert delivery.platform == self.name
        assert delivery.to is None or delivery.to.startswith(f"{self.name}:")
        number = delivery.message or f"{self.name}:m{delivery.serial}"
        if delivery.verb == "withdraw":
            self.seen.pop(number, None)
            self.gone.append(number)
            return number
        known = self.seen.get(number)
        text = "" if drawn.body is None else Plain(drawn.languages, START, usage).draw(drawn.body)
        if delivery.file:
            self.files.setdefault(delivery.to or delivery.lane, []).append(delivery.file)
        where = known or delivery
        self.seen[number] = Seen(
            number, text, where.room, where.to, delivery.about, delivery.card,
            tuple(one.action for one in drawn.buttons), delivery.group)
        return number


class Town:
    """Everybody, both chats, and the bot on a data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self._ids = folder, HandClock(START), count(1)
        self.runner = asyncio.Runner()
        self.chats = {name: Chat(name) for name in ("east", "west")}
        self._open()

    def _open(self) -> None:
        self.app: App = assemble(self.folder, self.clock, Config(), zone="America/New_York")
        for chat in self.chats.values():
            self.app.attach(chat)
        self.runner.run(self.app.start())

    def restart(self) -> None:
        """Stop and start again on the same data."""
        self.runner.run(self.app.close())
        self._open()

    def close(self) -> None:
        """Let go of the data folder."""
        self.runner.run(self.app.close())
        self.runner.close()

    # ---- what people do ----

    def say(self, room: str, who: str, text: str, **more: Any) -> str:
        """Say something in a room; return the outcome."""
        return self.event(heard(text, ("apoyo",)), who, room, **more)

    def write(self, who: str, text: str, **more: Any) -> str:
        """Write to the bot directly."""
        return self.event(heard(text, ("apoyo",)), who, None, **more)

    def press(self, who: str, on: Seen, action: str) -> str:
        """Press a button of a message."""
        return self.event(Pressed(on.id, action), who, on.room)

    def leave(self, room: str, who: str) -> str:
        """Leave a room."""
        return self.event(Went(), who, room)

    def enter(self, room: str) -> str:
        """Bring the bot into a room."""
        return self.event(Came(bot=True), None, room)

    def move(self, room: str, to: str) -> str:
        """Let a room be replaced by another one."""
        return self.event(Moved(place(to)), None, room)

    def event(self, content: Content, who: str | None, room: str | None, *,
              moderator: bool = False, lang: str | None = None) -> str:
        """Hand an event in, and wait until all it caused has gone out."""
        where = who or room or ""
        incoming = Incoming(
            event=f"{where.partition(':')[0]}:e{next(self._ids)}", content=content,
            person=Person(who, who.partition(":")[2]) if who else None,
            room=place(room) if room else None, moderator=moderator, language=lang, keep=True)

        async def handle() -> Handled:
            handled = await self.app.engine.handle(incoming)
            await self.app.engine.outbox.settle()
            return handled

        return self.runner.run(handle()).outcome

    def wait(self, **span: int) -> None:
        """Let time pass, doing what is due on the way."""
        target, engine, done = self.clock.now() + timedelta(**span), self.app.engine, None

        async def pass_time() -> None:
            nonlocal done
            while (due := engine.due()) and due <= target and due != done:
                done = due
                self.clock.move(max(due, self.clock.now()))
                await engine.tick()
                await engine.outbox.settle()
            self.clock.move(target)

        self.runner.run(pass_time())

    # ---- what people see ----

    def all(self) -> list[Seen]:
        """Return every message of the bot."""
        return [seen for chat in self.chats.values() for seen in chat.seen.values()]

    def in_room(self, room: str) -> list[Seen]:
        """Return what everybody in a room sees, oldest first."""
        return [seen for seen in self.all() if seen.room == room and seen.to is None]

    def cards(self, room: str, about: int) -> list[Seen]:
        """Return the cards of a number in a room."""
        return [seen for seen in self.in_room(room) if seen.card and seen.about == about]

    def told(self, who: str) -> str:
        """Return all that somebody was told directly or alone, the newest last."""
        return "\n".join(seen.text for seen in self.all() if seen.to == who)

    def last(self, who: str) -> str:
        """Return the last thing that somebody was told."""
        return [seen.text for seen in self.all() if seen.to == who][-1]

    def code(self, who: str) -> str:
        """Return the newest one-time code somebody was given."""
        return _codes(self.told(who))[-1]

    def posted_code(self, room: str) -> str:
        """Return the newest one-time code that everybody in a room reads."""
        return _codes("\n".join(seen.text for seen in self.in_room(room)))[-1]


def _codes(text: str) -> list[str]:
    return re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", text)


def place(room: str) -> Room:
    """Return a room; all of ``west`` is one server."""
    platform = room.partition(":")[0]
    return Room(room, "west:server" if platform == "west" else room, room.partition(":")[2])

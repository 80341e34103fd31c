"""A chat on the console: ops in, records out, on a clock that may be moved by hand."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from adapters.console.adapter import PREFIX, UNSAID, ConsoleAdapter, Event, Fault
from adapters.console.clock import HandClock, instant, span
from adapters.console.ops import BadLine, Op
from bot.address import heard
from bot.app import App, assemble
from bot.clock import SystemClock
from bot.config import Config
from bot.domain.act import Stamp
from bot.domain.group import Group, Member
from bot.ports import (
    Came,
    Content,
    Deleted,
    Edited,
    Incoming,
    Person,
    Post,
    Pressed,
    Room,
    UnitOfWork,
    Went,
)
from bot.zones import fixed, zone

BOT = "apoyo"
NAMES = (BOT, "bot")
HAND = "console"
_MESSAGE = re.compile(r"m[1-9]\d{0,11}", re.ASCII)


@dataclass(slots=True)
class Session:
    """One console on one data folder. ``out`` gathers what an op caused, in order."""

    app: App
    clock: HandClock | SystemClock
    adapter: ConsoleAdapter
    out: list[Event] = field(default_factory=list)
    rooms: dict[str, str] = field(default_factory=dict)  # event id → the room it was said in

    @classmethod
    def open(cls, folder: Path, config: Config, now: datetime | None,
             emit: Callable[[Event], None] | None = None) -> "Session":
        """Open a console; with ``now`` its clock stands still, a later stored one counting."""
        clock = SystemClock() if now is None else HandClock(now)
        app = assemble(folder, clock, config, zone=fixed(now) if now else None)
        out: list[Event] = []
        adapter = ConsoleAdapter(
            clock, emit or out.append, app.engine.catalogue.vocabulary)
        app.attach(adapter)
        return cls(app, clock, adapter, out)

    async def start(self) -> None:
        """Take up where an earlier run left off."""
        if isinstance(self.clock, HandClock):
            stamp = self.app.store.read(lambda uow: uow.get(Stamp, HAND))
            if stamp:
                self.clock.move(stamp.at)
            await self._stamp()
        else:
            self.clock.start(self._ring)
        await self.app.start()

    async def close(self) -> None:
        """Leave cleanly."""
        if isinstance(self.clock, SystemClock):
            self.clock.stop()
        await self.app.close()

    async def do(self, op: Op) -> None:
        """Carry out one op, until all it caused is durable and sent. Raises BadLine."""
        match op.op:
            case "sync":
                pass
            case "advance":
                await self._advance(op)
            case "fail":
                self._fail(op)
            case "suggest":
                self._suggest(op)
            case "react":
                self._known_message(op.on)
            case "say" | "dm" | "reply" | "edit" if op.user in NAMES:
                pass  # the bot does not listen to itself
            case _:
                await self.app.engine.handle(self._incoming(op))
        await self.app.engine.outbox.settle()

    def now(self) -> str:
        """Return the time as the console shows it, in the default zone."""
        local = self.clock.now().astimezone(zone(self.app.engine.defaults.zone))
        return local.isoformat(timespec="seconds")

    # ---- what people do ----

    def _incoming(self, op: Op) -> Incoming:
        user = op.user or ""
        content = self._content(op)
        event = PREFIX + (UNSAID + uuid4().hex if op.id is None else op.id)
        room = op.room or (self.rooms.get(op.of) if op.of else None)
        if op.op == "press":
            room = self._room_of(op.on)
        if op.op in ("say", "reply") and op.room and op.id is not None:
            self.rooms[op.id] = op.room
        return Incoming(
            event=event, content=content,
            person=None if user in NAMES else Person(PREFIX + user, user),
            room=_room(room) if room else None,
            community=None if room else self._community(op), moderator=op.moderator,
            language=op.lang, keep=True,
        )

    def _content(self, op: Op) -> Content:
        text = op.text or ""
        match op.op:
            case "say" | "dm":
                return heard(text, NAMES)
            case "reply":
                return heard(text, NAMES, self._known_message(op.to))
            case "press":
                return Pressed(self._known_message(op.on), op.action or "")
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
            if self.app.store.read(lambda uow: uow.get(Group, key)) is None:
                raise BadLine("there is no group of this name")
            return key
        person = PREFIX + (op.user or "")
        known = self.app.store.read(lambda uow: uow.count(Member, "person", person))
        return None if known else PREFIX + "home"

    # ---- names that must exist ----

    def _known_message(self, message: str | None) -> str:
        last = self.app.store.read(lambda uow: uow.counted("serial"))
        if not message or not _MESSAGE.fullmatch(message) or int(message[1:]) > last:
            raise BadLine("there was no message of this id")
        return PREFIX + message

    def _known_event(self, event: str | None) -> str:
        key = PREFIX + (event or "")
        if self.app.store.read(lambda uow: uow.outcome(key)) is None:
            raise BadLine("there was no message of this id")
        return key

    def _room_of(self, message: str | None) -> str | None:
        key = self._known_message(message)
        post = self.app.store.read(lambda uow: uow.get(Post, key))
        return post.room.removeprefix(PREFIX) if post and post.room else None

    # ---- the console's own ----

    async def _advance(self, op: Op) -> None:
        clock = self.clock
        if not isinstance(clock, HandClock):
            raise BadLine("the clock is the real one; start with --now to move it")
        try:
            target = instant(op.to) if op.to else clock.now() + span(op.by or "")
        except (ValueError, OverflowError) as error:
            raise BadLine(str(error)) from None
        if target < clock.now():
            raise BadLine("the clock never goes backwards")
        engine = self.app.engine
        done = None
        while (due := engine.due()) and due <= target and due != done:
            done = due
            clock.move(due)
            await engine.tick()
            await engine.outbox.settle()
        clock.move(target)
        await self._stamp()

    async def _stamp(self) -> None:
        stamp = Stamp(name=HAND, at=self.clock.now())

        def work(uow: UnitOfWork) -> None:
            if uow.get(Stamp, HAND) != stamp:
                uow.put(stamp)

        await self.app.store.run(None, work)

    async def _ring(self) -> None:
        await self.app.engine.tick()

    def _fail(self, op: Op) -> None:
        lane = PREFIX + (op.room or op.user or "")
        self.adapter.faults[lane] = Fault(op.times or 0, op.kind or "", op.permanent)

    def _suggest(self, op: Op) -> None:
        items = self.app.engine.suggest(
            PREFIX + (op.user or ""), _room(op.room) if op.room else None, op.text or "",
            op.lang)
        self.adapter.emit({"event": "suggest",
                           "items": [{"label": label, "value": value} for label, value in items]})


def _room(name: str) -> Room:
    server = name.partition("@")[2]
    return Room(PREFIX + name, PREFIX + (server or "home"), name)

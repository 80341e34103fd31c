"""A chat on the console: ops in, records out, on a clock that may be moved by hand."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from adapters.console.adapter import PREFIX, ConsoleAdapter, Event, Fault
from adapters.console.clock import HandClock, instant, span
from adapters.console.events import NAMES, Events, room_of
from adapters.console.ops import BadLine, Op
from bot.app import App, assemble
from bot.clock import SystemClock
from bot.config import Config
from bot.domain.act import Stamp
from bot.ports import StoreFull, UnitOfWork
from bot.zones import fixed, zone

HAND = "console"


@dataclass(slots=True)
class Session:
    """One console on one data folder. ``out`` gathers what an op caused, in order."""

    app: App
    clock: HandClock | SystemClock
    adapter: ConsoleAdapter
    out: list[Event] = field(default_factory=list)
    events: Events = field(init=False)

    def __post_init__(self) -> None:
        """Look names up in the app's own store."""
        self.events = Events(self.app.store)

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
            with suppress(BadLine):  # a full disk is said at the first command
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
            case "say" | "dm" | "reply" | "edit" | "delete" | "press" | "react" if (
                    op.user in NAMES):
                pass  # the bot does not listen to itself
            case _:
                await self.app.engine.handle(self.events.incoming(op))
        await self.app.engine.outbox.settle()

    def now(self) -> str:
        """Return the time as the console shows it, in the default zone."""
        local = self.clock.now().astimezone(zone(self.app.engine.defaults.zone))
        return local.isoformat(timespec="seconds")

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

        try:
            await self.app.store.run(None, work)
        except StoreFull:
            raise BadLine("the disk is full: the clock has moved, but that is not kept") from None

    async def _ring(self) -> None:
        await self.app.engine.tick()

    def _fail(self, op: Op) -> None:
        lane = PREFIX + (op.room or op.user or "")
        self.adapter.faults[lane, op.kind or ""] = Fault(
            op.times or 0, op.permanent, op.lost)

    def _suggest(self, op: Op) -> None:
        items = self.app.engine.suggest(
            PREFIX + (op.user or ""), room_of(op.room) if op.room else None, op.text or "",
            op.lang)
        self.adapter.emit({"event": "suggest",
                           "items": [{"label": label, "value": value} for label, value in items]})

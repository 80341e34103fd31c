"""Deliveries on their way: kept in order in each lane, tried again, never lost and never doubled.

The messages for a room, or for a person's direct chat, make a lane; so do the answers to one person
there, so that nobody waits for another's flood, and the changes of one message. Every delivery was
written with what caused it; it leaves the store only when its platform has it, or never will.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.courier import Courier, Draw
from bot.ports import Carrier, Clock, Delivery, Store

Way = tuple[str, str]  # a delivery's lane, and the message it changes or whom it answers


@dataclass(slots=True)
class Lane:
    """What waits for one room, person or message, in order; nothing goes out before ``until``."""

    waiting: deque[Delivery] = field(default_factory=deque)
    until: datetime | None = None
    busy: bool = False


class Outbox:
    """Carries deliveries out. One lane never waits for another."""

    def __init__(self, store: Store, clock: Clock, draw: Draw, rearm: Callable[[], None]) -> None:
        self._store, self._clock, self._rearm = store, clock, rearm
        self._courier = Courier(store, clock, draw, self.add)
        self._lanes: dict[Way, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def attach(self, carrier: Carrier) -> None:
        """Take on the carrier of one platform."""
        self._courier.carriers[carrier.name] = carrier

    def load(self) -> None:
        """Take up what an earlier run left undelivered."""
        left = self._store.read(lambda uow: uow.find(Delivery, "order"))
        self._courier.doubt(left)
        self.add(left)

    def add(self, deliveries: Iterable[Delivery]) -> None:
        """Queue deliveries that are durable, and set their lanes going."""
        for delivery in deliveries:
            way = delivery.lane, delivery.message or (delivery.reply_to and delivery.cause) or ""
            lane = self._lanes.setdefault(way, Lane())
            self._queue(lane, delivery)
            self._go(way, lane)

    def touch(self) -> None:
        """Note that a transaction has run: what is being sent may be out of date."""
        self._courier.turns += 1

    def tick(self) -> None:
        """Set going what was waiting for this instant."""
        for way, lane in list(self._lanes.items()):
            self._go(way, lane)

    def due(self) -> datetime | None:
        """Return the next instant at which a lane may try again."""
        waits = [lane.until for lane in self._lanes.values() if lane.until and not lane.busy]
        return min(waits, default=None)

    async def settle(self) -> None:
        """Wait until every delivery has been sent, waits for a later try, or was given up."""
        while self._tasks:
            task = next(iter(self._tasks))
            await task
            self._tasks.discard(task)  # its own callback only runs when the loop goes round

    def _queue(self, lane: Lane, delivery: Delivery) -> None:
        if delivery.verb == "edit":
            # The newest edit draws the newest state: one that waits before it says nothing more.
            first = 1 if lane.busy else 0
            for old in list(lane.waiting)[first:]:
                if old.verb == "edit":
                    lane.waiting.remove(old)
                    self._courier.drop(old)
        lane.waiting.append(delivery)

    def _go(self, way: Way, lane: Lane) -> None:
        if lane.busy or (lane.until and lane.until > self._clock.now()):
            return
        lane.busy, lane.until = True, None
        task = asyncio.get_running_loop().create_task(self._drain(way, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, way: Way, lane: Lane) -> None:
        try:
            while lane.waiting:
                delivery = lane.waiting[0]
                if delivery.due and delivery.due > self._clock.now():
                    lane.until = delivery.due
                    break
                again = await self._courier.carry(delivery)
                if again:
                    lane.waiting[0] = again
                else:
                    lane.waiting.popleft()
        finally:
            lane.busy = False
            if not lane.waiting:
                self._lanes.pop(way, None)
            self._rearm()

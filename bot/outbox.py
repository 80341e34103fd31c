"""Deliveries on their way: kept in order in each lane, tried again, never lost and never doubled.

The messages for a room, or for a person's direct chat, make a lane; so do the changes of one
message, for which no new message waits. Every delivery was written with what caused it; it leaves
the store only when its platform has it, or never will.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.sealed import VIEW as SEALED
from bot.ports import (
    Carrier,
    Clock,
    Delivery,
    Post,
    Rendered,
    SendFailed,
    Store,
    StoreBroken,
    StoreFull,
    UnitOfWork,
)
from bot.returned import hash_of, in_place_of, next_key
from bot.text import t

log = logging.getLogger(__name__)

LONGEST_PAUSE = 900  # seconds
UNSAID = t("This is no longer needed.")

Draw = Callable[[UnitOfWork, Delivery], Rendered | None]
Way = tuple[str, str]  # a delivery's lane, and the message it changes


@dataclass(slots=True)
class Lane:
    """What waits for one room, person or message, in order; nothing goes out before ``until``."""

    waiting: deque[Delivery] = field(default_factory=deque)
    until: datetime | None = None
    busy: bool = False


class Outbox:
    """Carries deliveries out. One lane never waits for another."""

    def __init__(self, store: Store, clock: Clock, draw: Draw, rearm: Callable[[], None]) -> None:
        self._store, self._clock, self._draw, self._rearm = store, clock, draw, rearm
        self._carriers: dict[str, Carrier] = {}
        self._lanes: dict[Way, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._uncertain: set[str] = set()  # perhaps sent by an earlier run
        self._turns = 0  # whether state may have changed under a drawing that is on its way

    def attach(self, carrier: Carrier) -> None:
        """Take on the carrier of one platform."""
        self._carriers[carrier.name] = carrier

    def load(self) -> None:
        """Take up what an earlier run left undelivered."""
        left = self._store.read(lambda uow: uow.find(Delivery, "order"))
        self._uncertain.update(one.key for one in left)
        self.add(left)

    def add(self, deliveries: Iterable[Delivery]) -> None:
        """Queue deliveries that are durable, and set their lanes going."""
        for delivery in deliveries:
            way = delivery.lane, delivery.message or ""
            lane = self._lanes.setdefault(way, Lane())
            self._queue(lane, delivery)
            self._go(way, lane)

    def touch(self) -> None:
        """Note that a transaction has run: what is being sent may be out of date."""
        self._turns += 1

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
                    self._drop(old)
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
                again = await self._try(delivery)
                if again:
                    lane.waiting[0] = again
                else:
                    lane.waiting.popleft()
        finally:
            lane.busy = False
            if not lane.waiting:
                self._lanes.pop(way, None)
            self._rearm()

    async def _try(self, delivery: Delivery) -> Delivery | None:
        """Carry one delivery out; return it changed if it has to be tried again."""
        carrier = self._carriers.get(delivery.platform)
        if carrier is None:
            return replace(delivery, due=self._clock.now() + timedelta(seconds=LONGEST_PAUSE))
        turns = self._turns
        delivery = self._kept(delivery)
        try:
            drawn = await self._store.look(lambda uow: self._draw(uow, delivery))
            if drawn is None:
                if not delivery.tries and delivery.key not in self._uncertain:
                    self._drop(delivery)
                    return None
                # It may have arrived: the same key finds that message, to be taken away.
                drawn, turns = Rendered(UNSAID, (), delivery.languages), -1
            if self._shows_already(delivery, drawn):
                self._drop(delivery)
                return None
            message = await self._found(carrier, delivery, drawn) or await carrier.deliver(
                delivery, drawn)
        except SendFailed as failed:
            if failed.permanent:
                return await self._give_up(delivery)
            return self._again(delivery, failed.retry_after)
        except StoreFull:
            return self._again(delivery, None)
        except StoreBroken:
            raise
        except Exception as error:  # a mistake of ours must not stop the lane
            log.error("a delivery failed: platform=%s type=%s", delivery.platform,
                      type(error).__name__)
            return self._again(delivery, None)
        self._sent(delivery, drawn, message, stale=turns != self._turns)
        return None

    async def _found(self, carrier: Carrier, delivery: Delivery, drawn: Rendered) -> str | None:
        """Look for what an earlier try may have sent, once its key is forgotten on the platform.

        A clock that was set back cannot tell how old it is.
        """
        tried = delivery.tries or delivery.key in self._uncertain
        if delivery.verb != "send" or not tried or (delivery.at and timedelta(0) <= (
                self._clock.now() - delivery.at) < carrier.remembers):
            return None
        return await carrier.find_sent(delivery, drawn)

    def _again(self, delivery: Delivery, wish: float | None) -> Delivery:
        pause = wish if wish is not None else min(2**delivery.tries, LONGEST_PAUSE)
        due = self._clock.now() + timedelta(seconds=max(1, round(pause)))
        again = replace(delivery, tries=delivery.tries + 1, due=due)
        self._store.later(lambda uow: uow.put(again))
        return again

    def _sent(
        self, delivery: Delivery, drawn: Rendered, message: str, *, stale: bool
    ) -> None:
        follow: list[Delivery] = []
        self._uncertain.discard(delivery.key)

        def work(uow: UnitOfWork) -> None:
            uow.remove(Delivery, delivery.key)
            if delivery.verb == "withdraw":
                uow.remove(Post, message)
                return
            if delivery.about is None and not drawn.buttons and not delivery.view:
                return
            known = uow.get(Post, message)
            kept = (delivery.card or delivery.view) and delivery.view != SEALED
            uow.put(Post(
                id=message, group=delivery.group, about=delivery.about, room=delivery.room,
                to=delivery.to, card=delivery.card, at=known.at if known else self._clock.now(),
                view=delivery.view, ref=delivery.ref,
                drawn=hash_of(drawn) if kept else "",
                actions=tuple(button.action for button in drawn.buttons),
            ))
            now = self._draw(uow, delivery) if stale else drawn
            if now is None or (delivery.card and now != drawn):
                # It changed, or must not be said any more, since it was drawn.
                after = replace(delivery, key=next_key(delivery.key), order=uow.number("order"),
                                verb="edit" if now else "withdraw", message=message, tries=0,
                                due=None, serial=0, at=self._clock.now())
                uow.put(after)
                follow.append(after)

        self._store.later(work)
        self.add(follow)

    async def _give_up(self, delivery: Delivery) -> Delivery | None:
        """Let go of what can never arrive, and tell whoever caused it."""
        log.warning("a delivery was given up: platform=%s verb=%s", delivery.platform,
                    delivery.verb)
        follow: list[Delivery] = []

        def work(uow: UnitOfWork) -> None:
            uow.remove(Delivery, delivery.key)
            if delivery.message:
                uow.remove(Post, delivery.message)
            instead = in_place_of(uow, delivery, self._clock.now())
            if instead:
                uow.put(instead)
                follow.append(instead)

        try:
            await self._store.run(None, work)
        except StoreFull:
            return self._again(delivery, LONGEST_PAUSE)
        self.add(follow)
        return None

    def _kept(self, delivery: Delivery) -> Delivery:
        """Return a delivery as it is kept: meanwhile what it is about may have got a new number."""
        return self._store.read(lambda uow: uow.get(Delivery, delivery.key)) or delivery

    def _shows_already(self, delivery: Delivery, drawn: Rendered) -> bool:
        """Tell whether an edit would change nothing."""
        message = delivery.message
        if delivery.verb != "edit" or message is None:
            return False
        post = self._store.read(lambda uow: uow.get(Post, message))
        return post is not None and post.drawn == hash_of(drawn)

    def _drop(self, delivery: Delivery) -> None:
        self._store.later(lambda uow: uow.remove(Delivery, delivery.key))

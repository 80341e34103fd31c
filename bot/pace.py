"""One account's sends, under one limit: whoever waits goes in order of importance.

Platforms limit an account, not a room only: Synapse by default to ten messages, then one in five
seconds; Discord to fifty requests a second. An adapter takes a turn here for whatever counts.
Answers go before what falls due, that before edits of cards, and digests and boards last.
"""

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from sys import maxsize

from bot.domain.sealed import VIEW as SEALED
from bot.ports import Delivery

ANSWER, NEWS, EDIT, DIGEST, NOTICE, UPKEEP = range(6)


def rank(delivery: Delivery) -> int:
    """Return how soon a delivery should go out when not everything can."""
    if delivery.view and delivery.view != SEALED:
        return DIGEST
    if delivery.verb == "edit":
        return EDIT
    asked = delivery.reply_to or (delivery.cause and delivery.cause == delivery.to)
    return ANSWER if asked else NEWS


class Pace:
    """Lets sends through, the most important first.

    ``at_once`` may be on their way at a time. With ``a_second`` given, so many turns begin in a
    second, and ``ahead`` at once after a quiet time.
    """

    def __init__(self, at_once: int = maxsize, a_second: float = 0, ahead: int = 1) -> None:
        self._free = at_once
        self._each = 1 / a_second if a_second else 0.0
        self._ahead = (ahead - 1) * self._each
        self._used, self._until = 0.0, 0.0  # what has begun is paid for by then; nothing before
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._places = count()
        self._alarm: asyncio.TimerHandle | None = None

    def place(self) -> int:
        """Return a place in the queue, to be kept if a turn has come to nothing."""
        return next(self._places)

    @asynccontextmanager
    async def turn(self, importance: int, place: int | None = None) -> AsyncIterator[None]:
        """Wait for a turn, and have it until the end of the block."""
        await self._wait(importance, self.place() if place is None else place)
        try:
            yield
        finally:
            self._free += 1
            self._next()

    def hold(self, seconds: float) -> None:
        """Let nobody through for so long, because the platform asks for that."""
        self._until = max(self._until, asyncio.get_running_loop().time() + seconds)

    async def _wait(self, importance: int, place: int) -> None:
        ready = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (importance, place, ready))
        self._next()
        try:
            await ready
        except asyncio.CancelledError:
            if ready.done() and not ready.cancelled():
                self._free += 1
                self._next()
            raise

    def _next(self) -> None:
        loop = asyncio.get_running_loop()
        while self._free and self._waiting:
            now = loop.time()
            pause = max(self._until, self._used - self._ahead) - now
            if pause > 0:
                if self._alarm is None:
                    self._alarm = loop.call_later(pause, self._ring)
                return
            _, _, ready = heapq.heappop(self._waiting)
            if not ready.done():
                self._free -= 1
                self._used = max(self._used, now) + self._each
                ready.set_result(None)

    def _ring(self) -> None:
        self._alarm = None
        self._next()

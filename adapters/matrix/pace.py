"""One account's sends, under one limit: whoever waits goes in order of importance.

A homeserver limits an account, not a room (Synapse by default: ten messages, then one in five
seconds). Nothing is held back before the server says so; then answers go before what falls due,
that before edits of cards, and digests and boards last. Making a direct chat counts too.
"""

import asyncio
import heapq
import time
from collections.abc import Awaitable, Callable
from itertools import count
from typing import TypeVar

from adapters.matrix.server import Refused
from bot.ports import Delivery

R = TypeVar("R")

AT_ONCE = 4  # sends on their way at a time; more only make each slower
LONGEST = 60.0  # seconds: no wish of a server's to wait longer is taken at its word

ANSWER, NEWS, EDIT, DIGEST, NOTICE, UPKEEP = range(6)


def rank(delivery: Delivery) -> int:
    """Return how soon a delivery should go out when not everything can."""
    if delivery.view:
        return DIGEST
    if delivery.verb == "edit":
        return EDIT
    return ANSWER if delivery.reply_to else NEWS


class Pace:
    """Lets sends through, the most important first."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free, self._until = at_once, 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._turns = count()
        self._alarm: asyncio.TimerHandle | None = None

    async def send(self, importance: int, request: Callable[[], Awaitable[R]]) -> R:
        """Make a request when it is its turn, again as long as the server asks to wait.

        Raises whatever the request raises but a wish to wait.
        """
        turn = next(self._turns)
        while True:
            try:
                return await self._in_turn(importance, turn, request, all_wait=True)
            except Refused as refused:
                if refused.status != 429:
                    raise

    async def once(self, importance: int, request: Callable[[], Awaitable[R]]) -> R:
        """Make a request when it is its turn, and let the server's no be a no.

        For what has a limit of its own as well, such as making rooms: nobody else waits for that.
        """
        return await self._in_turn(importance, next(self._turns), request, all_wait=False)

    async def _in_turn(self, importance: int, turn: int, request: Callable[[], Awaitable[R]], *,
                       all_wait: bool) -> R:
        await self._wait(importance, turn)
        try:
            return await request()
        except Refused as refused:
            if all_wait and refused.status == 429:
                wait = min(refused.retry_after or 1.0, LONGEST)
                self._until = max(self._until, time.monotonic() + wait)
            raise
        finally:
            self._free += 1
            self._next()

    async def _wait(self, importance: int, turn: int) -> None:
        ready = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (importance, turn, ready))
        self._next()
        try:
            await ready
        except asyncio.CancelledError:
            if ready.done() and not ready.cancelled():
                self._free += 1
                self._next()
            raise

    def _next(self) -> None:
        pause = self._until - time.monotonic()
        if pause > 0:
            if self._alarm is None:
                self._alarm = asyncio.get_running_loop().call_later(pause, self._ring)
            return
        while self._free and self._waiting:
            _, _, ready = heapq.heappop(self._waiting)
            if not ready.done():
                self._free -= 1
                ready.set_result(None)

    def _ring(self) -> None:
        self._alarm = None
        self._next()

"""Work in order within a room and side by side across rooms, and the place we have got to."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.ports import StoreBroken, Unusable

log = logging.getLogger(__name__)

AHEAD = 50  # batches that may be in work at a time

Job = Callable[[], Awaitable[None]]


class Over(Exception):
    """Something after which this connection cannot go on."""


class Lanes:
    """Runs jobs: those of one room one after the other, a batch noted as done in order."""

    def __init__(self) -> None:
        self._tails: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AHEAD)
        self._last: asyncio.Task[None] | None = None
        self._fatal: asyncio.Future[None] | None = None

    async def broken(self) -> None:
        """Wait until something happens that nothing can go on after, and raise it."""
        self._fatal = self._fatal or asyncio.get_running_loop().create_future()
        await asyncio.shield(self._fatal)

    async def batch(self, jobs: dict[str, Job], done: Callable[[], None]) -> None:
        """Set the jobs of a batch going; ``done`` is called once they and all before are."""
        await self._room.acquire()
        tasks = [self._chain(room, job) for room, job in jobs.items()]
        self._last = self._start(self._finish(tasks, self._last, done))

    async def close(self) -> None:
        """Stop what is in work; it is done again at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def alone(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something in the background."""
        self._start(self.guarded(work))

    def _chain(self, room: str, job: Job) -> asyncio.Task[None]:
        task = self._start(self._after(self._tails.get(room), job))
        self._tails[room] = task
        task.add_done_callback(lambda done: self._tails.get(room) is done
                               and self._tails.pop(room))
        return task

    async def _after(self, before: asyncio.Task[None] | None, job: Job) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self.guarded(job())

    async def guarded(self, work: Awaitable[None]) -> None:
        """Let no single piece of work stop the rest, but for what nothing can go on after.

        Raises StoreBroken, Unusable and Over.
        """
        try:
            await work
        except (StoreBroken, Unusable, Over) as error:
            self._fatal = self._fatal or asyncio.get_running_loop().create_future()
            if not self._fatal.done():
                self._fatal.set_exception(error)
            raise
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("an event could not be handled: type=%s at=%s:%s", type(error).__name__,
                      place.name, place.lineno)

    async def _finish(
        self, tasks: list[asyncio.Task[None]], before: asyncio.Task[None] | None,
        done: Callable[[], None],
    ) -> None:
        try:
            if before is not None:
                await before
            if tasks:
                await asyncio.gather(*tasks)
            done()
        finally:
            self._room.release()

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # told by `broken`

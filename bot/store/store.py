"""The embedded store: transactions in memory, durable through the journal."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias, TypeVar

from bot.ports import Ran, StoreBroken, StoreFull, UnitOfWork
from bot.store.appender import BROKEN, FULL, Appender
from bot.store.compaction import Compaction
from bot.store.files import Files, Lock, is_full
from bot.store.ledger import Ledger, settle
from bot.store.recovery import Loaded
from bot.store.unit import Unit
from bot.store.writer import Commit, Writer

R = TypeVar("R")
Now: TypeAlias = Callable[[], datetime]
SOON = 0.05  # seconds until what was done with `later` is written on its own
AGAIN = 1.0  # seconds until it is tried again on a full disk
RETRY = 60.0  # seconds until a failed compaction is tried again
log = logging.getLogger(__name__)


class JournalStore:
    """Implements `bot.ports.Store`; `bot.store.open_store` makes one.

    All of it runs in the event loop's thread, except the journal's writer and the snapshot's.
    """

    def __init__(
        self, files: Files, folder: Path, lock: Lock, loaded: Loaded, now: Now, limit: int
    ) -> None:
        self._files, self._folder, self._lock, self._now = files, folder, lock, now
        self._state = loaded.state
        self._least, self._snapshot_size = limit, loaded.snapshot_size
        self._done: deque[tuple[list[Commit] | Compaction, Exception | None]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._compaction: Compaction | None = None
        self._not_before = 0.0
        self._broken: StoreBroken | None = None
        self._full = self._closed = False
        self._writer = Writer(Appender(files, loaded.tail), folder, self._report)
        self._ledger = Ledger(loaded.state, self._writer.put)

    # ---- the port ------------------------------------------------------------------------

    async def run(
        self, event: str | None, work: Callable[[UnitOfWork], R], *, now: datetime | None = None
    ) -> Ran:
        """Run ``work`` in one transaction; see `bot.ports.Store.run`."""
        self._enter()
        unit = Unit(self._state)
        try:
            ran = self._work(unit, event, work, now)
        except Exception:
            await self._durable()  # what was refused may have been so for something seen
            raise
        if unit.log:
            self._ledger.put(unit.log)
        await self._durable()
        return ran

    def _work(
        self, unit: Unit, event: str | None, work: Callable[[UnitOfWork], R], now: datetime | None
    ) -> Ran:
        if event is not None and (outcome := unit.outcome(event)) is not None:
            return Ran(outcome, repeated=True)
        value = self._ledger.attempt(unit, work)
        if event is not None:
            if not isinstance(value, str):
                unit.rewind(0)
                unit.end()
                raise TypeError("the outcome of an event has to be a string")
            unit.remember(event, value, (now or self._now()).astimezone(UTC).date())
        unit.end()
        return Ran(value)

    def later(self, work: Callable[[UnitOfWork], None]) -> None:
        """Run ``work`` now; it becomes durable with the next transaction, or soon.

        If there is no room it is undone and run again, so it may run more than once.
        """
        self._enter()
        self._ledger.put_later(work)
        self._arm(SOON)

    async def look(self, work: Callable[[UnitOfWork], R]) -> R:
        """Look something up for people to see; see `bot.ports.Store.look`."""
        self._enter()
        value = work(Unit(self._state, writable=False))
        await self._durable(also_later=False)
        return value

    def read(self, work: Callable[[UnitOfWork], R]) -> R:
        """Run a look-up for what need not wait for the disk, such as completion."""
        self._enter()
        return work(Unit(self._state, writable=False))

    async def compact(self) -> None:
        """Write everything into ``db.json`` and remove the journals: what was removed is gone.

        Raises StoreFull if there is no room for it, StoreBroken, OSError; it can be tried again.
        """
        self._enter()
        while self._compaction is not None:  # it may have begun before what the caller means
            with suppress(StoreFull, OSError):
                await _over(self._compaction)
        await _over(self._compact())

    async def close(self) -> None:
        """Make everything durable and let go of the files. Raises StoreFull, StoreBroken."""
        if self._closed:
            return
        try:
            if self._broken is None:
                self._enter()
                await self._durable()
                if self._writer.size > max(self._least, self._snapshot_size) // 4:
                    with suppress(StoreFull, OSError):
                        await self.compact()
        finally:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
            while self._compaction is not None:
                with suppress(Exception):
                    await _over(self._compaction)
            self._writer.stop()
            self._lock.release()

    # ---- transactions --------------------------------------------------------------------

    def _enter(self) -> None:
        if self._ledger.busy:
            raise RuntimeError("a transaction cannot begin inside another one")
        if self._closed:
            raise RuntimeError("the store is closed")
        self._loop = asyncio._get_running_loop() or self._loop
        if self._done:
            self._drain()
        if self._broken is not None:
            raise StoreBroken(BROKEN) from self._broken

    def _flush(self) -> None:
        self._timer = None
        if not self._closed and self._broken is None:
            self._ledger.put([])

    def _arm(self, delay: float) -> None:
        loop = self._loop
        if self._timer is None and loop is not None and not loop.is_closed():
            self._timer = loop.call_later(delay, self._flush)

    def _durable(self, *, also_later: bool = True) -> "asyncio.Future[None]":
        """Return what waits until everything that stands in memory now is on disk."""
        waiter = asyncio.get_running_loop().create_future()
        last = self._ledger.last(also_later=also_later)
        if last is not None:
            last.waiters.append(waiter)
        else:
            waiter.set_result(None)
        return waiter

    # ---- what the threads report ---------------------------------------------------------

    def _report(self, what: list[Commit] | Compaction, error: Exception | None) -> None:
        """Take a report, in the reporting thread; the loop reads it, at once if it runs."""
        self._done.append((what, error))
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # closed: read when the next one calls
                loop.call_soon_threadsafe(self._drain)

    def _drain(self) -> None:
        while self._done:
            what, error = self._done.popleft()
            if isinstance(what, Compaction):
                self._compacted(what, error)
            elif error is None:
                self._written(what)
            elif isinstance(error, StoreFull):
                self._refused(error)
            else:
                self._break(error)
        if (
            self._compaction is None
            and self._writer.size > max(self._least, self._snapshot_size)
            and time.monotonic() >= self._not_before
            and not (self._closed or self._broken)
        ):
            self._compact()

    def _written(self, commits: list[Commit]) -> None:
        if self._full:
            log.info("there is room on the disk again")
            self._full = False
        self._ledger.written(commits)

    def _refused(self, error: StoreFull) -> None:
        if not self._full:
            log.warning("there is no room on the disk; commands are refused until there is")
            self._full = True
        self._ledger.refused(error)
        if self._ledger.put_off:
            self._arm(AGAIN)

    def _break(self, error: Exception) -> None:
        log.critical("the disk failed; nothing is taken until a restart: %r", error.__cause__)
        self._broken = error if isinstance(error, StoreBroken) else StoreBroken(BROKEN)
        self._ledger.broken(self._broken)

    # ---- compaction ----------------------------------------------------------------------

    def _compact(self) -> Compaction:
        self._ledger.put([])
        contents = self._state.copy()
        self._compaction = Compaction(
            self._files, self._folder, contents, self._ledger.epoch, self._report
        )
        self._writer.put(self._compaction)
        return self._compaction

    def _compacted(self, compaction: Compaction, error: Exception | None) -> None:
        self._compaction = None
        if error is None:
            self._snapshot_size = compaction.size
        else:
            self._not_before = time.monotonic() + RETRY
            log.warning("compaction failed, the journal is kept and it is tried again: %r", error)
            if isinstance(error, OSError) and is_full(error):
                error = StoreFull(FULL)
        settle(compaction.waiters, error)


async def _over(compaction: Compaction) -> None:
    waiter = asyncio.get_running_loop().create_future()
    compaction.waiters.append(waiter)
    await waiter

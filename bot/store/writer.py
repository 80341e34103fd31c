"""The thread that writes the journal: whatever has gathered becomes one line and one sync."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TypeAlias

from bot.ports import StoreBroken, StoreFull
from bot.store.appender import BROKEN, FULL, Appender
from bot.store.compaction import Compaction
from bot.store.state import Entry, encode

_MOST = 1024  # commits in one line


class Commit:
    """Changes that become durable together, and who waits for them.

    ``works`` are to be run again if the line could not be written. Commits of an ``epoch`` that
    failed are never written: they were made on top of what has been undone.
    """

    __slots__ = ("epoch", "log", "waiters", "works")

    def __init__(self, log: list[Entry], works: list[Callable[..., None]], epoch: int) -> None:
        self.log, self.works, self.epoch = log, works, epoch
        self.waiters: list[asyncio.Future[None]] = []


Report: TypeAlias = Callable[[list[Commit], Exception | None], None]


class Writer:
    """Writes commits in the order they were put. ``report`` is called in this thread."""

    def __init__(self, appender: Appender, folder: Path, report: Report) -> None:
        self._appender, self._folder, self._report = appender, folder, report
        self._valid = 0
        self._broken: StoreBroken | None = None
        self._queue: SimpleQueue[Commit | Compaction | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="apoyo-journal", daemon=True)
        self._thread.start()

    @property
    def size(self) -> int:
        """The bytes of lines in the present journal."""
        return self._appender.tail.size

    def put(self, item: Commit | Compaction) -> None:
        """Take something to write."""
        self._queue.put(item)

    def stop(self) -> None:
        """End the thread once everything is written, and close the journal."""
        self._queue.put(None)
        self._thread.join()
        self._appender.close()

    def _run(self) -> None:
        item = self._queue.get()
        while item is not None:
            if isinstance(item, Compaction):
                self._rotate(item)
                item = self._queue.get()
            else:
                item = self._gather(item)

    def _gather(self, item: Commit) -> Commit | Compaction | None:
        """Write a commit with those that wait behind it; return the next item."""
        queue, batch = self._queue, [item]
        while not queue.empty() and len(batch) < _MOST:
            following = queue.get()
            if not isinstance(following, Commit):
                self._commit(batch)
                return following
            batch.append(following)
        self._commit(batch)
        return queue.get()

    def _commit(self, batch: list[Commit]) -> None:
        live = [commit for commit in batch if commit.epoch >= self._valid]
        if not live:
            return
        error: Exception | None = self._broken
        if error is None:
            try:
                self._appender.append([op for commit in live for op in encode(commit.log)])
            except StoreFull as full:
                self._valid = live[-1].epoch + 1
                error = full
            except StoreBroken as broken:
                self._broken = error = broken
            except Exception as bug:  # noqa: BLE001 - or those who wait would wait for ever
                self._broken = error = StoreBroken(BROKEN)
                error.__cause__ = bug
        self._report(live, error)

    def _rotate(self, compaction: Compaction) -> None:
        """Begin a new journal, so that the old ones end where the snapshot stands."""
        if self._broken is not None or compaction.epoch < self._valid:
            compaction.end(self._broken or StoreFull(FULL))
            return
        try:
            self._appender.rotate(self._folder)
        except OSError as error:
            compaction.end(error)
        else:
            compaction.start(self._appender.tail)

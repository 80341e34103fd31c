"""What stands in memory and is not yet on disk, in order; and how it is taken back."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from bot.ports import UnitOfWork
from bot.store.state import Entry, State, undo
from bot.store.unit import Unit
from bot.store.writer import Commit

R = TypeVar("R")
log = logging.getLogger(__name__)


class Ledger:
    """Commits that were handed to ``write`` and are not settled, and what waits to join one."""

    def __init__(self, state: State, write: Callable[[Commit], None]) -> None:
        self._state, self._write = state, write
        self._pending: deque[Commit] = deque()
        self._soon = Commit([], [], 0)
        self.busy = False  # while a transaction runs: there is no place for another inside it
        self.epoch = 0

    @property
    def put_off(self) -> bool:
        """Whether something waits for a line to join."""
        return bool(self._soon.log)

    def attempt(self, unit: Unit, work: Callable[[UnitOfWork], R]) -> R:
        """Run ``work``, leaving nothing of it if it raises."""
        self.busy = True
        try:
            return work(unit)
        except BaseException:
            unit.rewind(0)
            unit.end()
            raise
        finally:
            self.busy = False

    def put(self, entries: list[Entry]) -> None:
        """Hand changes over, together with what was put off before them."""
        soon = self._soon
        if soon.log:
            entries = soon.log + entries
            self._soon = Commit([], [], 0)
        if entries:
            commit = Commit(entries, soon.works, self.epoch)
            self._pending.append(commit)
            self._write(commit)

    def put_later(self, work: Callable[[UnitOfWork], None]) -> None:
        """Run ``work`` now, for the next line."""
        unit = Unit(self._state)
        self.attempt(unit, work)
        unit.end()
        if unit.log:
            self._soon.log += unit.log
            self._soon.works.append(work)

    def last(self, *, also_later: bool = True) -> Commit | None:
        """Return the commit after which all that stands in memory is on disk; None: it is."""
        if self._soon.log and also_later:
            self.put([])
        return self._pending[-1] if self._pending else None

    def written(self, commits: list[Commit]) -> None:
        """Settle commits that are durable, the oldest there are."""
        for commit in commits:
            self._pending.popleft()
            settle(commit.waiters, None)

    def refused(self, error: Exception) -> None:
        """Take back everything since the line that found no room: it may rest on it."""
        undo(self._soon.log)
        failed, self._pending = self._pending, deque()
        works = [*(work for commit in failed for work in commit.works), *self._soon.works]
        for commit in reversed(failed):
            undo(commit.log)
        self.epoch += 1
        self._soon = Commit([], [], 0)
        for work in works:
            try:
                self.put_later(work)
            except Exception:
                log.exception("work put off could not be repeated on what was undone")
        for commit in failed:
            settle(commit.waiters, error)

    def broken(self, error: Exception) -> None:
        """Tell everyone who waits that it is unknown what is on disk."""
        while self._pending:
            settle(self._pending.popleft().waiters, error)


def settle(waiters: list["asyncio.Future[None]"], error: Exception | None) -> None:
    """Wake whoever still waits, with an error if there is one."""
    for waiter in waiters:
        if not waiter.done():
            if error is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(error)

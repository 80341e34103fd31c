"""What the tests of the embedded store share: opening it, and disks that fail."""

import asyncio
import errno
import os
import threading
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from bot.ports import Kind, UnitOfWork
from bot.store import JournalStore, open_store
from bot.store.files import Files
from bot.store.veil import Veil
from tests.contract.store_contract import KINDS

R = TypeVar("R")


class Journaled:
    """The embedded store on one folder, for the contract and for its own tests."""

    def __init__(self, folder: Path, files: Files | None = None, **options: Any) -> None:
        self.folder, self.files, self.options = folder, files, options

    def open(self, kinds: Sequence[Kind] = KINDS) -> JournalStore:
        return open_store(self.folder, kinds, files=self.files, **self.options)

    def play(
        self, scenario: Callable[[JournalStore], Awaitable[R]], kinds: Sequence[Kind] = KINDS
    ) -> R:
        async def whole() -> R:
            store = self.open(kinds)
            try:
                return await scenario(store)
            finally:
                await store.close()

        return asyncio.run(whole())

    def do(self, work: Callable[[UnitOfWork], R]) -> R:
        """Open, run one transaction, close; return its result."""

        async def scenario(store: JournalStore) -> Any:
            return (await store.run(None, work)).value

        return self.play(scenario)  # type: ignore[no-any-return]


class Killed(BaseException):
    """Stands for a kill: nothing that runs after it reaches the disk."""


class BadFiles(Files):
    """A disk that fills up, fails, loses what was not synced, stops for ever, or holds a sync.

    ``room``: bytes by which files may still grow; ``fail``: names of operations that give EIO;
    ``next_write``: what the next write gives, once; ``kill_at``: the number of the operation
    from which on nothing happens any more.
    """

    def __init__(self, veil: Veil | None = None) -> None:
        super().__init__(veil)
        self.room: int | None = None
        self.fail: set[str] = set()
        self.kill_at: int | None = None
        self.torn = False
        self.operations = 0
        self.go = Event()
        self.go.set()
        self.syncing = Event()
        self.go_write = Event()
        self.go_write.set()
        self.writing = Event()
        self.next_write: OSError | None = None
        self._paths: dict[int, Path] = {}
        self._synced: dict[Path, bytes] = {}

    def _gate(self, name: str) -> None:
        self.operations += 1
        if self.kill_at is not None and self.operations >= self.kill_at:
            raise Killed
        if name in self.fail:
            raise OSError(errno.EIO, "the disk failed")

    def open(self, path: Path) -> int:
        self._gate("open")
        return self._known(super().open(path), path)

    def create(self, path: Path) -> int:
        self._gate("create")
        return self._known(super().create(path), path)

    def _known(self, fd: int, path: Path) -> int:
        self._paths[fd] = path
        self._synced.setdefault(path, path.read_bytes())
        return fd

    def write_at(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        if self.torn and self.kill_at == self.operations + 1:
            super().write_at(fd, data[: len(data) // 2], offset)
        self.writing.set()
        self.go_write.wait(10)
        self._gate("write")
        if self.next_write is not None:
            error, self.next_write = self.next_write, None
            raise error
        if self.room is None:
            return super().write_at(fd, data, offset)
        fits = max(0, self.size(fd) + self.room - offset)
        if not fits:
            raise OSError(errno.ENOSPC, "no room")
        before = self.size(fd)
        done = super().write_at(fd, data[:fits], offset)
        self.room -= self.size(fd) - before
        return done

    def sync(self, fd: int) -> None:
        self._gate("sync")
        self.syncing.set()
        self.go.wait(10)
        super().sync(fd)
        path = self._paths[fd]
        self._synced[path] = path.read_bytes() if path.exists() else b""

    def truncate(self, fd: int, size: int) -> None:
        self._gate("truncate")
        before = self.size(fd)
        super().truncate(fd, size)
        if self.room is not None:
            self.room += before - size

    def replace(self, old: Path, new: Path) -> None:
        self._gate("replace")
        super().replace(old, new)
        self._synced[new] = self._synced.pop(old)
        self._paths = {fd: new if path == old else path for fd, path in self._paths.items()}

    def unlink(self, path: Path) -> None:
        self._gate("unlink")
        super().unlink(path)

    def sync_dir(self, folder: Path) -> None:
        self._gate("sync_dir")
        super().sync_dir(folder)

    def close(self, fd: int) -> None:
        self._paths.pop(fd, None)
        super().close(fd)

    def power_cut(self) -> None:
        """Give every file back the bytes it had when it was last synced."""
        for path, data in self._synced.items():
            if path.exists():
                path.write_bytes(data)


def abandon(store: JournalStore) -> None:
    """Let go of a store as a killed process would: its descriptors close, nothing is written."""
    store._writer._queue.put(None)
    store._writer._thread.join()
    for thread in threading.enumerate():
        if thread.name == "apoyo-snapshot":
            thread.join()
    os.close(store._writer._appender._fd)
    store._lock.release()
    store._closed = True

"""Compaction: a new ``db.json`` in place of the journals, written in a thread of its own."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

from bot.store import journal
from bot.store.files import Files, write_aside
from bot.store.journal import Tail
from bot.store.snapshot import NAME, Contents, Link, chunks

_PAUSE = 0.0003  # seconds between slices, so that commands get their turn


class Compaction:
    """One compaction. ``done`` is called, in some thread, with it and what stopped it."""

    def __init__(
        self,
        files: Files,
        folder: Path,
        contents: Contents,
        epoch: int,
        done: Callable[["Compaction", Exception | None], None],
    ) -> None:
        self._files, self._folder, self._contents = files, folder, contents
        self.epoch, self._done = epoch, done
        self.size = 0
        self.waiters: list[asyncio.Future[None]] = []

    def start(self, tail: Tail) -> None:
        """Write the snapshot, now that everything in it is durable in journals before this."""
        link = Link(n=tail.n, chain=f"{tail.chain:08x}", journal=tail.path.name)
        Thread(target=self._run, args=(link,), name="apoyo-snapshot", daemon=True).start()

    def end(self, error: Exception | None) -> None:
        """Tell that it is over."""
        self._done(self, error)

    def _run(self, link: Link) -> None:
        try:
            pieces = _paced(chunks(self._contents, link, self._files.veil))
            self.size = write_snapshot(self._files, self._folder, pieces, link)
        except Exception as error:  # noqa: BLE001 - told to the operator, tried again later
            self.end(error)
        else:
            self.end(None)


def write_snapshot(files: Files, folder: Path, pieces: Iterator[bytes], link: Link) -> int:
    """Replace ``db.json``, remove the journals it holds; return its size. Raises OSError."""
    size = write_aside(files, folder / NAME, pieces)
    for name in files.names(folder):
        first = journal.first_of(name)
        if first is not None and first <= link.n:
            files.unlink(folder / name)
    files.sync_dir(folder)
    return size


def _paced(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        time.sleep(_PAUSE)

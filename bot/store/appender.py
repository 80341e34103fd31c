"""The end of the journal: lines put there one by one, each synced before the next.

The file is filled with zeros ahead of the lines, so that most syncs leave its length alone: that
makes them a quarter cheaper and more. A reader takes zeros at the end for room, not for damage.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bot.ports import StoreBroken, StoreFull
from bot.store import journal
from bot.store.files import Files, is_full, write_all_at
from bot.store.journal import Tail

FULL = "there is no room on the disk: nothing was changed"
BROKEN = "the disk failed; restart once it is sound"
_AHEAD = 1 << 20  # bytes of zeros written at a time


class Appender:
    """Writes lines after ``tail``, which it moves on. Raises OSError if it cannot open."""

    def __init__(self, files: Files, tail: Tail) -> None:
        self._files, self.tail = files, tail
        self._fd = files.open(tail.path)
        try:
            self._room = files.size(self._fd)
            files.sync(self._fd)  # what was read may never have been synced before a crash
        except OSError:
            files.close(self._fd)
            raise

    def append(self, ops: Sequence[bytes]) -> None:
        """Make one line of operations durable.

        Raises StoreFull if there is no room, with the line taken back; StoreBroken if the disk
        failed: what is on it then is unknown, and nothing may be appended any more.
        """
        tail, files = self.tail, self._files
        line, chain = journal.encode_line(tail.n + 1, ops, tail.chain, self._files.veil)
        end = tail.size + len(line)
        if end > self._room:
            self._make_room(end + _AHEAD)
        try:
            write_all_at(files, self._fd, line, tail.size)
        except OSError as error:
            if not is_full(error):
                raise StoreBroken(BROKEN) from error
            self._cut()
            raise StoreFull(FULL) from error
        try:
            files.sync(self._fd)
        except OSError as error:  # the kernel may have dropped what we wrote
            raise StoreBroken(BROKEN) from error
        tail.n, tail.chain, tail.size = tail.n + 1, chain, end
        self._room = max(self._room, end)

    def _make_room(self, size: int) -> None:
        """Fill with zeros ahead; without room for that, the next line grows the file itself."""
        try:
            write_all_at(self._files, self._fd, bytes(size - self._room), self._room)
            self._room = size
        except OSError as error:
            if not is_full(error):
                raise StoreBroken(BROKEN) from error
            self._cut()

    def _cut(self) -> None:
        """End the file after its last line, giving back what room there is."""
        try:
            self._files.truncate(self._fd, self.tail.size)
        except OSError as error:
            raise StoreBroken(BROKEN) from error
        self._room = self.tail.size

    def rotate(self, folder: Path) -> None:
        """Go on in a new journal. On an OSError this one is gone on with."""
        if not self.tail.size:
            return
        tail, files = self.tail, self._files
        path = journal.path_of(folder, tail.n + 1)
        fd = make_empty(files, path)
        files.close(self._fd)
        self._fd, self._room = fd, 0
        self.tail = Tail(path, tail.n, tail.chain, 0)

    def close(self) -> None:
        """Close the file, without the zeros at its end."""
        with suppress(OSError, StoreBroken):
            if self._room > self.tail.size:
                self._cut()
        with suppress(OSError):
            self._files.close(self._fd)


def make_empty(files: Files, path: Path) -> int:
    """Make a durable empty file; return its descriptor. On an OSError there is none."""
    fd = files.create(path)
    try:
        files.sync(fd)
        files.sync_dir(path.parent)
    except OSError:
        files.close(fd)
        with suppress(OSError):
            files.unlink(path)
        raise
    return fd

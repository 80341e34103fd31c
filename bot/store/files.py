"""Everything the store does to a disk, in one small class that a test can stand in for."""

import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.store.errors import StoreLocked
from bot.store.veil import Veil

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def is_full(error: OSError) -> bool:
    """Tell a disk without room from one that fails."""
    return error.errno in _NO_ROOM


class Files:
    """The file operations of the store. Paths are absolute; all may raise OSError.

    With a ``veil`` what is written is encrypted.
    """

    def __init__(self, veil: Veil | None = None) -> None:
        self.veil = veil

    def open(self, path: Path) -> int:
        """Open a file for writing, made if missing, readable by its owner only."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def create(self, path: Path) -> int:
        """Open an empty file for writing, emptying what was there."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)

    def write_at(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        """Write some of the data at a place; return how many bytes were taken."""
        return os.pwrite(fd, data, offset)

    def size(self, fd: int) -> int:
        """Return the length of an open file in bytes."""
        return os.fstat(fd).st_size

    def sync(self, fd: int) -> None:
        """Bring what was written, and the length, to the medium."""
        if sys.platform == "darwin":
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        else:
            os.fdatasync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut a file to a length in bytes."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Let go of a descriptor."""
        os.close(fd)

    def replace(self, old: Path, new: Path) -> None:
        """Rename a file over another."""
        os.replace(old, new)

    def unlink(self, path: Path) -> None:
        """Remove a file; nothing happens if it is not there."""
        path.unlink(missing_ok=True)

    def sync_dir(self, folder: Path) -> None:
        """Bring the names in a folder to the medium."""
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only its owner can enter; one that exists is left as it is."""
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True)
            self.sync_dir(folder.parent)

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file."""
        return path.read_bytes()

    def modified(self, path: Path) -> datetime:
        """Return when a file or folder was last changed."""
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def remove(self, path: Path) -> None:
        """Remove a file, or a folder with all that is in it."""
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, in order."""
        return sorted(os.listdir(folder))


def write_all_at(files: Files, fd: int, data: bytes, offset: int) -> None:
    """Write all of the data: a nearly full disk takes a part without complaint."""
    done = files.write_at(fd, data, offset)
    while done < len(data):
        done += files.write_at(fd, memoryview(data)[done:], offset + done)


def write_aside(files: Files, path: Path, chunks: Iterable[bytes]) -> int:
    """Replace a file at one instant; return its size in bytes.

    Written as ``<name>.new``, brought to the medium, renamed. On an OSError the old file stands.
    """
    new, size = path.with_name(path.name + ".new"), 0
    try:
        fd = files.create(new)
        try:
            for chunk in chunks:
                write_all_at(files, fd, chunk, size)
                size += len(chunk)
            files.sync(fd)
        finally:
            files.close(fd)
        files.replace(new, path)
    except BaseException:
        with suppress(OSError):
            files.unlink(new)
        raise
    files.sync_dir(path.parent)
    return size


class Lock:
    """A lock on a folder that ends with its process. Raises StoreLocked."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            text = os.pread(self._fd, 20, 0).strip()
            os.close(self._fd)
            raise StoreLocked(int(text) if text.isdigit() else None) from None
        with suppress(OSError):  # the number is a help for people; a full disk may refuse it
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, b"%d\n" % os.getpid(), 0)

    def release(self) -> None:
        """Let another process in."""
        os.close(self._fd)

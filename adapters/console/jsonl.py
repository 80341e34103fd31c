"""The console for programs: one JSON object a line in, one or more out."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import datetime
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from adapters.console.adapter import Event
from adapters.console.ops import BadLine, decode
from adapters.console.session import Session
from bot.config import Config

CHUNK = 1 << 16  # bytes read at once


class Printer:
    """Writes records as lines, each with the number of the op that caused it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._encode = out, msgspec.json.Encoder().encode
        self.op: int | None = None

    def __call__(self, event: Event) -> None:
        """Write one record; it has left the process when this returns."""
        if self.op is not None:
            event = {**event, "op": self.op}
        self._out.write(self._encode(event) + b"\n")
        self._out.flush()


async def run(folder: Path, config: Config, now: datetime | None) -> None:
    """Read ops from standard input until it ends."""
    printer = Printer(sys.stdout.buffer)
    session = Session.open(folder, config, now, printer)
    try:
        await session.start()
        async for number, line in lines(standard_input()):
            printer.op = number
            try:
                await session.do(decode(line))
            except BadLine as bad:
                printer({"event": "error", "text": str(bad)})
            else:
                printer({"event": "ok", "now": session.now()})
            printer.op = None
    finally:
        await session.close()


def standard_input() -> BinaryIO:
    """Open standard input apart from ``sys.stdin``, which a waiting thread would keep locked.

    Python ends badly when it cannot have that lock at exit.
    """
    return BufferedReader(FileIO(sys.stdin.fileno(), closefd=False))


async def lines(source: BinaryIO) -> AsyncIterator[tuple[int, bytes]]:
    """Give each line with its number as it comes, while the loop goes on with other work.

    The loop itself waits for a pipe or a terminal, which is quicker; a thread reads what it
    cannot wait for, such as a file. Empty lines count but say nothing.
    """
    queue = asyncio.Queue[bytes]()
    if not _watch(source, queue.put_nowait):
        _read(source, queue.put_nowait)
    number = 0
    while line := await queue.get():
        number += 1
        if line.strip():
            yield number, line


def _watch(source: BinaryIO, take: Callable[[bytes], None]) -> bool:
    """Have the loop give each line, at the end an empty one; False if it cannot wait for them."""
    loop, begun = asyncio.get_running_loop(), bytearray()

    def read() -> None:
        try:
            chunk = os.read(source.fileno(), CHUNK)
        except OSError:  # the terminal is gone
            chunk = b""
        begun.extend(chunk)
        if b"\n" in chunk:
            *whole, rest = begun.split(b"\n")
            begun[:] = rest
            for line in whole:
                take(bytes(line) + b"\n")
        if not chunk:
            loop.remove_reader(source.fileno())
            if begun:
                take(bytes(begun))
            take(b"")

    try:
        loop.add_reader(source.fileno(), read)
    except OSError:
        return False
    return True


def _read(source: BinaryIO, take: Callable[[bytes], None]) -> None:
    """Have a thread give each line, at the end an empty one."""
    loop = asyncio.get_running_loop()

    def read() -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody listens any more
            for line in source:
                loop.call_soon_threadsafe(take, line)
            loop.call_soon_threadsafe(take, b"")

    threading.Thread(target=read, daemon=True, name="input").start()

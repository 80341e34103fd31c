"""What hangs, fails: a limit in seconds on a stretch of a test."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in the main thread, busy or waiting, if the block takes longer."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"still going on after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

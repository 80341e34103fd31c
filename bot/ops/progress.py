"""A word to whoever waits at the terminal, once something takes longer than a second."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TextIO

AFTER, EVERY = 1.0, 5.0  # seconds


@contextmanager
def saying(what: str, out: TextIO | None = None) -> Iterator[None]:
    """Say what is being done if it takes longer than a second, and that it goes on after that."""
    done = Event()
    teller = Thread(target=_tell, args=(what, out or sys.stderr, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, out: TextIO, done: Event) -> None:
    passed, pause = 0.0, AFTER
    while not done.wait(pause):
        passed += pause
        pause = EVERY
        print(f"apoyo: {what}" + (f", {passed:.0f} s so far" if passed > AFTER else "") + " …",
              file=out, flush=True)

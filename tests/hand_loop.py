"""An event loop whose time is passed in: where it would wait, it is later at once."""

import asyncio
from collections.abc import Coroutine
from selectors import DefaultSelector
from typing import Any, TypeVar

T = TypeVar("T")


class Jumping(DefaultSelector):
    """Waits for nothing."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        """Let as much time have passed as there was to wait."""
        if timeout is None:
            raise RuntimeError("everything waits for something that never comes")
        self.now += timeout
        return super().select(0)


class HandLoop(asyncio.SelectorEventLoop):
    """An event loop without real time: for code that waits for timers only."""

    def __init__(self) -> None:
        self._jumping = Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Return the seconds that have passed."""
        return self._jumping.now


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run something in no time."""
    with asyncio.Runner(loop_factory=HandLoop) as runner:
        return runner.run(work)

"""What is being done at this moment, so that stopping can wait for it."""

import asyncio
from types import TracebackType
from typing import Any


class Work:
    """Entered by a task for as long as it handles something."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[Any], int] = {}

    def __enter__(self) -> None:
        """Count the present task as working."""
        task = asyncio.current_task()
        if task:
            self._tasks[task] = self._tasks.get(task, 0) + 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Count it no longer."""
        task = asyncio.current_task()
        if task in self._tasks:
            self._tasks[task] -= 1
            if not self._tasks[task]:
                del self._tasks[task]

    async def idle(self, within: float | None = None) -> None:
        """Wait until nothing is being done, or so many seconds."""
        tasks = set(self._tasks) - {asyncio.current_task()}
        if tasks:
            await asyncio.wait(tasks, timeout=within)

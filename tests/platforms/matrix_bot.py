"""The whole of Apoyo on Matrix, in this process or in one of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.matrix.plug import connect
from bot.app import App, assemble
from bot.clock import SystemClock
from bot.config import Config
from bot.ports import Adapter
from bot.running import look_after
from tests.platforms.matrix_synapse import PASSWORD, Synapse


def section(server: Synapse, user: str, **more: Any) -> dict[str, Any]:
    """Return a section of the configuration for an account."""
    return {"homeserver": server.url, "user": user, "password": PASSWORD, **more}


@dataclass
class Bot:
    """A bot that runs in this process."""

    app: App
    adapter: Adapter
    task: "asyncio.Task[None]"


@asynccontextmanager
async def running(folder: Path, settings: dict[str, Any], languages: tuple[str, ...] = ("en",)
                  ) -> AsyncIterator[Bot]:
    """Run the bot on a data folder for as long as the block lasts."""
    clock = SystemClock()
    app = assemble(folder, clock, Config(timezone="UTC", languages=languages))
    adapter = connect(app.engine, settings)
    app.attach(adapter)
    await app.begin()
    clock.start(app.engine.tick)
    task = asyncio.ensure_future(look_after(adapter))
    try:
        yield Bot(app, adapter, task)
    finally:
        clock.stop()
        await adapter.close()
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task
        await app.close()


class Process:
    """A bot in a process of its own, to be killed."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._folder, self._config = folder, folder / "config.yaml"
        lines = [f"  {key}: {value!r}" for key, value in settings.items() if key != "password"]
        self._config.write_text("data: data\nadapters:\n  matrix:\n" + "\n".join(
            f"  {line}" for line in lines) + "\n")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self._folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())",
                 "run", "--config", str(self._config)],
                env={**os.environ, "MATRIX_PASSWORD": PASSWORD}, stdout=log, stderr=log)

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        assert self.process
        self.process.terminate()
        return self.process.wait(15)

    def log(self) -> str:
        return (self._folder / "log").read_text()

"""``apoyo run``: every configured chat at once, each looked after on its own."""

import asyncio
import logging
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from bot.app import App, assemble
from bot.clock import SystemClock
from bot.config import read_config
from bot.ops.health import Health
from bot.ops.progress import saying
from bot.ops.vitals import Vitals
from bot.ops.watching import Watchman
from bot.platform import platforms
from bot.ports import Adapter, StoreBroken, Unusable
from bot.sealing.lost import lost

log = logging.getLogger(__name__)

STOP_WITHIN = 2.5  # seconds a chat may take to close: all of it is over within five
LONGEST_PAUSE = 300.0  # seconds between two tries to come back


async def run(file: Path) -> None:
    """Live in the chats a configuration names until told to stop.

    Raises StoreBroken, ConfigError, and Unusable once no chat is left to live in.
    """
    config, clock = read_config(file), SystemClock()
    with saying("reading what is kept"):
        app = assemble(config.data, clock, config)
    trouble = app.store.read(partial(lost, sealer=app.engine.sealer))
    if trouble:
        log.warning("sealed details: %s", trouble)
    health = None
    known = {platform.name: platform.connect for platform in platforms()}
    adapters: list[Adapter] = []
    try:
        if config.health_port is not None:
            health = Health(app.engine.vitals, config.health_port)
        for name, section in config.adapters:
            connect = known[name]
            if connect:
                adapters.append(connect(app.engine, section))
                app.attach(adapters[-1])
        watchman = Watchman(app.engine, config, partial(read_config, file))
        await _live(app, clock, adapters, watchman)
    finally:
        clock.stop()
        if health:
            health.close()
        await app.close()


async def _live(app: App, clock: SystemClock, adapters: list[Adapter],
                watchman: Watchman) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(name, stop.set)
    with suppress(NotImplementedError, AttributeError):
        loop.add_signal_handler(signal.SIGHUP, watchman.reload)
    await app.begin()
    chats = {loop.create_task(look_after(adapter, app.engine.vitals)) for adapter in adapters}
    broken: asyncio.Future[None] = loop.create_future()
    clock.start(partial(_tick, app, broken))
    chats.add(loop.create_task(_until(broken)))
    stopping, watching = loop.create_task(stop.wait()), loop.create_task(watchman.run())
    try:
        await _while_any(chats, stopping)
    finally:
        closing = [asyncio.wait_for(adapter.close(), STOP_WITHIN) for adapter in adapters]
        await asyncio.gather(*closing, return_exceptions=True)
        others = (*chats, stopping, watching)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


async def _while_any(chats: set[asyncio.Task[None]], stopping: asyncio.Task[bool]) -> None:
    """Return when told to stop. Raises what ended the last chat, and StoreBroken at once."""
    going: set[asyncio.Task[Any]] = {*chats, stopping}
    while not stopping.done():
        done, going = await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
        for task in done - {stopping}:
            error = task.exception()
            if isinstance(error, StoreBroken) or (error and len(going) <= 2):
                raise error  # of what goes on, one watches the disk and one waits for the end
        if len(going) <= 2:
            return


async def _tick(app: App, broken: "asyncio.Future[None]") -> None:
    """Do what is due; a broken store ends everything."""
    try:
        await app.engine.tick()
    except StoreBroken as error:
        if not broken.done():
            broken.set_exception(error)


async def _until(broken: "asyncio.Future[None]") -> None:
    await broken


async def look_after(adapter: Adapter, vitals: Vitals | None = None) -> None:
    """Run one chat, again and again with growing pauses, until it closes or cannot go on.

    Raises Unusable and StoreBroken.
    """
    pause, vitals = 1.0, vitals or Vitals()
    while True:
        began = monotonic()
        vitals.is_(adapter.name, "starting" if pause == 1.0 else "away")
        try:
            await adapter.run()
            return
        except (Unusable, StoreBroken) as error:
            log.error("chat stopped: platform=%s: %s", adapter.name, error)
            vitals.is_(adapter.name, "stopped")
            raise
        except Exception as error:  # whatever a chat throws, the others go on
            log.warning("chat lost: platform=%s type=%s, again in %.0f s", adapter.name,
                        type(error).__name__, pause)
            vitals.is_(adapter.name, "away")
        if monotonic() - began > LONGEST_PAUSE:
            pause = 1.0  # it had been well for a while
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)

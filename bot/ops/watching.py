"""What a running bot sees to by itself: heartbeat, trouble, backups, a changed configuration."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from bot.config import Config, ConfigError
from bot.engine import Engine
from bot.ops.alarm import Alarm
from bot.ops.rotation import Rotation
from bot.ops.vitals import BEAT
from bot.people import Defaults
from bot.ports import StoreBroken, StoreFull
from bot.sealing.disk import files
from bot.zones import machine

log = logging.getLogger(__name__)


class Watchman:
    """Looks around every few seconds; what goes wrong here stops nothing.

    ``read`` reads the configuration anew. Raises ConfigError.
    """

    def __init__(self, engine: Engine, config: Config, read: Callable[[], Config]) -> None:
        self._engine, self._config, self._read = engine, config, read
        self._alarm = Alarm(engine, config.trouble_room)
        self._rotation = self._rotates(config)

    async def run(self) -> None:
        """Go round until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(BEAT)

    async def look(self) -> None:
        """Go round once."""
        engine = self._engine
        with suppress(StoreFull, StoreBroken, OSError):
            engine.vitals.beat(engine.store, engine.clock, engine.data)
            if self._rotation:
                await self._rotation.look(engine.clock.now())
            await self._alarm.look()

    def reload(self) -> None:
        """Take over what has changed in the configuration, as far as that needs no restart."""
        try:
            after = self._read()
        except ConfigError as error:
            log.error("the configuration stays as it was: %s", error)
            return
        fixed = ("data", "data_key_file", "adapters", "health_port")
        if any(getattr(after, key) != getattr(self._config, key) for key in fixed):
            log.warning("chats, the data folder and the health port change with a restart")
        self._config = after
        self._engine.defaults = Defaults(after.timezone or machine(), after.languages)
        self._alarm.room = after.trouble_room
        self._rotation = self._rotates(after)
        log.warning("the configuration was read again")

    def _rotates(self, config: Config) -> Rotation | None:
        if config.backups is None:
            return None
        encrypted = files(self._engine.data, config.data_key_file)
        return Rotation(self._engine.data, config.backups, self._engine.vitals, encrypted)

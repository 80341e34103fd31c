"""The composition root: everything is put together here and nowhere else."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue import Catalogue, load
from bot.config import Config
from bot.engine import Engine
from bot.ops.vitals import Counted
from bot.people import Defaults
from bot.ports import Carrier, Clock
from bot.records import KINDS
from bot.sealing import Boxes, Keys
from bot.sealing.disk import files
from bot.store import JournalStore, open_store
from bot.zones import machine

SETTLE_WITHIN = 1.5  # seconds; what is still on its way then goes out at the next start


@dataclass(slots=True)
class App:
    """A running Apoyo: its store, its clock, its engine."""

    store: JournalStore
    clock: Clock
    engine: Engine

    def attach(self, carrier: Carrier) -> None:
        """Let a chat's deliveries go out, counted."""
        self.engine.outbox.attach(Counted(carrier, self.engine.vitals))

    async def begin(self) -> None:
        """Set going what an earlier run left, and do what fell due meanwhile."""
        self.engine.outbox.load()
        await self.engine.tick()

    async def start(self) -> None:
        """Begin, and wait until all that has been sent or waits for a later try."""
        self.engine.outbox.load()
        await self.engine.outbox.settle()
        await self.engine.tick()
        await self.engine.outbox.settle()

    async def close(self) -> None:
        """Let what is on its way arrive if it does so soon, then make everything durable."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.engine.outbox.settle(), SETTLE_WITHIN)
        await self.store.close()


def assemble(
    folder: Path, clock: Clock, config: Config, *, zone: str | None = None,
    catalogue: Catalogue | None = None,
) -> App:
    """Put an app together on a data folder; ``zone`` is a new group's, unless configured."""
    store = open_store(folder, KINDS, files=files(folder, config.data_key_file))
    defaults = Defaults(config.timezone or zone or machine(), config.languages)
    sealer = Boxes(Keys(folder, config.sealing_key_file))
    engine = Engine(store, clock, catalogue or load(), defaults, sealer, folder)
    return App(store, clock, engine)

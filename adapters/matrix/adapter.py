"""The Matrix adapter: one account, all its rooms."""

import asyncio
from pathlib import Path

from adapters.matrix import entry
from adapters.matrix.carrying import REMEMBERED, Carrying
from adapters.matrix.cipher import Cipher
from adapters.matrix.door import Door
from adapters.matrix.ear import Ear
from adapters.matrix.hearing import Hearing
from adapters.matrix.identity import Identity, KeysLost
from adapters.matrix.lanes import Lanes
from adapters.matrix.listening import Listener
from adapters.matrix.pace import AT_ONCE
from adapters.matrix.rooms import Rooms
from adapters.matrix.server import Refused, Wire, path
from adapters.matrix.settings import Settings
from adapters.matrix.shape import text
from adapters.matrix.telling import Telling
from adapters.matrix.threads import Threads
from adapters.matrix.vault import Vault
from bot.engine import Engine
from bot.pace import Pace
from bot.ports import Delivery, Rendered, SendFailed


class MatrixAdapter:
    """Implements `bot.ports.Adapter`. ``dial`` opens a connection to the homeserver."""

    name = "matrix"
    remembers = REMEMBERED

    def __init__(self, engine: Engine, settings: Settings, folder: Path, dial: entry.Dial) -> None:
        self._engine, self._settings, self._dial = engine, settings, dial
        self._vault = Vault(folder)
        self._telling = Telling(engine.catalogue.vocabulary)
        self._pace = Pace(AT_ONCE)
        self._home: Carrying | None = None
        self._ready = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    # ---- listening ----

    async def run(self) -> None:
        """Listen until closed. Raises Unusable, StoreBroken, and Lost without a connection."""
        self._task = asyncio.ensure_future(self._live())
        try:
            await self._task
        except asyncio.CancelledError:
            if not self._closed:
                raise

    async def close(self) -> None:
        """Stop listening and let go of every connection."""
        self._closed = True
        self._ready.set()  # whoever waits for it is sent away
        if self._task and not self._task.done():
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _live(self) -> None:
        self._vault.open()
        while True:
            session = await entry.sign_in(self._settings, self._vault, self._dial)
            wire = self._dial(self._settings, session.token, session.device)
            cipher = Cipher(wire, session.user, session.device, self._vault.folder)
            self._vault.close_to_others()
            lanes = Lanes()
            try:
                await self._listen(wire, cipher, lanes)
            except KeysLost:
                await entry.renew(self._settings, self._vault, self._dial)
            finally:
                await lanes.close()
                await wire.close()
                cipher.close()

    async def _listen(self, wire: Wire, cipher: Cipher, lanes: Lanes) -> None:
        identity = Identity(cipher, self._vault, self._settings.password)
        await identity.settle()
        await entry.clear_past(self._settings, self._vault, wire)
        rooms = Rooms(cipher.user, wire, self._engine.store, cipher.encrypted_rooms())
        await rooms.load_direct()
        hearing = Hearing(cipher.user, self._engine.catalogue.vocabulary, self._engine.store,
                          await _called(wire, cipher.user))
        threads = Threads(wire)
        home = Carrying(self._engine, wire, cipher, rooms, self._pace, self._telling, threads)
        ear = Ear(self._engine, cipher, rooms, hearing, lanes, threads, home)
        door = Door(wire, rooms, self._settings.allow)
        listener = Listener(wire, self._engine.store, rooms, ear, door, identity, self._ready,
                            self._engine.vitals)
        self._home = home
        await listener.run()

    # ---- telling ----

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry one delivery out; return the id of its message. Raises SendFailed."""
        await self._ready.wait()
        if self._home is None or self._closed:
            raise SendFailed("not connected", refused=True)
        return await self._home.deliver(delivery, drawn)

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Return the message an earlier try has made, if one has. Raises SendFailed."""
        await self._ready.wait()
        if self._home is None or self._closed:
            raise SendFailed("not connected", refused=True)
        return await self._home.find_sent(delivery)


async def _called(wire: Wire, me: str) -> str:
    """Return the name others see for us."""
    try:
        found = await wire.call("GET", path("profile", me))
    except Refused:
        return ""
    return text(found.get("displayname"))

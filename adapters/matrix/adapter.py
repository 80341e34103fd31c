"""The Matrix adapter: one account, all its rooms."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from adapters.matrix import entry
from adapters.matrix.advertising import DESCRIPTION, descriptions
from adapters.matrix.cipher import Cipher
from adapters.matrix.door import Door
from adapters.matrix.ear import Ear
from adapters.matrix.hearing import PREFIX, Hearing, apart, message_id
from adapters.matrix.identity import Identity, KeysLost
from adapters.matrix.lanes import Lanes
from adapters.matrix.listening import Listener
from adapters.matrix.pace import NOTICE, UPKEEP, Pace, rank
from adapters.matrix.rooms import Rooms
from adapters.matrix.server import Body, Lost, Refused, Wire, path
from adapters.matrix.settings import Settings
from adapters.matrix.shape import text
from adapters.matrix.telling import Telling
from adapters.matrix.vault import Vault
from adapters.matrix.view import View
from bot.domain.group import Group, Place
from bot.engine import Engine
from bot.ports import Delivery, Rendered, SendFailed, UnitOfWork
from bot.text import t

log = logging.getLogger(__name__)

Request = Callable[[], Awaitable[Body]]


@dataclass(slots=True)
class Home:
    """What belongs to one sign-in."""

    wire: Wire
    cipher: Cipher
    rooms: Rooms
    ear: Ear
    listener: Listener


class MatrixAdapter:
    """Implements `bot.ports.Adapter`. ``dial`` opens a connection to the homeserver."""

    name = "matrix"

    def __init__(self, engine: Engine, settings: Settings, folder: Path, dial: entry.Dial) -> None:
        self._engine, self._settings, self._dial = engine, settings, dial
        self._vault = Vault(folder)
        self._telling = Telling(engine.catalogue.vocabulary)
        self._pace = Pace()
        self._home: Home | None = None
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
        ear = Ear(self._engine, cipher, rooms, hearing, lanes, self._complain, self._advertise)
        door = Door(wire, rooms, self._settings.allow)
        listener = Listener(wire, self._engine.store, rooms, ear, door, identity, self._ready,
                            self._engine.vitals)
        self._home = Home(wire, cipher, rooms, ear, listener)
        await listener.run()

    # ---- telling ----

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry one delivery out; return the id of its message. Raises SendFailed."""
        await self._ready.wait()
        home = self._home
        if home is None or self._closed:
            raise SendFailed("not connected")
        view = await self._place(home, delivery)
        if delivery.verb == "withdraw" and delivery.message:
            await self._sent(self._redaction(home, delivery), rank(delivery))
            return delivery.message
        thread = home.ear.thread((delivery.reply_to or "").removeprefix(PREFIX))
        content = self._telling.content(delivery, drawn, self._engine.clock.now(), thread)
        event = await self._sent(
            partial(self._put, home, view, delivery.key, content), rank(delivery), view)
        if delivery.verb == "edit" and delivery.message:
            return delivery.message
        return message_id(view.id, event)

    async def _place(self, home: Home, delivery: Delivery) -> View:
        """Return the room a delivery goes to. Raises SendFailed."""
        if delivery.message:
            room = apart(delivery.message)[0]
        elif delivery.room:
            room = delivery.room.removeprefix(PREFIX)
        else:
            return await home.rooms.direct((delivery.to or "").removeprefix(PREFIX))
        view = home.rooms.views.get(room)
        if view is None:
            raise SendFailed("I am not in that room", permanent=True)
        return view

    def _redaction(self, home: Home, delivery: Delivery) -> Request:
        room, event = apart(delivery.message or "")
        return partial(home.wire.call, "PUT", path("rooms", room, "redact", event, delivery.key))

    async def _put(self, home: Home, view: View, key: str, content: Body) -> Body:
        kind = "m.room.message"
        if view.encrypted:
            content = await home.cipher.sealed(view.id, view.readers(), kind, content)
            kind = "m.room.encrypted"
        return await home.wire.call("PUT", path("rooms", view.id, "send", kind, key), content)

    async def _sent(self, request: Request, importance: int, view: View | None = None) -> str:
        """Make a request in its turn; return the event it made. Raises SendFailed.

        Keys are handed out before: somebody's slow server holds up nobody else's turn.
        """
        try:
            if self._home and view and view.encrypted:
                await self._home.cipher.prepare(view.id, view.readers())
            found = await self._pace.send(importance, request)
        except Refused as refused:
            raise SendFailed(f"refused: {refused.status}",
                             permanent=400 <= refused.status < 500) from None
        except Lost:
            raise SendFailed("the homeserver does not answer") from None
        return text(found.get("event_id"))

    async def _complain(self, view: View, event: str, key: str) -> None:
        """Say that a message could not be read, where it was written."""
        home = self._home
        if home is None:
            return
        body = t("I could not read that message: its key did not reach me. "
                 "Could you send it again?")
        delivery = Delivery(key=key, order=0, verb="send", lane="", platform=self.name, group="",
                            room=PREFIX + view.id, reply_to=PREFIX + event)
        content = self._telling.content(
            delivery, Rendered(body, (), self._languages(view)), self._engine.clock.now())
        await self._sent(partial(self._put, home, view, key, content), NOTICE, view)

    async def _advertise(self, view: View) -> None:
        """Describe the commands in a room that lets us, where they are not yet."""
        home = self._home
        if home is None or not view.may_state(DESCRIPTION):
            return
        made = descriptions(self._engine.catalogue.vocabulary, home.rooms.me,
                            self._languages(view))
        for key, content in made.items():
            if view.published.get(key) != content:
                await self._sent(partial(home.wire.call, "PUT", path(
                    "rooms", view.id, "state", DESCRIPTION, key), content), UPKEEP)

    def _languages(self, view: View) -> tuple[str, ...]:
        def work(uow: UnitOfWork) -> Group | None:
            place = uow.get(Place, PREFIX + view.id)
            return uow.get(Group, place.group) if place else None

        group = self._engine.store.read(work)
        return group.languages if group else self._engine.defaults.languages


async def _called(wire: Wire, me: str) -> str:
    """Return the name others see for us."""
    try:
        found = await wire.call("GET", path("profile", me))
    except Refused:
        return ""
    return text(found.get("displayname"))

"""One event of a room: opened if it was sealed, understood, handed to the engine."""

import asyncio
import logging
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from typing import Any

from adapters.matrix.carrying import Carrying
from adapters.matrix.cipher import Cipher, Unreadable
from adapters.matrix.hearing import PREFIX, Hearing
from adapters.matrix.lanes import Lanes
from adapters.matrix.rooms import Rooms
from adapters.matrix.shape import text
from adapters.matrix.threads import Threads
from adapters.matrix.view import View
from bot.domain.group import Place
from bot.engine import Engine
from bot.ports import Came, Content, Incoming, Memo, Moved, Person, Room, UnitOfWork, Went

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds a key may be late before we say that it is missing
REMEMBERED = 300  # keys we have said to be missing
HELD = 200  # events that may wait for a key
Body = dict[str, Any]


class Ear:
    """Hears events; what it has to say by itself goes through ``mouth``."""

    def __init__(self, engine: Engine, cipher: Cipher, rooms: Rooms, hearing: Hearing,
                 lanes: Lanes, threads: Threads, mouth: Carrying) -> None:
        self.cipher, self.lanes = cipher, lanes
        self._engine, self._rooms, self._hearing = engine, rooms, hearing
        self._threads, self._mouth = threads, mouth
        self._held: dict[str, list[tuple[View, Body]]] = {}

    async def arrived(self, view: View, event: str) -> None:
        """Say that we have come into a room that somebody else has made."""
        await self.moved(view)
        if event and view.founder != self._rooms.me and not self._rooms.is_direct(view):
            me = Person(PREFIX + self._rooms.me, view.called(self._rooms.me))
            await self._engine.handle(Incoming(
                event=PREFIX + event, content=Came(bot=True), person=me, room=self._room(view),
                risks=view.risks()))
            self.advertise(view)

    async def moved(self, view: View) -> None:
        """Say that a room has replaced another one, once both say so."""
        old = self._rooms.replaced_by(view)
        if old is not None:
            await self._engine.handle(Incoming(
                event=f"{PREFIX}moved:{old.id}:{view.id}", content=Moved(self._room(view)),
                room=self._room(old)))

    def advertise(self, view: View) -> None:
        """Describe the commands in a room, in the background, if it lets us now."""
        self.lanes.alone(self._mouth.advertise(view))

    async def gone(self, view: View, event: str) -> None:
        """Say that we are no longer in a room; one that was replaced goes on elsewhere."""
        key = PREFIX + view.id
        used = self._engine.store.read(lambda uow: uow.get(Place, key)) is not None
        if event and used and not view.replacement:
            await self._engine.handle(Incoming(
                event=PREFIX + event, content=Went(), room=self._room(view),
                risks=view.risks()))

    async def hear(self, view: View, event: Body) -> None:
        """Handle one event. Raises StoreBroken."""
        name, sender = text(event.get("event_id")), event["sender"]
        member = event["type"] == "m.room.member"
        who = text(event.get("state_key")) if member else sender
        if not name or not who or self._rooms.me in (who, sender):
            return
        if "state_key" in event and not member:
            return
        if event["type"] == "m.room.encrypted":
            try:
                opened = self.cipher.opened(view.id, event)
            except Unreadable as missing:
                self._hold(view, event, missing.session)
                return
            if opened is None or opened["type"] != "m.room.message":
                return
            event = opened
        direct = self._rooms.is_direct(view)
        content = self._hearing.content(view, event, direct)
        if content is not None:
            self._threads.note(name, event["content"])
            await self._engine.handle(replace(
                self._incoming(view, name, who, content, direct),
                named=self._hearing.people(view, event)))

    def _incoming(self, view: View, name: str, who: str, content: Content, direct: bool
                  ) -> Incoming:
        return Incoming(
            event=PREFIX + name, content=content, person=Person(PREFIX + who, view.called(who)),
            room=None if direct else self._room(view),
            moderator=not direct and view.moderates(who), risks=view.risks(),
        )

    def _room(self, view: View) -> Room:
        return Room(PREFIX + view.id, self._rooms.community(view), view.title)

    # ---- keys that are missing ----

    def again(self, sessions: set[str]) -> None:
        """Handle what was waiting for these keys."""
        for session in sessions:
            for view, event in self._held.pop(session, ()):
                self.lanes.alone(self.hear(view, event))

    def _hold(self, view: View, event: Body, session: str) -> None:
        """Keep an event until its key comes; say so once for each key if it does not."""
        held = self._held.setdefault(session, [])
        held.append((view, event))
        if len(held) == 1:
            self.lanes.alone(self._miss(view, text(event.get("event_id")), session))
        while sum(map(len, self._held.values())) > HELD:
            self._held.pop(next(iter(self._held)))

    async def _miss(self, view: View, event: str, session: str) -> None:
        await asyncio.sleep(PATIENCE)
        if session not in self._held:
            return
        mark = blake2b(f"{view.id}/{session}".encode(), digest_size=12).hexdigest()
        if await self._said_before(mark):
            return
        log.info("a message could not be read: its key did not come")
        await self._mouth.complain(view, event, mark)

    async def _said_before(self, mark: str) -> bool:
        """Tell whether a missing key has been spoken of, and note that it has been now."""
        ran = await self._engine.store.run(None, partial(_noted, mark))
        return bool(ran.value)


def _noted(mark: str, uow: UnitOfWork) -> bool:
    memo = uow.get(Memo, "matrix", "unread")
    marks = memo.value.split() if memo else []
    if mark in marks:
        return True
    uow.put(Memo("matrix", "unread", " ".join([*marks, mark][-REMEMBERED:])))
    return False

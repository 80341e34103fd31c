"""The rooms we are in, and which of them are direct chats with one person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from adapters.matrix.hearing import PREFIX
from adapters.matrix.server import Lost, Refused, Wire, path
from adapters.matrix.shape import events, mapping, sequence
from adapters.matrix.view import View
from bot.domain.group import Place
from bot.ports import SendFailed, Store

log = logging.getLogger(__name__)

APPEARS_WITHIN = 30.0  # seconds until a room just made is to show up
Body = dict[str, Any]
InTurn = Callable[[Callable[[], Awaitable[Body]]], Awaitable[Body]]


class Rooms:
    """All rooms, by id. Which are direct is kept with the account, as other clients do."""

    def __init__(self, me: str, wire: Wire, store: Store, encrypted: set[str]) -> None:
        self.me, self._wire, self._store, self._encrypted = me, wire, store, encrypted
        self.views: dict[str, View] = {}
        self._replaced: dict[str, View] = {}
        self._direct: dict[str, list[str]] = {}
        self._appeared = asyncio.Condition()
        self._making: dict[str, asyncio.Lock] = {}

    # ---- what the server says ----

    async def update(self, room: str, joined: Body) -> View:
        """Take in what a sync says about a room we are in."""
        view = self.views.get(room)
        if view is None:
            view = self.views[room] = View(room, self.me, encrypted=room in self._encrypted)
        timeline = events(joined.get("timeline"))
        for event in (*events(joined.get("state")), *events(joined.get("state_after")),
                      *(one for one in timeline if "state_key" in one)):
            try:
                view.apply(event)
            except Exception as error:  # one event more or less, never a room that cannot start
                log.error("a state event was not usable: type=%s", type(error).__name__)
        async with self._appeared:
            self._appeared.notify_all()
        return view

    def newly_encrypted(self) -> set[str]:
        """Return rooms found encrypted since this was last asked."""
        found = {one.id for one in self.views.values() if one.encrypted} - self._encrypted
        self._encrypted |= found
        return found

    def drop(self, room: str) -> View | None:
        """Forget a room we are no longer in; return it if we knew it.

        One that has been replaced may still have to say so.
        """
        view = self.views.pop(room, None)
        if view is not None and view.replacement:
            self._replaced[room] = view
        return view

    def know_direct(self, content: object) -> None:
        """Take in which rooms are direct, as the account says."""
        self._direct = {user: [one for one in sequence(rooms) if isinstance(one, str)]
                        for user, rooms in mapping(content).items()}

    # ---- direct chats ----

    def is_direct(self, view: View) -> bool:
        """Tell whether a room is a chat between one person and us, and nobody else."""
        other = view.other()
        return other is not None and view.id in self._direct.get(other, ())

    def find_direct(self, user: str, *, encrypted: bool = False) -> View | None:
        """Return the direct chat with somebody, the last one begun first."""
        for room in reversed(self._direct.get(user, [])):
            view = self.views.get(room)
            if view and self.me in view.members and view.other() == user and (
                    view.encrypted or not encrypted):
                return view
        return None

    async def note_direct(self, user: str, room: str) -> None:
        """Keep with the account that a room is a direct chat. Raises Refused and Lost."""
        known = self._direct.setdefault(user, [])
        if room in known:
            known.remove(room)
        known.append(room)
        await self._wire.call("PUT", path("user", self.me, "account_data", "m.direct"),
                              self._direct)

    async def load_direct(self) -> None:
        """Ask the account which rooms are direct. Raises Lost."""
        with suppress(Refused):  # nothing was ever kept
            self.know_direct(await self._wire.call(
                "GET", path("user", self.me, "account_data", "m.direct")))

    async def direct(self, user: str, in_turn: InTurn, *, encrypted: bool = False) -> View:
        """Return the direct chat with somebody, made if there is none. Raises SendFailed.

        ``in_turn`` makes a request when the account may make one; ``encrypted`` asks for one that
        is, as those made here are.
        """
        async with self._making.setdefault(user, asyncio.Lock()):
            found = self.find_direct(user, encrypted=encrypted)
            if found:
                return found
            if any(user in view.declined for view in self._once_direct(user)):
                raise SendFailed("the invitation was declined", permanent=True)
            return await self._make(user, in_turn)

    def _once_direct(self, user: str) -> list[View]:
        return [self.views[room] for room in self._direct.get(user, []) if room in self.views]

    async def _make(self, user: str, in_turn: InTurn) -> View:
        encryption = {"type": "m.room.encryption", "state_key": "",
                      "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
        try:
            made = await in_turn(lambda: self._wire.call("POST", "/createRoom", {
                "preset": "trusted_private_chat", "is_direct": True, "invite": [user],
                "initial_state": [encryption],
            }))
            room = str(made.get("room_id"))
            await self.note_direct(user, room)
        except Refused as refused:
            raise SendFailed(f"no direct chat: {refused.status}", retry_after=refused.retry_after,
                             permanent=refused.status != 429, refused=True) from None
        except Lost:
            raise SendFailed("the homeserver does not answer", refused=True) from None
        return await self._appearance(room, user)

    async def _appearance(self, room: str, user: str) -> View:
        """Wait until a sync has shown us the whole of a new room: it may come in pieces."""
        def whole() -> bool:
            view = self.views.get(room)
            return view is not None and view.encrypted and view.other() == user

        async with self._appeared:
            try:
                await asyncio.wait_for(self._appeared.wait_for(whole), APPEARS_WITHIN)
            except TimeoutError:
                raise SendFailed("a new direct chat did not show up", refused=True) from None
        return self.views[room]

    # ---- groups ----

    def community(self, view: View) -> str:
        """Return the group a room founds, or that of the room it has replaced."""
        old = self.replaced_by(view)
        if old is None:
            return PREFIX + view.id
        place = self._store.read(lambda uow: uow.get(Place, PREFIX + old.id))
        return place.group if place else self.community(old)

    def replaced_by(self, view: View) -> View | None:
        """Return the room this one has replaced, if that one says so too.

        Anybody can make a room that claims to be another's successor.
        """
        old = self.views.get(view.predecessor) or self._replaced.get(view.predecessor)
        return old if old is not None and old.replacement == view.id else None

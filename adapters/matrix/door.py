"""Coming into rooms: invitations, one after the other, and rooms that moved."""

import asyncio
import json
import logging
from secrets import token_hex
from typing import Any

from adapters.matrix.rooms import Rooms
from adapters.matrix.server import Lost, Refused, Wire, path
from adapters.matrix.settings import Allow, server_of
from adapters.matrix.shape import events, mapping
from adapters.matrix.view import View

log = logging.getLogger(__name__)

MOST = 200  # invitations that may wait; whoever sends more has to send them again
LONGEST = 300.0  # seconds between two tries
Body = dict[str, Any]


class Door:
    """Answers invitations. A flood of them makes a queue, and slows nothing else."""

    def __init__(self, wire: Wire, rooms: Rooms, allow: Allow) -> None:
        self._wire, self._rooms, self._allow = wire, rooms, allow
        self._waiting: set[str] = set()
        self._turn = asyncio.Lock()

    async def answer(self, room: str, invited: object) -> None:
        """Join the room if we may be invited by whoever did so, else decline."""
        if room in self._waiting or len(self._waiting) >= MOST:
            return
        self._waiting.add(room)
        try:
            async with self._turn:
                await self._answer(room, events(mapping(invited).get("invite_state")))
        finally:
            self._waiting.discard(room)

    async def _answer(self, room: str, state: list[Body]) -> None:
        invitation = next((one for one in state if one["type"] == "m.room.member"
                           and one.get("state_key") == self._rooms.me), None)
        inviter = invitation["sender"] if invitation else ""
        moved = any(view.replacement == room for view in self._rooms.views.values())
        if not self._allow.takes(inviter) and not moved:
            log.info("an invitation was declined: not on the allow-list")
            await self._persist("POST", path("rooms", room, "leave"))
            return
        if invitation and invitation["content"].get("is_direct") is True:
            await self._rooms.note_direct(inviter, room)
        if not await self._persist("POST", path("join", room), server_of(inviter)):
            await self._persist("POST", path("rooms", room, "leave"))

    async def follow(self, view: View) -> None:
        """Go where a room says it has moved to; if that is closed, wait for an invitation."""
        if view.replacement and view.replacement not in self._rooms.views:
            await self._persist("POST", path("join", view.replacement), server_of(view.id))

    async def left_over(self) -> None:
        """Answer invitations of which an earlier run was told but did not get to.

        A sync without a token is the only one to name them again. The server keeps such answers
        for a while, hence a filter never used before.
        """
        nothing = {"types": [], "limit": 1}
        found = await self._wire.call("GET", "/sync", query={"timeout": "0", "filter": json.dumps({
            "presence": nothing, "account_data": nothing,
            "room": {"timeline": {**nothing, "not_types": [token_hex(8)]}, "state": nothing,
                     "ephemeral": nothing, "account_data": nothing}})}, within=300)
        for room, invited in mapping(mapping(found.get("rooms")).get("invite")).items():
            await self.answer(room, invited)

    async def _persist(self, method: str, place: str, via: str = "") -> bool:
        """Make a request until the server has said yes or no."""
        pause, query = 1.0, {"server_name": via, "via": via} if via else None
        while True:
            try:
                await self._wire.call(method, place, query=query, within=180)
                return True
            except Refused as refused:
                if refused.status != 429:
                    log.info("a room was not open: status=%s", refused.status)
                    return False
                pause = max(pause, refused.retry_after or 0)
            except Lost:
                pass
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST)

"""The sync loop: what happened, in order and once, and how far we have got."""

import asyncio
import json
import logging
from functools import partial
from typing import Any

from adapters.matrix.advertising import DESCRIPTION
from adapters.matrix.door import Door
from adapters.matrix.ear import Ear
from adapters.matrix.identity import FALLBACK, Identity
from adapters.matrix.lanes import Job
from adapters.matrix.rooms import Rooms
from adapters.matrix.server import Lost, Refused, Wire
from adapters.matrix.shape import events, mapping, sequence, text
from adapters.matrix.timeline import LONGEST, PAGE, TALK, arrival, departure, happened
from adapters.matrix.view import TYPES, View
from bot.ops.vitals import Vitals
from bot.ports import Memo, Store, UnitOfWork

log = logging.getLogger(__name__)

POLL = 30.0  # seconds a sync waits for something to happen
FULL = 600.0  # seconds the first one may take
NOTHING: dict[str, list[str]] = {"types": []}
FILTER: dict[str, Any] = {
    "presence": NOTHING, "account_data": {"types": ["m.direct"]},
    "room": {"state": {"types": [*TYPES, DESCRIPTION]}, "ephemeral": NOTHING,
             "account_data": NOTHING,
             "timeline": {"types": [*TALK, *TYPES, DESCRIPTION], "limit": PAGE}},
}
PAST = {**FILTER, "room": {**FILTER["room"], "timeline": {"types": [], "limit": 1}}}
Body = dict[str, Any]


class Listener:
    """Follows one account. The token is kept once everything before it has been handled."""

    def __init__(self, wire: Wire, store: Store, rooms: Rooms, ear: Ear, door: Door,
                 identity: Identity, ready: asyncio.Event, vitals: Vitals) -> None:
        self._wire, self._store, self._rooms, self._ear = wire, store, rooms, ear
        self._door, self._identity = door, identity
        self._lanes = ear.lanes
        self._keys = asyncio.Lock()
        self.ready, self._vitals = ready, vitals

    async def run(self) -> None:
        """Listen for ever. Raises Unusable, StoreBroken and KeysLost."""
        broken = asyncio.ensure_future(self._lanes.broken())
        loop = asyncio.ensure_future(self._loop())
        try:
            done, _ = await asyncio.wait({broken, loop}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (broken, loop):
                task.cancel()
            await asyncio.gather(broken, loop, return_exceptions=True)

    async def _loop(self) -> None:
        memo = self._store.read(lambda uow: uow.get(Memo, "matrix", "since"))
        since = memo.value if memo else ""
        first = True
        while True:
            answer = await self._sync(since, full=first)
            if answer is None:
                log.warning("the homeserver does not know how far I had got: starting from now")
                since = ""
                continue
            await self._take(answer, since)
            since = text(answer.get("next_batch")) or since
            if first:
                first = False
                self.ready.set()
                self._lanes.alone(self._settle_in())

    async def _settle_in(self) -> None:
        """See to what an earlier run left open."""
        await self._door.left_over()
        for view in list(self._rooms.views.values()):
            await self._door.follow(view)
            await self._ear.moved(view)
            self._ear.advertise(view)

    async def _go_after(self, view: View) -> None:
        """Follow a room that has just been replaced."""
        if view.replacement in self._rooms.views:
            await self._ear.moved(self._rooms.views[view.replacement])
        await self._door.follow(view)

    async def _sync(self, since: str, *, full: bool) -> Body | None:
        """Ask what has happened since; None if the server cannot say. Raises Unusable."""
        query = {"filter": json.dumps(FILTER if since else PAST), "set_presence": "offline",
                 "timeout": "0" if full else str(int(POLL * 1000))}
        if since:
            query |= {"since": since, "full_state": "true" if full else "false"}
        pause = 1.0
        while True:
            try:
                answer = await self._wire.call("GET", "/sync", query=query,
                                               within=FULL if full else POLL + 30)
                if text(answer.get("next_batch")):
                    self._vitals.is_("matrix", "up")
                    return answer
            except Refused as refused:
                if since and refused.status in (400, 404) and refused.code != "M_LIMIT_EXCEEDED":
                    return None
                pause = max(pause, refused.retry_after or 0)
            except Lost:
                pass
            self._vitals.is_("matrix", "away")
            log.info("no answer from the homeserver, again in %.0f s", pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST)

    # ---- what has happened ----

    async def _take(self, answer: Body, since: str) -> None:
        self._keys_first(answer)
        for event in events(answer.get("account_data")):
            if event["type"] == "m.direct":
                self._rooms.know_direct(event["content"])
        found = mapping(answer.get("rooms"))
        jobs: dict[str, Job] = {}
        for room, joined in mapping(found.get("join")).items():
            moved_before = room in self._rooms.views and self._rooms.views[room].replacement
            view = await self._rooms.update(room, mapping(joined))
            jobs[room] = partial(self._room, view, mapping(joined), since)
            if self.ready.is_set() and view.replacement and not moved_before:
                self._lanes.alone(self._go_after(view))
        for room, left in mapping(found.get("leave")).items():
            gone = self._rooms.drop(room)
            if gone:
                jobs[room] = partial(self._ear.gone, gone, departure(gone, mapping(left)))
        for room, invited in mapping(found.get("invite")).items():
            self._lanes.alone(self._door.answer(room, invited))
        self._ear.cipher.remember_encrypted(self._rooms.newly_encrypted())
        await self._lanes.batch(jobs, partial(self._got_to, text(answer.get("next_batch"))))

    def _keys_first(self, answer: Body) -> None:
        """Take in keys before the messages that need them."""
        cipher = self._ear.cipher
        sessions = cipher.receive(sequence(mapping(answer.get("to_device")).get("events")))
        cipher.note(answer.get("device_lists"))
        if sessions:
            self._ear.again(sessions)
        counts = mapping(answer.get("device_one_time_keys_count"))
        unused = answer.get("device_unused_fallback_key_types")
        wanted = isinstance(unused, list) and FALLBACK not in unused
        self._lanes.alone(self._upkeep(counts.get(FALLBACK, 0), wanted))

    async def _upkeep(self, count: object, fallback: bool) -> None:
        async with self._keys:
            try:
                await self._identity.top_up(count if isinstance(count, int) else None,
                                            fallback=fallback)
                await self._ear.cipher.devices.mend()
            except (Refused, Lost) as error:
                log.info("keys were not brought up to date: %s", type(error).__name__)

    async def _room(self, view: View, joined: Body, since: str) -> None:
        """Handle what has happened in a room, from our coming in or the last token on."""
        if view.space:
            return
        if not since:
            await self._ear.arrived(view, view.joined_by)
            return
        news = await happened(self._wire, view, mapping(joined.get("timeline")), since)
        start = arrival(view, news)
        if start:
            await self._ear.arrived(view, text(news[start - 1].get("event_id")))
        for event in news[start:]:
            await self._lanes.guarded(self._ear.hear(view, event))
        if any(event["type"] == "m.room.power_levels" for event in news):
            self._ear.advertise(view)

    def _got_to(self, token: str) -> None:
        if not token:
            return

        def keep(uow: UnitOfWork) -> None:
            uow.put(Memo("matrix", "since", token))

        self._store.later(keep)

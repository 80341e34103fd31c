"""End-to-end encryption: what comes in is opened, what goes out is sealed for a room's devices.

The cryptography is vodozemac's by way of nio's Olm machine. Nothing a stranger sends reaches that
machine unguarded, and no message's content ever tells us anything about who may do what: that
comes from the server's state alone.
"""

import asyncio
import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nio.crypto import Olm
from nio.events import RoomKeyEvent, ToDeviceEvent
from nio.store import SqliteStore

from adapters.matrix.devices import Devices
from adapters.matrix.server import Wire
from adapters.matrix.shape import mapping, sequence

log = logging.getLogger(__name__)
logging.getLogger("nio").setLevel(logging.CRITICAL)  # its lines name people and rooms

MEGOLM = "m.megolm.v1.aes-sha2"
PICKLE = "apoyo"  # the folder's rights protect the store, not this
AT_ONCE = 100  # devices a request carries a room's key to


class Unreadable(Exception):
    """An encrypted event whose key we do not have; ``session`` is the key's name."""

    def __init__(self, session: str) -> None:
        super().__init__("no key")
        self.session = session


class Cipher:
    """The keys of one device of ours."""

    def __init__(self, wire: Wire, user: str, device: str, folder: Path) -> None:
        self.wire, self.user, self.device = wire, user, device
        store = SqliteStore(user, device, str(folder), PICKLE, f"keys_{device}.db")
        self.olm = Olm(user, device, store)
        self.devices = Devices(wire, self.olm)
        self._locks: dict[str, asyncio.Lock] = {}

    def close(self) -> None:
        """Let go of the key store."""
        self.olm.store.database.close()

    # ---- what comes in ----

    def receive(self, messages: Iterable[Any]) -> set[str]:
        """Take in messages sent to our device; return the names of the room keys among them.

        Only encrypted ones are looked at: nothing else that comes this way is for a bot.
        """
        sessions: set[str] = set()
        for message in messages:
            if mapping(message).get("type") != "m.room.encrypted":
                continue
            try:
                found = self.olm.handle_to_device_event(ToDeviceEvent.parse_event(message))
            except Exception as error:  # a stranger's message must never stop us
                log.info("a message to the device was not usable: type=%s", type(error).__name__)
                continue
            if isinstance(found, RoomKeyEvent):
                sessions.add(found.session_id)
        return sessions

    def opened(self, room: str, event: dict[str, Any]) -> dict[str, Any] | None:
        """Return an encrypted event as it was meant; None if it is not honest.

        Sender, id and time are the server's, never the sender's own words. Raises Unreadable.
        """
        content = event["content"]
        name, key = content.get("session_id"), content.get("sender_key")
        if content.get("algorithm") != MEGOLM or not isinstance(name, str):
            return None
        session = self._session(room, key, name)
        if session is None:
            raise Unreadable(name)
        if self.devices.belongs_to_another(session.sender_key, event["sender"]):
            return None
        try:
            plain, index = session.decrypt(content["ciphertext"])
            inner = json.loads(plain)
        except Exception as error:  # damaged, replayed under another index, or made to hurt
            log.info("an encrypted event was not usable: type=%s", type(error).__name__)
            return None
        if not self._first_time((session.sender_key, name, index), event):
            return None
        return _put_back(room, event, inner)

    def _session(self, room: str, key: object, name: str) -> Any:
        """Return the key of that name; its sender's key need not be told any more (MSC3700)."""
        senders = self.olm.inbound_group_store[room]
        if isinstance(key, str) and key in senders:
            return senders[key].get(name)
        return next((found[name] for found in senders.values() if name in found), None)

    def _first_time(self, place: tuple[str, str, int], event: dict[str, Any]) -> bool:
        """Tell whether this is not a copy of an earlier message under a new event id."""
        seen = self.olm.message_index_store
        mark = event.get("event_id")
        if place in seen:
            return bool(seen[place] == mark)
        seen[place] = mark
        return True

    # ---- what goes out ----

    async def prepare(self, room: str, users: Iterable[str]) -> None:
        """See to it that every device of the room's members has the key, however long it takes.

        Raises Refused and Lost.
        """
        async with self._locks.setdefault(room, asyncio.Lock()):
            await self._share(room, sorted(users))

    async def sealed(self, room: str, users: Iterable[str], kind: str, content: dict[str, Any]
                     ) -> dict[str, Any]:
        """Return content encrypted for every device of the room's members.

        Raises Refused and Lost if the key could not be given to them.
        """
        async with self._locks.setdefault(room, asyncio.Lock()):
            await self._share(room, sorted(users))
            made = self.olm.group_encrypt(room, {"type": kind, "content": content})
        if "m.relates_to" in content:
            made["m.relates_to"] = content["m.relates_to"]
        return dict(made)

    async def _share(self, room: str, users: list[str]) -> None:
        """Give the room's key to whoever lacks it; take a new one if somebody should not have it.

        A key is also renewed after 100 messages or 7 days.
        """
        wanted = await self.devices.of(users)
        session = self.olm.outbound_group_sessions.get(room)
        present = {(one.user_id, one.device_id) for one in wanted}
        if session is None or session.expired or session.users_shared_with - present:
            self.olm.create_outbound_group_session(room)
            session = self.olm.outbound_group_sessions[room]
        lacking = [one for one in wanted
                   if (one.user_id, one.device_id) not in session.users_shared_with]
        if lacking:
            await self.devices.greet(lacking)
        reached = [one for one in lacking if self.olm.session_store.get(one.curve25519)]
        for start in range(0, len(reached), AT_ONCE):
            await self._hand_over(room, session, reached[start:start + AT_ONCE])
        session.shared = True

    async def _hand_over(self, room: str, session: Any, devices: list[Any]) -> None:
        content = {"algorithm": MEGOLM, "room_id": room, "session_id": session.id,
                   "session_key": session.session_key}
        messages: dict[str, dict[str, Any]] = {}
        for device in devices:
            olm = self.olm.session_store.get(device.curve25519)
            messages.setdefault(device.user_id, {})[device.device_id] = self.olm._olm_encrypt(
                olm, device, "m.room_key", content)
        await self.devices.tell(messages)
        session.users_shared_with.update((one.user_id, one.device_id) for one in devices)

    # ---- what the server says about keys ----

    def note(self, lists: object) -> None:
        """Take note of whose devices have changed and of who shares no room with us any more."""
        for user in sequence(mapping(lists).get("changed")):
            if isinstance(user, str) and user in self.olm.tracked_users:
                self.olm.users_for_key_query.add(user)
        for user in sequence(mapping(lists).get("left")):
            if isinstance(user, str):
                self.olm.tracked_users.discard(user)

    def encrypted_rooms(self) -> set[str]:
        """Return the rooms once seen encrypted: they never count as anything else again."""
        return set(self.olm.store.load_encrypted_rooms())

    def remember_encrypted(self, rooms: set[str]) -> None:
        """Remember rooms as encrypted for ever."""
        if rooms:
            self.olm.store.save_encrypted_rooms(rooms)


def _put_back(room: str, event: dict[str, Any], inner: object) -> dict[str, Any] | None:
    """Return the inner event under the outer one's sender, id and time."""
    found = mapping(inner)
    content = found.get("content")
    if found.get("room_id") != room or not isinstance(content, dict) or not isinstance(
            found.get("type"), str):
        return None
    relation = event["content"].get("m.relates_to")
    if "m.relates_to" not in content and isinstance(relation, dict):
        content = {**content, "m.relates_to": relation}
    return {"type": found["type"], "content": content, "sender": event["sender"],
            "event_id": event.get("event_id"), "origin_server_ts": event.get("origin_server_ts")}



"""Other people's devices: which there are, and a first word with each. They are not judged."""

import logging
import time
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from nio.crypto import Olm
from nio.responses import KeysClaimResponse, KeysQueryResponse
from vodozemac import Curve25519PublicKey, Ed25519PublicKey

from adapters.matrix.server import Wire, path
from adapters.matrix.shape import mapping

log = logging.getLogger(__name__)

AGAIN = 300.0  # seconds until a server or device that did not answer is asked again
UNWEDGE = 3600.0  # seconds between two new beginnings with one device


class Devices:
    """What the key store knows of other devices, kept up to date when it is needed."""

    def __init__(self, wire: Wire, olm: Olm) -> None:
        self._wire, self._olm = wire, olm
        self._silent: dict[str | tuple[str, str], float] = {}  # → when to ask again

    async def of(self, users: Iterable[str]) -> list[Any]:
        """Return all devices of these people but our own. Raises Refused and Lost."""
        users = list(users)
        olm, now = self._olm, time.monotonic()
        unknown = [user for user in users
                   if (user in olm.users_for_key_query or user not in olm.tracked_users)
                   and self._silent.get(user, 0) <= now]
        if unknown:
            await self._look_up(unknown)
        return [device for user in users for device in olm.device_store.active_user_devices(user)
                if device.device_id != olm.device_id or user != olm.user_id]

    def belongs_to_another(self, key: str, user: str) -> bool:
        """Tell whether a device key is known to be someone else's."""
        store = self._olm.device_store
        return any(owner != user and store.device_from_sender_key(owner, key)
                   for owner, _ in list(store.items()))

    async def greet(self, devices: Iterable[Any]) -> None:
        """Begin an encrypted conversation with each of the devices we never wrote to.

        Raises Refused and Lost.
        """
        now = time.monotonic()
        wanted: dict[str, dict[str, str]] = {}
        for one in devices:
            place = (one.user_id, one.device_id)
            if self._olm.session_store.get(one.curve25519) or self._silent.get(place, 0) > now:
                continue
            wanted.setdefault(one.user_id, {})[one.device_id] = "signed_curve25519"
            self._silent[place] = now + AGAIN
        if wanted:
            await self._claim(wanted)

    async def mend(self) -> None:
        """Begin anew with devices whose messages we could not read. Raises Refused and Lost."""
        olm, now = self._olm, time.monotonic()
        wanted: dict[str, dict[str, str]] = {}
        for one in olm.wedged_devices:
            place = ("again", one.user_id + one.device_id)
            if self._silent.get(place, 0) <= now:
                self._silent[place] = now + UNWEDGE
                wanted.setdefault(one.user_id, {})[one.device_id] = "signed_curve25519"
        if wanted:
            await self._claim(wanted)
        olm.wedged_devices.clear()
        olm.key_re_requests_events.clear()
        waiting, olm.outgoing_to_device_messages = olm.outgoing_to_device_messages, []
        for one in waiting:
            if one.type == "m.room.encrypted":
                await self.tell({one.recipient: {one.recipient_device: one.content}})

    async def tell(self, messages: dict[str, dict[str, Any]]) -> None:
        """Send encrypted messages to devices. Raises Refused and Lost."""
        await self._wire.call("PUT", path("sendToDevice", "m.room.encrypted", uuid4().hex),
                              {"messages": messages})

    async def _look_up(self, users: list[str]) -> None:
        found = await self._wire.call("POST", "/keys/query", {
            "device_keys": {user: [] for user in users}, "timeout": 10_000})
        answers = mapping(found.get("device_keys"))
        for user in users:
            if user not in answers:
                self._silent[user] = time.monotonic() + AGAIN
                continue
            sound = {name: keys for name, keys in mapping(answers[user]).items()
                     if _sound(keys, name)}
            try:
                self._olm.handle_response(KeysQueryResponse({user: sound}, {}))
            except Exception as error:  # one person's keys must not silence us for the others
                log.info("device keys were not usable: type=%s", type(error).__name__)
                self._olm.users_for_key_query.discard(user)
                self._olm.tracked_users.add(user)

    async def _claim(self, wanted: dict[str, dict[str, str]]) -> None:
        found = await self._wire.call("POST", "/keys/claim", {
            "one_time_keys": wanted, "timeout": 10_000})
        for user, devices in mapping(found.get("one_time_keys")).items():
            for device, keys in mapping(devices).items():
                try:
                    self._olm.handle_response(KeysClaimResponse({user: {device: keys}}, {}))
                except Exception as error:
                    log.info("a one-time key was not usable: type=%s", type(error).__name__)


def _sound(found: object, device: str) -> bool:
    """Tell whether a device's keys are keys at all."""
    keys = mapping(mapping(found).get("keys"))
    names = mapping(found).get("unsigned", {})
    if not isinstance(names, dict) or not isinstance(names.get("device_display_name", ""), str):
        return False
    try:
        Curve25519PublicKey.from_base64(keys[f"curve25519:{device}"])
        Ed25519PublicKey.from_base64(keys[f"ed25519:{device}"])
    except Exception:
        return False
    return True

"""Our own keys on the server: the device's, one-time keys, a fallback key, and cross-signing.

Clients that follow MSC4153 neither share keys with nor show messages of a device its owner has
not signed. nio cannot sign; what it takes is in the specification's section "Cross-signing".
"""

import logging
from base64 import b64encode
from typing import Any

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from nio.api import Api
from nio.responses import KeysUploadResponse

from adapters.matrix.cipher import Cipher
from adapters.matrix.lanes import Over
from adapters.matrix.server import Body, Refused
from adapters.matrix.shape import mapping
from adapters.matrix.vault import Seeds, Vault

log = logging.getLogger(__name__)

ENOUGH = 50  # one-time keys; with fewer on the server, more are made
FALLBACK = "signed_curve25519"


class KeysLost(Over):
    """The server knows our device under keys that we no longer have."""


class Identity:
    """Keeps what the server has of our keys in step with what we have."""

    def __init__(self, cipher: Cipher, vault: Vault, password: str = "") -> None:
        self._cipher, self._vault, self._password = cipher, vault, password
        self._wire, self._olm = cipher.wire, cipher.olm

    async def settle(self) -> None:
        """Upload and sign whatever is missing. Raises KeysLost, Refused and Lost."""
        user, device = self._cipher.user, self._cipher.device
        found = await self._wire.call("POST", "/keys/query", {"device_keys": {user: []}})
        ours = mapping(mapping(mapping(found.get("device_keys")).get(user)).get(device))
        fingerprint = mapping(ours.get("keys")).get(f"ed25519:{device}")
        if ours and fingerprint != self._olm.account.identity_keys["ed25519"]:
            raise KeysLost
        if not ours:
            self._olm.account.shared = False
        await self.top_up(0 if not ours else None, fallback=not ours)
        await self._cross_sign(found, ours)

    async def top_up(self, count: int | None, *, fallback: bool) -> None:
        """Make more one-time keys if the server has few, and a fallback key if asked.

        ``count`` is the server's, None if it is not known. Raises KeysLost, Refused, Lost.
        """
        olm, content = self._olm, {}
        if not olm.account.shared:
            content = olm.share_keys()
        elif count is not None and count < ENOUGH:
            olm.uploaded_key_count = count
            content = olm.share_keys()
        if fallback:
            content["fallback_keys"] = self._fallback()
        if content:
            await self._upload(content)

    async def _upload(self, content: Body) -> None:
        self._olm.save_account()  # before the server has them: a kill must not cost us a key
        try:
            found = await self._wire.call("POST", "/keys/upload", content)
        except Refused as refused:
            if refused.status == 400 and "already exists" in str(refused.body.get("error")):
                raise KeysLost from None
            raise
        left = mapping(found.get("one_time_key_counts")).get(FALLBACK, 0)
        self._olm.handle_response(KeysUploadResponse(0, left))

    def _fallback(self) -> Body:
        """Make a key that may be used by several who come while all others are used up."""
        account = self._olm.account._account
        account.generate_fallback_key()
        made = {}
        for name, key in account.fallback_key.items():
            body: Body = {"key": key.to_base64(), "fallback": True}
            body["signatures"] = self._by_device(self._olm.sign_json(body))
            made[f"{FALLBACK}:{name}"] = body
        return made

    def _by_device(self, signature: str) -> Body:
        return {self._cipher.user: {f"ed25519:{self._cipher.device}": signature}}

    def _device_keys(self) -> Body:
        device, keys = self._cipher.device, self._olm.account.identity_keys
        body: Body = {
            "algorithms": list(self._olm._algorithms), "device_id": device,
            "user_id": self._cipher.user,
            "keys": {f"curve25519:{device}": keys["curve25519"],
                     f"ed25519:{device}": keys["ed25519"]},
        }
        return {**body, "signatures": self._by_device(self._olm.sign_json(body))}

    # ---- cross-signing ----

    async def _cross_sign(self, found: Body, device: Body) -> None:
        """Publish our signing keys if they are not there, then sign our device with them."""
        seeds, user = self._vault.seeds(), self._cipher.user
        master = mapping(mapping(found.get("master_keys")).get(user))
        if seeds is None:
            seeds = Seeds.fresh()
            self._vault.keep_seeds(seeds)
        public = _public(seeds.signing)
        published = f"ed25519:{_public(seeds.master)}" in mapping(master.get("keys"))
        if not published and not await self._publish(seeds):
            return
        signatures = mapping(mapping(device.get("signatures")).get(user))
        if f"ed25519:{public}" not in signatures:
            body = self._device_keys()  # ours: what the server says of us is not to be signed
            del body["signatures"]
            signature = {user: {f"ed25519:{public}": _sign(seeds.signing, body)}}
            signed = {**body, "signatures": signature}
            await self._wire.call("POST", "/keys/signatures/upload",
                                  {user: {self._cipher.device: signed}})

    async def _publish(self, seeds: Seeds) -> bool:
        """Publish the signing keys; replacing other ones takes the account's password."""
        user = self._cipher.user
        master = _signing_key(user, "master", seeds.master)
        signing = _signing_key(user, "self_signing", seeds.signing)
        signing["signatures"] = {
            user: {f"ed25519:{_public(seeds.master)}": _sign(seeds.master, signing)}}
        body: Body = {"master_key": master, "self_signing_key": signing}
        try:
            await self._wire.call("POST", "/keys/device_signing/upload", body)
            return True
        except Refused as refused:
            if refused.status != 401 or not self._password:
                log.warning("cross-signing was refused: status=%s. Clients that hide unsigned "
                            "devices will not show my messages; sign in with the password once: "
                            "apoyo matrix login", refused.status)
                return False
            auth = {"type": "m.login.password", "password": self._password,
                    "identifier": {"type": "m.id.user", "user": user},
                    "session": refused.body.get("session")}
        await self._wire.call("POST", "/keys/device_signing/upload", {**body, "auth": auth})
        return True


def _signing_key(user: str, usage: str, seed: str) -> dict[str, Any]:
    public = _public(seed)
    return {"user_id": user, "usage": [usage], "keys": {f"ed25519:{public}": public}}


def _key(seed: str) -> ECC.EccKey:
    return ECC.construct(curve="Ed25519", seed=bytes.fromhex(seed))


def _public(seed: str) -> str:
    raw = _key(seed).public_key().export_key(format="raw")
    return b64encode(raw if isinstance(raw, bytes) else raw.encode()).decode().rstrip("=")


def _sign(seed: str, body: Body) -> str:
    message = Api.to_canonical_json(body).encode()
    return b64encode(eddsa.new(_key(seed), "rfc8032").sign(message)).decode().rstrip("=")

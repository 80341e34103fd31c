"""What ``apoyo matrix`` does: a device made and signed once, or a look at what is there."""

from pathlib import Path

from adapters.matrix import entry
from adapters.matrix.cipher import Cipher
from adapters.matrix.dialling import dial
from adapters.matrix.identity import Identity, KeysLost
from adapters.matrix.server import Lost, Refused
from adapters.matrix.settings import Settings
from adapters.matrix.vault import Vault
from bot.ports import Unusable

LIMIT = """\
Homeservers limit how much one account may send: Synapse lets ten messages through, then one every
five seconds. For busy rooms, the server's admin can lift that for this account:
  POST /_synapse/admin/v1/users/{user}/override_ratelimit
  {{"messages_per_second": 0, "burst_count": 0}}"""


async def login(settings: Settings, folder: Path) -> int:
    """Sign in, unless a device is there and works; publish and sign its keys."""
    vault = Vault(folder).open()
    try:
        session = await entry.sign_in(settings, vault, dial)
        try:
            await _settle(settings, vault)
        except (KeysLost, Unusable):
            session = await entry.renew(settings, vault, dial)
            await _settle(settings, vault)
    except Lost as lost:
        raise Unusable(f"{settings.homeserver} does not answer ({lost}). Look at 'homeserver'."
                       ) from None
    except Refused as refused:
        raise Unusable(f"The homeserver refused: {refused}") from None
    print(f"Signed in as {session.user}, device {session.device}. Its keys are kept in {folder}; "
          "keep that folder to yourself, and in your backups together with the rest.")
    return 0


async def check(settings: Settings, folder: Path) -> int:
    """Look at the account as far as it can be seen from outside; say how to mend what is not."""
    vault = Vault(folder)
    session = vault.session()
    if session is None:
        print("Not signed in yet: apoyo matrix login --config FILE")
        return 1
    wire = dial(settings, session.token, session.device)
    try:
        await wire.call("GET", "/account/whoami")
        print(f"Signed in as {session.user}, device {session.device}.")
        query = {"device_keys": {session.user: [session.device]}}
        found = await wire.call("POST", "/keys/query", query)
        device = found["device_keys"].get(session.user, {}).get(session.device, {})
        signed = len(device.get("signatures", {}).get(session.user, {})) > 1
        print("Its keys are published and signed." if signed else
              "Its keys are not signed: start Apoyo once, or sign in again with the password.")
        print(LIMIT.format(user=session.user))
        return 0 if signed else 1
    except Lost:
        print(f"{settings.homeserver} does not answer. Look at 'homeserver'.")
        return 1
    finally:
        await wire.close()


async def _settle(settings: Settings, vault: Vault) -> None:
    session = vault.session()
    if session is None:
        return
    wire = dial(settings, session.token, session.device)
    cipher = Cipher(wire, session.user, session.device, vault.folder)
    vault.close_to_others()
    try:
        await Identity(cipher, vault, settings.password).settle()
        await entry.clear_past(settings, vault, wire)
    finally:
        await wire.close()
        cipher.close()

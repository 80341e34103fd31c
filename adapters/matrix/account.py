"""What ``apoyo matrix`` does: a device made and signed once, or a look at what is there."""

from pathlib import Path

import aiohttp

from adapters.matrix import entry
from adapters.matrix.cipher import Cipher
from adapters.matrix.dialling import dial
from adapters.matrix.identity import Identity, KeysLost
from adapters.matrix.server import Lost, Refused, Wire
from adapters.matrix.settings import Settings
from adapters.matrix.vault import Vault
from bot.ops.checking import clock, shown
from bot.platform import Finding
from bot.ports import Unusable

LIMIT = (
    "unless its admin has lifted it, Synapse lets one account send ten messages, then one every "
    "five seconds. For busy rooms: POST /_synapse/admin/v1/users/{user}/override_ratelimit with "
    '{{"messages_per_second": 0, "burst_count": 0}}'
)


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
    """Print what `look` has found; return the exit status."""
    found = await look(settings, folder)
    print(shown(found))
    return 1 if any(one.ok is False for one in found) else 0


async def look(settings: Settings, folder: Path) -> list[Finding]:
    """Look at the homeserver and the account as far as they can be seen from outside."""
    try:
        async with aiohttp.ClientSession() as web, web.get(
                settings.homeserver + "/_matrix/client/versions") as answer:
            found = clock("matrix", answer.headers.get("Date"))
            answer.raise_for_status()
    except (aiohttp.ClientError, TimeoutError, OSError):
        return [Finding("matrix server", False, f"{settings.homeserver} does not answer.",
                        "Look at 'homeserver', and whether this machine reaches it.")]
    session = Vault(folder).session()
    if session is None and (settings.password or settings.token):
        return [*found, Finding("matrix account", None, "it signs in when it is first started.")]
    if session is None:
        return [*found, Finding("matrix account", False, "Not signed in yet.",
                                "apoyo matrix login --config FILE")]
    wire = dial(settings, session.token, session.device)
    try:
        await wire.call("GET", "/account/whoami")
        signed = await _is_signed(wire, session.user, session.device)
    except (Unusable, Refused) as error:
        return [*found, Finding("matrix account", False, str(error),
                                "apoyo matrix login --config FILE")]
    except Lost:
        return [*found, Finding("matrix server", False, f"{settings.homeserver} gave up on us.",
                                "Try again in a while; else ask whoever runs it.")]
    finally:
        await wire.close()
    mend = "Start Apoyo once, or sign in again with the password."
    return [
        *found, Finding("matrix account", True, "signed in."),
        Finding("matrix encryption", signed, "its keys are published and signed." if signed else
                "its keys are not signed: some people's apps will not show it.", mend),
        Finding("matrix limit", None, LIMIT.format(user=session.user)),
    ]


async def _is_signed(wire: Wire, user: str, device: str) -> bool:
    found = await wire.call("POST", "/keys/query", {"device_keys": {user: [device]}})
    keys = found["device_keys"].get(user, {}).get(device, {})
    return len(keys.get("signatures", {}).get(user, {})) > 1


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

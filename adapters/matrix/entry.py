"""Signing in: with a password or a token, to one device that is made once and then kept."""

import asyncio
import logging
from collections.abc import Callable
from secrets import token_hex

from adapters.matrix.server import Body, Refused, Wire, path
from adapters.matrix.settings import Settings
from adapters.matrix.vault import Session, Vault
from bot.ports import Unusable

log = logging.getLogger(__name__)

Dial = Callable[[Settings, str, str], Wire]  # settings, token, device → a connection

UNSIGNED = (
    "Matrix needs a password or a token: set MATRIX_PASSWORD, or 'password_file' under "
    "'adapters: matrix:', or sign in once: apoyo matrix login --config FILE"
)
LOST = (
    "The encryption keys of this device are gone, and without the account's password I cannot "
    "make a new one. Sign in again with the password: apoyo matrix login --config FILE"
)
WRONG = "The homeserver did not accept user and password (status {status}). Look at both."


async def sign_in(settings: Settings, vault: Vault, dial: Dial) -> Session:
    """Return the device we are signed in as, a new one if there is none.

    Raises Unusable, Refused and Lost.
    """
    kept = vault.session()
    if kept and kept.user == settings.user and settings.token in ("", kept.token):
        return kept
    if settings.appservice:
        session = await _served(settings, dial)
    elif settings.token:
        session = await _with_token(settings, dial)
    elif settings.password:
        session = await _with_password(settings, dial)
    else:
        raise Unusable(UNSIGNED)
    vault.keep_session(session)
    return session


async def renew(settings: Settings, vault: Vault, dial: Dial) -> Session:
    """Return a new device in place of one whose keys are lost. Raises Unusable, Refused, Lost."""
    old = vault.session()
    if settings.appservice:
        session = await _served(settings, dial)
    elif settings.password:
        session = await _with_password(settings, dial)
    else:
        raise Unusable(LOST)
    past = (*old.past, old.device) if old else ()
    vault.keep_session(Session(session.user, session.device, session.token, past))
    if old:
        vault.forget_keys(old.device)
    log.warning("the encryption keys were gone: a new device was made. What was written before "
                "cannot be read any more")
    return session


async def clear_past(settings: Settings, vault: Vault, wire: Wire) -> None:
    """Remove devices given up from the account, as far as that can be done."""
    session = vault.session()
    if not session or not session.past:
        return
    body: Body = {"devices": list(session.past)}
    try:
        try:
            await wire.call("POST", "/delete_devices", body)
        except Refused as refused:
            if refused.status != 401 or not settings.password:
                raise
            auth = {"type": "m.login.password", "password": settings.password,
                    "identifier": {"type": "m.id.user", "user": settings.user},
                    "session": refused.body.get("session")}
            await wire.call("POST", "/delete_devices", {**body, "auth": auth})
    except Refused as refused:
        log.warning("an old device could not be removed: status=%s", refused.status)
        return
    vault.keep_session(Session(session.user, session.device, session.token))


async def _with_password(settings: Settings, dial: Dial) -> Session:
    wire = dial(settings, "", "")
    body = {"type": "m.login.password", "password": settings.password,
            "identifier": {"type": "m.id.user", "user": settings.user},
            "initial_device_display_name": settings.device_name}
    try:
        while True:
            try:
                found = await wire.call("POST", "/login", body)
                return Session(str(found["user_id"]), str(found["device_id"]),
                               str(found["access_token"]))
            except Refused as refused:
                if refused.status != 429:
                    raise Unusable(WRONG.format(status=refused.status)) from None
                await asyncio.sleep(refused.retry_after or 5)
    finally:
        await wire.close()


async def _with_token(settings: Settings, dial: Dial) -> Session:
    wire = dial(settings, settings.token, "")
    try:
        found = await wire.call("GET", "/account/whoami")
    finally:
        await wire.close()
    if found.get("user_id") != settings.user or not found.get("device_id"):
        raise Unusable("The token belongs to another account or to no device: look at 'user', "
                       "or sign in with the password.")
    return Session(settings.user, str(found["device_id"]), settings.token)


async def _served(settings: Settings, dial: Dial) -> Session:
    """Make a device as an application service: without signing in (MSC4190)."""
    device = f"APOYO{token_hex(4).upper()}"
    wire = dial(settings, settings.token, "")
    try:
        await wire.call("PUT", path("devices", device), {"display_name": settings.device_name})
    finally:
        await wire.close()
    return Session(settings.user, device, settings.token)

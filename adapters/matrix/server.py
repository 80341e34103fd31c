"""The homeserver over HTTP, and the few ways in which it says no."""

import json
import sys
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from bot.ports import Unusable

CLIENT = "/_matrix/client/v3"
UPLOAD = "/_matrix/media/v3/upload"
UPLOADED_WITHIN = 120.0  # seconds
DEEP = 5_000  # levels of nesting an answer may have; people choose how deep their events are
SIGNED_OUT = (
    "The homeserver no longer accepts this sign-in (it was signed out, or the account is closed). "
    "Sign in again: apoyo matrix login --config FILE"
)

Body = dict[str, Any]


class Refused(Exception):
    """The homeserver answered no. ``status`` is HTTP's; ``retry_after`` seconds or None."""

    def __init__(self, status: int, body: Body, retry_after: float | None = None) -> None:
        super().__init__(f"{status} {body.get('errcode', '')}")
        self.status, self.body, self.retry_after = status, body, retry_after
        self.code = str(body.get("errcode", ""))


class Lost(Exception):
    """No usable answer came: the network, or a homeserver in trouble (5xx)."""


class Wire(Protocol):
    """What carries requests to a homeserver; `Server` does, and so can a test's own."""

    async def call(
        self, method: str, path: str, body: Body | None = None, *,
        query: dict[str, str] | None = None, within: float = 60,
    ) -> Body:
        """Return the answer to a request below /_matrix/client/v3, or to a whole path.

        Raises Refused, Lost, and Unusable once the sign-in is no longer accepted.
        """

    async def upload(self, data: bytes, kind: str) -> Body:
        """Put bytes into the media store; the answer's ``content_uri`` names them.

        ``kind`` is their media type. Raises as `call` does.
        """

    async def close(self) -> None:
        """Let go of the connections."""


class Server:
    """One homeserver. For an application service ``user`` says for whom it speaks."""

    def __init__(self, homeserver: str, token: str = "", *, user: str = "", device: str = ""
                 ) -> None:
        self.homeserver, self.token = homeserver, token
        self._masked = {"user_id": user} if user else {}
        if user and device:
            self._masked |= {"device_id": device, "org.matrix.msc3202.device_id": device}
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def call(
        self, method: str, path: str, body: Body | None = None, *,
        query: dict[str, str] | None = None, within: float = 60,
    ) -> Body:
        """See `Wire.call`."""
        return await self._ask(method, path if path.startswith("/_") else CLIENT + path, within,
                               query, json=body if body is not None or method == "GET" else {})

    async def upload(self, data: bytes, kind: str) -> Body:
        """See `Wire.upload`."""
        return await self._ask("POST", UPLOAD, UPLOADED_WITHIN, None, data=data,
                               headers={"Content-Type": kind})

    async def _ask(self, method: str, path: str, within: float, query: dict[str, str] | None,
                   *, headers: dict[str, str] | None = None, **content: Any) -> Body:
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if self._closed:
            raise Lost("closed")
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with self._session.request(
                method, self.homeserver + path, params={**(query or {}), **self._masked},
                headers={**bearer, **(headers or {})},
                timeout=aiohttp.ClientTimeout(total=within), **content,
            ) as response:
                return _answer(response.status, await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Lost(type(error).__name__) from None

    async def close(self) -> None:
        """Let go of the connections; nothing is asked any more."""
        self._closed = True
        if self._session is not None:
            await self._session.close()


def path(*parts: str) -> str:
    """Return a path whose parts may hold any characters."""
    return "".join("/" + quote(part, safe="") for part in parts)


def _answer(status: int, raw: bytes) -> Body:
    if status >= 500:
        raise Lost(str(status))
    try:
        body = decode(raw)
    except ValueError:
        body = {}
    if status < 300:
        return body
    wait = body.get("retry_after_ms")
    after = wait / 1000 if isinstance(wait, (int, float)) and wait >= 0 else None
    if status == 401 and body.get("errcode") in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"):
        raise Unusable(SIGNED_OUT)
    raise Refused(status, body, 5.0 if status == 429 and after is None else after)


def decode(raw: bytes) -> Body:
    """Return a JSON object, however deep. Raises ValueError."""
    try:
        found = json.loads(raw)
    except RecursionError:
        usual = sys.getrecursionlimit()
        sys.setrecursionlimit(DEEP)
        try:
            found = json.loads(raw)
        except RecursionError:
            raise ValueError("too deep") from None
        finally:
            sys.setrecursionlimit(usual)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found

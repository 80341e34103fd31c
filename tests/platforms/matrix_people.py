"""People with a plain HTTP client of their own: what they say, and what they see."""

from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import quote

import aiohttp

from tests.platforms.matrix_synapse import Synapse

WITHIN = 20.0  # seconds people wait for an answer
_numbers = count(1)


class Human:
    """One account of the server, in clear text only."""

    def __init__(self, server: Synapse, name: str) -> None:
        self.name = f"{name}{next(_numbers)}"
        account = server.register(self.name)
        self.id, self.token = account["user_id"], account["access_token"]
        self._url = server.url + "/_matrix/client/v3"
        self._session: aiohttp.ClientSession | None = None
        self._since = ""
        self.seen: list[dict[str, Any]] = []

    async def __aenter__(self) -> "Human":
        self._session = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self.token}"})
        await self._sync(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._session
        await self._session.close()

    async def call(self, method: str, path: str, body: Any = None, **query: str) -> dict[str, Any]:
        """Make a request that has to succeed."""
        status, found = await self.ask(method, path, body, **query)
        assert status == 200, (path, status, found)
        return found

    async def ask(self, method: str, path: str, body: Any = None, **query: str
                  ) -> tuple[int, dict[str, Any]]:
        """Make a request; return status and answer."""
        assert self._session
        async with self._session.request(
                method, self._url + path, params=query,
                json={} if body is None and method != "GET" else body) as response:
            return response.status, await response.json()

    # ---- what they do ----

    async def room(self, *invite: str, **options: Any) -> str:
        """Make a room."""
        made = await self.call("POST", "/createRoom", {"invite": list(invite), **options})
        return str(made["room_id"])

    async def say(self, room: str, text: str, **content: Any) -> str:
        """Say something; return the event."""
        return await self.send(room, "m.room.message",
                               {"msgtype": "m.text", "body": text, **content})

    async def send(self, room: str, kind: str, content: dict[str, Any]) -> str:
        """Send an event of any kind."""
        sent = await self.call(
            "PUT", f"/rooms/{quote(room)}/send/{kind}/{next(_numbers)}", content)
        return str(sent["event_id"])

    async def state(self, room: str, kind: str, content: dict[str, Any], key: str = "") -> None:
        """Set a state event."""
        await self.call("PUT", f"/rooms/{quote(room)}/state/{kind}/{quote(key)}", content)

    async def media(self, uri: str) -> bytes:
        """Return what an address of the media store holds."""
        assert self._session
        where = uri.removeprefix("mxc://")
        async with self._session.get(
                self._url.removesuffix("/v3") + f"/v1/media/download/{where}") as response:
            assert response.status == 200, response.status
            return await response.read()

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        await self.call("POST", f"/join/{quote(room)}")

    # ---- what they see ----

    async def until(self, wanted: Callable[[dict[str, Any]], object], *, within: float = WITHIN
                    ) -> dict[str, Any]:
        """Return the first event seen that is wanted and was not returned before."""
        import time

        end = time.monotonic() + within
        while True:
            for place, event in enumerate(self.seen):
                if wanted(event):
                    return self.seen.pop(place)
            left = end - time.monotonic()
            assert left > 0, [_short(event) for event in self.seen[-12:]]
            await self._sync(min(left, 5.0))

    async def hears(self, words: str, *, room: str | None = None, within: float = WITHIN
                    ) -> dict[str, Any]:
        """Return the next message of somebody else that contains these words."""
        return await self.until(
            lambda event: event["type"] == "m.room.message" and event["sender"] != self.id
            and words in str(event["content"].get("body")) and room in (None, event["room_id"]),
            within=within)

    async def invited(self, *, within: float = WITHIN) -> str:
        """Accept the next invitation; return its room."""
        event = await self.until(lambda event: event["type"] == "invite", within=within)
        await self.join(event["room_id"])
        return str(event["room_id"])

    async def quiet(self, seconds: float = 1.0) -> list[dict[str, Any]]:
        """Return all messages of others that came, once none have come for a while."""
        while await self._sync(seconds):
            pass
        found = [one for one in self.seen
                 if one["type"] == "m.room.message" and one["sender"] != self.id]
        self.seen.clear()
        return found

    async def _sync(self, seconds: float) -> bool:
        query = {"timeout": str(int(seconds * 1000)),
                 "filter": '{"room":{"timeline":{"limit":500}}}'}
        if self._since:
            query["since"] = self._since
        found = await self.call("GET", "/sync", **query)
        self._since = found["next_batch"]
        rooms = found.get("rooms", {})
        news = [{**event, "room_id": room} for room, joined in rooms.get("join", {}).items()
                for event in joined["timeline"]["events"]]
        news += [{"type": "invite", "room_id": room, "sender": "", "content": {}}
                 for room in rooms.get("invite", {})]
        self.seen += news
        return bool(news)


def _short(event: dict[str, Any]) -> tuple[str, str, str]:
    return event["type"], event["sender"], str(event["content"].get("body"))[:200]

"""A homeserver in memory that answers in no time: for the contract, where clocks move by hand."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from adapters.matrix.server import Lost, Refused

BOT = "@apoyo:x.test"
Event = dict[str, Any]


@dataclass
class FakeRoom:
    """One room: its state by type and key, and what happened, by position."""

    id: str
    state: dict[tuple[str, str], Event] = field(default_factory=dict)
    timeline: list[tuple[int, Event]] = field(default_factory=list)


Trouble = Callable[[FakeRoom | None, str, str], None]


class FakeServer:
    """Implements `adapters.matrix.server.Wire`.

    ``fails`` may refuse a send, of a room, to a person, by its key; ``loses`` may do so after it
    was done.
    """

    def __init__(self, now: Callable[[], datetime], fails: Trouble, loses: Trouble) -> None:
        self.rooms: dict[str, FakeRoom] = {}
        self.head = 0
        self._now, self._fails, self._loses = now, fails, loses
        self._moved = asyncio.Event()
        self._direct: Event = {}
        self._sent: dict[str, str] = {}
        self.media: dict[str, bytes] = {}

    def room(self, name: str) -> FakeRoom:
        """Return a room with the bot in it, made if it is missing."""
        if name not in self.rooms:
            made = self.rooms[name] = FakeRoom(name)
            self._set(made, "m.room.create", "", {"room_version": "11"}, "@someone:x.test")
            self._set(made, "m.room.member", BOT, {"membership": "join", "displayname": "Apoyo"})
        return self.rooms[name]

    def happen(self, room: FakeRoom, kind: str, sender: str, content: Event, *,
               event: str = "", key: str | None = None, before: str = "", **more: Any) -> str:
        """Let something happen in a room; return its event id."""
        self.head += 1
        made: Event = {"type": kind, "sender": sender, "content": content,
                       "event_id": event or f"$e{self.head}",
                       "origin_server_ts": int(self._now().timestamp() * 1000), **more}
        if key is not None:
            made |= {"state_key": key, "unsigned": {"prev_content": {"membership": before}}}
            room.state[kind, key] = made
        room.timeline.append((self.head, made))
        self._moved.set()
        return str(made["event_id"])

    def _set(self, room: FakeRoom, kind: str, key: str, content: Event, sender: str = BOT) -> None:
        room.state[kind, key] = {"type": kind, "sender": sender, "content": content,
                                 "state_key": key, "event_id": f"$s{len(room.state)}"}

    # ---- the wire ----

    async def call(self, method: str, path: str, body: Any = None, *,
                   query: dict[str, str] | None = None, within: float = 60) -> Event:
        parts = [unquote(part) for part in path.strip("/").split("/")]
        match method, *parts:
            case "POST", "login":
                return {"user_id": BOT, "device_id": "DEVICE", "access_token": "token"}
            case "GET", "sync":
                return await self._sync(query or {})
            case "POST", "keys", "upload":
                return {"one_time_key_counts": {"signed_curve25519": 100}}
            case "GET", "user", _, "account_data", _:
                return self._direct
            case "PUT", "user", _, "account_data", _:
                self._direct = json.loads(json.dumps(body))
            case "POST", "createRoom":
                return self._create(body)
            case "PUT", "rooms", room, "send", kind, key:
                return {"event_id": self._send(self.rooms[room], kind, key, body)}
            case "PUT", "rooms", room, "redact", event, key:
                return {"event_id": self._send(self.rooms[room], "m.room.redaction", key,
                                               {"redacts": event})}
            case "GET", "rooms", room, "messages":
                return self._past(self.rooms[room], json.loads((query or {})["filter"]))
            case "GET", "profile", _:
                return {"displayname": "Apoyo"}
        return {}

    async def upload(self, data: bytes, kind: str) -> Event:
        uri = f"mxc://x.test/{len(self.media)}"
        self.media[uri] = data
        return {"content_uri": uri}

    async def close(self) -> None:
        pass

    def _send(self, room: FakeRoom, kind: str, key: str, content: Event) -> str:
        if key not in self._sent:
            self._fails(room, "", key)
            self._sent[key] = self.happen(room, kind, BOT, content)
            self._loses(room, "", key)
        return self._sent[key]

    def forget(self) -> None:
        """Know no transaction any more, as of a device that was given up."""
        self._sent.clear()

    def _past(self, room: FakeRoom, wanted: Event) -> Event:
        """Return what somebody has done in a room, the newest first."""
        return {"chunk": [event for _, event in reversed(room.timeline)
                          if event["sender"] in wanted["senders"]]}

    def _create(self, body: Event) -> Event:
        user = body["invite"][0]
        self._fails(None, user, "create")
        room = self.room(f"!direct{self.head}")
        self._set(room, "m.room.create", "", {"room_version": "11"})
        self._set(room, "m.room.encryption", "", {"algorithm": "m.megolm.v1.aes-sha2"})
        self.happen(room, "m.room.member", user, {"membership": "join"}, key=user)
        return {"room_id": room.id}

    async def _sync(self, query: dict[str, str]) -> Event:
        since = int(query.get("since") or 0)
        while query.get("full_state") != "true" and query.get("since") and since >= self.head:
            self._moved.clear()
            await self._moved.wait()
        joined = {}
        for room in self.rooms.values():
            news = [event for place, event in room.timeline if place > since]
            if news or query.get("full_state") == "true" or not since:
                joined[room.id] = {"state": {"events": list(room.state.values())},
                                   "timeline": {"events": news, "limited": False}}
        return {"next_batch": str(self.head), "rooms": {"join": joined},
                "device_one_time_keys_count": {"signed_curve25519": 100}}


__all__ = ["BOT", "FakeRoom", "FakeServer", "Lost", "Refused"]

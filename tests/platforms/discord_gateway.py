"""The stand-in's gateway: events out, heartbeats and identities in."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from tests.platforms.discord_standin import Standin

CALM = 600_000  # milliseconds between heartbeats: tests are shorter
GUILD_MESSAGES, DIRECT_MESSAGES, PRIVILEGED = 1 << 9, 1 << 12, (1 << 1) | (1 << 8) | (1 << 15)


class Gateway:
    """One session at a time, which is taken up again with all it has missed."""

    def __init__(self, standin: "Standin") -> None:
        self._standin = standin
        self.url = ""
        self.refusing = 0
        self.connections = 0
        self._socket: web.WebSocketResponse | None = None
        self._sent: list[str] = []
        self._beats: list[asyncio.Future[None]] = []
        self.online = False

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Speak with one connection until it goes."""
        if self.refusing:
            self.refusing -= 1
            await self._standin.tell()
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": CALM}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._heard(socket, json.loads(frame.data))
        if self._socket is socket:
            self._socket, self.online = None, False
        await self._standin.tell()
        return socket

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event; without a connection it waits to be replayed."""
        frame = json.dumps({"op": 0, "t": event, "s": len(self._sent) + 1, "d": data})
        self._sent.append(frame)
        if self._socket and not self._socket.closed:
            await self._socket.send_str(frame)

    @property
    def last(self) -> str:
        """The event sent last."""
        return self._sent[-1]

    async def repeat(self, frame: str) -> None:
        """Send an event once more."""
        if self._socket:
            await self._socket.send_str(frame)

    async def barrier(self) -> None:
        """Return once the client has read every event sent so far."""
        if self._socket is None or self._socket.closed:
            return
        beat = asyncio.get_running_loop().create_future()
        self._beats.append(beat)
        await self._socket.send_json({"op": 1, "d": None})
        await asyncio.wait_for(beat, 5)

    async def close(self, code: int) -> None:
        """Close the connection with a code."""
        if self._socket:
            await self._socket.close(code=code)

    async def _heard(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        op, data = frame["op"], frame.get("d")
        if op == 1:
            await socket.send_json({"op": 11})
            beats, self._beats = self._beats, []
            for beat in beats:
                beat.set_result(None)
        elif op == 2:
            await self._identified(socket, data)
        elif op == 6:
            self._socket, self.online = socket, True
            for line in self._sent[int(data["seq"]):]:
                await socket.send_str(line)
            await self.dispatch("RESUMED", {})
            await self._standin.tell()

    async def _identified(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        standin, world = self._standin, self._standin.world
        if data["intents"] & PRIVILEGED:
            standin.rest.complaints.append("a privileged intent is asked for")
            await socket.close(code=4014)
            return
        self._socket, self._sent = socket, []
        here = [one for one in world.servers.values() if world.bot in one.members]
        await self.dispatch("READY", {
            "v": 10, "user": world.user(world.bot), "session_id": "one", "shard": data["shard"],
            "resume_gateway_url": self.url, "application": {"id": str(world.bot), "flags": 0},
            "guilds": [{"id": str(one.id), "unavailable": True} for one in here]})
        for server in here:
            await self.dispatch("GUILD_CREATE", world.server_body(server))
        self.online = True
        await standin.tell()

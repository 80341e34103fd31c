"""A small Discord on loopback: enough of REST and gateway for the adapter, every body checked.

It speaks to an unmodified discord.py. People act through `tests.platforms.discord_people`.
"""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any

from aiohttp import web

from bot.text import File
from tests.platforms.discord_gateway import Gateway
from tests.platforms.discord_rest import Call, Refusal, Rest
from tests.platforms.discord_world import World


async def _read(request: web.Request) -> tuple[Any, dict[str, File]]:
    """Return what a request says, and the files it brings by their numbers."""
    if request.content_type != "multipart/form-data":
        return (await request.json() if request.can_read_body else {}), {}
    form = await request.post()
    files = {name[6:-1]: File(one.filename, guess_type(one.filename)[0] or "", one.file.read())
             for name, one in form.items() if isinstance(one, web.FileField)}
    return json.loads(str(form["payload_json"])), files


TOKEN = "MTUwMDAwMDAwMDAwMDAwMDAwMA.stand.in"  # noqa: S105 - nobody's


@dataclass(slots=True)
class Fault:
    """What befalls the next ``times`` requests: status, drop, lose (done, then cut), after."""

    path: str
    how: str
    times: int
    status: int = 503
    code: int = 0
    method: str = ""


class Standin:
    """The server, and who waits for what on it."""

    def __init__(self) -> None:
        self.world, self.gateway = World(), Gateway(self)
        self.rest = Rest(self.world)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.api_base = ""

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        app = web.Application()
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_route("*", "/api/v10/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.api_base = f"http://{host}:{port}/api/v10"
        self.gateway.url = self.rest.gateway_url = f"ws://{host}:{port}/gateway"

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    async def until(self, true: Callable[[], Any], within: float = 5.0) -> Any:
        """Wait until something is so; raises TimeoutError."""
        async with asyncio.timeout(within), self._news:
            return await self._news.wait_for(true)

    async def tell(self) -> None:
        """Let those who wait look again."""
        async with self._news:
            self._news.notify_all()

    # ---- requests ----

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        body, files = await _read(request)
        call = Call(request.method, "/" + request.match_info["path"], body, files)
        self.calls.append(call)
        fault = self._fault(call)
        try:
            if fault and fault.how == "drop":
                raise ConnectionResetError
            if fault and fault.how == "status":
                raise Refusal(fault.status, fault.code)
            answer: Any = self._route(call)
            call.status = 204 if answer is None else 200
            if fault and fault.how == "lose":
                raise ConnectionResetError
            if fault and fault.how == "after":
                raise Refusal(fault.status)
        except ConnectionResetError:
            if request.transport:
                request.transport.abort()
            return web.Response()
        except Refusal as refusal:
            call.status, answer = refusal.status, {"code": refusal.code, "message": "refused"}
        finally:
            await self.tell()
        if answer is None:
            return web.Response(status=204, headers={"Via": "1.1 stand-in"})
        return web.Response(
            status=call.status, body=json.dumps(answer).encode(),
            content_type="application/json", headers={"Via": "1.1 stand-in"})

    def _fault(self, call: Call) -> Fault | None:
        for fault in self.faults:
            if (fault.times > 0 and re.search(fault.path, call.path)
                    and fault.method in ("", call.method)):
                fault.times -= 1
                return fault
        return None

    def _route(self, call: Call) -> Any:
        for method, pattern, handler in self.rest.routes():
            found = re.fullmatch(pattern, call.path) if method == call.method else None
            if found:
                return handler(call, *found.groups())
        self.rest.complaints.append(f"no such route: {call.method} {call.path}")
        raise Refusal(404)

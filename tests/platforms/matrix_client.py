"""People with a client of another make that encrypts: matrix-js-sdk in node."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from tests.platforms.matrix_synapse import PASSWORD, Synapse

SOURCE = Path(__file__).parent / "matrix_js"
WITHIN = 30.0
_numbers = count(1)


def installed(cache: Path) -> Path:
    """Return a folder with the client and what it needs, installed by npm if it is not yet."""
    given = os.environ.get("APOYO_MATRIX_JS")
    folder = Path(given) if given else cache
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "client.mjs"):
        shutil.copy(SOURCE / name, folder / name)
    if not (folder / "node_modules" / "matrix-js-sdk").is_dir():
        subprocess.run(["npm", "install", "--no-package-lock", "--no-fund", "--no-audit"],
                       cwd=folder, check=True, capture_output=True)
    return folder


class Sealed:
    """One account in a client that encrypts; with ``isolate`` it excludes unsigned devices."""

    def __init__(self, server: Synapse, folder: Path, name: str, *, isolate: bool = False) -> None:
        self.name = f"{name}e{next(_numbers)}"
        account = server.register(self.name)
        self.id = account["user_id"]
        self._start = {"url": server.url, "user": self.id, "token": account["access_token"],
                       "device": account["device_id"], "isolate": isolate}
        self._folder, self._isolate = folder, isolate
        self.seen: list[dict[str, Any]] = []
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._news = asyncio.Condition()

    async def __aenter__(self) -> "Sealed":
        self._process = await asyncio.create_subprocess_exec(
            "node", "client.mjs", cwd=self._folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, limit=1 << 24)
        self._reader = asyncio.ensure_future(self._read())
        await self.do("start", **self._start)
        if self._isolate:
            await self.do("signed", password=PASSWORD)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._process.kill()
        await self._process.wait()
        await self._reader

    async def do(self, op: str, **fields: Any) -> Any:
        """Have the client do something; return what came of it."""
        n = next(_numbers)
        self._asked[n] = asyncio.get_running_loop().create_future()
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"op": op, "n": n, **fields}).encode() + b"\n")
        return await asyncio.wait_for(self._asked[n], WITHIN)

    async def say(self, room: str, text: str, **content: Any) -> str:
        """Say something; return the event."""
        return str(await self.do("send", room=room, content={
            "msgtype": "m.text", "body": text, **content}))

    async def reply(self, to: dict[str, Any], text: str) -> str:
        """Reply to a message."""
        return await self.say(to["room"], text, **{
            "m.relates_to": {"m.in_reply_to": {"event_id": to["id"]}}})

    async def hears(self, words: str, *, room: str | None = None, within: float = WITHIN
                    ) -> dict[str, Any]:
        """Return the next message of somebody else that contains these words."""
        return await self.until(
            lambda one: one.get("event") == "m.room.message" and one["sender"] != self.id
            and not one["failed"] and words in str(one["content"].get("body"))
            and room in (None, one["room"]), within=within)

    async def invited(self) -> str:
        """Accept the next invitation; return its room."""
        event = await self.until(lambda one: one.get("event") == "invite")
        await self.do("join", room=event["room"])
        return str(event["room"])

    async def until(self, wanted: Callable[[dict[str, Any]], object], *, within: float = WITHIN
                    ) -> dict[str, Any]:
        """Return the first event seen that is wanted and was not returned before."""
        def found() -> dict[str, Any] | None:
            return next((one for one in self.seen if wanted(one)), None)

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: found() is not None), within)
            except TimeoutError:
                raise AssertionError(self.seen[-8:]) from None
        event = found()
        assert event
        self.seen.remove(event)
        return event

    async def _read(self) -> None:
        assert self._process.stdout
        async for line in self._process.stdout:
            found = json.loads(line)
            asked = self._asked.pop(found.get("n"), None)
            if asked is None:
                async with self._news:
                    self.seen.append(found)
                    self._news.notify_all()
            elif "error" in found:
                asked.set_exception(AssertionError(found["error"]))
            else:
                asked.set_result(found["value"])

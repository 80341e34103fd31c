"""The adapter contract's driver for the console: its session, on a clock by hand."""

import asyncio
from base64 import b64decode
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from adapters.console.ops import decode
from adapters.console.session import Session
from bot.config import Config
from bot.text import File
from tests.contract.driver import Seen, Try
from tests.contract.files import hand_over

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
OURS = {"b", "br", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


class Active(HTMLParser):
    """Finds in HTML whatever is not one of our few bare tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in OURS or attrs:
            self.found.append(self.get_starttag_text() or tag)


class ConsoleDriver:
    """Implements `tests.contract.driver.Driver` over `adapters.console.session.Session`."""

    bot = "apoyo"

    def __init__(self, folder: Path) -> None:
        self._folder, self._runner, self._ids = folder, asyncio.Runner(), count(1)
        self._seen: dict[str, Seen] = {}
        self._keys: dict[str, str] = {}
        self._tries: list[tuple[str, Try]] = []
        self._files: list[tuple[str, File]] = []
        self._begin(START)

    def say(self, room: str, who: str, text: str, *, event: str | None = None,
            moderator: bool = False) -> str:
        return self._said("say", event, room=room, user=who, text=text, moderator=moderator)

    def direct(self, who: str, text: str, *, event: str | None = None) -> str:
        return self._said("dm", event, user=who, text=text)

    def reply(self, who: str, to: Seen, text: str) -> str:
        place = {"room": to.room} if to.room else {}
        return self._said("reply", None, user=who, to=to.id, text=text, **place)

    def press(self, who: str, on: Seen, action: str) -> None:
        self._do(op="press", user=who, on=on.id, action=action)

    def edit(self, who: str, of: str, text: str) -> None:
        self._do(op="edit", user=who, of=of, text=text)

    def delete(self, who: str, of: str) -> None:
        self._do(op="delete", user=who, of=of)

    def join(self, room: str, who: str) -> None:
        self._do(op="join", room=room, user=who)

    def leave(self, room: str, who: str) -> None:
        self._do(op="leave", room=room, user=who)

    def fail(self, place: str, times: int, *, permanent: bool = False) -> None:
        where = {"room": place} if place.startswith("#") else {"user": place}
        self._do(op="fail", times=times, permanent=permanent, **where)

    def lose(self, place: str, times: int) -> None:
        where = {"room": place} if place.startswith("#") else {"user": place}
        self._do(op="fail", times=times, lost=True, **where)

    def away(self, hours: int) -> None:
        now = self._session.clock.now() + timedelta(hours=hours)
        self._runner.run(self._session.close())
        self._begin(now)

    def advance(self, seconds: int) -> None:
        self._do(op="advance", by=f"{seconds}s")

    def restart(self) -> None:
        now = self._session.clock.now()
        self._runner.run(self._session.close())
        self._begin(now)

    def in_room(self, room: str) -> list[Seen]:
        return [seen for seen in self._seen.values() if seen.room == room and not seen.to]

    def only(self, person: str) -> list[Seen]:
        return [seen for seen in self._seen.values() if seen.to == person]

    def tries(self, place: str) -> list[Try]:
        return [one for where, one in self._tries if where == place]

    def hand(self, file: File, *, room: str | None = None, to: str | None = None) -> None:
        async def work() -> None:
            await hand_over(self._session.app, file, room and f"console:{room}",
                            to and f"console:{to}")
            await self._session.app.engine.outbox.settle()

        self._runner.run(work())

    def files(self, place: str) -> list[File]:
        return [one for where, one in self._files if where == place]

    def close(self) -> None:
        """Let go of the data folder."""
        self._runner.run(self._session.close())
        self._runner.close()

    # ---- what the console shows ----

    def _begin(self, now: datetime) -> None:
        self._session = Session.open(self._folder, Config(), now, self._show)
        self._runner.run(self._session.start())

    def _said(self, op: str, event: str | None, **fields: Any) -> str:
        event = event or f"e{next(self._ids)}"
        self._do(op=op, id=event, **fields)
        return event

    def _do(self, **fields: Any) -> None:
        self._runner.run(self._session.do(decode(msgspec.json.encode(fields))))

    def _show(self, event: dict[str, Any]) -> None:
        kind, message = event["event"], event["id"]
        seen = self._seen.get(message)
        place = event.get("room") or event.get("to") or (seen and (seen.room or seen.to)) or ""
        now = (self._session.clock.now() - START).total_seconds()
        self._tries.append((place, Try(event["key"], now, kind != "failed", event.get("text", ""))))
        if seen and kind == "send" and event["key"] == self._keys[message]:
            return  # it comes again: whoever reads knows it by its key
        if kind == "file":
            self._files.append((place, File(event["name"], event["type"],
                                            b64decode(event["base64"]))))
        elif kind == "send":
            assert seen is None, f"{message} was sent twice"
            self._keys[message] = event["key"]
            self._seen[message] = Seen(message, room=event.get("room"), to=event.get("to"),
                                       **_shown(event))
        elif kind == "edit":
            assert seen is not None, f"{message} was never sent"
            self._seen[message] = Seen(message, room=seen.room, to=seen.to, edits=seen.edits + 1,
                                       **_shown(event))
        elif kind == "withdraw":
            del self._seen[message]


def _shown(event: dict[str, Any]) -> dict[str, Any]:
    actions: Iterable[str] = event["actions"]
    return {"text": event["text"], "live": tuple(Active(event["html"]).found),
            "actions": tuple(actions), "about": event.get("about")}

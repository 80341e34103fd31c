"""What is sealed stands nowhere in clear: on no disk, in no backup or log, in no other chat."""

import asyncio
import logging
from base64 import b64encode
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.console.adapter import Event, Fault
from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.domain.sealed import Sealed
from bot.store import backup

NOW = datetime.fromisoformat("2026-11-23T09:00-05:00")
MARKER = "Zephyrine Street 4711, ask for Quillon"
CONFIG = Config(timezone="America/New_York")


class Flat:
    """A console on a folder: what people say to it, and what is left of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.heard, self.breaks_after = folder, list[Event](), "nothing"
        self.session = Session.open(folder / "data", CONFIG, NOW, self._hear)

    def _hear(self, event: Event) -> None:
        self.heard.append(event)
        if self.breaks_after in str(event.get("text")):  # of the next one nothing is heard
            self.session.adapter.faults[f"console:{event['to']}", ""] = Fault(1, lost=True)

    async def do(self, op: str, **fields: Any) -> list[Event]:
        """Do one thing; return what it caused."""
        before = len(self.heard)
        await self.session.do(Op(op, **fields))
        return self.heard[before:]

    async def say(self, user: str, text: str) -> list[Event]:
        return await self.do("say", room="#general", user=user, text=text)

    async def dm(self, user: str, text: str) -> list[Event]:
        return await self.do("dm", user=user, text=text)

    def bytes_on_disk(self) -> bytes:
        """Return every byte of the data folder and of a backup made now."""
        backup(self.folder / "data", self.folder / "copy.json")
        files = [*(self.folder / "data").rglob("*"), self.folder / "copy.json"]
        return b"".join(file.read_bytes() for file in files if file.is_file())

    def box(self) -> str:
        """Return what is kept encrypted for the first need."""
        kept = self.session.app.store.read(lambda uow: uow.get(Sealed, "console:home", 1))
        assert kept is not None
        return kept.box


def played(folder: Path, script: Callable[[Flat], Awaitable[None]]) -> None:
    async def run() -> None:
        flat = Flat(folder)
        await flat.session.start()
        await script(flat)
        await flat.session.close()

    asyncio.run(run())


def clear(flat: Flat, text: str = MARKER) -> bool:
    """Tell whether any word of a text can be found on the disk."""
    found = flat.bytes_on_disk()
    return any(word.encode() in found for word in (*text.split(), "ZephyrineStreet")
               if len(word) > 5) or b64encode(text.encode())[:20] in found


def told(events: list[Event], text: str = MARKER) -> list[Event]:
    return [event for event in events if text in str(event)]


def test_a_sealed_text_is_on_no_disk_in_no_log_and_with_nobody_else_at_any_stage(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def script(flat: Flat) -> None:
        await flat.say("ana", "/need groceries tuesday 5pm")
        await flat.dm("ana", MARKER)
        assert not clear(flat)
        await flat.do("fail", user="ben", times=2)
        await flat.say("ben", "/claim 1")  # it waits to be sent, and is on the disk as waiting
        assert not clear(flat)
        await flat.do("advance", by="1m")
        (given,) = [event for event in told(flat.heard) if event["event"] == "send"]
        assert given["to"] == "ben"
        assert "room" not in given
        assert not clear(flat)
        box = flat.box()
        assert box.encode() in flat.bytes_on_disk()
        gone = await flat.say("ana", "/done 1")
        assert [event["id"] for event in gone if event["event"] == "withdraw"] == [given["id"]]
        await flat.do("advance", by="1m")
        assert box.encode() not in flat.bytes_on_disk()
        assert not clear(flat)
        for who in ("ana", "ben", "mallory"):
            for text in ("/show 1", "/mine", "/seal 1", "/undo", "/needs"):
                assert not told(await flat.say(who, text))

    played(tmp_path, script)
    assert not any(word in caplog.text for word in ("Zephyrine", "Quillon", "4711"))


def test_a_text_that_was_replaced_or_taken_back_leaves_the_journal_within_a_minute(
    tmp_path: Path,
) -> None:
    async def script(flat: Flat) -> None:
        await flat.say("ana", "/need groceries")
        await flat.dm("ana", f"/seal 1 {MARKER}")
        first = flat.box()
        await flat.dm("ana", "/seal 1 the yellow gate")
        second = flat.box()
        await flat.do("advance", by="1m")
        assert first.encode() not in flat.bytes_on_disk()
        await flat.dm("ana", "/seal 1 no")
        await flat.do("advance", by="1m")
        assert second.encode() not in flat.bytes_on_disk()

    played(tmp_path, script)


def test_what_may_have_arrived_before_its_helper_stepped_back_is_taken_away(tmp_path: Path) -> None:
    async def script(flat: Flat) -> None:
        await flat.say("ana", "/need groceries")
        await flat.dm("ana", f"/seal 1 {MARKER}")
        flat.breaks_after = "You are on 1"
        await flat.say("ben", "/claim 1")  # the sealed message gets no answer: it may have arrived
        assert told(flat.heard)
        flat.breaks_after = "nothing"
        flat.heard.clear()
        await flat.say("ben", "/unclaim 1")
        await flat.do("advance", by="1h")
        assert not told(flat.heard)
        (empty,) = {event["id"] for event in flat.heard
                    if event["event"] == "send" and "no longer needed" in event["text"]}
        assert empty in [event["id"] for event in flat.heard if event["event"] == "withdraw"]

    played(tmp_path, script)


def test_without_its_key_a_sealed_text_is_lost_and_that_is_said(tmp_path: Path) -> None:
    async def before(flat: Flat) -> None:
        await flat.say("ana", "/need groceries")
        await flat.dm("ana", f"/seal 1 {MARKER}")

    async def after(flat: Flat) -> None:
        heard = await flat.say("ben", "/claim 1")
        assert not told(heard)
        assert any("can no longer be opened" in str(event.get("text")) for event in heard)

    played(tmp_path, before)
    (key,) = (tmp_path / "data-keys").iterdir()
    assert key.stat().st_mode & 0o077 == 0
    key.unlink()
    played(tmp_path, after)


def test_a_word_passed_on_is_nowhere_a_minute_later(tmp_path: Path) -> None:
    async def script(flat: Flat) -> None:
        await flat.say("ana", "/need groceries")
        await flat.say("ben", "/claim 1")
        heard = await flat.dm("ana", f"/tell 1 {MARKER}")
        assert [event["to"] for event in told(heard)] == ["ben"]
        await flat.do("advance", by="1m")
        assert not clear(flat)

    played(tmp_path, script)


def test_who_vouched_is_nowhere_a_minute_after_they_are_enough(tmp_path: Path) -> None:
    async def script(flat: Flat) -> None:
        session = flat.session
        for who in ("ben", "dora", "eva"):
            await flat.say(who, "/needs")
        for who in ("dora", "eva"):
            await session.do(Op("say", room="#general", user=who, text="/vouch @ben",
                                moderator=True))
        await flat.do("advance", by="1m")
        found = flat.bytes_on_disk()
        assert b'"trusted":true' in found
        assert b'"vouchers":["' not in found

    played(tmp_path, script)

"""In a chat that others can read, nothing is sealed; and the operator hears of such rooms."""

import asyncio
from datetime import datetime
from pathlib import Path

from adapters.console.adapter import Event
from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.ops.checking import check

NOW = datetime.fromisoformat("2026-11-23T09:00-05:00")
SECRET = "12 Elm St, ring twice"  # noqa: S105 - somebody's address


def said(folder: Path, *ops: Op) -> list[Event]:
    async def talk() -> list[Event]:
        caused: list[Event] = []
        session = Session.open(folder, Config(timezone="America/New_York"), NOW, caused.append)
        await session.start()
        for op in ops:
            caused.clear()
            await session.do(op)
        await session.close()
        return caused

    return asyncio.run(talk())


def test_what_is_written_in_an_unencrypted_direct_chat_is_not_sealed(tmp_path: Path) -> None:
    need = Op("say", room="#general", user="ana", text="/need groceries friday")
    open_chat = said(tmp_path / "a", need, Op(
        "dm", user="ana", text=f"/seal 1 {SECRET}", risks=("plain",)))
    assert "not encrypted" in open_chat[-1]["text"]
    closed = said(tmp_path / "b", need, Op("dm", user="ana", text=f"/seal 1 {SECRET}"))
    assert "Sealed for" in "".join(event.get("text", "") for event in closed)


def test_check_counts_the_rooms_in_which_others_read_along(tmp_path: Path) -> None:
    said(tmp_path / "data", Op("say", room="#general", user="ana", text="/needs"),
         Op("say", room="#open", user="ana", text="/needs", risks=("plain", "public")))
    (tmp_path / "config.yaml").write_text("data: data\n")
    [rooms] = [one for one in check(tmp_path / "config.yaml") if one.what == "rooms"]
    assert "of 2 rooms, 1 not encrypted, 1 open to anybody" in rooms.says


def test_privacy_says_who_else_reads_along_in_this_room(tmp_path: Path) -> None:
    risky = said(tmp_path, Op("say", room="#general", user="ana", text="/privacy",
                              risks=("plain", "public")))[0]["text"]
    assert "not encrypted: whoever runs its servers" in risky
    assert "Anybody may come into this room" in risky
    assert "Anybody" not in said(tmp_path, Op("say", room="#general", user="ana",
                                              text="/privacy"))[0]["text"]

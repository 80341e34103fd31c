"""Files in answers: written with the command, each a message of its own behind the answer."""

import asyncio
from pathlib import Path

from adapters.console.clock import HandClock
from bot.app import assemble
from bot.catalogue import Catalogue
from bot.command import Option, Reply, Words, command
from bot.config import Config
from bot.context import Context
from bot.ports import Delivery, Incoming, Person, Rendered, Room, Said
from bot.text import File, t
from tests.carrying import Unforgetting
from tests.outbox_fakes import START

SHEET = File("sheet.txt", "text/plain", b"one\0two\xff")


@command("sheet", "hoja", t("Show what somebody asked for"),
         options=(Option("text", "texto", t("What it is about")),), examples=(("1", "1"),))
def sheet(ctx: Context, text: Words = "") -> Reply:
    """Hand out a sheet, and another one to the room."""
    ctx.enclose(SHEET, room=ctx.room)
    return Reply(t("✓ Done."), files=(SHEET,))


class Hands(Unforgetting):
    """Implements `bot.ports.Carrier`."""

    name = "fake"

    def __init__(self) -> None:
        self.came: list[tuple[str | None, str | None, str, File | None]] = []

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        self.came.append((delivery.room, delivery.to, delivery.key, drawn.file))
        return f"fake:m{delivery.serial}"


def test_a_file_follows_its_answer_as_a_message_of_its_own(tmp_path: Path) -> None:
    hands, ana, room = Hands(), "fake:ana", "fake:#a"

    async def scenario() -> None:
        catalogue = Catalogue((sheet,), lambda *_: ("", ()), "")
        app = assemble(tmp_path, HandClock(START), Config(), catalogue=catalogue)
        app.attach(hands)
        await app.engine.handle(Incoming(
            event="fake:e1", content=Said("/sheet", "sheet"), person=Person(ana, "ana"),
            room=Room(room, "fake:home")))
        await app.engine.outbox.settle()
        await app.close()

    asyncio.run(scenario())
    assert [(where, to, file) for where, to, _, file in hands.came] == [
        (room, None, SHEET), (room, ana, None), (room, ana, SHEET)]
    assert len({key for _, _, key, _ in hands.came}) == 3

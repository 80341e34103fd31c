"""Telling the operators of trouble, once; backups by themselves, and no more than asked for."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.console.clock import HandClock
from bot.app import App, assemble
from bot.config import Backups, Config
from bot.ops.alarm import Alarm
from bot.ops.rotation import Rotation
from bot.ports import Delivery, Rendered
from bot.sorry import plain
from bot.store import Files
from tests.carrying import Unforgetting

ROOM = "paper:ops"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Paper(Unforgetting):
    """A chat that writes down what it is given."""

    name = "paper"

    def __init__(self) -> None:
        self.said: list[str] = []

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Write it down."""
        assert delivery.room == ROOM
        self.said.append(plain(drawn.body or ""))
        return f"paper:{len(self.said)}"

    async def find_sent(self, delivery: Delivery) -> str | None:
        """Nothing is ever in flight."""
        return None


def test_trouble_is_told_once_a_day_and_its_end_too(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        clock, paper = HandClock(NOW), Paper()
        app = assemble(tmp_path, clock, Config(timezone="UTC"))
        app.attach(paper)
        alarm, vitals = Alarm(app.engine, ROOM), app.engine.vitals
        vitals.is_("matrix", "up")
        await look(app, alarm)
        vitals.is_("matrix", "stopped")
        for _ in range(5):
            await look(app, alarm)
        clock.move(NOW + timedelta(days=1))
        await look(app, alarm)
        vitals.is_("matrix", "up")
        await look(app, alarm)
        await look(app, alarm)
        await app.close()
        return paper.said

    said = asyncio.run(scenario())
    assert [line.startswith("⚠️ Matrix has stopped") for line in said] == [True, True, False]
    assert said[2] == "All is well again."


async def look(app: App, alarm: Alarm) -> None:
    app.engine.vitals.beat(app.store, app.clock, app.engine.data)
    await alarm.look()
    await app.engine.outbox.settle()


def test_without_a_room_trouble_is_told_nobody(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = assemble(tmp_path, HandClock(NOW), Config(timezone="UTC"))
        app.engine.vitals.is_("matrix", "stopped")
        await Alarm(app.engine, None).look()
        assert app.store.read(lambda uow: uow.count(Delivery, "order")) == 0
        await app.close()

    asyncio.run(scenario())


def test_backups_come_in_their_time_and_the_oldest_go(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "stick" / "copies"

    async def scenario() -> list[str]:
        app = assemble(data, HandClock(NOW), Config(timezone="UTC"))
        rotation = Rotation(data, Backups(folder, every=6, keep=3), app.engine.vitals, Files())
        for hour in range(49):
            await rotation.look(NOW + timedelta(hours=hour))
        await app.close()
        return sorted(file.name for file in folder.iterdir())

    assert asyncio.run(scenario()) == [
        "apoyo-20261124T210000Z.json", "apoyo-20261125T030000Z.json", "apoyo-20261125T090000Z.json"]


def test_a_backup_that_fails_is_trouble_until_one_succeeds(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "copies"
    folder.write_text("in the way")

    async def scenario() -> None:
        app = assemble(data, HandClock(NOW), Config(timezone="UTC"))
        vitals = app.engine.vitals
        rotation = Rotation(data, Backups(folder), vitals, Files())
        assert await rotation.look(NOW) is None
        assert [problem.kind for problem in vitals.problems()] == ["backup"]
        folder.unlink()
        assert await rotation.look(NOW) is not None
        assert vitals.problems() == []
        await app.close()

    asyncio.run(scenario())

"""A command for moderators is refused to others by the engine, whatever a chat offers them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from adapters.console.clock import HandClock
from bot.app import assemble
from bot.command import Reply, command
from bot.config import Config
from bot.context import Context
from bot.ports import Form, Incoming, Person, Room
from bot.text import t
from commands import CATALOGUE

ROOM = Room("console:#general", "console:home", "#general")


@command("lock", "cerrar", t("Done."), examples=(("", ""),), moderator=True)
def lock(ctx: Context) -> Reply:
    return Reply(t("Done."))


def test_a_command_for_moderators_is_refused_to_others(tmp_path: Path) -> None:
    async def story() -> list[str]:
        catalogue = replace(CATALOGUE, commands=(*CATALOGUE.commands, lock))
        clock = HandClock(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
        app = assemble(tmp_path, clock, Config(), zone="UTC", catalogue=catalogue)
        ben = Person("console:ben", "ben")
        outcomes = []
        for event, moderator in (("e1", False), ("e2", True)):
            handled = await app.engine.handle(Incoming(
                event=event, content=Form("lock"), person=ben, room=ROOM, moderator=moderator))
            outcomes.append(handled.outcome)
        await app.store.close()
        return outcomes

    assert asyncio.run(story()) == ["refused", "lock"]

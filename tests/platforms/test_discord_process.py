"""`apoyo run` as a real process, killed and started again, on the stand-in and on a larger one.

The larger one is not part of this project: APOYO_DISCORD_STANDIN names the folder of a program
``fake_discord.py`` with a blocking client ``Lab``.
"""

import asyncio
import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("discord", reason="discord.py is not installed")

from tests.platforms.discord_people import People  # noqa: E402
from tests.platforms.discord_standin import TOKEN, Standin  # noqa: E402

RUN = (sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", "run")
COMES_WITHIN = 30.0

pytestmark = pytest.mark.slow


class Bot:
    """The process, with its data in a folder."""

    def __init__(self, folder: Path, api_base: str, token: str) -> None:
        self._config = folder / "config.yaml"
        self._config.write_text("timezone: America/New_York\nadapters:\n  discord: {}\n")
        self._environment = os.environ | {"DISCORD_TOKEN": token, "DISCORD_API_BASE": api_base}
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [*RUN, "--config", str(self._config)], env=self._environment)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        self._process.terminate()
        return self._process.wait(15)


def test_a_killed_process_goes_on_where_it_was(tmp_path: Path) -> None:
    async def story() -> None:
        standin = Standin()
        people, world = People(standin), standin.world
        await standin.start()
        server = world.server("home")
        server.joined = 1
        room = world.channel(server, "general")
        server.lobby = room.id
        bot = Bot(tmp_path, standin.api_base, TOKEN)
        try:
            await standin.until(lambda: standin.gateway.online, COMES_WITHIN)
            asked = await people.slash("ana", room, "need", what="a crib")
            await people.answered(asked)
            bot.kill()
            await standin.until(lambda: not standin.gateway.online)
            bot.start()
            await standin.until(lambda: standin.gateway.online, COMES_WITHIN)
            card = next(one for one in world.notes.values() if "a crib" in one.content)
            pressed = await people.press("ben", card, "a1:claim:1")
            answer = await people.answered(pressed)
            assert answer
            assert "You are on 1" in answer.content
            assert [one.method for one in standin.calls].count("PUT") == 1
        finally:
            assert bot.stop() == 0
            await standin.stop()
        assert standin.rest.complaints == []

    asyncio.run(story())


@pytest.fixture
def lab() -> Iterator[Any]:
    """The larger stand-in, with two neighbours in one server."""
    folder = os.environ.get("APOYO_DISCORD_STANDIN")
    if not folder:
        pytest.skip("APOYO_DISCORD_STANDIN names no folder")
    server = subprocess.Popen(
        [sys.executable, str(Path(folder) / "fake_discord.py"), "--port", "0"],
        stdout=subprocess.PIPE, text=True)
    assert server.stdout
    ready = json.loads(server.stdout.readline())
    sys.path.insert(0, folder)
    made = importlib.import_module("fake_discord").Lab(ready["lab"])
    made.create_user("ana", locale="es-419")
    made.create_user("ben")
    made.create_guild("aid", owner="ben", members=["ana"])
    made.create_channel("aid", "general")
    yield made
    server.terminate()
    server.communicate(timeout=15)


def test_a_conversation_in_two_languages_on_the_larger_stand_in(tmp_path: Path, lab: Any) -> None:
    about = lab.info()
    bot = Bot(tmp_path, about["api_base"], about["token"])
    try:
        assert lab.wait_connected(timeout=COMES_WITHIN)
        assert lab.wait_commands(["need", "claim", "done"], timeout=COMES_WITHIN)
        asked = lab.do("ana", "#general", "need", {"what": "ride to court"})
        assert asked["response"]["ephemeral_to"] == "ana"
        card = lab.wait_message("#general", "1 · ride to court")
        bot.kill()
        bot.start()
        assert lab.wait_connected(timeout=COMES_WITHIN)
        claimed = lab.wait(lab.click("ben", card["id"], "I'll do it"), timeout=COMES_WITHIN)
        assert "You are on 1" in claimed["response"]["text"]
        assert "ya está" in lab.do("ana", "#general", "claim", {"number": 1})["response"]["text"]
        assert "Done: 1" in lab.do("ben", "#general", "done", {"number": 1})["response"]["text"]
        assert lab.wait_message("dm:ana", "Listo: 1")
    finally:
        assert bot.stop() == 0
    assert lab.violations() == []
    assert lab.report()["unfinished"] == []
    assert len(lab.syncs()) == 1

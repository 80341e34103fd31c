"""``apoyo run`` with both chats at once, as a real process: looked at, reloaded, stopped."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytest.importorskip("discord", reason="discord.py is not installed")

from tests.platforms.discord_people import People  # noqa: E402
from tests.platforms.discord_standin import TOKEN, Standin  # noqa: E402
from tests.platforms.matrix_fixtures import needs_server, server  # noqa: E402
from tests.platforms.matrix_synapse import PASSWORD, Synapse  # noqa: E402

pytestmark = [pytest.mark.slow, needs_server]
__all__ = ["server"]
APOYO = (sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())")
COMES_WITHIN = 60.0


def test_two_chats_one_process(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyoboth")["user_id"]
    port = _free_port()
    config = tmp_path / "config.yaml"

    async def story() -> None:
        standin = Standin()
        people = People(standin)
        await standin.start()
        home = standin.world.server("home")
        home.joined = 1
        room = standin.world.channel(home, "general")
        home.lobby = room.id
        config.write_text(
            f"timezone: America/New_York\nhealth_port: {port}\nadapters:\n"
            f"  discord:\n    token: {TOKEN}\n    api_base: {standin.api_base}\n"
            f"  matrix:\n    homeserver: {server.url}\n    user: '{bot}'\n", "utf-8")
        environment = os.environ | {"MATRIX_PASSWORD": PASSWORD}
        process = _run(config, tmp_path / "log", environment)
        try:
            await standin.until(lambda: standin.gateway.online, COMES_WITHIN)
            await _until_both_are_up(port)
            asked = await people.slash("ana", room, "need", what="a crib")
            assert await people.answered(asked)
            process.send_signal(signal.SIGHUP)
            looked = await asyncio.to_thread(subprocess.run, [
                *APOYO, "check", "--json", "--config", str(config)], env=environment,
                capture_output=True, check=False)
            found = {one["what"]: one for one in json.loads(looked.stdout)}
            assert looked.returncode == 0, [one for one in found.values() if one["ok"] is False]
            assert "running" in found["process"]["says"]
            assert found["discord token"]["ok"]
            assert found["matrix encryption"]["ok"]
            began = time.monotonic()
            process.terminate()
            assert await asyncio.to_thread(process.wait, 15) == 0
            assert time.monotonic() - began < 5
        finally:
            process.kill()
            process.wait()
            await standin.stop()

    asyncio.run(story())
    said = (tmp_path / "log").read_text()
    assert "the configuration was read again" in said
    assert "a crib" not in said
    assert bot not in said


def _run(config: Path, log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen([*APOYO, "run", "--config", str(config)], env=environment,
                                stderr=out)


async def _until_both_are_up(port: int) -> None:
    end = time.monotonic() + COMES_WITHIN
    while time.monotonic() < end:
        try:
            with await asyncio.to_thread(urlopen, f"http://127.0.0.1:{port}/healthz") as answer:
                chats = json.load(answer)["chats"]
            if [chats[name]["state"] for name in ("discord", "matrix")] == ["up", "up"]:
                return
        except (URLError, KeyError):
            pass
        await asyncio.sleep(0.05)
    raise AssertionError("a chat did not come up")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

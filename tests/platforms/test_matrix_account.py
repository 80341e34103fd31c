"""Signing in: once, again after everything was lost, and from the command line."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.platforms.matrix_bot import running, section
from tests.platforms.matrix_fixtures import needs_server, server
from tests.platforms.matrix_people import Human
from tests.platforms.matrix_synapse import PASSWORD, Synapse

pytestmark = [pytest.mark.slow, needs_server]
__all__ = ["server"]


async def signed(ana: Human, bot: str) -> list[str]:
    """Return the bot's devices whose keys bear a signature besides their own."""
    found = await ana.call("POST", "/keys/query", {"device_keys": {bot: []}})
    return [name for name, keys in found["device_keys"][bot].items()
            if len(keys["signatures"][bot]) > 1]


def test_when_everything_is_lost_it_signs_in_anew(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyonew")["user_id"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana:
            devices: list[str] = []
            for _ in range(2):
                async with running(tmp_path, section(server, bot)) as one:
                    await one.adapter._ready.wait()  # type: ignore[attr-defined]
                    device = _session(tmp_path)["device"]
                    assert device in await signed(ana, bot)
                    assert device not in devices
                    devices.append(device)
                shutil.rmtree(tmp_path / "matrix")

    asyncio.run(scenario())


def test_one_device_is_kept_over_restarts(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyokept")["user_id"]

    async def scenario() -> None:
        found = set()
        for _ in range(2):
            async with running(tmp_path, section(server, bot)) as one:
                await one.adapter._ready.wait()  # type: ignore[attr-defined]
                found.add(_session(tmp_path)["device"])
        assert len(found) == 1

    asyncio.run(scenario())


def test_the_command_line_signs_in_and_looks(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyocli")["user_id"]
    config = tmp_path / "config.yaml"
    config.write_text(f'data: data\nadapters:\n  matrix:\n    homeserver: {server.url}\n'
                      f'    user: "{bot}"\n')
    assert "Not signed in yet" in _tool("check", config, 1)
    said = _tool("login", config, 0, MATRIX_PASSWORD=PASSWORD)
    assert bot in said
    assert _tool("login", config, 0, MATRIX_PASSWORD=PASSWORD) == said, "one device"
    looked = _tool("check", config, 0)
    assert "published and signed" in looked
    assert "override_ratelimit" in looked
    (tmp_path / "data" / "matrix" / "session.json").unlink()
    wrong = _tool("login", config, 1, MATRIX_PASSWORD="wrong")  # noqa: S106
    assert "did not accept user and password" in wrong


def _tool(action: str, config: Path, status: int, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())", "matrix",
         action, "--config", str(config)], env={**os.environ, **env}, capture_output=True,
        text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def _session(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "matrix" / "session.json").read_text())
    return found

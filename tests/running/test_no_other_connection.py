"""A running bot opens no connection but to its chats, and asks for no other name."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("discord", reason="discord.py is not installed")

from tests.platforms.discord_people import People  # noqa: E402
from tests.platforms.discord_standin import TOKEN, Standin  # noqa: E402

pytestmark = pytest.mark.slow
COMES_WITHIN = 60.0
# CPython's own audit events: every connect and every name looked up, by whatever library.
WATCHED = """
import sys
out = open(sys.argv.pop(1), "a")
def note(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.bind", "socket.getaddrinfo"):
        print(event, repr(args[1:] if event != "socket.getaddrinfo" else args[:2]),
              file=out, flush=True)
sys.addaudithook(note)
from bot.cli import main
sys.exit(main())
"""


def test_it_connects_to_the_configured_chat_alone(tmp_path: Path) -> None:
    notes = tmp_path / "sockets"

    async def story() -> str:
        standin = Standin()
        people = People(standin)
        await standin.start()
        server = standin.world.server("home")
        room = standin.world.channel(server, "general")
        server.lobby = room.id
        (tmp_path / "config.yaml").write_text(
            f"adapters:\n  discord:\n    token: {TOKEN}\n    api_base: {standin.api_base}\n")
        process = _start(tmp_path / "config.yaml", notes)
        try:
            await standin.until(lambda: standin.gateway.online, COMES_WITHIN)
            asked = await people.slash("ana", room, "need", what="see https://example.org/ tuesday")
            assert await people.answered(asked)
        finally:
            process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(process.wait, 15)
            await standin.stop()
        return standin.api_base.split("/")[2].partition(":")[2]

    port = asyncio.run(story())
    seen = notes.read_text().splitlines()
    connects = [line for line in seen if line.startswith(("socket.connect", "socket.sendto"))]
    assert connects
    assert all("'127.0.0.1'" in line for line in seen), seen
    assert any(f", {port})" in line for line in connects)
    assert not [line for line in seen if line.startswith("socket.bind")], "it listens to nobody"


def _start(config: Path, notes: Path) -> subprocess.Popen[bytes]:
    quiet = {key: value for key, value in os.environ.items() if not key.startswith("DISCORD_")}
    return subprocess.Popen([sys.executable, "-c", WATCHED, str(notes), "run", "--config",
                             str(config)], env=quiet)

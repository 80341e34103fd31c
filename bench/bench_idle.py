"""What a bot costs that has nothing to do: memory and processor, in both chats, with 1,000 needs.

    python bench/bench_idle.py [--needs 1000] [--seconds 60]

A homeserver and a small Discord on loopback, `apoyo run` as a process of its own; beside it an
interpreter that does nothing at all.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # the tests' homeserver and Discord

from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from tests.platforms.discord_standin import TOKEN, Standin
from tests.platforms.matrix_synapse import INSTALLED, PASSWORD, Synapse

MEGABYTES, PERCENT = 150, 1.0  # targets
APOYO = (sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())", "run")
TICK = os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Return how much of a process is in memory, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def processor(pid: int) -> float:
    """Return the seconds of processor a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


async def fill(folder: Path, needs: int) -> None:
    """Put needs on a board."""
    session = Session.open(folder, Config(timezone="America/New_York"), datetime.now(UTC),
                           lambda _: None)
    await session.start()
    for number in range(needs):
        await session.do(Op("say", room="#general", user=f"ana{number % 50}",
                            text=f"/need ride {number} to court next friday 9am"))
    await session.close()


async def idle(server: Synapse, folder: Path, seconds: float) -> tuple[float, float]:
    """Return MB and percent of one core of a bot in both chats that nobody talks to."""
    standin = Standin()
    await standin.start()
    home = standin.world.server("home")
    home.joined = 1
    home.lobby = standin.world.channel(home, "general").id
    config = folder / "config.yaml"
    config.write_text(
        f"data: data\nadapters:\n  discord:\n    token: {TOKEN}\n"
        f"    api_base: {standin.api_base}\n  matrix:\n    homeserver: {server.url}\n"
        f"    user: '{server.register('apoyo')['user_id']}'\n", "utf-8")
    process = start([*APOYO, "--config", str(config)])
    try:
        await standin.until(lambda: standin.gateway.online, 60)
        await asyncio.sleep(15)  # both chats are up, and what a start needs is done
        before, began = processor(process.pid), time.monotonic()
        await asyncio.sleep(seconds)
        used = (processor(process.pid) - before) / (time.monotonic() - began) * 100
        return memory(process.pid), used
    finally:
        process.terminate()
        process.wait(15)
        await standin.stop()


def start(command: Iterable[str]) -> subprocess.Popen[bytes]:
    """Start a process with the bot's password in its environment."""
    return subprocess.Popen([*command], env=os.environ | {"MATRIX_PASSWORD": PASSWORD},
                            stderr=subprocess.DEVNULL)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--needs", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    if not INSTALLED:
        print("idle: no homeserver is installed, nothing to measure")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "server").mkdir()
        server = Synapse(folder / "server")
        server.start()
        try:
            asyncio.run(fill(folder / "data", options.needs))
            used, share = asyncio.run(idle(server, folder, options.seconds))
        finally:
            server.stop()
    bare = start([sys.executable, "-c", "import time; time.sleep(60)"])
    time.sleep(1)
    nothing = memory(bare.pid)
    bare.terminate()
    print(f"idle in both chats with {options.needs} needs: {used:.0f} MB "
          f"({used / nothing:.1f} x a bare interpreter; at most {MEGABYTES} MB), "
          f"{share:.2f}% of one core (at most {PERCENT}%)")


if __name__ == "__main__":
    main()

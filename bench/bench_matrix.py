"""How fast Apoyo answers beside a bare echo bot on nio, and how fast it starts in 500 rooms.

    python bench/bench_matrix.py [--rounds 100] [--rooms 500]

One homeserver on loopback, one client of another make; the two bots are asked in turns, so that
whatever else the machine does falls on both alike. Without the homeserver or node there is nothing
to measure.
"""

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # the tests' homeserver and people

from nio import AsyncClient, AsyncClientConfig, MatrixRoom, RoomMessageText

from tests.platforms.matrix_bot import running, section
from tests.platforms.matrix_client import Sealed, installed
from tests.platforms.matrix_people import Human
from tests.platforms.matrix_synapse import INSTALLED, PASSWORD, Synapse

TIMES, SECONDS = 1.3, 10.0  # targets: as long as the echo bot's answer; a start


async def echo(server: Synapse, user: str, folder: Path) -> None:
    """Be the least bot there can be: say again what is said with ``echo`` before it."""
    client = AsyncClient(server.url, user, store_path=str(folder), config=AsyncClientConfig())

    async def answer(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.body.startswith("echo") and event.sender != user:
            await client.room_send(room.room_id, "m.room.message", {
                "msgtype": "m.notice", "body": f"again {event.body}"},
                ignore_unverified_devices=True)

    await client.login(PASSWORD)
    found = await client.sync(full_state=True)
    for room in found.rooms.invite:
        await client.join(room)
    client.add_event_callback(answer, RoomMessageText)
    try:
        await client.sync_forever(30_000, full_state=True)
    finally:
        await client.close()


async def answered(ana: Sealed, room: str, said: str, words: str) -> float:
    """Return the milliseconds from saying something to reading the answer."""
    begun = time.perf_counter()
    await ana.say(room, said)
    await ana.hears(words, room=room)
    return (time.perf_counter() - begun) * 1000


def told(name: str, times: list[float]) -> str:
    """Return the percentiles of some times as a line."""
    times = sorted(times)
    at = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.9, 0.99)]
    return f"{name:22} p50 {at[0]:6.1f}  p90 {at[1]:6.1f}  p99 {at[2]:6.1f} ms"


async def speed(server: Synapse, folder: Path, client: Path, rounds: int) -> None:
    """Measure both bots in a plain and in an encrypted room."""
    ours, bare = (server.register(name)["user_id"] for name in ("apoyo", "bare"))
    async with Sealed(server, client, "ana") as ana:
        rooms = {kind: await ana.do("room", invite=[ours, bare], encrypted=kind == "encrypted")
                 for kind in ("plain", "encrypted")}
        (folder / "echo").mkdir()  # noqa: ASYNC240
        echoing = asyncio.ensure_future(echo(server, bare, folder / "echo"))
        async with running(folder / "data", section(server, ours)):
            for kind, room in rooms.items():
                await ana.hears("I am Apoyo", room=room)
                await answered(ana, room, "echo 0", "again echo 0")
                await answered(ana, room, "!show 1", "1")
                mine, theirs = [], []
                for n in range(rounds):
                    theirs.append(await answered(ana, room, f"echo {n}.", f"again echo {n}."))
                    mine.append(await answered(ana, room, f"!show {n}", f"{n}"))
                print(told(f"{kind}, echo on nio", theirs))
                print(told(f"{kind}, Apoyo", mine))
                times = statistics.median(mine) / statistics.median(theirs)
                print(f"{kind}: {times:.2f} times as long, target {TIMES}")
        echoing.cancel()
        await asyncio.gather(echoing, return_exceptions=True)


async def start(server: Synapse, folder: Path, rooms: int) -> None:
    """Measure the first start and a second one in many encrypted rooms."""
    bot = server.register("many")["user_id"]
    encryption = {"type": "m.room.encryption", "state_key": "",
                  "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    async with Human(server, "ana") as ana:
        device = server.post("/_matrix/client/v3/login", {
            "type": "m.login.password", "password": PASSWORD,
            "identifier": {"type": "m.id.user", "user": bot}})
        for _ in range(rooms):
            room = await ana.room(bot, initial_state=[encryption])
            server.post(f"/_matrix/client/v3/join/{room}", {}, device["access_token"])
        for name in ("first start", "start again"):
            begun = time.perf_counter()
            async with running(folder / "many", section(server, bot)) as one:
                await one.adapter._ready.wait()  # type: ignore[attr-defined]
                print(f"{rooms} encrypted rooms, {name}: {time.perf_counter() - begun:.2f} s, "
                      f"target {SECONDS:.0f}")
                await one.app.engine.outbox.settle()


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--rooms", type=int, default=500)
    options = parser.parse_args()
    if not INSTALLED or not shutil.which("npm"):
        print("Matrix: nothing measured, matrix-synapse or node is missing")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Synapse(folder)
        server.start()
        try:
            asyncio.run(speed(server, folder, installed(folder / "js"), options.rounds))
            asyncio.run(start(server, folder, options.rooms))
        finally:
            server.stop()


if __name__ == "__main__":
    main()

"""Nothing is lost and nothing is said twice: floods, absences, crashes, a server that goes."""

import asyncio
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.ports import Delivery, Rendered
from tests.platforms.matrix_bot import Process, running, section
from tests.platforms.matrix_fixtures import needs_server, server
from tests.platforms.matrix_people import Human
from tests.platforms.matrix_synapse import Synapse

pytestmark = [pytest.mark.slow, needs_server]
__all__ = ["server"]
ENCRYPTION = {"type": "m.room.encryption", "state_key": "",
              "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


def cards(found: list[dict[str, object]]) -> list[str]:
    """Return the first lines of what was said, edits left out."""
    lines = [str(one["content"]["body"]).split("\n")[0] for one in found]  # type: ignore[index]
    return [line for line in lines if " · " in line and not line.startswith("* ")]


def test_sixty_at_once_are_all_answered_in_order(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyosixty")["user_id"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana:
            room = await ana.room(bot)
            async with running(tmp_path, section(server, bot)):
                await ana.hears("I am Apoyo")
                sent = [ana.say(room, f"!need thing{n:02}") for n in range(60)]
                await asyncio.gather(*sent)
                found = cards(await ana.quiet(3))
                assert len(found) == 60
                assert [line.split(" ")[0] for line in found] == [str(n + 1) for n in range(60)]
                assert {line.split(" ")[2] for line in found} == {
                    f"thing{n:02}" for n in range(60)}

    asyncio.run(scenario())


def test_more_than_a_page_while_it_was_down_are_answered_in_order(
        server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyodown")["user_id"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana:
            room = await ana.room(bot)
            await ana.say(room, "!need something from before")
            async with running(tmp_path, section(server, bot)):
                await ana.hears("I am Apoyo")
            for n in range(130):
                await ana.say(room, f"!need thing{n}" if n % 10 == 0 else "talk")
            async with running(tmp_path, section(server, bot)):
                found = cards(await ana.quiet(3))
            assert [line.split(" ")[2] for line in found] == [
                f"thing{n}" for n in range(0, 130, 10)]
            async with running(tmp_path, section(server, bot)):
                assert cards(await ana.quiet(2)) == []

    asyncio.run(scenario())


def test_an_invitation_from_while_it_was_down_is_found(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyoasked")["user_id"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana:
            async with running(tmp_path, section(server, bot)) as one:
                await one.adapter._ready.wait()  # type: ignore[attr-defined]
            room = await ana.room(bot)
            async with running(tmp_path, section(server, bot)):
                await ana.hears("I am Apoyo", room=room)

    asyncio.run(scenario())


@pytest.mark.parametrize("after", [0.0, 0.1, 0.4])
def test_a_kill_between_hearing_and_answering_loses_and_doubles_nothing(
        server: Synapse, tmp_path: Path, after: float) -> None:
    bot = server.register(f"apoyokill{int(after * 100)}")["user_id"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana:
            room = await ana.room(bot)
            process = Process(tmp_path, section(server, bot))
            process.start()
            await ana.hears("I am Apoyo")
            for n in range(6):
                await ana.say(room, f"!need thing{n}")
            await asyncio.sleep(after)
            process.kill()
            process.start()
            await ana.say(room, "!need the last")
            found = []
            async with asyncio.timeout(60):
                while not any("the last" in line for line in found):
                    found += cards(await ana.quiet(2))
            assert [line.split(" ")[2] for line in found] == [
                *(f"thing{n}" for n in range(6)), "the"]
            assert process.stop() == 0
            assert ana.name not in process.log()
            assert bot not in process.log()

    asyncio.run(scenario())


def test_it_comes_back_when_the_server_does(tmp_path: Path) -> None:
    own = Synapse(tmp_path)
    own.start()
    bot = own.register("apoyo")["user_id"]

    async def scenario() -> None:
        async with Human(own, "ana") as ana:
            room = await ana.room(bot)
            async with running(tmp_path / "data", section(own, bot)):
                await ana.hears("I am Apoyo")
                await ana.say(room, "!need a crib")
                own.stop()
                await asyncio.sleep(1)
                own.start()
                await ana.say(room, "!need a bed")
                await ana.hears("2 · a bed")

    asyncio.run(scenario())
    own.stop()


def test_a_revoked_token_stops_it_with_a_clear_message(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyogone")

    async def scenario() -> None:
        async with Human(server, "ana") as ana:
            await ana.room(bot["user_id"])
            process = Process(tmp_path, section(server, bot["user_id"]))
            process.start()
            await ana.hears("I am Apoyo")
            server.post("/_matrix/client/v3/logout/all", {}, bot["access_token"])
            assert process.process
            assert await asyncio.to_thread(process.process.wait, 45) == 1
            assert "apoyo matrix login" in process.log()

    asyncio.run(scenario())


def test_under_a_limit_answers_go_before_edits_and_all_arrive(
        server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyoslow")["user_id"]
    admin = server.register("admin", admin=True)["access_token"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana, Human(server, "ben") as ben:
            first, second = await ana.room(bot), await ben.room(bot)
            async with running(tmp_path, section(server, bot)):
                await ana.hears("I am Apoyo")
                await ben.hears("I am Apoyo")
                server.post(f"/_synapse/admin/v1/users/{quote(bot)}/override_ratelimit",
                            {"messages_per_second": 2, "burst_count": 2}, admin)
                await ana.say(first, "!need 10 meals")
                await ana.hears("1 · ")
                await asyncio.gather(*(ana.say(first, f"!got 1 {n}") for n in range(8)))
                await ben.say(second, "!needs")
                await ben.hears("", room=second, within=8)
                await ana.hears("* 1 · ", within=30)

    asyncio.run(scenario())


@pytest.mark.parametrize("encrypted", [False, True])
def test_what_was_sent_is_found_in_its_room_by_its_key(
        server: Synapse, tmp_path: Path, encrypted: bool) -> None:
    bot = server.register(f"apoyofind{encrypted:d}")["user_id"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana:
            room = await ana.room(bot, initial_state=[ENCRYPTION] if encrypted else [])
            async with running(tmp_path, section(server, bot)) as one:
                await ana.until(lambda event: event["sender"] == bot and (
                    event["type"] in ("m.room.message", "m.room.encrypted")))
                drawn = Rendered("the ride is at nine", (), ("en",))
                made = Delivery(
                    key="a1" * 12, order=1, verb="send", lane=f"matrix:{room}", platform="matrix",
                    group="", room=f"matrix:{room}", at=one.app.clock.now())
                assert await one.adapter.find_sent(made, drawn) is None
                message = await one.adapter.deliver(made, drawn)
            async with running(tmp_path, section(server, bot)) as one:
                await ana.say(room, "some talk")
                assert await one.adapter.find_sent(made, drawn) == message
                other = replace(made, key="b2" * 12)
                assert await one.adapter.find_sent(other, drawn) is None
            async with running(tmp_path / "anew", section(server, bot)) as one:
                assert await one.adapter.find_sent(made, drawn) == message, "by another device"

    asyncio.run(scenario())

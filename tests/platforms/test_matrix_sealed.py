"""Encrypted rooms and direct chats, with a client of another make (matrix-js-sdk in node)."""

import asyncio
import json
import shutil
from base64 import b64decode
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.contract.files import CALENDAR, PICTURE, hand_over
from tests.platforms.matrix_bot import running, section
from tests.platforms.matrix_client import Sealed, installed
from tests.platforms.matrix_fixtures import needs_server, server
from tests.platforms.matrix_people import Human
from tests.platforms.matrix_synapse import Synapse

pytestmark = [pytest.mark.slow, needs_server, pytest.mark.skipif(
    not (shutil.which("node") and shutil.which("npm")), reason="node and npm are not installed")]
__all__ = ["server"]

Scenario = Callable[[Sealed, Sealed, str], Awaitable[None]]


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("matrix-js"))


def play(server: Synapse, client: Path, folder: Path, scenario: Scenario, *,
         isolate: bool = False) -> None:
    """Play a scenario of ana and ben in an encrypted room the bot has come into."""
    bot = server.register(f"apoyo{abs(hash(folder))}")["user_id"]

    async def whole() -> None:
        async with (Sealed(server, client, "ana", isolate=isolate) as ana,
                    Sealed(server, client, "ben", isolate=isolate) as ben,
                    running(folder, section(server, bot))):
            room = await ana.do("room", invite=[bot, ben.id], encrypted=True)
            await ben.invited()
            hello = await ana.hears("I am Apoyo", room=room)
            assert hello["encrypted"]
            assert hello["shield"] == 0, "the bot's device is signed by its owner"
            await scenario(ana, ben, room)

    asyncio.run(whole())


@pytest.mark.parametrize("isolate", [False, True])
def test_a_need_is_asked_claimed_and_done(
        server: Synapse, client: Path, tmp_path: Path, isolate: bool) -> None:
    async def scenario(ana: Sealed, ben: Sealed, room: str) -> None:
        await ana.say(room, "!need a crib")
        card = await ben.hears("1 · a crib", room=room)
        await ben.reply(card, "I can")
        await ben.hears("You are on 1", room=room)
        direct = await ben.invited()
        note = await ben.hears("Asked by", room=direct)
        assert note["encrypted"]
        await ana.hears("is on 1", room=await ana.invited())
        await ben.reply(note, "listo")
        await ana.hears("Done", room=room)
        own = await ana.do("room", invite=[card["sender"]], encrypted=True, direct=True)
        await ana.until(lambda one: one.get("event") == "m.room.member" and one["room"] == own
                        and one["content"]["membership"] == "join"
                        and one["sender"] == card["sender"])
        await ana.say(own, "need a bed")
        assert "neighbour" in (await ben.hears("2 · a bed", room=room))["content"]["body"]
        await ana.say(own, "mine")
        assert (await ana.hears("2 · a bed", room=own))["encrypted"]
        await ben.say(direct, "claim 2")
        await ben.hears("You are on 2", room=direct)
        await ana.hears("is on 2", room=own)
        await ben.say(direct, "done 2")
        await ana.hears("Done", room=room)

    play(server, client, tmp_path, scenario, isolate=isolate)


def test_files_are_sealed_and_opened_by_whoever_is_there(
        server: Synapse, client: Path, tmp_path: Path) -> None:
    bot = server.register("apoyosealing")["user_id"]

    async def scenario() -> None:
        async with (Sealed(server, client, "ana") as ana,
                    running(tmp_path, section(server, bot)) as one):
            room = await ana.do("room", invite=[bot], encrypted=True)
            await ana.hears("I am Apoyo", room=room)
            for file, kind in ((CALENDAR, "m.file"), (PICTURE, "m.image")):
                await hand_over(one.app, file, f"matrix:{room}", None)
                came = (await ana.hears(file.name, room=room))["content"]
                assert (came["msgtype"], came["info"]["mimetype"]) == (kind, file.type)
                assert "url" not in came
                assert b64decode(await ana.do("open", file=came["file"])) == file.data

    asyncio.run(scenario())


def test_whoever_comes_later_reads_what_is_said_from_then_on(
        server: Synapse, client: Path, tmp_path: Path) -> None:
    async def scenario(ana: Sealed, ben: Sealed, room: str) -> None:
        await ana.say(room, "!need a crib")
        await ben.hears("1 · a crib", room=room)
        async with Sealed(server, client, "eva") as eva:
            await ana.do("invite", room=room, user=eva.id)
            await eva.invited()
            await eva.say(room, "!need a bed")
            await eva.hears("2 · a bed", room=room)
            await ben.hears("2 · a bed", room=room)

    play(server, client, tmp_path, scenario)


def test_what_cannot_be_read_is_answered_once(
        server: Synapse, client: Path, tmp_path: Path) -> None:
    async def scenario(ana: Sealed, ben: Sealed, room: str) -> None:
        for event in range(3):
            await ben.do("send", room=room, kind="m.room.encrypted", content={
                "algorithm": "m.megolm.v1.aes-sha2", "ciphertext": f"AwgA{event}",
                "device_id": "GONE", "sender_key": "x", "session_id": "never shared"})
        await ana.hears("could not read", room=room)
        await ana.say(room, "!need a crib")
        await ana.hears("1 · a crib", room=room)
        assert not [one for one in ana.seen if "could not read" in str(one.get("content"))]

    play(server, client, tmp_path, scenario)


def test_state_claimed_inside_an_encrypted_event_is_not_believed(
        server: Synapse, client: Path, tmp_path: Path) -> None:
    async def scenario(ana: Sealed, ben: Sealed, room: str) -> None:
        bot = (await ben.hears("I am Apoyo", room=room))["sender"]
        for kind, content in (
            ("m.room.power_levels", {"users": {ben.id: 100}, "state_default": 0}),
            ("m.room.create", {"room_version": "12", "additional_creators": [ben.id]}),
            ("m.room.member", {"membership": "ban"}),
        ):
            await ben.do("send", room=room, kind=kind, content=content)
            await ben.do("send", room=room, kind=kind, content={**content, "state_key": bot})
        await ben.say(room, "!settings timezone America/Chicago")
        refused = await ben.hears("moderator", room=room)
        assert "America/Chicago" not in refused["content"]["body"]
        await ana.say(room, "!settings timezone America/Chicago")
        await ana.hears("America/Chicago", room=room)

    play(server, client, tmp_path, scenario)


def test_a_lost_key_store_heals_into_a_new_signed_device(
        server: Synapse, client: Path, tmp_path: Path) -> None:
    bot = server.register("apoyolost")["user_id"]

    async def scenario() -> None:
        async with Sealed(server, client, "ana", isolate=True) as ana:
            async with running(tmp_path, section(server, bot)):
                room = await ana.do("room", invite=[bot], encrypted=True)
                await ana.hears("I am Apoyo", room=room)
            kept = tmp_path / "matrix"
            before = json.loads((kept / "session.json").read_text())
            assert (kept.stat().st_mode & 0o77, (kept / "seeds.json").stat().st_mode & 0o77) == (
                0, 0)
            for path in kept.glob("keys_*"):
                assert path.stat().st_mode & 0o77 == 0
                path.unlink()
            async with running(tmp_path, section(server, bot)):
                await ana.say(room, "!need a crib")
                await asyncio.sleep(2)
                await ana.say(room, "!need a bed")
                bed = await ana.hears("a bed", room=room)
                assert bed["shield"] == 0
            after = json.loads((kept / "session.json").read_text())
            assert after["device"] != before["device"]
            assert after["past"] == []

    asyncio.run(scenario())


def test_newcomers_are_read_when_all_one_time_keys_were_taken(
        server: Synapse, client: Path, tmp_path: Path) -> None:
    bot = server.register("apoyotaken")["user_id"]

    async def scenario() -> None:
        async with Human(server, "eve") as eve, Sealed(server, client, "ana") as ana:
            async with running(tmp_path, section(server, bot)):
                room = await ana.do("room", invite=[bot], encrypted=True)
                await ana.hears("I am Apoyo", room=room)
            device = json.loads((tmp_path / "matrix" / "session.json").read_text())["device"]
            last = ""
            for _ in range(120):
                found = await eve.call("POST", "/keys/claim", {"one_time_keys": {
                    bot: {device: "signed_curve25519"}}})
                (_, key), = found["one_time_keys"][bot][device].items()
                if key.get("fallback"):
                    last = "fallback"
            assert last == "fallback"
            async with Sealed(server, client, "ben") as ben:
                await ana.do("invite", room=room, user=ben.id)
                await ben.invited()
                await ben.say(room, "!need a crib")
                async with running(tmp_path, section(server, bot)):
                    await ben.hears("1 · a crib", room=room)
                    found = await eve.call("POST", "/keys/claim", {"one_time_keys": {
                        bot: {device: "signed_curve25519"}}})
                    (_, key), = found["one_time_keys"][bot][device].items()
                    assert not key.get("fallback"), "new one-time keys were made"

    asyncio.run(scenario())


def test_a_service_speaks_without_signing_in(
        server: Synapse, client: Path, tmp_path: Path) -> None:
    user = f"@served:{server.name}"
    server.post("/_matrix/client/v3/register", {
        "type": "m.login.application_service", "username": "served",
        "inhibit_login": True}, "served")
    settings = {"homeserver": server.url, "user": user, "token": "served", "appservice": True}

    async def scenario() -> None:
        async with (Sealed(server, client, "ana", isolate=True) as ana,
                    running(tmp_path, settings)):
            room = await ana.do("room", invite=[user], encrypted=True)
            await ana.hears("I am Apoyo", room=room)
            await ana.say(room, "!need a crib")
            assert (await ana.hears("1 · a crib", room=room))["shield"] == 0

    asyncio.run(scenario())

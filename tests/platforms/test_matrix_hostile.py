"""What strangers may send: misshapen and dishonest things at every guard, the bot still answers."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.platforms.matrix_bot import running, section
from tests.platforms.matrix_fixtures import needs_server, server
from tests.platforms.matrix_people import Human
from tests.platforms.matrix_synapse import Synapse

pytestmark = [pytest.mark.slow, needs_server]
__all__ = ["server"]

OLM, MEGOLM = "m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2"
ODD: list[Any] = [None, 0, -1, True, "", "x", "\u202e", [], [[]], {}, {"a": {"b": []}}, 2**52]


def deep(levels: int) -> Any:
    """Return a value nested that deep."""
    found: Any = "x"
    for _ in range(levels):
        found = [found]
    return found


def play(server: Synapse, folder: Path,
         scenario: Callable[[Human, str, str, str, Path], Awaitable[None]]) -> None:
    """Let eve do her worst in a room of hers; after it and after a restart, ana is answered."""
    bot = server.register(f"apoyo{abs(hash(folder))}")["user_id"]

    async def whole() -> None:
        async with Human(server, "ana") as ana, Human(server, "eve") as eve:
            room = await eve.room(bot, ana.id)
            await ana.join(room)
            for part in range(2):
                async with running(folder, section(server, bot)) as running_bot:
                    if part == 0:
                        await ana.hears("I am Apoyo")
                        await scenario(eve, room, bot, _device(folder), folder)
                    await ana.say(room, f"!need thing{part}")
                    await ana.hears(f"{part + 1} · thing{part}")
                    assert not running_bot.task.done()

    asyncio.run(whole())


def _device(folder: Path) -> Any:
    return json.loads((folder / "matrix" / "session.json").read_text())["device"]


async def _to_device(eve: Human, bot: str, device: str, kind: str, content: Any) -> None:
    await eve.ask("PUT", f"/sendToDevice/{kind}/{uuid4().hex}", {
        "messages": {bot: {device: content}}})


def test_misshapen_messages_to_the_device(server: Synapse, tmp_path: Path) -> None:
    async def scenario(eve: Human, room: str, bot: str, device: Any, folder: Path) -> None:
        found = await eve.call("POST", "/keys/query", {"device_keys": {bot: []}})
        ours = found["device_keys"][bot][device]["keys"][f"curve25519:{device}"]
        bodies: list[Any] = ["AAAA", "!!!", "", None, 7, {"x": 1}, "A" * 200, "é"]
        for body in bodies:
            for kind in (0, 1, 2, None, "0"):
                await _to_device(eve, bot, device, "m.room.encrypted", {
                    "algorithm": OLM, "sender_key": ours,
                    "ciphertext": {ours: {"type": kind, "body": body}}})
        for odd in ODD:
            for content in (odd, {"algorithm": OLM, "sender_key": odd, "ciphertext": odd},
                            {"algorithm": OLM, "sender_key": "x", "ciphertext": {ours: odd}},
                            {"algorithm": odd, "sender_key": "x", "ciphertext": {}}):
                await _to_device(eve, bot, device, "m.room.encrypted", content)
                await _to_device(eve, bot, device, "m.room_key_request", content)
        await _to_device(eve, bot, device, "m.room.encrypted", {
            "algorithm": OLM, "sender_key": "x", "ciphertext": deep(900)})

    play(server, tmp_path, scenario)


def test_misshapen_events(server: Synapse, tmp_path: Path) -> None:
    async def scenario(eve: Human, room: str, bot: str, device: Any, folder: Path) -> None:
        send = f"/rooms/{quote(room)}/send"
        sent = 0
        for odd in ODD:
            for kind, content in (
                ("m.room.message", {"msgtype": odd, "body": odd}),
                ("m.room.message", {"msgtype": "m.text", "body": odd, "m.mentions": odd}),
                ("m.room.message", {"msgtype": "m.text", "body": "!needs", "m.relates_to": odd}),
                ("m.room.message", {"msgtype": "m.text", "body": "* x", "m.new_content": odd,
                                    "m.relates_to": {"rel_type": "m.replace", "event_id": odd}}),
                ("m.room.message", {"msgtype": "m.text", "body": "x", "m.mentions": {
                    "user_ids": [bot]}, "org.matrix.msc4391.command": odd}),
                ("m.room.message", {"msgtype": "m.text", "body": "x", "m.mentions": {
                    "user_ids": [bot]}, "org.matrix.msc4391.command": {
                        "command": "need", "arguments": {"what": odd, "x": odd}}}),
                ("m.room.encrypted", {"algorithm": odd, "ciphertext": odd}),
                ("m.room.encrypted", {"algorithm": MEGOLM, "session_id": odd, "sender_key": odd,
                                      "ciphertext": odd, "device_id": odd}),
                ("m.reaction", {"m.relates_to": odd}),
                ("m.room.redaction", {"redacts": odd}),
            ):
                await eve.ask("PUT", f"{send}/{kind}/x{sent}", content)  # taken or not
                sent += 1
        await eve.ask("PUT", f"{send}/m.room.message/big", {
            "msgtype": "m.text", "body": "!show " + "x" * 60_000})
        await eve.ask("PUT", f"{send}/m.room.message/half", {
            "msgtype": "m.text", "body": "!show a \ud800 crib"})

    play(server, tmp_path, scenario)


def test_misshapen_state(server: Synapse, tmp_path: Path) -> None:
    async def scenario(eve: Human, room: str, bot: str, device: Any, folder: Path) -> None:
        state = f"/rooms/{quote(room)}/state"
        for odd in ODD:
            await eve.ask("PUT", f"{state}/m.room.name", {"name": odd})
            await eve.ask("PUT", f"{state}/m.room.tombstone/x", {"replacement_room": odd})
            await eve.ask("PUT", f"{state}/m.room.member/{quote(eve.id)}", {
                "membership": "join", "displayname": odd, "avatar_url": odd})
            await eve.ask("PUT", f"{state}/m.room.member/{quote(eve.id)}", {"membership": odd})
            await eve.ask("PUT", f"{state}/m.room.power_levels", {
                "users": {eve.id: 100}, "state_default": odd, "events": {"x": odd}})

    play(server, tmp_path, scenario)


def test_misshapen_device_keys(server: Synapse, tmp_path: Path) -> None:
    async def scenario(eve: Human, room: str, bot: str, device: Any, folder: Path) -> None:
        me = await eve.call("GET", "/account/whoami")
        own = me["device_id"]
        for keys in ({f"curve25519:{own}": "bad", f"ed25519:{own}": "bad"},
                     {f"curve25519:{own}": "", f"ed25519:{own}": "AAAA"}, {}):
            await eve.ask("POST", "/keys/upload", {"device_keys": {
                "user_id": eve.id, "device_id": own, "algorithms": [OLM, MEGOLM], "keys": keys,
                "signatures": {eve.id: {f"ed25519:{own}": "bad"}}}, "one_time_keys": {
                    "signed_curve25519:AAAA": {"key": "bad", "signatures": {}}}})
        await eve.state(room, "m.room.encryption", {"algorithm": MEGOLM})

    play_encrypted(server, tmp_path, scenario)


def play_encrypted(server: Synapse, folder: Path, scenario: Any) -> None:
    """As `play`, but the room ends up encrypted: an answer is any encrypted event of the bot."""
    bot = server.register(f"apoyo{abs(hash(folder))}")["user_id"]

    async def whole() -> None:
        async with Human(server, "ana") as ana, Human(server, "eve") as eve:
            room = await eve.room(bot, ana.id)
            await ana.join(room)
            for part in range(2):
                async with running(folder, section(server, bot)):
                    if part == 0:
                        await ana.hears("I am Apoyo")
                        await scenario(eve, room, bot, _device(folder), folder)
                    await ana.say(room, f"!need thing{part}")
                    await ana.until(lambda one: one["type"] == "m.room.encrypted"
                                    and one["sender"] == bot)

    asyncio.run(whole())


def test_a_flood_of_invitations_slows_nobody(server: Synapse, tmp_path: Path) -> None:
    async def scenario(eve: Human, room: str, bot: str, device: Any, folder: Path) -> None:
        await asyncio.gather(*(eve.room(bot) for _ in range(30)))

    play(server, tmp_path, scenario)

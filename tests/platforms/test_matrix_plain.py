"""Rooms without encryption, against a real homeserver, with a plain HTTP client."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.contract.files import CALENDAR, PICTURE, hand_over
from tests.platforms.matrix_bot import running, section
from tests.platforms.matrix_fixtures import needs_server, server
from tests.platforms.matrix_people import Human
from tests.platforms.matrix_synapse import Synapse

pytestmark = [pytest.mark.slow, needs_server]
__all__ = ["server"]

Scenario = Callable[[Human, Human, str, str], Awaitable[None]]


def reply(event: dict[str, Any]) -> dict[str, Any]:
    """Return what makes a message a reply."""
    return {"m.relates_to": {"m.in_reply_to": {"event_id": event["event_id"]}}}


def in_a_room(server: Synapse, folder: Path, scenario: Scenario, **options: Any) -> None:
    """Play a scenario of ana and ben in a room the bot has come into."""
    bot = server.register(f"apoyo{abs(hash(folder))}")["user_id"]

    async def whole() -> None:
        async with Human(server, "ana") as ana, Human(server, "ben") as ben:
            room = await ana.room(bot, ben.id, **options)
            await ben.join(room)
            async with running(folder, section(server, bot)):
                await ana.hears("I am Apoyo")
                await ben.hears("I am Apoyo")
                await scenario(ana, ben, room, bot)

    asyncio.run(whole())


def test_a_need_is_asked_claimed_and_done(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        await ana.say(room, "!need a crib")
        card = await ben.hears("1 · a crib")
        assert card["content"]["m.mentions"] == {}
        assert card["content"]["msgtype"] == "m.notice"
        await ben.say(room, "I can", **reply(card))
        await ben.hears("You are on 1")
        edit = await ana.hears("* 1 · a crib")
        assert edit["content"]["m.relates_to"]["event_id"] == card["event_id"]
        assert ben.name in edit["content"]["m.new_content"]["body"]
        direct = await ben.invited()
        await ben.until(lambda one: one["type"] == "m.room.encrypted"
                        and one["room_id"] == direct)
        await ben.say(room, "/done 1")
        await ana.hears("Done")

    in_a_room(server, tmp_path, scenario)


SHAPES: list[dict[str, Any]] = [
    {"body": "!need {what}"},
    {"body": "/need {what}"},
    {"body": "@apoyo need {what}"},
    {"body": "{me} need {what}"},
    {"body": "{name}: need {what}", "m.mentions": {"user_ids": ["{me}"]}},
    {"body": "[{me}](https://matrix.to/#/{me}) need {what}"},
    {"body": "[Apoyo](https://matrix.to/#/{me}): need {what}"},
    {"body": "need {what} {name}", "m.mentions": {"user_ids": ["{me}"]}},
    {"body": "{name} need {what}", "format": "org.matrix.custom.html",
     "formatted_body": '<a href="https://matrix.to/#/{me}">{name}</a> need {what}'},
    {"body": "!{name} need {what}"},
    {"body": "!need {what}", "msgtype": "m.image", "filename": "crib.png", "url": "mxc://x/y"},
    {"body": "anything", "m.mentions": {"user_ids": ["{me}"]},
     "org.matrix.msc4391.command": {"command": "need", "arguments": {"what": "{what}"}}},
]


def test_a_need_is_understood_however_a_client_writes_it(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        def filled(part: Any, what: str) -> Any:
            if isinstance(part, str):
                return part.replace("{me}", bot).replace("{what}", what).replace(
                    "{name}", bot[1:].partition(":")[0])
            if isinstance(part, list):
                return [filled(one, what) for one in part]
            return {key: filled(one, what) for key, one in part.items()}

        for number, shape in enumerate(SHAPES, 1):
            what = f"crib{number}"
            await ana.send(room, "m.room.message", {"msgtype": "m.text", **filled(shape, what)})
            await ben.hears(f"{number} · {what}")

    in_a_room(server, tmp_path, scenario)


def test_reactions_count_once_the_group_wants_that(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        def sign(key: str) -> dict[str, Any]:
            return {"m.relates_to": {"rel_type": "m.annotation", "event_id": card["event_id"],
                                     "key": key}}

        await ana.say(room, "!need a crib")
        card = await ben.hears("1 · a crib")
        await ben.send(room, "m.reaction", sign("👍"))
        await ana.say(room, "!settings reactions yes")
        await ana.hears("takes a card on")
        put = await ben.send(room, "m.reaction", sign("✋"))
        edit = await ana.hears("* 1 · a crib")
        assert ben.name in edit["content"]["body"]
        answer = await ben.hears("You are on 1")
        assert answer["content"]["m.mentions"] == {"user_ids": [ben.id]}
        assert answer["content"]["body"].startswith(f"{ben.name}: ")
        assert "m.relates_to" not in answer["content"]
        await ben.call("PUT", f"/rooms/{quote(room)}/redact/{quote(put)}/x", {})
        assert ben.name not in (await ana.hears("* 1 · a crib"))["content"]["body"]

    in_a_room(server, tmp_path, scenario)


def test_the_board_is_pinned_where_the_room_allows_it(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        await ana.state(room, "m.room.pinned_events", {"pinned": ["$theirs"]})
        boards = []
        for _ in range(2):
            await ana.say(room, "!board")
            board = await ana.hears("")
            boards.append(board["event_id"])
            await ana.until(lambda one: one["type"] == "m.room.pinned_events"
                            and one["content"]["pinned"] == ["$theirs", boards[-1]])
        await ana.say(room, "!board off")
        await ana.until(lambda one: one["type"] == "m.room.pinned_events"
                        and one["content"]["pinned"] == ["$theirs"])
        assert board["content"]["msgtype"] == "m.notice"

    in_a_room(server, tmp_path, scenario, power_level_content_override={
        "events": {"m.room.pinned_events": 0}})


def test_files_arrive_as_they_were(server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyofiles")["user_id"]

    async def whole() -> None:
        async with Human(server, "ana") as ana:
            room = await ana.room(bot)
            async with running(tmp_path, section(server, bot)) as one:
                await ana.hears("I am Apoyo")
                for file in (CALENDAR, PICTURE):
                    await hand_over(one.app, file, f"matrix:{room}", None)
                    came = (await ana.hears(file.name))["content"]
                    assert came["info"]["mimetype"] == file.type
                    assert await ana.media(came["url"]) == file.data

    asyncio.run(whole())


def test_talk_notices_and_a_bare_help_are_left_alone(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        for text in ("hello", "!help", "!ayuda", "!important", "apoyo is nice", "need a ride"):
            await ana.say(room, text)
        await ana.send(room, "m.room.message", {"msgtype": "m.notice", "body": "!need a crib"})
        await ana.send(room, "m.room.message", {"msgtype": "m.emote", "body": "waves"})
        await ana.say(room, "@apoyo help")
        found = await ben.quiet()
        assert [one["content"]["body"].split("\n")[0] for one in found if one["sender"] == bot] == [
            "I keep track of who needs what, and who is on it. Try:"]

    in_a_room(server, tmp_path, scenario)


def test_an_emote_edits_redactions_and_threads_are_understood(
        server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        asked = await ana.say(room, "!need a crib")
        await ben.hears("1 · a crib")
        await ben.send(room, "m.room.message", {"msgtype": "m.emote", "body": "apunto 1"})
        await ben.hears("You are on 1")
        await ana.say(room, "* !need a bed", **{
            "m.new_content": {"msgtype": "m.text", "body": "!need a bed"},
            "m.relates_to": {"rel_type": "m.replace", "event_id": asked}})
        await ben.hears("* 1 · a bed")
        root = await ana.say(room, "about tomorrow")
        second = await ana.say(room, "!need a ride", **{"m.relates_to": {
            "rel_type": "m.thread", "event_id": root, "is_falling_back": True,
            "m.in_reply_to": {"event_id": root}}})
        await ben.hears("2 · a ride")
        await ana.say(room, "!needs", **{"m.relates_to": {
            "rel_type": "m.thread", "event_id": root, "is_falling_back": True,
            "m.in_reply_to": {"event_id": root}}})
        answer = await ana.hears("2 · a ride")
        while answer["content"].get("m.relates_to", {}).get("rel_type") != "m.thread":
            answer = await ana.hears("2 · a ride")
        assert answer["content"]["m.relates_to"]["event_id"] == root
        await ana.call("PUT", f"/rooms/{quote(room)}/redact/{quote(second)}/x", {})
        await ben.hears("* 2 · a ride")

    in_a_room(server, tmp_path, scenario)


def test_rights_are_the_rooms_own(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        await ben.say(room, "!settings timezone America/Chicago")
        assert "America/Chicago" not in (await ben.hears("moderator"))["content"]["body"]
        await ana.say(room, "!settings timezone America/Chicago")
        await ana.hears("America/Chicago")

    in_a_room(server, tmp_path, scenario, room_version="12")


def test_commands_are_described_where_the_room_lets_us(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        kind = "org.matrix.msc4391.command_description"
        await ana.say(room, "!need a crib")
        await ana.hears("1 · a crib")
        assert not [one for one in ana.seen if one["type"] == kind], "it may not yet"
        levels = await ana.call("GET", f"/rooms/{quote(room)}/state/m.room.power_levels")
        await ana.state(room, "m.room.power_levels", {
            **levels, "events": {**levels.get("events", {}), kind: 0}})
        event = await ana.until(lambda event: event["type"] == kind)
        assert event["content"]["command"] == "need"
        assert event["content"]["parameters"][0]["schema"]["type"] == "string"

    in_a_room(server, tmp_path, scenario)


def test_a_direct_chat_is_known_by_its_invitation(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        await ana.say(room, "!needs")
        direct = await ana.room(bot, is_direct=True, preset="trusted_private_chat")
        await ana.until(lambda event: event.get("state_key") == bot
                        and event["content"]["membership"] == "join"
                        and event["room_id"] == direct)
        await ana.say(direct, "need a crib")
        card = await ben.hears("1 · a crib", room=room)
        assert "neighbour" in card["content"]["body"]
        assert ana.name not in str(card["content"])
        await ben.say(room, "!claim 1")
        await ana.hears("is on 1", room=direct)

    in_a_room(server, tmp_path, scenario)


def test_a_direct_chat_with_a_third_person_is_none(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        await ana.say(room, "!need a crib")
        false = await ana.room(bot, ben.id, is_direct=True)
        await ben.join(false)
        await ana.until(lambda event: event.get("state_key") == bot
                        and event["content"]["membership"] == "join"
                        and event["room_id"] == false)
        await ben.say(room, "!claim 1")
        direct = await ana.invited()
        assert direct != false
        await ana.until(lambda one: one["type"] == "m.room.encrypted"
                        and one["room_id"] == direct)

    in_a_room(server, tmp_path, scenario)


def test_strangers_invitations_are_declined_and_spaces_are_silent(
        server: Synapse, tmp_path: Path) -> None:
    bot = server.register("apoyoshy")["user_id"]

    async def scenario() -> None:
        async with Human(server, "ana") as ana, Human(server, "eve") as eve:
            allow = {"allow": {"people": [ana.id]}}
            async with running(tmp_path, section(server, bot, **allow)):
                refused = await eve.room(bot)
                await eve.until(lambda event: event.get("state_key") == bot
                                and event["content"]["membership"] == "leave"
                                and event["room_id"] == refused)
                space = await ana.room(bot, creation_content={"type": "m.space"})
                room = await ana.room(bot)
                await ana.hears("I am Apoyo", room=room)
                await ana.say(space, "!need a crib")
                assert not [one for one in await ana.quiet() if one["room_id"] == space]

    asyncio.run(scenario())


def test_a_group_follows_its_room_to_a_new_one(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        await ana.say(room, "!need a crib")
        await ben.hears("1 · a crib")
        made = await ana.call("POST", f"/rooms/{quote(room)}/upgrade", {"new_version": "11"})
        new = made["replacement_room"]
        await ana.call("POST", f"/rooms/{quote(new)}/invite", {"user_id": bot})
        await ana.hears("1 · a crib", room=new)
        await ana.say(new, "!claim 1")
        assert ana.name in (await ana.hears("* 1 · a crib", room=new))["content"]["body"]
        await ben.call("POST", f"/rooms/{quote(room)}/leave", {})
        await ana.say(new, "!need a bed")
        await ana.hears("2 · a bed", room=new)
        false = await ben.room(bot, creation_content={"predecessor": {
            "room_id": room, "event_id": "$x"}})
        await ben.hears("I am Apoyo", room=false)
        await ben.say(false, "!needs")
        assert "crib" not in (await ben.hears("", room=false))["content"]["body"]

    in_a_room(server, tmp_path, scenario)


def test_a_room_it_was_sent_out_of_is_left_in_peace(server: Synapse, tmp_path: Path) -> None:
    async def scenario(ana: Human, ben: Human, room: str, bot: str) -> None:
        await ana.say(room, "!need a crib")
        await ben.hears("1 · a crib")
        await ana.call("POST", f"/rooms/{quote(room)}/kick", {"user_id": bot})
        await ana.call("POST", f"/rooms/{quote(room)}/invite", {"user_id": bot})
        await ben.hears("I am Apoyo")
        await ben.say(room, "!needs")
        await ben.hears("1 · a crib")

    in_a_room(server, tmp_path, scenario)

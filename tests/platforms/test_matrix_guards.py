"""The guards on their own: malformed values at every place where a stranger's words come in."""

import asyncio
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nio")

from nio.api import Api
from vodozemac import Account, Curve25519PublicKey

from adapters.matrix.cipher import Cipher, Unreadable
from adapters.matrix.identity import Identity
from adapters.matrix.lanes import Lanes
from adapters.matrix.mentions import meant, readable
from adapters.matrix.pace import once, patiently
from adapters.matrix.replies import step, steps
from adapters.matrix.server import Lost, Refused, decode
from adapters.matrix.settings import read_settings
from adapters.matrix.telling import Telling
from adapters.matrix.vault import Vault
from adapters.matrix.view import View
from bot.catalogue import load
from bot.config import ConfigError
from bot.pace import ANSWER, EDIT, Pace
from bot.ports import Delivery, Rendered
from bot.text import Bold, Grid
from tests.platforms.matrix_eyes import Active

BOT, EVE = "@apoyo:x.test", "@eve:x.test"
ODD: list[Any] = [None, 0, True, "", "x", [], [[]], {}, {"a": {}}, 1.5, "\ud800", {"keys": "x"},
                  {"keys": {"curve25519:D": "bad", "ed25519:D": "bad"}}, {"keys": {}},
                  {"user_id": EVE, "device_id": "D"}]


class Told:
    """A homeserver that answers what it was told to."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    async def call(self, method: str, path: str, body: Any = None, **_: Any) -> Any:
        return self.answer if path != "/keys/upload" else {"one_time_key_counts": {}}

    async def close(self) -> None:
        pass


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD)
def test_malformed_device_keys_silence_nobody(tmp_path: Path, odd: Any) -> None:
    async def scenario() -> None:
        told = Told({})
        cipher = Cipher(told, BOT, "B", tmp_path)
        try:
            for n in range(6):
                eve = f"@eve{n}:x.test"
                told.answer = [
                    {"device_keys": odd}, {"device_keys": {eve: odd}},
                    {"device_keys": {eve: {"D": odd}}},
                    {"device_keys": {eve: {"D": {"user_id": eve, "device_id": "D", "keys": odd,
                                                 "signatures": odd}}}},
                    {"one_time_keys": odd}, {"one_time_keys": {eve: {"D": odd}}}][n]
                assert await cipher.devices.of([eve]) == []
                sealed = await cipher.sealed("!r", {BOT, eve}, "m.room.message", {"body": "x"})
                assert sealed["algorithm"] == "m.megolm.v1.aes-sha2"
        finally:
            cipher.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("curve", ["bad", "", "AAAA", "A" * 43 + "!", 7, None])
def test_a_signed_device_with_a_malformed_key_is_left_out(tmp_path: Path, curve: Any) -> None:
    account = Account()
    keys: dict[str, Any] = {
        "user_id": EVE, "device_id": "D", "algorithms": [],
        "keys": {"ed25519:D": account.ed25519_key.to_base64(), "curve25519:D": curve}}
    signature = account.sign(Api.to_canonical_json(keys).encode()).to_base64()
    signed = {**keys, "signatures": {EVE: {"ed25519:D": signature}}}

    async def scenario() -> None:
        cipher = Cipher(Told({"device_keys": {EVE: {"D": signed}}}), BOT, "B", tmp_path)
        try:
            assert await cipher.devices.of([EVE]) == []
        finally:
            cipher.close()

    asyncio.run(scenario())


def test_malformed_messages_to_the_device_are_dropped(tmp_path: Path) -> None:
    cipher = Cipher(Told({}), BOT, "B", tmp_path)
    ours = cipher.olm.account.identity_keys["curve25519"]
    kind = {"type": "m.room.encrypted", "sender": EVE}
    messages = [*ODD, *({**kind, "content": odd} for odd in ODD)]
    messages += [{**kind, "content": {"algorithm": "m.olm.v1.curve25519-aes-sha2",
                                      "sender_key": key, "ciphertext": {ours: {
                                          "type": number, "body": body}}}}
                 for key in ("x", ours, None) for number in (0, 1, 2, None)
                 for body in ("AAAA", "!", "", None, 7, "é", "A" * 400)]
    try:
        assert cipher.receive(messages) == set()
    finally:
        cipher.close()


def test_keys_are_kept_before_the_server_has_them(tmp_path: Path) -> None:
    class Cut(Told):
        """A homeserver that takes keys, and is cut off before it says so."""

        async def call(self, method: str, path: str, body: Any = None, **_: Any) -> Any:
            self.answer = body
            raise Lost("cut off")

    async def once() -> Any:
        wire = Cut({})
        cipher = Cipher(wire, BOT, "B", tmp_path)
        with pytest.raises(Lost):
            await Identity(cipher, Vault(tmp_path)).top_up(0, fallback=True)
        cipher.close()
        return wire.answer["one_time_keys"]

    first = asyncio.run(once())
    assert first
    assert first.items() <= asyncio.run(once()).items(), "after a kill they are offered again"


def test_a_first_message_on_a_key_we_never_made_is_dropped(tmp_path: Path) -> None:
    cipher = Cipher(Told({}), BOT, "B", tmp_path)
    ours = cipher.olm.account.identity_keys["curve25519"]
    eve, other = Account(), Account()
    other.generate_one_time_keys(1)
    (unknown,) = other.one_time_keys.values()
    session = eve.create_outbound_session(Curve25519PublicKey.from_base64(ours), unknown)
    kind, body = session.encrypt(b"{}").to_parts()
    try:
        for key in (eve.curve25519_key.to_base64(), ours, "bad", ""):
            assert cipher.receive([{"type": "m.room.encrypted", "sender": EVE, "content": {
                "algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": key,
                "ciphertext": {ours: {"type": kind, "body": b64encode(body).decode()}}}}]) == set()
    finally:
        cipher.close()


def test_malformed_encrypted_events_are_dropped(tmp_path: Path) -> None:
    cipher = Cipher(Told({}), BOT, "B", tmp_path)
    try:
        for odd in ODD:
            for content in ({"algorithm": odd}, {"algorithm": "m.megolm.v1.aes-sha2",
                                                 "session_id": odd, "sender_key": odd,
                                                 "ciphertext": odd}):
                event = {"type": "m.room.encrypted", "sender": EVE, "event_id": "$1",
                         "content": content}
                try:
                    assert cipher.opened("!r", event) is None
                except Unreadable:
                    assert isinstance(odd, str)
    finally:
        cipher.close()


def test_what_is_inside_never_says_who_wrote_it_or_counts_twice(tmp_path: Path) -> None:
    async def scenario() -> None:
        cipher = Cipher(Told({}), BOT, "B", tmp_path)
        try:
            sealed = await cipher.sealed("!r", {BOT}, "m.room.message", {
                "body": "x", "sender": BOT})
            event = {"type": "m.room.encrypted", "sender": EVE, "event_id": "$1",
                     "origin_server_ts": 5, "content": sealed}
            opened = cipher.opened("!r", event)
            assert opened
            assert (opened["sender"], opened["event_id"], opened["type"]) == (
                EVE, "$1", "m.room.message")
            assert "state_key" not in opened
            assert cipher.opened("!r", event), "the same event may come again"
            assert cipher.opened("!r", {**event, "event_id": "$2"}) is None, "a replay"
        finally:
            cipher.close()

    asyncio.run(scenario())


def state(kind: str, content: Any, key: str = "", sender: str = "@ana:x.test") -> dict[str, Any]:
    return {"type": kind, "state_key": key, "sender": sender, "content": content, "event_id": "$1"}


@pytest.mark.parametrize("odd", [*ODD, -1, "100", "1e9", float("inf"), 2**70])
def test_malformed_state_gives_nobody_rights(odd: Any) -> None:
    view = View("!r", BOT)
    view.apply(state("m.room.create", {"room_version": odd, "additional_creators": odd}))
    for user in (BOT, EVE, "@ana:x.test"):
        view.apply(state("m.room.member", {"membership": "join", "displayname": odd}, user))
    view.apply(state("m.room.power_levels", {"users": odd, "users_default": 0, "events": odd,
                                             "state_default": odd if odd != -1 else 50}))
    view.apply(state("m.room.member", {"membership": odd}, "@ben:x.test"))
    view.apply(state("m.room.name", {"name": odd}))
    view.apply(state("m.room.tombstone", {"replacement_room": odd}))
    if odd not in (0, True, -1) or odd is True:
        assert not view.moderates(EVE)
    assert isinstance(view.called(EVE), str)
    view.may_state("x")


def test_creators_stand_above_all_from_version_twelve_on() -> None:
    ana, ben = "@ana:x.test", "@ben:x.test"
    for version, ana_may, ben_may in (("12", True, True), ("13", True, True), ("11", False, False)):
        view = View("!r", BOT)
        view.apply(state("m.room.create", {"room_version": version, "additional_creators": [ben]}))
        for user in (ana, ben, EVE):
            view.apply(state("m.room.member", {"membership": "join"}, user))
        view.apply(state("m.room.power_levels", {"users": {}, "state_default": 50}))
        assert (view.moderates(ana), view.moderates(ben), view.moderates(EVE)) == (
            ana_may, ben_may, False)


def test_people_are_named_however_a_client_writes_them() -> None:
    ben, bea = "@ben:x.test", "@bea:x.test"
    view = View("!r", BOT)
    for user, shown in ((BOT, "Apoyo"), (ben, "Ben López"), (bea, "Bea"), (EVE, "Bea")):
        view.apply(state("m.room.member", {"membership": "join", "displayname": shown}, user))
    pinged = {"m.mentions": {"user_ids": [ben, "@nobody:x.test", 7]}}
    link = "https://matrix.to/#/"
    for typed, body, line, people in (
        ("tell Ben López hi", pinged, "tell @Ben López hi", [ben]),
        ("tell @ben lópez hi", pinged, "tell @Ben López hi", [ben]),
        (f"tell [Ben]({link}{ben}) hi", {}, "tell @Ben López hi", [ben]),
        (f"tell {link}%40ben%3Ax.test?via=x.test hi", {}, "tell @Ben López hi", [ben]),
        (f"tell {ben}, hi", {}, "tell @Ben López, hi", [ben]),
        (f"tell {bea} hi", {}, f"tell @Bea ({bea}) hi", [bea]),
        (f"[x]({link}{BOT}) hi", {}, f"{BOT} hi", []),
        ("tell @nobody:x.test me@ben:x.test hi", pinged, "tell @nobody:x.test me@ben:x.test hi",
         [ben]),
        (f"{link}#room:x.test", {}, f"{link}#room:x.test", []),
    ):
        assert readable(view, typed, body) == (line, people)
    for odd in ODD:
        readable(view, "x", {"m.mentions": odd})
        readable(view, "x", {"m.mentions": {"user_ids": odd}})
        meant(BOT, {"m.mentions": odd})
        meant(BOT, {"formatted_body": odd})


def test_encryption_is_never_undone() -> None:
    view = View("!r", BOT)
    view.apply(state("m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"}))
    view.apply(state("m.room.encryption", {}))
    assert view.encrypted


def test_an_answer_may_be_nested_deeper_than_python_likes() -> None:
    assert decode(b'{"a":' + b"[" * 3000 + b"]" * 3000 + b"}")
    for bad in (b"", b"[]", b"nonsense", b'{"a":' + b"[" * 90_000):
        with pytest.raises(ValueError):  # noqa: PT011
            decode(bad)


def test_waiting_sends_go_in_order_of_importance() -> None:
    async def scenario() -> list[str]:
        pace, went, limited = Pace(at_once=1), [], [True]

        async def send(name: str) -> None:
            if limited and limited.pop():
                raise Refused(429, {}, 0.05)
            went.append(name)

        async def one(importance: int, name: str) -> None:
            await patiently(pace, importance, lambda: send(name))

        await asyncio.gather(one(EDIT, "edit 1"), one(EDIT, "edit 2"), one(ANSWER, "answer 1"),
                             one(ANSWER, "answer 2"))
        return went

    assert asyncio.run(scenario()) == ["answer 1", "answer 2", "edit 1", "edit 2"]


def test_what_has_a_limit_of_its_own_holds_up_nobody_else() -> None:
    async def scenario() -> list[str]:
        pace, went = Pace(at_once=1), []

        async def refused() -> None:
            raise Refused(429, {}, 60)

        async def send() -> None:
            went.append("answer")

        with pytest.raises(Refused):
            await once(pace, ANSWER, refused)
        await asyncio.wait_for(patiently(pace, ANSWER, send), 5)
        return went

    assert asyncio.run(scenario()) == ["answer"]


def test_what_somebody_asked_to_be_told_is_no_notice_and_pings_nobody() -> None:
    def kind(**more: Any) -> str:
        delivery = Delivery(key="k", order=1, lane="matrix:!r", platform="matrix", group="g",
                            verb="send", body="@room bring ID", **more)
        drawn = Rendered(delivery.body, (), ("en",))
        content = Telling(load().vocabulary).content(delivery, drawn, datetime.now(UTC))
        assert content["m.mentions"] == {}
        return str(content["msgtype"])

    assert kind(room="matrix:!r") == "m.text"  # clients keep quiet about notices
    assert kind(to="matrix:@ana:x.test") == "m.text"
    assert kind(room="matrix:!r", to="matrix:@ana:x.test", reply_to="matrix:$1") == "m.notice"
    assert kind(room="matrix:!r", card=True) == "m.notice"


def test_a_grid_is_a_table_and_nobodys_markup_is_ours() -> None:
    grid = Grid(("cook", "<b>serve</b>"), ((Bold("Tue"), "ana", "<img src=x>"),
                                           (Bold("Wed"), "@room", "")))
    delivery = Delivery(key="k", order=1, lane="matrix:!r", platform="matrix", group="g",
                        verb="send", room="matrix:!r", reply_to="matrix:$1")
    content = Telling(load().vocabulary).content(
        delivery, Rendered(grid, (), ("en",)), datetime.now(UTC))
    assert content["formatted_body"].count("<tr>") == 3
    assert Active(content["formatted_body"]).found == []
    assert "cook: ana" in content["body"]


def test_a_reply_needs_more_words_only_where_several_steps_begin_alike() -> None:
    words = load().vocabulary
    places = ("claim", "claim:return", "cancel:yes")
    for line, action in (("claim", "claim"), ("Me apunto", "claim"), ("/claim return",
                         "claim:return"), ("cancel", "cancel:yes"), ("done", None),
                         ("claim it all", None)):
        assert step(places, line, words) == action
    shifts = ("claim:head_cook:2026-11-24", "claim:serve:2026-11-24")
    assert step(shifts, "claim head cook 2026-11-24", words) == shifts[0]
    assert step(shifts, "claim", words) is None
    assert [rest for *_, rest in steps(places)] == ["", "return", ""]


def test_a_batch_counts_as_done_only_after_all_before_it() -> None:
    async def scenario() -> list[str]:
        lanes, went = Lanes(), []
        slow = asyncio.Event()

        async def wait() -> None:
            await slow.wait()
            went.append("a1")

        async def quick(name: str) -> None:
            went.append(name)

        await lanes.batch({"a": wait}, lambda: went.append("first"))
        await lanes.batch({"a": lambda: quick("a2"), "b": lambda: quick("b")},
                          lambda: went.append("second"))
        await asyncio.sleep(0.01)
        slow.set()
        await asyncio.sleep(0.01)
        await lanes.close()
        return went

    went = asyncio.run(scenario())
    assert went[0] == "b"
    assert went.index("a1") < went.index("a2")
    assert went.index("first") < went.index("second")


@pytest.mark.parametrize(("section", "says"), [
    ({}, "homeserver"), ({"homeserver": "x"}, "https://"),
    ({"homeserver": "https://x", "user": "apoyo"}, "whole user id"),
    ({"homeserver": "https://x", "user": BOT, "pasword": "x"}, "pasword"),
    ({"homeserver": "https://x", "user": BOT, "allow": ["x"]}, "allow"),
    ({"homeserver": "https://x", "user": BOT, "allow": {"people": "x"}}, "people"),
])
def test_a_mistake_in_the_configuration_is_named(section: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_settings(section, {})


def test_who_may_invite() -> None:
    common = {"homeserver": "https://x", "user": BOT}
    assert read_settings(common, {}).allow.takes("@ana:x.test")
    assert not read_settings(common, {}).allow.takes("@ana:y.test")
    listed = read_settings({**common, "allow": {"people": ["@ana:y.test"]}}, {}).allow
    assert listed.takes("@ana:y.test")
    assert not listed.takes("@ben:x.test")
    assert read_settings({**common, "allow": {"servers": ["*"]}}, {}).allow.takes("@a:b:8448")

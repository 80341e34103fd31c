"""The console for programs, as a real process: each line in, and every record out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.console_process import Console, dm, kinds, only, say, talk


@pytest.fixture(scope="module")
def shared() -> Iterator[Console]:
    """One console for tests that need no fresh one; each uses rooms of its own."""
    console = Console()
    yield console
    status, rest = console.close()
    assert status == 0
    assert rest == []


def test_a_need_claimed_by_all_ways_in_one_conversation() -> None:
    events = talk(
        say("ana", "/need a crib", id="e1"),
        {"op": "reply", "room": "#general", "user": "ben", "to": "m1", "text": "I can"},
        {"op": "reply", "user": "ben", "to": "m3", "text": "I can't"},
        {"op": "press", "user": "carla", "on": "m1", "action": "claim"},
        dm("carla", "unclaim 1"),
        {"op": "edit", "user": "ana", "of": "e1", "text": "/need a big crib"},
        {"op": "delete", "user": "ana", "of": "e1"},
    )
    assert [event["op"] for event in events if event["event"] == "ok"] == [1, 2, 3, 4, 5, 6, 7]
    cards = [event["text"] for event in events if event["id" if "id" in event else "op"] == "m1"]
    said = ["Who can?", "ben", "Who can?", "carla", "Who can?", "big", "Withdrawn"]
    assert len(cards) == len(said)
    for words, text in zip(said, cards, strict=True):
        assert words in text


def test_a_message_carries_every_field_of_the_contract(shared: Console) -> None:
    events = shared.ask(say("ana", "/need 10 meals <b>hot</b>", "#f@fields", id="f1"))
    card = only(events, "send")
    assert card["room"] == "#f@fields"
    assert "to" not in card
    assert card["about"] == 1
    assert card["actions"] == ["claim"]
    assert "<b>hot</b>" in card["text"]
    assert "&lt;b&gt;hot" in card["html"]
    assert card["key"]
    assert card["id"].removeprefix("m").isdigit()
    assert events[-1] == {"event": "ok", "op": card["op"], "now": "2026-11-23T09:00:00-05:00"}

    events = shared.ask(say("ben", "/claim 1 4", "#f@fields", id="f2"))
    edit = only(events, "edit")
    assert edit["id"] == card["id"]
    assert edit["about"] == 1
    assert edit["actions"] == ["claim", "done"]
    assert edit["key"] != card["key"]
    answer = next(event for event in events if event.get("reply_to") == "f2")
    assert (answer["room"], answer["to"]) == ("#f@fields", "ben")
    note = next(event for event in events if event.get("to") == "ana")
    assert "room" not in note
    assert {event["op"] for event in events} == {shared.written}


def test_fields_nobody_knows_are_passed_over(shared: Console) -> None:
    events = shared.ask(say("ana", "/needs", "#u@unknown", colour="red", more={"deep": [1, {}]}))
    assert kinds(events) == ["send", "ok"]


@pytest.mark.parametrize("line", [
    "{", "[]", "null", "7", '"say"', "{}", '{"op":null}', '{"op":7}', '{"op":"shout"}',
    '{"op":"say","room":"#e@err","text":"/needs"}', '{"op":"say","user":"ana","text":"/needs"}',
    '{"op":"say","room":"#e@err","user":"ana"}',
    '{"op":"say","room":"#e@err","user":"ana","text":7}',
    '{"op":"say","room":"#e@err","user":["ana"],"text":"x"}',
    '{"op":"say","room":"#e@err","user":"ana","text":"x","id":7}',
    '{"op":"say","room":"#e@err","user":"ana","text":"x","moderator":"yes"}',
    '{"op":"say","room":"#e@err","user":"ana","text":"x","lang":5}',
    '{"op":"say","room":"kitchen","user":"ana","text":"x"}',
    '{"op":"say","room":"#e@err","user":"","text":"x"}',
    '{"op":"dm","text":"x"}', '{"op":"dm","user":"ana"}',
    '{"op":"reply","user":"ana","text":"x"}', '{"op":"reply","user":"ana","to":"m1"}',
    '{"op":"reply","user":"ana","to":"m99999","text":"x"}',
    '{"op":"reply","user":"ana","to":"e1","text":"x"}',
    '{"op":"press","user":"ana","on":"m1"}', '{"op":"press","user":"ana","action":"claim"}',
    '{"op":"press","user":"ana","on":"m99999","action":"claim"}',
    '{"op":"press","user":"ana","on":"m0","action":"claim"}',
    '{"op":"press","user":"ana","on":"m-1","action":"claim"}',
    '{"op":"press","user":"ana","on":"1","action":"claim"}',
    '{"op":"press","user":"ana","on":"m' + "9" * 5000 + '","action":"claim"}',
    '{"op":"react","room":"#e@err","user":"ana","on":"m99999","key":"x"}',
    '{"op":"react","room":"#e@err","user":"ana","on":"m1"}',
    '{"op":"edit","user":"ana","of":"never","text":"x"}', '{"op":"edit","user":"ana","text":"x"}',
    '{"op":"delete","user":"ana","of":"never"}', '{"op":"delete","user":"ana"}',
    '{"op":"join","user":"ana"}', '{"op":"leave","room":"#e@err"}',
    '{"op":"suggest","room":"#e@err","user":"ana"}', '{"op":"suggest","text":"/c"}',
    '{"op":"advance"}', '{"op":"advance","by":"soon"}', '{"op":"advance","by":""}',
    '{"op":"advance","by":"-1h"}', '{"op":"advance","by":5}', '{"op":"advance","by":"1h","to":"x"}',
    '{"op":"advance","to":"yesterday"}', '{"op":"advance","to":"2026-11-24T08:00"}',
    '{"op":"advance","to":"2026-11-23T08:59-05:00"}', '{"op":"advance","to":"0001-01-01T00:00Z"}',
    '{"op":"advance","to":"9999-12-31T23:59-12:00"}', '{"op":"advance","by":"999999999w"}',
    '{"op":"advance","by":"' + "9" * 5000 + 'd"}',
    '{"op":"fail","room":"#e@err"}', '{"op":"fail","times":1}',
    '{"op":"fail","room":"#e@err","user":"ana","times":1}',
    '{"op":"fail","room":"#e@err","times":-1}', '{"op":"fail","room":"#e@err","times":"two"}',
    '{"op":"fail","room":"#e@err","times":1,"kind":"whisper"}',
    b'{"op":"say","room":"#e@err","user":"ana","text":"\xff\xfe"}',
    '{"op":"say","room":"#e@err","user":"ana","text":"\\ud800"}',
    '{"op":"say","room":"#e@err","user":"ana","text":"x"} trailing', "[" * 100_000,
])
def test_a_line_that_is_not_understood_is_an_error_and_changes_nothing(
        shared: Console, line: str | bytes) -> None:
    shared.ask(say("ana", "/need a crib", "#e@err", id="e-first"))
    events = shared.ask(line)
    assert kinds(events) == ["error"]
    assert events[0]["op"] == shared.written
    assert 0 < len(events[0]["text"]) < 500
    assert "now" not in events[0]
    events = shared.ask({"op": "sync"})
    assert events == [{"event": "ok", "op": shared.written, "now": "2026-11-23T09:00:00-05:00"}]


def test_empty_lines_count_but_say_nothing(shared: Console) -> None:
    first = shared.written
    shared.write("", "   ")
    events = shared.ask({"op": "sync"})
    assert [event["op"] for event in events] == [first + 3]


def test_a_repeated_id_yields_only_ok(shared: Console) -> None:
    room = "#r@repeat"
    first = shared.ask(say("ana", "/need a crib", room, id="r1"))
    card = only(first, "send")["id"]
    for op in (
        say("ana", "/need a crib", room, id="r1"),
        say("ben", "/claim 1", room, id="r1"),
        dm("ben", "claim 1", id="r1"),
        {"op": "press", "user": "ben", "on": card, "action": "claim", "id": "r1"},
        {"op": "edit", "user": "ana", "of": "r1", "text": "/need x", "id": "r1"},
        {"op": "delete", "user": "ana", "of": "r1", "id": "r1"},
        {"op": "leave", "user": "ana", "room": room, "id": "r1"},
        say("ana", "only talk", room, id="r2"), say("ana", "/need a bed", room, id="r2"),
    ):
        assert kinds(shared.ask(op)) == ["ok"], op


@pytest.mark.parametrize("odd", ["", " ", "~", "ñ" * 300, "console:r1", "wake:tidy", "\u202e",
                                 "a\nb", "💛", "\x00"])
def test_any_string_is_an_id(shared: Console, odd: str) -> None:
    op = say("ana", "/need a crib", f"#i@ids{len(odd)}{ord((odd or 'x')[0])}", id=odd)
    events = shared.ask(op)
    assert kinds(events) == ["send", "ok"]
    assert kinds(shared.ask(op)) == ["ok"]
    assert kinds(shared.ask({"op": "edit", "user": "ana", "of": odd, "text": "/need a bed"})) == [
        "edit", "ok"]


def test_lines_sent_without_waiting_are_handled_in_their_order() -> None:
    ops = [say("ana", f"/need thing {n}") for n in range(1, 101)]
    ops += [say(f"p{n}", f"/claim {n}") for n in range(1, 101)]
    events = talk(*ops)
    assert [event["op"] for event in events if event["event"] == "ok"] == list(range(1, 201))
    order = [event["op"] for event in events]
    assert order == sorted(order)
    cards = [event for event in events if event["event"] == "send" and event["op"] <= 100]
    assert [card["about"] for card in cards] == list(range(1, 101))
    numbers = [int(event["id"][1:]) for event in events if event["event"] == "send"]
    assert len(set(numbers)) == len(numbers)
    keys = [event["key"] for event in events if "key" in event]
    assert len(set(keys)) == len(keys)


def test_huge_lines_and_every_alphabet(shared: Console) -> None:
    room = "#h@huge"
    for text in ("/need " + "x" * 2_000_000, "/need " + "ñ🙏 " * 100_000, "x" * 2_000_000,
                 "/" + "a" * 500_000, "/needs " + "a " * 200_000):
        events = shared.ask(say("ana", text, room))
        assert events[-1]["event"] == "ok"
        assert all(len(json.dumps(event)) < 5000 for event in events)
    text = "/need Ωмега 食べ物 ملابس 🧑🏽‍🍼 pañales ½ ﬁ"
    assert "食べ物 ملابس 🧑🏽‍🍼 pañales" in only(shared.ask(say("ana", text, room)), "send")["text"]


def test_rooms_belong_to_the_group_after_the_at(shared: Console) -> None:
    for room in ("#a@town9", "#b@town9", "#a@city9"):
        events = shared.ask(say("ana", "/need a crib", room))
        number = {"#a@town9": 1, "#b@town9": 2, "#a@city9": 1}[room]
        assert only(events, "send")["about"] == number
    listed = only(shared.ask(dm("ana", "needs", group="town9")), "send")["text"]
    assert "2 · a crib" in listed
    listed = only(shared.ask(dm("ana", "needs", group="city9")), "send")["text"]
    assert "2 · a crib" not in listed


def test_suggestions_are_offered_and_change_nothing(shared: Console) -> None:
    room = "#s@suggest"
    shared.ask(say("ana", "/need ride to court", room))
    shared.ask(say("ana", "/need a crib", room))

    def items(text: str, **more: Any) -> list[tuple[str, str]]:
        events = shared.ask({"op": "suggest", "room": room, "user": "ben", "text": text, **more})
        assert kinds(events) == ["suggest", "ok"]
        return [(item["label"], item["value"]) for item in events[0]["items"]]

    assert ("1 ride to court", "1") in items("/claim ")
    assert items("/claim 2") == [("2 a crib", "2")]
    assert items("/claim cou") == [("1 ride to court", "1")]
    assert items("/xyzzy 1") == []
    assert items("/claim ² x") == items(f"/claim {'9' * 5000} x") == []
    assert any(value == "/claim" for _, value in items("/cl"))
    assert any(value == "/apunto" for _, value in items("/apu", lang="es"))
    assert 0 < len(items("/")) <= 25
    assert [value for _, value in items("/reminders ")] == [
        "/reminders list", "/reminders stop", "/reminders edit"]
    assert [value for _, value in items("/recordatorios par", lang="es")] == [
        "/recordatorios parar"]
    assert items("/reminders stop ") == []
    shared.ask(say("ben", "/remind me to call tomorrow 9am", room))
    assert items("/reminders stop ") == items("/recordatorios parar ca") == [("3 call", "3")]
    for text in ("", "hello", "/claim 1 2 3", "!claim ", "/claim " + "9" * 400):
        items(text)


def test_a_reaction_counts_once_the_group_has_turned_that_on(shared: Console) -> None:
    room = "#k@react"
    card = shared.ask(say("ana", "/need a crib", room))[0]["id"]

    def react(who: str, key: str, event: str) -> list[dict[str, Any]]:
        return shared.ask({"op": "react", "room": room, "user": who, "on": card, "key": key,
                           "id": event})

    assert kinds(react("ben", "✋", "r1")) == ["ok"]
    shared.ask({**say("ana", "/settings reactions yes", room), "moderator": True})
    assert kinds(react("ben", "🎂", "r2")) == ["ok"]
    assert "ben" in only(react("ben", "✋🏽", "r3"), "edit")["text"]
    assert kinds(react("eva", "👍", "r4")) == ["ok"], "nobody has asked for two"
    taken_back = shared.ask({"op": "delete", "user": "ben", "of": "r3"})
    assert "ben" not in only(taken_back, "edit")["text"]
    shared.ask({"op": "react", "room": room, "user": "eva", "on": card, "key": "🙋"})
    assert "Done" in only(react("eva", "✅", "r5"), "edit")["text"]


def test_moderators_and_languages_come_with_the_op(shared: Console) -> None:
    room = "#m@mods"
    change = say("ana", "/settings languages es", room)
    assert "moderator" in only(shared.ask(change), "send")["text"]
    shared.ask({**change, "moderator": True})
    assert "Lo pide" in shared.ask(say("ana", "/need a crib", room))[0]["text"]
    assert "Gracias" in shared.ask(say("luz", "/claim 1", room, lang="es-419"))[-2]["text"]
    assert "Thank" in shared.ask(say("ben", "/claim 1", room, lang="en-US"))[-2]["text"]

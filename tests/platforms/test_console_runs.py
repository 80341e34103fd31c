"""The console for programs: its starts and ends, its clock, its data folder, its failures."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.console_process import COMMAND, NOW, Console, Event, dm, kinds, only, say, talk


def test_a_last_line_without_an_end_counts_too() -> None:
    done = subprocess.run([*COMMAND, "--now", NOW], input=b'{"op":"sync"}', capture_output=True,
                          timeout=60, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["event"] == "ok"


def test_end_of_input_ends_it_with_status_0() -> None:
    assert talk() == []
    assert kinds(talk(now=None)) == []


@pytest.mark.slow
def test_failures_can_be_asked_for_by_place_kind_and_for_ever() -> None:
    say_need = say("ana", "/need 10 meals")
    console = Console()
    console.ask(say_need)
    console.ask({"op": "fail", "room": "#general", "times": 1, "kind": "edit"})
    events = console.ask(dm("ben", "claim 1 2", group="home"))
    failed = only(events, "failed")
    assert (failed["id"], failed["about"], failed["actions"]) == ("m1", 1, ["claim", "done"])
    assert "ben 2" in failed["text"]
    assert [event.get("to") for event in events if event["event"] == "send"] == ["ana", "ben"]
    again = only(console.ask({"op": "advance", "by": "10s"}), "edit")
    assert {**again, "event": 0, "op": 0} == {**failed, "event": 0, "op": 0}
    console.ask({"op": "fail", "user": "ana", "times": 1, "permanent": True})
    events = console.ask(say("carla", "/claim 1 2"))
    assert only(events, "failed")["to"] == "ana"
    assert any("ana" in e["text"] for e in events if e.get("to") == "carla" and "not" in e["text"])
    assert kinds(console.ask({"op": "advance", "by": "20m"})) == ["ok"]
    console.ask({"op": "fail", "room": "#general", "times": 5})
    console.ask({"op": "fail", "room": "#general", "times": 0})
    assert "failed" not in kinds(console.ask(say_need))
    assert console.close() == (0, [])


@pytest.mark.slow
def test_time_moves_only_by_hand_and_stops_where_something_is_due() -> None:
    events = talk(
        {"op": "fail", "room": "#general", "times": 3}, say("ana", "/need a crib"),
        {"op": "advance", "by": "2s"}, {"op": "advance", "to": "2026-11-24T08:00+01:00"},
        {"op": "advance", "by": "1d2h30m"}, {"op": "advance", "by": "0s"})
    tried = [(event["event"], event["op"]) for event in events if event.get("id") == "m1"]
    assert tried == [("failed", 2), ("failed", 3), ("failed", 4), ("send", 4)]
    nows = [event["now"] for event in events if event["event"] == "ok"]
    assert nows[2:] == ["2026-11-23T09:00:02-05:00", "2026-11-24T02:00:00-05:00",
                        "2026-11-25T04:30:00-05:00", "2026-11-25T04:30:00-05:00"]


def test_without_now_the_clock_is_real_and_cannot_be_moved() -> None:
    events = talk(say("ana", "/need a crib"), {"op": "advance", "by": "1h"}, {"op": "sync"},
                  now=None)
    assert kinds(events) == ["send", "ok", "error", "ok"]


@pytest.mark.slow
def test_on_the_real_clock_what_failed_is_tried_again_by_itself() -> None:
    console = Console(now=None)
    console.ask({"op": "fail", "room": "#general", "times": 1})
    failed = only(console.ask(say("ana", "/need a crib")), "failed")
    again = console.read()
    assert again is not None
    assert (again["event"], again["id"], again["key"]) == ("send", failed["id"], failed["key"])
    assert "op" not in again
    assert console.close() == (0, [])


@pytest.mark.slow
def test_the_same_folder_carries_on(tmp_path: Path) -> None:
    first = talk(say("ana", "/need a crib", id="e1"), say("ana", "talk", id="e2"),
                 {"op": "advance", "by": "5m"}, data=tmp_path)
    second = talk(
        say("ana", "/need a crib", id="e1"), say("ana", "/need a bed", id="e2"),
        {"op": "press", "user": "ben", "on": "m1", "action": "claim"},
        {"op": "edit", "user": "ana", "of": "e1", "text": "/need a cot"},
        say("ana", "/need a bed"), data=tmp_path, now="2026-11-23T08:00-05:00")
    assert kinds(second[:2]) == ["ok", "ok"]
    assert second[0]["now"] == "2026-11-23T09:05:00-05:00", "a stored clock that is later counts"
    cards = [event for event in second if event.get("id") == "m1"]
    assert [event["event"] for event in cards] == ["edit", "edit"]
    assert "ben" in cards[0]["text"]
    assert "a cot" in cards[1]["text"]
    bed = next(event for event in second if event.get("about") == 2)
    numbers = [event["id"] for event in (*first, *second) if event["event"] == "send"]
    assert len(set(numbers)) == len(numbers)
    assert bed["room"] == "#general"
    third = talk({"op": "sync"}, data=tmp_path, now="2026-12-24T08:00-05:00")
    assert third[-1] == {"event": "ok", "op": 1, "now": "2026-12-24T08:00:00-05:00"}
    assert not {event["id"] for event in third if event["event"] == "send"} & set(numbers)


@pytest.mark.slow
def test_ids_that_were_made_up_never_recur(tmp_path: Path) -> None:
    for _ in range(2):
        events = talk(*[say("ana", "/needs")] * 20, data=tmp_path)
        assert kinds(events).count("send") == 20


@pytest.mark.slow
def test_a_group_begins_with_the_configurations_zone_and_language(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("timezone: America/Los_Angeles\nlanguages: [es, en]\n", "utf-8")
    events = talk(say("ana", "/need a crib"), say("ana", "/settings"),
                  options=("--config", str(config)))
    assert "¿Quién" in events[0]["text"]
    assert "Los_Angeles" in events[2]["text"]
    events = talk(say("ana", "/settings"))
    assert "05:00" in events[0]["text"]


@pytest.mark.slow
@pytest.mark.parametrize("fault", [None, {"op": "fail", "room": "#general", "times": 1}])
def test_killed_right_after_an_ok_the_next_start_knows_everything(
        tmp_path: Path, fault: Event | None) -> None:
    console = Console(tmp_path)
    if fault:
        console.ask(fault)
    caused = console.ask(say("ana", "/need a crib", id="e1"))
    first = next(event for event in caused if event["event"] in ("send", "failed"))
    assert console.kill() == []
    console = Console(tmp_path)
    assert kinds(console.ask(say("ana", "/need a crib", id="e1"))) == ["ok"]
    assert all((event["id"], event["key"]) == ("m1", first["key"]) for event in console.before)
    events = console.ask({"op": "advance", "by": "10s"})
    sent = [event for event in (*console.before, *events) if event["event"] == "send"]
    assert len(sent) == 1 if fault else len(sent) <= 1
    events = console.ask({"op": "press", "user": "ben", "on": "m1", "action": "claim"})
    assert only(events, "edit")["id"] == "m1"
    assert console.close() == (0, [])

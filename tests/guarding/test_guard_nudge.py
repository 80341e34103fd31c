"""What the guard does about what it has seen: for the author alone, and thoroughly."""

from pathlib import Path

import pytest

from tests.console_here import talk
from tests.console_process import Event, dm, say

SECRETS = ("773-555-0119", "1420 Grand")
ASKED = "/need groceries to 1420 Grand Ave friday 10am, call 773-555-0119"


def nudges(said: list[Event]) -> list[Event]:
    return [one for one in said if one["event"] == "send" and "remove" in one.get("actions", ())]


def test_the_nudge_is_for_the_author_alone_and_does_not_repeat_what_was_seen():
    said = talk(say("ana", ASKED), say("ben", "/claim 1"), say("ben", "/needs"))
    asked = nudges(said)
    assert [one["to"] for one in asked] == ["ana"]
    assert asked[0]["actions"] == ["remove", "seal", "keep"]
    assert not any(secret in asked[0]["text"] for secret in SECRETS)
    others = [one["text"] for one in said if "text" in one and one not in asked]
    assert not any("tells everyone" in text or "Is that meant" in text for text in others)


@pytest.mark.slow
def test_what_was_taken_out_is_nowhere_in_the_data_folder_a_minute_later(tmp_path: Path):
    talk(
        say("ana", ASKED), say("ana", "/edit 1 groceries to 1420 Grand Ave at noon"),
        dm("ana", "/remove 1"), {"op": "advance", "by": "1m"}, {"op": "sync"}, data=tmp_path,
    )
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        kept = path.read_bytes()
        assert not any(secret.encode() in kept for secret in SECRETS), path


def test_where_only_needs_have_helpers_nothing_else_is_offered_for_sealing():
    said = talk(say("ana", "/offer rides, text me 312-555-0190"))
    assert nudges(said)[0]["actions"] == ["remove", "keep"]


def test_what_others_posted_is_not_theirs_to_change():
    said = talk(say("ana", ASKED), say("ben", "/remove 1"), say("ben", "/keep 1"))
    to_ben = [one["text"] for one in said if one.get("to") == "ben"]
    assert len(to_ben) == 2
    assert all("ana" in text for text in to_ben)


@pytest.mark.parametrize("text", [
    "/offer rides, text me 312-555-0190",
    "/remind here bring soup to 88 Fifth Ave tomorrow 9am",
    "/urgent ride for my cousin, he is undocumented",
    "/shift new kitchen at 1420 Grand Ave every weekday 6:30-9am cook 2",
])
def test_whatever_comes_before_the_room_is_looked_at(text: str):
    assert len(nudges(talk(say("ana", text)))) == 1


@pytest.mark.parametrize("text", [
    "/remind me to call 312-555-0190 tomorrow 9am", "/need 10 meals to Elm St friday",
    "/needs 312-555-0190",
])
def test_what_only_its_author_reads_and_what_is_ordinary_is_left_alone(text: str):
    assert not nudges(talk(say("ana", text)))


def test_a_need_sent_directly_is_looked_at_too_since_a_room_reads_its_card():
    said = talk(say("ben", "/needs"), dm("ana", "/need ride from 12 Elm St tuesday"))
    assert len(nudges(said)) == 1


def test_nothing_is_left_unsaid_when_nothing_would_be_left():
    said = talk(say("ana", "/need 773-555-0119"), dm("ana", "/remove 1"))
    assert "Nothing would be left" in said[-2]["text"]

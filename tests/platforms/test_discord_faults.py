"""Whatever goes wrong between the bot and Discord, each thing is said once and to the right one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("discord", reason="discord.py is not installed")

from tests.platforms.discord_native import ROOM, Native  # noqa: E402

DAY = 86400


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Native]:
    native = Native(tmp_path)
    yield native
    native.close()


@pytest.mark.parametrize(("how", "times"), [("lose", 1), ("drop", 2), ("status", 2), ("after", 2)])
def test_a_message_whose_sending_fails_stands_there_once(
    chat: Native, how: str, times: int
) -> None:
    chat.slash("ana", "needs")
    chat.break_off(r"/channels/\d+/messages$", times=times, how=how)
    chat.say(ROOM, "ana", "@apoyo need a crib")
    chat.advance(60)
    assert len([one for one in chat.in_room(ROOM) if "a crib" in one.text]) == 1
    assert len(chat.calls("POST", f"{chat.card_channel(1)}/messages")) >= 2


@pytest.mark.parametrize(("how", "once"), [("lose", True), ("drop", False)])
def test_a_message_is_looked_for_once_discord_has_forgotten_its_nonce(
    chat: Native, how: str, once: bool
) -> None:
    chat.slash("ana", "needs")
    chat.break_off(r"/channels/\d+/messages$", times=1, how=how)
    chat.say(ROOM, "ana", "@apoyo need a crib")
    chat.away(hours=1)
    chat.advance(10)
    assert len([one for one in chat.in_room(ROOM) if "a crib" in one.text]) == 1
    posted = [one for one in chat.calls("POST", f"{chat.card_channel(1)}/messages")
              if "a crib" in str(one.body)]
    assert len(posted) == (1 if once else 2)
    chat.press("ben", chat.in_room(ROOM)[-1], "claim")
    assert "ben" in chat.in_room(ROOM)[-1].text


@pytest.mark.slow
def test_digests_in_many_rooms_hold_up_no_command(chat: Native) -> None:
    chat.say(ROOM, "ana", "@apoyo need a crib today")
    chat.say_everywhere(40, "ana", "@apoyo need water")
    chat.amid(DAY, ROOM, "ben", "@apoyo need a big bed")
    texts = [str(one.body) for one in chat.calls("POST", "/messages")]
    digests = [place for place, text in enumerate(texts) if "**Today" in text]
    answers = [place for place, text in enumerate(texts) if "a big bed" in text]
    assert len(digests) == 41
    assert answers[0] < digests[-1]


@pytest.mark.parametrize(("how", "times"), [("lose", 1), ("drop", 2), ("status", 1), ("after", 1)])
def test_a_command_is_acknowledged_in_time_though_a_request_fails(
    chat: Native, how: str, times: int
) -> None:
    chat.break_off("/callback$", times=times, how=how)
    assert "Nothing is needed" in chat.slash("ben", "needs")


@pytest.mark.parametrize(("how", "times"), [("lose", 1), ("drop", 1), ("after", 1)])
def test_an_answer_stays_between_the_two_though_a_request_fails(
    chat: Native, how: str, times: int
) -> None:
    chat.break_off("@original$", times=times, how=how)
    chat.slash("ben", "needs")
    chat.advance(60)
    assert "Nothing is needed" in chat.only("ben")[-1].text
    assert chat.in_room(ROOM) == []


def test_an_answer_cut_off_by_a_kill_is_given_after_the_restart(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    item = chat.cut_off("ben", "needs")
    chat.restart()
    assert "a crib" in chat.answer_to(item)


def test_a_need_in_a_room_that_refuses_is_kept_and_all_who_can_mend_it_hear_so(
    chat: Native
) -> None:
    chat.slash("ana", "needs")
    chat.break_room(ROOM, 50013)
    assert "kept that" in chat.slash("ana", "need", what="a crib")
    assert "Send Messages" in chat.direct_to("boss")
    asked = len(chat.calls("POST", f"{chat.number_of(ROOM)}/messages"))
    for what in ("a bed", "a chair", "a lamp"):
        assert "kept that" in chat.slash("ana", "need", what=what)
    assert len(chat.calls("POST", f"{chat.number_of(ROOM)}/messages")) == asked
    assert len([one for one in chat.only("boss") if "Send Messages" in one.text]) == 1
    chat.advance(86400)
    assert len(chat.calls("POST", f"{chat.number_of(ROOM)}/messages")) == asked


def test_a_deleted_channel_is_told_of_once(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.slash("ben", "needs", room="#other")
    chat.delete_channel(ROOM)
    assert "You are on 1" in chat.slash("ben", "claim", room="#other", number=1)
    assert len([one for one in chat.only("boss") if "gone" in one.text]) == 1


def test_closed_direct_messages_are_told_to_whoever_can_pass_it_on(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.shut("ana")
    chat.slash("ben", "claim", number=1)
    assert any("ana" in one.text and "not write" in one.text for one in chat.only("ben"))


def test_the_bot_waits_for_a_discord_that_is_not_there(tmp_path: Path) -> None:
    chat = Native(tmp_path, absent=1)
    assert "Nothing is needed" in chat.slash("ben", "needs")
    chat.close()


@pytest.mark.slow
def test_the_bot_waits_for_a_gateway_that_lets_nobody_in(tmp_path: Path) -> None:
    chat = Native(tmp_path, refusing=1)
    assert "Nothing is needed" in chat.slash("ben", "needs")
    chat.close()


@pytest.mark.parametrize("code", [4000, 4009, 1001])
def test_a_lost_connection_is_taken_up_again_and_misses_nothing(chat: Native, code: int) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.lose_connection(code)
    assert "a crib" in chat.slash("ben", "needs")


def test_commands_are_published_once_and_again_only_when_they_change(chat: Native) -> None:
    assert len(chat.calls("PUT", "/commands")) == 1
    chat.restart()
    chat.restart()
    assert len(chat.calls("PUT", "/commands")) == 1
    chat.restart(development_guild=chat.server_id())
    assert [one.path.rpartition("applications")[2].count("guilds")
            for one in chat.calls("PUT", "/commands")] == [0, 1, 0]
    assert chat.calls("PUT", "/commands")[-1].body == []


def test_a_hundred_commands_at_once_are_all_answered_in_time(chat: Native) -> None:
    chat.slash("ana", "need", what="300 chairs")
    took = chat.all_at_once(100, "claim", number=1, amount="1")
    assert max(took) < 3
    assert "100 of 300" in chat.card(1).text


def test_a_refused_token_ends_this_chat_with_a_word_of_what_to_do(chat: Native) -> None:
    assert "Reset Token" in chat.revoke()


@pytest.mark.parametrize("told", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_a_server_the_bot_was_removed_from_is_forgotten_after_two_weeks(
    chat: Native, told: bool
) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.removed(told=told)
    chat.advance(13 * DAY)
    assert chat.kept() == 1
    chat.advance(2 * DAY)
    assert chat.kept() == 0


def test_a_server_the_bot_comes_back_to_is_greeted_and_has_its_board(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.removed()
    chat.advance(13 * DAY)
    chat.join(ROOM, "apoyo")
    assert "Hello!" in chat.in_room(ROOM)[-1].text
    chat.advance(5 * DAY)
    assert "a crib" in chat.slash("ana", "show", number=1)


def test_a_server_that_is_out_of_reach_is_not_forgotten(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.outage()
    chat.advance(15 * DAY)
    assert chat.kept() == 1


@pytest.mark.slow
def test_shifts_stand_among_the_servers_events_and_follow_the_roster(tmp_path: Path) -> None:
    chat = Native(tmp_path, events=True)
    chat.slash("ana", "needs")
    chat.break_off("scheduled-events$", times=1, how="lose", method="POST")
    chat.slash("ana", "shift new", what="breakfast every weekday 6:30-9am cook 2 serve 3-5")
    chat.events()
    first = chat.events()
    assert len(first) == 5
    assert first[0] == ("1 · breakfast", "2026-11-24T06:30:00+00:00")
    assert chat.events() == first
    chat.slash("ana", "shift cancel", number=1, what="wed")
    assert len(chat.events()) == 4
    chat.restart()
    chat.advance(86400)
    assert len({start for _, start in chat.events()}) == len(chat.events())
    chat.slash("ana", "shift end", number=1)
    assert [start for _, start in chat.events() if start > "2026-11-24T15"] == []
    chat.close()


@pytest.mark.slow
def test_who_can_mend_it_is_told_once_that_shifts_cannot_become_events(tmp_path: Path) -> None:
    chat = Native(tmp_path, events=True)
    chat.slash("ana", "needs")
    chat.forbid_events()
    for _ in range(3):
        assert chat.events() == []
    assert len([one for one in chat.only("boss") if "Create Events" in one.text]) == 1
    chat.close()


def test_threads_open_under_cards_and_close_with_them(tmp_path: Path) -> None:
    chat = Native(tmp_path, threads=True)
    chat.slash("ana", "need", what="ride to **court** tuesday 9am")
    thread = chat.threads()[0]
    assert thread.name == "1 · ride to **court** · Tue, Nov 24, 9:00 AM"
    chat.slash("ana", "done", number=1)
    assert thread.archived
    chat.close()

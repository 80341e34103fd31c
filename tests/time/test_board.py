"""The board: one post in a room that always shows what is open."""

from tests.time.talk import Talk, answer, shown


def test_the_board_shows_what_is_open_and_keeps_itself_true(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    board = talk.say("ana", "/board")[0]
    assert "1 · ride to court" in board["text"]
    talk.say("ana", "/need crib")
    assert "2 · crib" in shown(talk, board)
    talk.say("ben", "/claim 1")
    assert "✓ 1 · ride to court" in shown(talk, board)
    talk.say("ana", "/cancel 2")
    talk.say("ben", "/done 1")
    assert "Nothing is needed right now" in shown(talk, board)


def test_the_board_is_true_days_later_and_after_a_restart(talk: Talk) -> None:
    board = talk.say("ana", "/board")[0]
    talk.away("2026-11-30 09:00")
    talk.say("ana", "/need crib")
    assert "1 · crib" in shown(talk, board)


def test_a_need_that_is_closed_for_quiet_leaves_the_board(talk: Talk) -> None:
    talk.say("ana", "/need crib")
    board = talk.say("ana", "/board")[0]
    talk.wait("15d")
    assert "crib" not in shown(talk, board)


def test_a_board_that_is_turned_off_stays_as_it_is(talk: Talk) -> None:
    board = talk.say("ana", "/board")[0]
    answer(talk.say("ana", "/board off"))
    talk.say("ana", "/need crib")
    assert "crib" not in shown(talk, board)


def test_a_second_board_takes_the_place_of_the_first(talk: Talk) -> None:
    first = talk.say("ana", "/board")[0]
    gone, second = talk.say("ana", "/board")
    assert (gone["event"], gone["id"]) == ("withdraw", first["id"])
    came = talk.say("ana", "/need crib")
    edits = [event["id"] for event in came if event["event"] == "edit"]
    assert edits == [second["id"]]

"""Contract: what happens when a platform does not take a message, and over a restart."""

from itertools import pairwise

import pytest

from tests.contract.driver import Driver, Try
from tests.contract.talking import ROOM, answer, card


def arrived(chat: Driver, place: str) -> list[Try]:
    """Return the attempts that succeeded."""
    return [one for one in chat.tries(place) if one.arrived]


class Delivering:
    """Deliveries that fail, wait, come late, or never."""

    def test_what_fails_is_tried_again_with_the_same_key_and_growing_pauses(
        self, chat: Driver
    ) -> None:
        chat.fail(ROOM, 4)
        chat.say(ROOM, "ana", "/need a crib")
        assert chat.in_room(ROOM) == []
        chat.advance(600)
        tries = chat.tries(ROOM)
        assert [one.arrived for one in tries] == [False] * 4 + [True]
        assert len({one.key for one in tries}) == 1
        pauses = [after.at - before.at for before, after in pairwise(tries)]
        assert pauses[0] >= 1
        assert all(after > before for before, after in pairwise(pauses))
        assert card(chat, 1)

    def test_a_pause_has_a_longest_length(self, chat: Driver) -> None:
        chat.fail(ROOM, 40)
        chat.say(ROOM, "ana", "/need a crib")
        chat.advance(86400)
        assert card(chat, 1)

    def test_order_is_kept_while_a_room_fails(self, chat: Driver) -> None:
        chat.fail(ROOM, 2)
        for what in ("a crib", "a bed", "a ride"):
            chat.say(ROOM, "ana", f"/need {what}")
        chat.advance(600)
        assert [seen.about for seen in chat.in_room(ROOM)] == [1, 2, 3]
        keys = [one.key for one in arrived(chat, ROOM)]
        assert len(set(keys)) == len(keys) == 3

    def test_a_room_that_fails_holds_up_nobody_else(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say("#other", "ben", "/needs")
        chat.fail(ROOM, 100)
        chat.say("#other", "ben", "/claim 1")
        assert "ben" in answer(chat, "ana")
        assert "1" in answer(chat, "ben")
        chat.say("#other", "carla", "/need a bed")
        assert card(chat, 2, "#other")
        assert "ben" not in card(chat, 1).text

    def test_a_card_that_comes_late_shows_how_it_stands_now(self, chat: Driver) -> None:
        chat.fail(ROOM, 1)
        chat.say(ROOM, "ana", "/need a crib")
        chat.direct("ana", "edit 1 a big crib")
        chat.advance(60)
        assert "a big crib" in card(chat, 1).text

    def test_many_changes_while_a_room_fails_are_one_edit(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need 10 meals")
        chat.fail(ROOM, 1)
        for amount in range(1, 8):
            chat.direct("ana", f"claim 1 {amount}")
        chat.advance(60)
        assert "ana 7" in card(chat, 1).text
        assert card(chat, 1).edits == 1

    def test_the_next_change_after_a_failure_is_shown_too(self, chat: Driver) -> None:
        chat.fail(ROOM, 1)
        chat.say(ROOM, "ana", "/need a crib")
        chat.advance(60)
        chat.say(ROOM, "ben", "/claim 1")
        assert "ben" in card(chat, 1).text

    def test_whoever_caused_it_is_told_if_a_room_can_never_be_reached(self, chat: Driver) -> None:
        chat.fail(ROOM, 1, permanent=True)
        chat.say(ROOM, "ana", "/need a crib")
        assert chat.in_room(ROOM) == []
        assert "1" in answer(chat, "ana")
        chat.advance(3600)
        assert len(chat.tries(ROOM)) == 1

    def test_whoever_caused_it_is_told_if_a_person_can_never_be_reached(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.fail("ana", 1, permanent=True)
        chat.say(ROOM, "ben", "/claim 1")
        told = [seen.text for seen in chat.only("ben") if "ana" in seen.text]
        assert any("not write" in text for text in told), told
        assert "ben" in card(chat, 1).text

    def test_a_card_that_can_never_be_edited_is_posted_anew(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say("#other", "ben", "/needs")
        chat.fail(ROOM, 1, permanent=True)
        chat.say("#other", "ben", "/claim 1")
        cards = [one.text for one in chat.in_room(ROOM) if one.about == 1]
        assert "ben" in cards[-1]

    @pytest.mark.parametrize("hours", [0, 3])
    def test_what_came_though_its_answer_was_lost_stands_there_once(
        self, chat: Driver, hours: int
    ) -> None:
        chat.lose(ROOM, 1)
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ana", "/need a bed")
        if hours:
            chat.away(hours)
        chat.advance(60)
        assert [seen.about for seen in chat.in_room(ROOM)] == [1, 2]
        chat.press("ben", card(chat, 1), "claim")
        assert "ben" in card(chat, 1).text

    @pytest.mark.parametrize("hours", [0, 3])
    def test_a_card_whose_answer_was_lost_shows_what_has_changed_since(
        self, chat: Driver, hours: int
    ) -> None:
        chat.direct("ana", "needs")
        chat.lose(ROOM, 1)
        chat.say(ROOM, "ana", "/need a crib")
        chat.direct("ana", "edit 1 a big crib")
        if hours:
            chat.away(hours)
        chat.advance(60)
        assert [seen.about for seen in chat.in_room(ROOM)] == [1]
        assert "a big crib" in card(chat, 1).text

    @pytest.mark.parametrize("hours", [0, 3])
    def test_words_to_one_person_whose_answer_was_lost_come_once(
        self, chat: Driver, hours: int
    ) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.direct("ana", "needs")
        chat.lose("ana", 1)
        chat.say(ROOM, "ben", "/claim 1")
        if hours:
            chat.away(hours)
        chat.advance(60)
        assert len([seen for seen in chat.only("ana") if "ben" in seen.text]) == 1

    def test_what_was_undelivered_comes_after_a_restart(self, chat: Driver) -> None:
        chat.fail(ROOM, 1)
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ana", "/need a bed")
        chat.restart()
        chat.advance(60)
        assert [seen.about for seen in chat.in_room(ROOM)] == [1, 2]
        tries = chat.tries(ROOM)
        assert tries[0].key == tries[1].key

    def test_pauses_go_on_growing_over_restarts(self, chat: Driver) -> None:
        chat.fail(ROOM, 3)
        chat.say(ROOM, "ana", "/need a crib")
        chat.advance(4)
        failed = len(chat.tries(ROOM))
        chat.restart()
        assert len(chat.tries(ROOM)) == failed, "a restart does not cut a pause short"
        chat.advance(60)
        assert card(chat, 1)

    def test_a_restart_sends_nothing_again(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", "/claim 1")
        before = len(chat.tries(ROOM)), len(chat.tries("ana")), len(chat.tries("ben"))
        chat.restart()
        chat.advance(600)
        assert (len(chat.tries(ROOM)), len(chat.tries("ana")), len(chat.tries("ben"))) == before

    def test_a_card_can_still_be_changed_after_a_restart(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.restart()
        chat.press("ben", card(chat, 1), "claim")
        assert "ben" in card(chat, 1).text

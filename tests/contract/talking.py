"""Contract: what people type, reply and press, and who sees what of the answers."""

import pytest

from tests.contract.driver import Driver, Seen

ROOM = "#general"


def card(chat: Driver, number: int, room: str = ROOM) -> Seen:
    """Return the card of a number in a room: the first message there that is about it."""
    found = [seen for seen in chat.in_room(room) if seen.about == number]
    assert found, f"there is no card of {number}"
    return found[0]


def answer(chat: Driver, person: str) -> str:
    """Return what the bot last wrote to one person."""
    return chat.only(person)[-1].text


def heard(chat: Driver) -> int:
    """Return how much the bot has said in all, edits included."""
    people = ("ana", "ben", "carla", chat.bot)
    seen = [*chat.in_room(ROOM), *(one for person in people for one in chat.only(person))]
    return sum(1 + one.edits for one in seen)


class Talking:
    """The conversation itself."""

    def test_a_need_is_asked_claimed_and_done_on_one_card(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        assert "1 · a crib" in card(chat, 1).text
        assert "ana" in card(chat, 1).text
        chat.say(ROOM, "ben", "/claim 1")
        assert "ben" in card(chat, 1).text
        assert "ben" in answer(chat, "ana")
        chat.say(ROOM, "ben", "/done 1")
        assert "Done" in card(chat, 1).text
        assert card(chat, 1).actions == ()
        assert [seen.edits for seen in chat.in_room(ROOM)] == [2]

    @pytest.mark.parametrize(
        "words",
        [
            "/claim 1",
            "!claim 1",
            "/apunto 1",
            "/me apunto 1",
            "/yo-puedo 1",
            "/Yo puedo #1",
            "@apoyo claim 1",
            "apoyo: claim 1",
            "@apoyo me apunto 1",
        ],
    )
    def test_a_need_is_claimed_by_typing(self, chat: Driver, words: str) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", words)
        assert "ben" in card(chat, 1).text

    @pytest.mark.parametrize("words", ["claim", "I can", "me apunto", "Yo puedo!", "/claim", "voy"])
    def test_a_need_is_claimed_by_replying_to_its_card(self, chat: Driver, words: str) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.reply("ben", card(chat, 1), words)
        assert "ben" in card(chat, 1).text

    def test_a_need_is_claimed_and_done_by_its_buttons(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        assert card(chat, 1).actions == ("claim",)
        chat.press("ben", card(chat, 1), "claim")
        assert "ben" in card(chat, 1).text
        chat.press("ben", card(chat, 1), "done")
        assert "Done" in card(chat, 1).text

    @pytest.mark.parametrize("words", ["claim 1", "/claim 1", "apunto 1", "me apunto 1"])
    def test_a_need_is_claimed_directly(self, chat: Driver, words: str) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", "/needs")
        chat.direct("ben", words)
        assert "ben" in card(chat, 1).text
        assert len(chat.in_room(ROOM)) == 1

    def test_a_word_in_reply_to_a_direct_message_is_about_its_need(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", "/claim 1")
        note = next(seen for seen in chat.only("ben") if seen.about == 1 and not seen.room)
        chat.reply("ben", note, "listo")
        assert "Done" in card(chat, 1).text

    def test_a_direct_message_belongs_to_its_group_wherever_one_was_since(
        self, chat: Driver
    ) -> None:
        town, city = "#g@town", "#g@city"
        chat.say(town, "ana", "/need a crib")
        chat.say(city, "eva", "/need a ride")
        chat.say(town, "ben", "/claim 1")
        note = next(seen for seen in chat.only("ben") if seen.about == 1 and not seen.room)
        chat.advance(300)
        chat.say(city, "ben", "/claim 1")
        chat.press("ben", note, "done")
        assert "Done" in card(chat, 1, town).text
        assert "Done" not in card(chat, 1, city).text

    def test_a_direct_command_is_for_the_group_one_was_last_active_in(self, chat: Driver) -> None:
        chat.say("#g@town", "ben", "/need a crib")
        chat.advance(60)
        chat.say("#g@city", "ben", "/need a ride")
        chat.advance(60)
        chat.say("#g@town", "ben", "/needs")
        chat.advance(60)
        chat.direct("ben", "needs")
        assert "a crib" in answer(chat, "ben")

    def test_answers_are_seen_by_whoever_asked_and_nobody_else(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        before = len(chat.in_room(ROOM)), len(chat.only("ana"))
        chat.say(ROOM, "ben", "/needs")
        chat.say(ROOM, "ben", "/claim 99")
        chat.say(ROOM, "ben", "/help")
        assert (len(chat.in_room(ROOM)), len(chat.only("ana"))) == before
        assert len(chat.only("ben")) == 3

    def test_a_loser_is_told_who_has_it(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.press("ben", card(chat, 1), "claim")
        before = card(chat, 1).text
        chat.say(ROOM, "carla", "/claim 1")
        assert "ben" in answer(chat, "carla")
        assert card(chat, 1).text == before

    def test_a_button_that_is_spent_gets_a_kind_line(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        old = card(chat, 1)
        chat.press("ben", old, "claim")
        chat.press("ben", old, "done")
        chat.press("carla", old, "claim")
        assert "1" in answer(chat, "carla")
        assert "Sorry" not in answer(chat, "carla")

    def test_a_room_is_greeted_once(self, chat: Driver) -> None:
        chat.join(ROOM, chat.bot)
        chat.join(ROOM, chat.bot)
        assert len(chat.in_room(ROOM)) == 1
        assert len(chat.in_room(ROOM)[0].text.splitlines()) == 4

    def test_promises_of_someone_who_leaves_are_open_again(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", "/claim 1")
        chat.leave(ROOM, "ben")
        assert "claim" in card(chat, 1).actions
        assert "ben" in answer(chat, "ana")
        assert len(chat.in_room(ROOM)) == 1

    def test_whoever_asks_without_a_name_is_never_named(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/help")
        chat.direct("ana", "need a crib")
        for words in ("/claim 1", "/cancel 1", "/show 1", "/needs"):
            chat.say(ROOM, "ben", words)
        chat.direct("ana", "edit 1 a big crib")
        chat.direct("ana", "undo")
        chat.fail("ana", 1, permanent=True)
        chat.say(ROOM, "ben", "/unclaim 1")
        chat.say(ROOM, "ben", "/claim 1")
        chat.leave(ROOM, "ana")
        seen = [*chat.in_room(ROOM), *chat.only("ben")]
        assert [one.text for one in seen if "ana" in one.text] == []

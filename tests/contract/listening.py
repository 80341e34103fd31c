"""Contract: what is meant for the bot and what is talk, and in which language it answers."""

import pytest

from tests.contract.driver import Driver
from tests.contract.talking import ROOM, answer, card, heard


class Listening:
    """What the bot takes up, and what it leaves alone."""

    def test_an_event_that_comes_twice_is_handled_once(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib", event="twice")
        said = heard(chat)
        chat.say(ROOM, "ana", "/need a crib", event="twice")
        chat.restart()
        chat.say(ROOM, "ana", "/need a crib", event="twice")
        assert heard(chat) == said
        chat.say(ROOM, "ana", "/need a bed")
        assert card(chat, 2)

    @pytest.mark.parametrize(
        "talk",
        [
            "hello",
            "I can take her on tuesday",
            "done!",
            "claim 1",
            "need a ride",
            "!important",
            "!Ayuda!",
            "!Ayuda! por favor",
            "!help",
            "!ayuda",
            "!",
            "!!!",
            "the apoyo bot is nice",
            "¡Necesito un abrazo!",
            "1",
            "👍",
            "yes/no",
            "http://x.org/need",
            "me apunto",
            "...",
        ],
    )
    def test_ordinary_talk_gets_no_answer(self, chat: Driver, talk: str) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        said = heard(chat)
        chat.say(ROOM, "ben", talk)
        assert heard(chat) == said

    @pytest.mark.parametrize(
        "talk", ["thank you so much", "I can't", "who did this?", "yes please"]
    )
    def test_talk_in_reply_to_a_card_gets_no_answer(self, chat: Driver, talk: str) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        said = heard(chat)
        chat.reply("ben", card(chat, 1), talk)
        assert heard(chat) == said

    def test_the_bot_does_not_answer_itself(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        said = heard(chat)
        chat.say(ROOM, chat.bot, "/needs")
        chat.say(ROOM, chat.bot, "/claim 1")
        assert heard(chat) == said

    @pytest.mark.parametrize(
        "words", ["/xyzzy", "@apoyo xyzzy", "/", "@apoyo", "/clam 1", "!clam 1"]
    )
    def test_what_is_meant_for_the_bot_is_always_answered(self, chat: Driver, words: str) -> None:
        chat.say(ROOM, "ben", words)
        assert "/" in answer(chat, "ben")

    def test_a_wrong_number_gets_the_nearest_one(self, chat: Driver) -> None:
        for _ in range(12):
            chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", "/claim 21")
        assert "12" in answer(chat, "ben")

    def test_answers_come_in_ones_own_language_and_cards_in_the_groups(self, chat: Driver) -> None:
        chat.direct("luz", "idioma español")
        chat.say(ROOM, "luz", "/necesito una cuna")
        assert "Who can?" in card(chat, 1).text
        chat.say(ROOM, "ben", "/claim 1")
        assert "Thank you" in answer(chat, "ben")
        chat.say(ROOM, "luz", "/apunto 1")
        assert "ya" in answer(chat, "luz").split()
        chat.say(ROOM, "ana", "/settings languages both", moderator=True)
        chat.say(ROOM, "ben", "/need a bed")
        assert "Who can?" in card(chat, 2).text
        assert "¿Quién" in card(chat, 2).text

    @pytest.mark.parametrize(
        ("words", "shows"),
        [
            ("/necesidades", "a crib"),
            ("/pendientes", "a crib"),
            ("/ver 1", "a crib"),
            ("/LO MIO", "1"),
            ("/lo-mío", "1"),
            ("/ayuda", "/"),
            ("/editar 1 a bed", "a bed"),
            ("/ya-quedó 1", "1"),
            ("/sigue en pie 1", "1"),
            ("/cancelar 1", "1"),
            ("/recibí 1", "1"),
        ],
    )
    def test_spanish_words_work_with_and_without_accents(
        self, chat: Driver, words: str, shows: str
    ) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ana", words)
        assert shows in answer(chat, "ana")

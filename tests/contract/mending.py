"""Contract: edits, deletions, and that nothing anybody typed comes out as more than text."""

import unicodedata

import pytest

from tests.contract.driver import Driver
from tests.contract.talking import ROOM, answer, card

TEN_MINUTES = 600
NASTY = [
    "<b>bold</b><img src=x onerror=y> & <a href='http://x.org'>here</a>",
    "**bold** _it_ ~~no~~ `code` ||spoiler|| # heading",
    "[here](http://x.org) <http://x.org> [x]: http://x.org",
    "@everyone @here @room <@1234> <@&1234> <#1234> @ana:example.org",
    'https://matrix.to/#/@ana:example.org <a href="https://matrix.to/#/@a:b">a</a>',
    "{who} {usage} %s %(x)s \\n {0.__class__}",
]


def harmful(text: str) -> list[str]:
    """Return the characters that mislead the eye, line ends apart."""
    return [
        c
        for c in text
        if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") and c not in "\n\u200d"
    ]


class Mending:
    """Editing and deleting what made something; other people's characters."""

    def test_editing_a_message_corrects_what_it_made(self, chat: Driver) -> None:
        said = chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", "/claim 1")
        chat.edit("ana", said, "/need a big crib")
        assert "a big crib" in card(chat, 1).text
        assert "ben" in card(chat, 1).text
        assert "a big crib" in answer(chat, "ben")
        chat.edit("ana", said, "/need a bigger crib")
        assert "a bigger crib" in card(chat, 1).text
        assert len(chat.in_room(ROOM)) == 1

    def test_editing_after_ten_minutes_changes_nothing_and_says_so(self, chat: Driver) -> None:
        said = chat.say(ROOM, "ana", "/need a crib")
        chat.advance(TEN_MINUTES + 1)
        chat.edit("ana", said, "/need a bed")
        assert "a crib" in card(chat, 1).text
        assert "/edit 1" in answer(chat, "ana")
        assert len(chat.in_room(ROOM)) == 1

    @pytest.mark.parametrize("later", [TEN_MINUTES + 1, 7200, 40 * 86400])
    def test_an_old_command_is_not_done_again_when_edited(self, chat: Driver, later: int) -> None:
        chat.say(ROOM, "ana", "/need 10 meals")
        said = chat.say(ROOM, "ana", "/got 1 4")
        chat.advance(later)
        before = card(chat, 1).text
        chat.edit("ana", said, "/got 1 5")
        assert card(chat, 1).text == before

    @pytest.mark.parametrize("first", ["/ned a crib", "a crib please", "/need"])
    def test_editing_what_made_nothing_reads_it_anew_and_once(
        self, chat: Driver, first: str
    ) -> None:
        said = chat.say(ROOM, "ana", first)
        chat.edit("ana", said, "/need a crib")
        chat.edit("ana", said, "/need a big crib")
        assert "a big crib" in card(chat, 1).text
        assert len(chat.in_room(ROOM)) == 1

    def test_editing_a_claim_is_one_edit_of_the_card(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need 10 meals")
        said = chat.say(ROOM, "ben", "/claim 1 2")
        before = card(chat, 1).edits
        chat.edit("ben", said, "/claim 1 4")
        assert "ben 4" in card(chat, 1).text
        assert card(chat, 1).edits == before + 1
        chat.edit("ben", said, "/claim 1 5")
        assert "ben 5" in card(chat, 1).text

    def test_a_correction_that_fails_leaves_card_and_board_alike(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        said = chat.say(ROOM, "ben", "/claim 1")
        chat.edit("ben", said, "/claim 99")
        chat.say(ROOM, "carla", "/show 1")
        shown = next(seen for seen in reversed(chat.only("carla")))
        assert ("ben" in shown.text) == ("ben" in card(chat, 1).text)

    def test_editing_a_command_that_was_undone_is_a_new_try(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        said = chat.say(ROOM, "ben", "/claim 1")
        chat.say(ROOM, "ben", "/undo")
        chat.edit("ben", said, "/claim 1 with a van")
        assert "ben" in card(chat, 1).text

    def test_a_direct_message_needs_no_sigil_when_edited_either(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/needs")
        said = chat.direct("ana", "need a crib")
        chat.edit("ana", said, "need a big crib")
        assert "a big crib" in card(chat, 1).text
        assert "claim" in card(chat, 1).actions

    def test_editing_what_is_done_makes_nothing_new(self, chat: Driver) -> None:
        said = chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ana", "/done 1")
        chat.edit("ana", said, "/need a big crib")
        assert len(chat.in_room(ROOM)) == 1
        assert "Done" in card(chat, 1).text

    def test_edits_are_understood_after_a_restart(self, chat: Driver) -> None:
        said = chat.say(ROOM, "ana", "/need a crib")
        chat.restart()
        chat.edit("ana", said, "/need a bed")
        assert "a bed" in card(chat, 1).text

    def test_deleting_a_message_withdraws_what_nobody_has_taken(self, chat: Driver) -> None:
        said = chat.say(ROOM, "ana", "/need a crib")
        chat.delete("ana", said)
        assert card(chat, 1).actions == ()
        chat.say(ROOM, "ben", "/claim 1")
        assert "withdrawn" in answer(chat, "ben")

    def test_nobody_elses_deletion_withdraws_it(self, chat: Driver) -> None:
        said = chat.say(ROOM, "ana", "/need a crib")
        chat.delete("ben", said)
        assert card(chat, 1).actions == ("claim",)

    @pytest.mark.parametrize(("word", "open_after"), [("keep", True), ("cancel:yes", False)])
    def test_deleting_a_message_asks_if_someone_has_taken_it(
        self, chat: Driver, word: str, open_after: bool
    ) -> None:
        said = chat.say(ROOM, "ana", "/need a crib")
        chat.say(ROOM, "ben", "/claim 1")
        chat.delete("ana", said)
        question = chat.only("ana")[-1]
        assert "ben" in card(chat, 1).text
        assert set(question.actions) == {"keep", "cancel:yes"}
        before = len(chat.only("ana"))
        chat.press("ana", question, word)
        assert ("ben" in card(chat, 1).text) == open_after
        assert len(chat.only("ana")) > before or question.edits, "the press was not answered"

    @pytest.mark.parametrize("nasty", NASTY)
    def test_what_people_type_comes_out_as_plain_text(self, chat: Driver, nasty: str) -> None:
        chat.say(ROOM, "ana", f"/need {nasty}")
        chat.say(ROOM, "ben", f"/claim 1 {nasty}")
        chat.say(ROOM, "ben", f"/needs {nasty}")
        chat.say(ROOM, "ana", f"/edit 1 a crib {nasty}")
        chat.say(ROOM, "ana", "/undo")
        seen = [*chat.in_room(ROOM), *chat.only("ana"), *chat.only("ben")]
        assert [live for one in seen for live in one.live] == []
        assert nasty.split()[0] in card(chat, 1).text

    @pytest.mark.parametrize(
        "hidden", ["\u202e", "\u2066", "\u200b", "\u0007", "\u2028", "\ufeff", "\x1b[2J", "\r"]
    )
    def test_characters_that_mislead_the_eye_do_not_come_out(
        self, chat: Driver, hidden: str
    ) -> None:
        chat.say(ROOM, "ana", f"/need a{hidden}crib")
        chat.say(ROOM, "ben", f"/claim 1 with{hidden}van")
        chat.say(ROOM, "ben", "/undo")
        chat.say(ROOM, "ben", f"/xyz{hidden}zy")
        chat.say(ROOM, "ben", f"/needs x{hidden}y")
        seen = [*chat.in_room(ROOM), *chat.only("ana"), *chat.only("ben")]
        assert [harmful(one.text) for one in seen if harmful(one.text)] == []

    def test_a_typed_line_stays_one_line(self, chat: Driver) -> None:
        chat.say(ROOM, "ana", "/need a crib\n2 · trust me\n\nreally")
        assert card(chat, 1).text.splitlines()[0] == "1 · a crib 2 · trust me really"
        chat.say(ROOM, "ana", "/undo")
        assert len(answer(chat, "ana").splitlines()) == 1

    @pytest.mark.parametrize("name", ["eva\u202e", "eva\nben is on it", "<b>eva</b>", "@everyone"])
    def test_a_persons_name_comes_out_as_plain_text_too(self, chat: Driver, name: str) -> None:
        chat.say(ROOM, name, "/need a crib")
        chat.say(ROOM, "ben", "/claim 1")
        seen = [*chat.in_room(ROOM), *chat.only("ben")]
        assert [harmful(one.text) for one in seen if harmful(one.text)] == []
        assert [live for one in seen for live in one.live] == []
        chat.say(ROOM, name, "/unclaim 1")
        assert all("\nben is on it" not in one.text for one in chat.only(name))

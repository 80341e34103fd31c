"""Conversation files: those of the project come out as written, and what is not so is found."""

from pathlib import Path

import pytest

from adapters.console.chat import Chat
from adapters.console.play import play_files
from adapters.console.play_lines import parse
from adapters.console.play_unread import Unread
from bot.config import Config

CONVERSATIONS = sorted((Path(__file__).parent.parent / "conversations").glob("*.txt"))
NOW = "now 2026-11-23 09:00 America/New_York\n"
NEED = NOW + "ana #general> /need crib\n"


class Player:
    """Plays a text as a file; ``said`` is what was printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._file, self._capsys, self.said = folder / "talk.txt", capsys, ""

    def __call__(self, text: str) -> bool:
        """Return whether the conversation came out as written."""
        self._file.write_text(text, "utf-8")
        status = play_files([self._file], Config())
        self.said = self._capsys.readouterr().out.replace(str(self._file), "talk.txt")
        return status == 0


@pytest.fixture
def play(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Player:
    return Player(tmp_path, capsys)


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_a_conversation_comes_out_as_written(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = play_files([file], Config())
    assert status == 0, capsys.readouterr().out


def test_there_are_conversations_to_play() -> None:
    assert len(CONVERSATIONS) > 10


# ---- what is wrong is found and described ----


def test_another_text_is_a_mismatch_that_shows_line_expectation_and_all_unread(
    play: Player,
) -> None:
    assert not play(NEED + "ben #general> /claim 1\nbot @ana< nobody came\n")
    assert "talk.txt:4:" in play.said
    assert "nobody came" in play.said
    assert "ben is on 1 · crib" in play.said


def test_a_message_elsewhere_is_shown_when_nothing_came_where_it_was_expected(
    play: Player,
) -> None:
    assert not play(NEED + "bot @ana< 1 · crib …\n")
    assert "nothing came there" in play.said
    assert "#general< 1 · crib" in play.said


def test_an_expectation_has_to_match_the_whole_text(play: Player) -> None:
    assert not play(NEED + "bot #general< 1 · crib\n")
    assert play(NEED + "bot #general< 1 · crib …\n")


def test_every_file_is_checked_and_one_that_fails_decides_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(NEED + "bot #general< 1 …\n", "utf-8")
    bad.write_text(NEED + "bot #general< 2 …\n", "utf-8")
    assert play_files([bad, good, tmp_path / "none.txt"], Config()) == 1
    said = capsys.readouterr().out
    assert f"{good}: as written" in said
    assert "none.txt: cannot be read" in said
    assert said.splitlines()[-1] == "3 conversations: 1 as written, 2 not"


def test_two_files_know_nothing_of_each_other(tmp_path: Path) -> None:
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for file in files:
        file.write_text(NEED + "bot #general< 1 · crib …\n", "utf-8")
    assert play_files(files, Config()) == 0


@pytest.mark.parametrize(("line", "why"), [
    ("ana says hello", "ana #general> text"),
    ("bot #general> hello", "what the bot says follows <"),
    ("ana (fr) #general> bonjour", "'fr'"),
    ("+ tomorrow", "no span of time"),
    ("down soon", "no span of time"),
    ("now 2026-11-24 09:00 America/New_York", "begins with one line"),
    ("bot #general<", "stands what is expected"),
    ("bot #general! hello", "after ! nothing"),
    ("#general was quiet", "A line is one of these"),
])
def test_a_line_that_is_not_understood_is_named_with_what_is_allowed(
    play: Player, line: str, why: str
) -> None:
    assert not play(NOW + line + "\n")
    assert play.said.startswith("talk.txt:2: ")
    assert why in play.said


def test_an_indented_line_needs_a_message_above_it(play: Player) -> None:
    assert not play(NOW + "restart\n  and on\n")
    assert "talk.txt:3:" in play.said


@pytest.mark.parametrize("text", ["ana #general> hi\n" + NOW, "now 2026-11-23 09:00 Mars/Base\n"])
def test_a_conversation_begins_with_a_time_in_a_zone_there_is(play: Player, text: str) -> None:
    assert not play(text)
    assert "talk.txt:1:" in play.said


def test_an_empty_file_is_not_a_conversation(play: Player) -> None:
    assert not play("# nothing but a comment\n#\n\n")


# ---- wildcards and space ----


@pytest.mark.parametrize("expected", [
    "…", "1 · crib … ana …", "1 … crib … Who can?", "…crib…", "1 · crib Asked by ana. Who can? …",
    "… 1 · crib …", "1 · cr…ana. Who can?", "1 ·   crib …",
])
def test_an_ellipsis_stands_for_anything_also_nothing_and_spaces_count_as_one(
    play: Player, expected: str
) -> None:
    assert play(NEED + f"bot #general< {expected}\n"), play.said


@pytest.mark.parametrize("expected", ["… cri …", "… rib …", "1 crib …", "… CRIB …", "…x…", "."])
def test_what_stands_beside_an_ellipsis_and_a_space_is_a_whole_word(
    play: Player, expected: str
) -> None:
    assert not play(NEED + f"bot #general< {expected}\n")


def test_indented_lines_continue_what_is_said_and_what_is_expected(play: Player) -> None:
    assert play(NOW + "ana #general> /need ride\n  to court\n"
                      "bot #general< 1 · ride to court\n  Asked by ana. …\n"), play.said


# ---- what is unread ----


def test_messages_of_a_place_are_read_in_their_order(play: Player) -> None:
    both = NEED + "ben #general> /claim 1\nbot @ben< … ana …\n"
    assert play(both + "bot #general (ben)< …\nbot #general~ … ben …\nbot @ana< … ben …\n")
    assert not play(both + "bot @ben< …\n")


def test_something_said_marks_what_came_before_as_read(play: Player) -> None:
    assert not play(NEED + "ben #general> hello\nbot #general< 1 · crib …\n")
    assert play(NEED + "ben #general> hello\nbot #general!\n")


def test_a_clock_moved_marks_what_came_before_as_read(play: Player) -> None:
    assert play(NEED + "+ 1h\nbot #general!\n")


def test_a_restart_leaves_unread_what_was_unread_and_says_nothing_twice(play: Player) -> None:
    assert play(NEED + "restart\nbot #general< 1 · crib …\nbot #general!\n"), play.said


def test_something_unread_where_nothing_should_be_is_shown(play: Player) -> None:
    assert not play(NEED + "bot #general!\n")
    assert "1 · crib" in play.said


# ---- each statement ----


def test_a_press_finds_the_latest_message_that_carries_the_button(play: Player) -> None:
    assert play(NEED + "ben presses 1 claim\nbot #general~ … ben …\n"
                       "ben presses 1 done\nbot #general~ … Done …\n"), play.said
    told_since = ("ana #general> /need 10 meals\nben #general> /claim 1 4\n"
                  "ana edits> /need 12 meals\nbot @ben< … 12 meals …\n")
    assert play(NOW + told_since + "ben presses 1 claim\nbot #general (ben)< …\n"), play.said
    assert not play(NEED + "ben presses 2 claim\n")
    assert "no message about 2" in play.said


def test_a_reply_answers_the_card_in_the_room_or_the_message_in_the_direct_chat(
    play: Player,
) -> None:
    assert play(NEED + "ben #general reply 1> I can\nbot #general~ … ben …\n"
                       "ben @bot reply 1> done\nbot #general~ … Done …\n"), play.said
    assert not play(NEED + "ben #kitchen reply 1> I can\n")
    assert "no message about 1 in #kitchen" in play.said


def test_edits_and_deletes_act_on_the_last_message(play: Player) -> None:
    assert play(NEED + "ana #general> /need stroller\nana edits> /need big stroller\n"
                       "bot #general~ 2 · big stroller …\nana deletes\n"
                       "bot #general~ 2 · big stroller Withdrawn.\n"), play.said
    assert not play(NOW + "ana deletes\n")


def test_a_language_and_the_moderator_right_stand_in_brackets(play: Player) -> None:
    assert play(NOW + "ana #general> /settings open yes\nbot #general (ana)< … moderator …\n"
                      "ana (es, moderator) #general> /settings open yes\n"
                      "bot #general (ana)< … America/New_York …\n"), play.said


def test_people_and_the_bot_come_and_go(play: Player) -> None:
    assert play(NOW + "bot joins #general\nbot #general< …\nana joins #general\n"
                      "ana #general> /need crib\nben #general> /claim 1\nben leaves #general\n"
                      "bot @ana< ben … 1 · crib …\n"), play.said


def test_a_delivery_that_fails_comes_when_the_clock_has_moved(play: Player) -> None:
    assert play(NOW + "fail #general 2\nana #general> /need crib\nbot #general!\n+ 1m\n"
                      "bot #general< 1 · crib …\nfail @ana 1\nben #general> /claim 1\n"
                      "bot @ana!\n+ 1m\nbot @ana< ben …\n"), play.said


def test_down_stops_the_bot_for_a_while(play: Player) -> None:
    assert play(NEED + "down 7d\nana #general> /undo\nbot #general (ana)< …\n"
                       "ben @bot> claim 1\nbot #general~ … ben …\n"), play.said


def test_an_expected_file_that_does_not_come_is_a_mismatch(play: Player) -> None:
    assert not play(NEED + "file roster.ics\n")
    assert "expected a file" in play.said
    assert "roster.ics" in play.said


def test_an_expected_file_is_found_by_its_name() -> None:
    unread = Unread()
    event = {"event": "file", "id": "m1", "room": "#general", "name": "roster.ics", "key": "k"}
    message = Chat().note(event)
    assert message
    unread.hear(event, message)
    unread.expect(parse(NOW + "file roster.ics")[1])
    unread.expect(parse(NOW + "bot #general!")[1])


def test_three_dots_where_an_ellipsis_was_meant_are_pointed_out(play: Player) -> None:
    assert not play(NEED + "bot #general< 1 ...\n")
    assert "one sign, not ..." in play.said


def test_a_room_that_is_none_is_told_by_its_line(play: Player) -> None:
    assert not play(NOW + "ana #@> hello\n")
    assert play.said.startswith("talk.txt:2: ")


# ---- the documentation ----


def test_the_conversation_in_the_documentation_comes_out_as_written(play: Player) -> None:
    page = (Path(__file__).parents[2] / "docs" / "console.md").read_text("utf-8")
    example = page.split("# A ride to court", 1)[1].split("\n\nSave it", 1)[0]
    assert play("\n".join(line[4:] for line in f"    # A ride{example}".split("\n"))), play.said


def test_every_kind_of_line_in_the_documentation_is_understood() -> None:
    page = (Path(__file__).parents[2] / "docs" / "console.md").read_text("utf-8")
    part = page.split("## Conversation files", 1)[1].split("## JSON lines", 1)[0]
    lines = [line[4:].split("  ")[0] for line in part.split("\n") if line.startswith("    ")]
    kinds = [line for line in lines if not line.startswith(("#", "now ", "apoyo "))]
    assert len(parse(NOW + "\n".join(kinds))) > 20


def test_a_word_the_bot_gave_is_typed_again_by_its_name(play: Player) -> None:
    text = (NOW + "ana (moderator) #general> /connect\nbot @ana< … /connect {code} within …\n"
            "luz (moderator) #sala@barrio> /connect {code}\nbot #general< Another room …\n")
    assert play(text), play.said
    assert not play(text.replace("> /connect {code}", "> /connect {other}"))
    assert play(NEED + "bot #general< {one} · crib Asked by {who}. Who can?\n"), play.said
    assert not play(NEED + "bot #general< {one} · crib Asked by {one}. Who can?\n")

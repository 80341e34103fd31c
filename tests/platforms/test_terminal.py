"""The terminal chat: what is typed, what is shown, and leaving."""

import asyncio
import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from adapters.console.session import Session
from adapters.console.terminal import run
from adapters.console.terminal_chat import Terminal
from adapters.console.terminal_does import take
from adapters.console.terminal_keys import Choices
from bot.config import Config

NOW = datetime.fromisoformat("2026-11-23T09:00-05:00")
APOYO = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]
PROMPT = b"#general\x1b[0m>"
NEED = "/need ride to court"


class Chat:
    """A terminal fed with lines; each call opens it anew on the same folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, *lines: str, now: datetime | None = NOW) -> str:
        """Return everything that was printed."""
        out = StringIO()
        source = BytesIO("\n".join(lines).encode())
        asyncio.run(run(self._folder, Config(), now, source, out))
        return out.getvalue()


@pytest.fixture
def chat(tmp_path: Path) -> Chat:
    return Chat(tmp_path / "data")


def after(said: str, line: str) -> str:
    """Return what was printed between a typed line and the next one."""
    rest = said.split(f"> {line}\n", 1)[1]
    return rest.split("> ", 1)[0]


# ---- beginning and ending ----


def test_a_new_chat_begins_with_hints_in_both_languages_and_with_the_bots_greeting(
    chat: Chat,
) -> None:
    said = chat()
    hints = said.splitlines()[:6]
    assert "/need ride to court tuesday" in hints[0]
    assert "/necesito transporte a la corte el martes" in hints[3]
    assert all(word in said for word in (":as ben", ":help", ":quit", ":soy", ":ayuda", ":salir"))
    assert "#general\n  │ " in said


def test_a_chat_taken_up_again_is_not_greeted_and_knows_what_was(chat: Chat) -> None:
    chat(NEED)
    said = chat("/needs", ":as ben", ":reply 1 I can")
    assert "/need ride" not in said.splitlines()[0]
    assert "1 · ride to court" in after(said, "/needs")
    assert "ben is on it" in after(said, ":reply 1 I can").replace("On it: ben", "ben is on it")


def test_quit_leaves_and_what_is_typed_after_it_is_not_done(chat: Chat) -> None:
    assert "1 · ride to court" not in chat(":quit", NEED)
    assert "1 · ride to court" not in chat(":salir", NEED)


def test_without_input_the_program_ends_well_and_without_colour(tmp_path: Path) -> None:
    done = subprocess.run([*APOYO, "console", "--data", tmp_path / "data"], check=False,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("key", [
    b"\x04", pytest.param(b"\x03", marks=pytest.mark.slow),
    pytest.param(b":quit\r", marks=pytest.mark.slow)], ids=["ctrl-d", "ctrl-c", "quit"])
def test_a_keyboard_gets_a_prompt_and_leaves_it_well(tmp_path: Path, key: bytes) -> None:
    screen, keyboard = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    with subprocess.Popen([*APOYO, "console", "--data", tmp_path / "data"], stdin=keyboard,
                          stdout=keyboard, stderr=keyboard, env=environment) as program:
        os.close(keyboard)
        seen = b""
        while PROMPT not in seen and select.select([screen], [], [], 60)[0]:
            seen += os.read(screen, 65536)
        assert PROMPT in seen
        os.write(screen, key)
        assert program.wait(timeout=60) == 0
    os.close(screen)


# ---- people, rooms, messages ----


def test_the_bot_is_shown_below_who_it_speaks_to(chat: Chat) -> None:
    said = after(chat(NEED, ":as ben", "/claim 1"), "/claim 1")
    assert "  to ana directly\n  │ ben" in said
    assert "  to ben directly\n  │ " in said
    assert "  ~ #general · card 1 now:\n  │ 1 · ride to court" in said
    assert "  #general, only ben sees this\n  │ " in said


def test_buttons_are_pressed_by_their_numbers(chat: Chat) -> None:
    said = chat(NEED, ":as ben", ":1", ":99")
    assert "[1] I'll do it" in after(said, NEED)
    assert "card 1 now" in after(said, ":1")
    assert "99" in after(said, ":99")


def test_a_button_keeps_its_number_while_its_card_changes(chat: Chat) -> None:
    said = chat("/need 10 meals", ":as ben", "/claim 1 4", ":1")
    card = after(said, "/claim 1 4").split("card 1 now:")[1]
    assert "[1] I'll do it" in card
    assert "10 of 10" in after(said, ":1") or "all promised" in after(said, ":1")


def test_a_person_is_spoken_to_in_their_language(chat: Chat) -> None:
    said = chat(":as luz es", ":xyzzy", "/lo mio", ":as ana", ":as luz", "/lo mio")
    assert ":ayuda" in after(said, ":xyzzy")
    assert "/necesidades" in after(said, "/lo mio")
    assert "/necesidades" in said.rpartition("> /lo mio")[2]


def test_a_person_may_have_the_moderator_right(chat: Chat) -> None:
    said = chat("/settings open yes", ":as luz es Moderación", ":people", ":as ana moderator",
                "/settings languages en es")
    assert "luz (es, moderator)" in after(said, ":people")
    assert "moderator" in after(said, "/settings open yes")
    assert "en, es" in after(said, "/settings languages en es")


def test_a_room_is_entered_with_the_bot_and_a_direct_chat_left_by_room(chat: Chat) -> None:
    said = chat(":room kitchen", NEED, ":dm", "needs", ":room", "needs")
    assert "#kitchen\n  │ " in after(said, ":room kitchen")
    assert "ana #kitchen> /need" in said
    assert "to ana directly\n  │ " in after(said, "needs")
    assert said.endswith("ana #kitchen> needs\n")  # talk in a room


def test_a_card_is_answered_by_its_number_or_as_the_latest_message(chat: Chat) -> None:
    said = chat(NEED, "/need crib", ":as ben", ":reply 1 I can", ":reply 9 I can", ":as luz",
                ":dm", ":reply x", ":room", "/show 2", ":reply yo puedo")
    assert "~ #general · card 1 now:" in after(said, ":reply 1 I can")
    assert "9" in after(said, ":reply 9 I can")
    assert "card" not in after(said, ":reply x")
    assert "~ #general · card 2 now:" in after(said, ":reply yo puedo")


def test_the_last_message_is_edited_and_deleted(chat: Chat) -> None:
    said = chat(NEED, "/need crib", ":edit /need two cribs", ":delete", ":as ben", ":delete",
                ":edit")
    assert "2 · two cribs" in after(said, ":edit /need two cribs").replace("2 · 2 cribs",
                                                                           "2 · two cribs")
    assert "card 2 now" in after(said, ":delete")
    assert "ben" in said.split("ben #general> :delete\n")[1]
    assert said.rpartition("> :edit\n")[2].strip()


def test_people_and_rooms_are_listed(chat: Chat) -> None:
    said = chat(NEED, ":as luz es", "hola", ":room #kitchen", ":people", ":rooms")
    assert "ana, luz (es)" in after(said, ":people")
    assert "#general, #kitchen" in after(said, ":rooms")


def test_leaving_a_room_makes_gaps_of_ones_promises(chat: Chat) -> None:
    said = chat(NEED, ":as ben", "/claim 1", ":leave")
    assert "to ana directly" in after(said, ":leave")


# ---- the clock ----


def test_a_clock_held_by_hand_is_moved_and_shown(chat: Chat) -> None:
    said = chat(":advance 1d", ":advance soon", ":as luz es", ":avanzar 2h")
    assert "Tue 24 Nov, 09:00" in after(said, ":advance 1d")
    assert ":advance 1d2h" in after(said, ":advance soon")
    assert "11:00" in after(said, ":avanzar 2h")


def test_the_real_clock_is_not_moved_and_it_is_said_how_it_could_be(chat: Chat) -> None:
    assert "--now" in after(chat(":advance 1d", now=None), ":advance 1d")


# ---- what is not understood ----


@pytest.mark.parametrize(("typed", "answer"), [
    (":pople", ":people"), (":quitt", ":quit"), (":wxyzwxyz", ":help"), (":", ":help"),
    (":as", ":as ben"), (":as #ben", ":as ben"), (":as ben klingon", "klingon"),
    (":room two words", ":room #kitchen"), (":reply", ":reply 1"), (":reply hello there", "no"),
])
def test_a_slip_gets_one_line_that_says_what_to_type(
    chat: Chat, typed: str, answer: str
) -> None:
    chat()
    said = after(chat(typed, "end"), typed).strip().splitlines()
    assert answer in said[0]
    assert len(said) == 3  # the line, an empty one, the next prompt


def test_ordinary_talk_is_left_alone(chat: Chat) -> None:
    assert chat("good morning").endswith("ana #general> good morning\n")


# ---- completion ----


def completed(folder: Path, lines: Iterable[str], text: str) -> list[str]:
    """Return the lines that completion would make of a text."""

    async def work() -> list[str]:
        terminal = Terminal(lambda line: None, lambda: 80)
        terminal.session = Session.open(folder, Config(), NOW, terminal.hear)
        try:
            await terminal.start()
            for line in lines:
                await take(terminal, line)
            found = Choices(terminal).get_completions(Document(text), CompleteEvent())
            return [text[: len(text) + one.start_position] + one.text for one in found]
        finally:
            await terminal.session.close()

    return asyncio.run(work())


@pytest.mark.parametrize(("text", "expected"), [
    ("/cla", ["/claim"]), ("/claim ri", ["/claim 1"]), (":pe", [":people"]),
    (":as b", [":as ben"]), (":room #k", [":room #kitchen"]), ("claim", []), (":as z", []),
])
def test_commands_numbers_people_and_rooms_are_completed(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    lines = [NEED, ":as ben", ":room #kitchen", ":room #general"]
    assert completed(tmp_path, lines, text) == expected


def test_in_the_direct_chat_commands_are_completed_without_a_slash(tmp_path: Path) -> None:
    assert completed(tmp_path, [":dm"], "undo") == ["/undo"]

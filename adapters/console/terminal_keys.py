"""The terminal's keyboard: a prompt that completes, with the chat scrolling above it."""

import shutil
from collections.abc import AsyncIterator, Iterable

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style

from adapters.console.adapter import PREFIX
from adapters.console.terminal_chat import Terminal
from adapters.console.terminal_does import known_people, known_rooms
from adapters.console.terminal_show import STYLE, Line
from adapters.console.terminal_words import WORDS, find
from bot.ports import Room

CLOCK = 20  # seconds after which the time in the toolbar is looked at again

_STYLE = Style.from_dict(STYLE)


def show(line: Line) -> None:
    """Print a line above the prompt, in the terminal's own colours unless NO_COLOR is set."""
    print_formatted_text(FormattedText(line), style=_STYLE)


def columns() -> int:
    """Return how wide the terminal is."""
    return shutil.get_terminal_size().columns


async def lines(terminal: Terminal) -> AsyncIterator[str]:
    """Give each line as it is typed, until Ctrl-D or Ctrl-C."""
    prompt: PromptSession[str] = PromptSession(
        completer=Choices(terminal), complete_while_typing=True, style=_STYLE,
        bottom_toolbar=terminal.status, refresh_interval=CLOCK, reserve_space_for_menu=6,
    )
    with patch_stdout(raw=True):
        while True:
            try:
                yield await prompt.prompt_async([
                    ("class:who", terminal.who.name), ("", " "),
                    ("class:where", terminal.place), ("", "> ")])
            except (EOFError, KeyboardInterrupt):
                return


class Choices(Completer):
    """Completes the bot's commands and numbers, and the terminal's own words."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def get_completions(self, document: Document, complete_event: CompleteEvent
                        ) -> Iterable[Completion]:
        """Give what could stand in place of the end of what is typed."""
        text = document.text_before_cursor
        head, space, rest = text.partition(" ")
        typed = rest if space else text
        found = self._words(head, rest if space else None) if text.startswith(":") else (
            self._commands(text))
        for value, label in found:
            whole = value.startswith("/")  # a command can be of two words
            yield Completion(value, start_position=-len(text if whole else typed), display=label)

    def _words(self, head: str, rest: str | None) -> list[tuple[str, str]]:
        terminal = self._terminal
        if rest is None:
            spanish = terminal.language == "es"
            names = [(f":{word.spanish if spanish else word.name}", word) for word in WORDS]
            return [(name, f"{terminal.drawn(word.usage)} · {terminal.drawn(word.help)}")
                    for name, word in names if name.startswith(head)]
        word = find(head[1:])
        known = {"as": known_people, "room": known_rooms}.get(word.name if word else "")
        return [(one, one) for one in known(terminal) if one.startswith(rest)] if known else []

    def _commands(self, text: str) -> list[tuple[str, str]]:
        """Ask the engine, but not about talk in a room."""
        terminal = self._terminal
        if not (terminal.direct or text.startswith(("/", "!"))):
            return []
        room = None if terminal.direct else Room(PREFIX + terminal.room, "")
        items = terminal.session.app.engine.suggest(
            PREFIX + terminal.who.name, room, text, terminal.who.language)
        return [(value, label) for label, value in items]

"""The console for people: a chat in the terminal, or the same lines through a pipe."""

import os
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from adapters.console.jsonl import lines, standard_input
from adapters.console.session import Session
from adapters.console.terminal_chat import Terminal
from adapters.console.terminal_does import take
from adapters.console.terminal_show import Line
from bot.config import Config


async def run(
    folder: Path, config: Config, now: datetime | None,
    source: BinaryIO | None = None, out: TextIO | None = None,
) -> None:
    """Chat until the end of input, Ctrl-D, Ctrl-C or ``:quit``.

    At a terminal there is a prompt; a pipe, or a ``source`` given, is read line by line.
    """
    if source is None and sys.stdin.isatty() and sys.stdout.isatty():
        from adapters.console import terminal_keys as keys

        terminal = Terminal(keys.show, keys.columns)
        given = keys.lines(terminal)
    else:
        paper = Paper(out or sys.stdout)
        terminal = Terminal(paper, lambda: 0)
        given = _piped(terminal, source or standard_input(), paper)
    terminal.session = Session.open(folder, config, now, terminal.hear)
    try:
        await terminal.start()
        terminal.pause()
        async for line in given:
            if not await take(terminal, line):
                break
            terminal.pause()
    finally:
        await terminal.session.close()


class Paper:
    """Prints lines without colour, to a reader who may go away or know few letters."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        if isinstance(out, TextIOWrapper):
            out.reconfigure(errors="replace")

    def __call__(self, line: Line) -> None:
        """Print a line; once nobody reads any more, nothing."""
        try:
            print("".join(text for _, text in line), file=self._out, flush=True)
        except BrokenPipeError:
            self._out = open(os.devnull, "w")  # noqa: SIM115 - open until the process ends


async def _piped(terminal: Terminal, source: BinaryIO, paper: Paper) -> AsyncIterator[str]:
    """Give each line of a pipe, written out first so that the whole reads like a chat."""
    async for _, line in lines(source):
        text = line.decode("utf-8", "replace").strip()
        paper([("", f"{terminal.who.name} {terminal.place}> {text}")])
        yield text

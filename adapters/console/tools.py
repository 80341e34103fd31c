"""``apoyo console`` and ``apoyo play``."""

import asyncio
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.console.clock import instant
from bot.config import read_config


def describe_console(parser: ArgumentParser) -> None:
    """Declare what ``apoyo console`` can be told."""
    parser.add_argument("--jsonl", action="store_true", help="one JSON object a line, in and out")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where to keep it (without: "
                        "nowhere, it is gone at the end)")
    parser.add_argument("--config", type=Path, metavar="FILE")
    parser.add_argument("--now", metavar="TIME", type=_time,
                        help="a clock that stands still from here, such as 2026-11-23T09:00-05:00")


def console(options: Namespace) -> int:
    """Run the console, for a person or with ``--jsonl`` for a program."""
    config = read_config(options.config)
    if options.jsonl:
        from adapters.console.jsonl import run as program

        return _with_folder(options.data, lambda folder: program(folder, config, options.now))
    from adapters.console.terminal import run as person

    return _with_folder(options.data, lambda folder: person(folder, config, options.now))


def describe_play(parser: ArgumentParser) -> None:
    """Declare what ``apoyo play`` can be told."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--config", type=Path, metavar="FILE")


def play(options: Namespace) -> int:
    """Run conversation files; 1 if one of them does not come out as written."""
    from adapters.console.play import play_files

    return play_files(options.files, read_config(options.config))


def _time(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{error}; write it like 2026-11-23T09:00-05:00") from None


def _with_folder(folder: Path | None, work: Callable[[Path], Coroutine[Any, Any, None]]) -> int:
    """Run on the folder given, or on a temporary one that goes afterwards."""
    if folder:
        asyncio.run(work(folder))
        return 0
    with tempfile.TemporaryDirectory(prefix="apoyo-") as made:
        asyncio.run(work(Path(made) / "data"))
    return 0

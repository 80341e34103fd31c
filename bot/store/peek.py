"""A look at a folder's data from outside, also while the bot runs on it: nothing is changed."""

import time
from collections.abc import Sequence
from pathlib import Path

from bot.ports import Kind
from bot.store.errors import StoreDamaged
from bot.store.files import Files
from bot.store.recovery import Loaded, read_folder
from bot.store.unit import Unit

_TRIES = 8  # a running bot may compact while its files are read


def peek(folder: Path, kinds: Sequence[Kind], *, files: Files | None = None) -> Unit:
    """Return a unit of work that only reads, on what is durable now.

    Raises StoreDamaged, OSError; FileNotFoundError where nothing has been kept yet.
    """
    loaded = read_steadily(files or Files(), folder, kinds)
    loaded.state.build(folder)
    return Unit(loaded.state, writable=False)


def read_steadily(files: Files, folder: Path, kinds: Sequence[Kind] = ()) -> Loaded:
    """Read a folder that may be changing under the reader's eyes."""
    for left in reversed(range(_TRIES)):
        try:
            return read_folder(files, folder, kinds)
        except (StoreDamaged, FileNotFoundError):
            if not left or not (folder / "db.json").exists():
                raise
            time.sleep(0.1)
    raise AssertionError

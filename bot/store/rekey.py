"""Data under another key, or under none: written anew in one go, with the bot stopped."""

from pathlib import Path

from bot.store.copies import BEFORE, REPLACED
from bot.store.files import Files, Lock
from bot.store.opening import rewrite
from bot.store.recovery import mend, read_folder
from bot.store.snapshot import NAME


def rekey(folder: Path, old: Files, new: Files) -> None:
    """Read a folder with the ``old`` veil and write it with the ``new`` one.

    A kill at any moment leaves it under one or the other. Copies of older data go: they would
    still open with the old key. Raises StoreLocked, StoreDamaged, StoreKey, OSError.
    """
    lock = Lock(folder / (NAME + ".lock"))
    try:
        loaded = read_folder(old, folder, ())
        mend(old, loaded)
        rewrite(new, folder, loaded)
        for name in new.names(folder):
            if name.startswith((BEFORE, REPLACED)):
                new.remove(folder / name)
    finally:
        lock.release()

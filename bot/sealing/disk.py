"""The whole database encrypted, for whoever has set a key for it: finding the key, changing it."""

import os
from collections.abc import Mapping
from pathlib import Path

from bot.ports import KeyTrouble
from bot.sealing.key import DATA, Keys
from bot.store import Files, StoreKey, Veil, encrypted_with, rekey


def files(data: Path, key_file: Path | None, env: Mapping[str, str] = os.environ) -> Files:
    """Return how the store reaches its folder: encrypted if there is a key for it.

    A file that is named and not there is made, unless the data are encrypted already. Raises
    KeyTrouble, StoreKey.
    """
    keys, known = Keys(data, key_file, DATA, env), encrypted_with(data)
    if key_file is None and not keys.given:
        return Files()
    if known and not keys.given:
        _settle(keys, known)
        if not keys.path.exists():
            raise StoreKey(data / "db.json", f"are encrypted, and {keys.path} is missing")
    return Files(Veil(keys()))


def change(data: Path, key_file: Path | None, env: Mapping[str, str] = os.environ) -> None:
    """Encrypt the data with a new key, which takes the old one's place in its file.

    A kill at any moment leaves data that open with what lies there. Raises KeyTrouble, and what
    `rekey` raises.
    """
    keys = Keys(data, key_file, DATA, env)
    if key_file is None or keys.given:
        raise KeyTrouble("only a key in a file can be changed this way: name it under "
                         "'data_key_file'. One that comes from elsewhere: apoyo key off, put the "
                         "new one in its place, start again.")
    old, after = files(data, key_file, env), _next(keys.path)
    after.unlink(missing_ok=True)
    new = Veil(keys.make(after))
    rekey(data, old, Files(new))
    _settle(keys, new.id)


def off(data: Path, key_file: Path | None, env: Mapping[str, str] = os.environ) -> None:
    """Write the data in clear; the key stays where it is, for older backups."""
    rekey(data, files(data, key_file, env), Files())


def _settle(keys: Keys, known: str) -> None:
    """Finish a change that was cut off after the data had the new key."""
    after = _next(keys.path)
    if after.exists() and Veil(keys.read(after)).id == known:
        os.replace(after, keys.path)


def _next(path: Path) -> Path:
    return path.with_name(path.name + ".new")

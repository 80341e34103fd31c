"""Where everything is kept: one folder, opened with `open_store`."""

from bot.store.backup import backup, restore
from bot.store.errors import StoreDamaged, StoreKey, StoreLocked, StoreTooNew
from bot.store.files import Files
from bot.store.migrate import Migration
from bot.store.opening import open_store
from bot.store.peek import peek
from bot.store.rekey import rekey
from bot.store.store import JournalStore
from bot.store.veil import Veil, encrypted_with

__all__ = [
    "Files",
    "JournalStore",
    "Migration",
    "StoreDamaged",
    "StoreKey",
    "StoreLocked",
    "StoreTooNew",
    "Veil",
    "backup",
    "encrypted_with",
    "open_store",
    "peek",
    "rekey",
    "restore",
]

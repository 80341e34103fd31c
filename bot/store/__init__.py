"""Where everything is kept: one folder, opened with `open_store`."""

from bot.store.backup import backup, restore
from bot.store.errors import StoreDamaged, StoreLocked, StoreTooNew
from bot.store.migrate import Migration
from bot.store.opening import open_store
from bot.store.peek import peek
from bot.store.store import JournalStore

__all__ = [
    "JournalStore",
    "Migration",
    "StoreDamaged",
    "StoreLocked",
    "StoreTooNew",
    "backup",
    "open_store",
    "peek",
    "restore",
]

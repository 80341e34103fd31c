"""Copies of older data that the store itself leaves beside: they have an end too."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from bot.store.files import Files

BEFORE = "db.json.before-"  # and the schema it has: kept when a migration changed the documents
REPLACED = "replaced-"  # and when: a folder with what a restore took the place of
KEPT = timedelta(days=30)
log = logging.getLogger(__name__)


def forget_copies(files: Files, folder: Path, now: datetime) -> None:
    """Remove copies older than 30 days: what was purged since must not live on in them."""
    for name in files.names(folder):
        path = folder / name
        if name.startswith((BEFORE, REPLACED)):
            try:
                if files.modified(path) < now - KEPT:
                    files.remove(path)
            except OSError as error:  # no reason not to start
                log.warning("an old copy of the data could not be removed: %r", error.strerror)

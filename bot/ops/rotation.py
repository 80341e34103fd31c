"""Backups by themselves: one every so often, and the oldest beyond a number removed."""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Backups
from bot.ops.vitals import Vitals
from bot.store import Files, StoreDamaged, backup

NAME = "apoyo-{:%Y%m%dT%H%M%SZ}.json"
PATTERN = f"apoyo-{8 * '[0-9]'}T{6 * '[0-9]'}Z.json"
log = logging.getLogger(__name__)


class Rotation:
    """Makes a backup when the last one is old enough; keeps the newest few."""

    def __init__(self, data: Path, wish: Backups, vitals: Vitals, files: Files) -> None:
        self._data, self._wish, self._vitals, self._files = data, wish, vitals, files

    async def look(self, now: datetime) -> Path | None:
        """Make a backup if it is time; return where it is. What goes wrong is a problem told."""
        if not self._due(now):
            return None
        file = self._wish.folder / NAME.format(now)
        try:
            self._wish.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            await asyncio.to_thread(backup, self._data, file, files=self._files)
            for old in self._made()[:-self._wish.keep]:
                old.unlink(missing_ok=True)
        except (OSError, StoreDamaged) as error:
            if not self._vitals.unsaved:
                log.error("the backup failed: type=%s", type(error).__name__)
            self._vitals.unsaved = True
            return None
        self._vitals.unsaved = False
        return file

    def _made(self) -> list[Path]:
        return sorted(self._wish.folder.glob(PATTERN))

    def _due(self, now: datetime) -> bool:
        made = self._made()
        return not made or now - _instant(made[-1]) >= timedelta(hours=self._wish.every)


def _instant(file: Path) -> datetime:
    return datetime.strptime(file.stem.removeprefix("apoyo-") + "+0000", "%Y%m%dT%H%M%SZ%z")

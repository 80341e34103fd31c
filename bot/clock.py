"""Real time: the system's clock, and one alarm held by APScheduler."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

log = logging.getLogger(__name__)

LONGEST_SLEEP = timedelta(seconds=60)  # after a suspend or a clock set anew, we look again soon


class SystemClock:
    """A Clock on the system's time. ``ring`` is called when the alarm is due, or a minute on.

    APScheduler holds one job, the next due instant: it never sees a recurring rule.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
        self._ring: Callable[[], Awaitable[None]] | None = None
        self._due: datetime | None = None

    def start(self, ring: Callable[[], Awaitable[None]]) -> None:
        """Begin to watch the time; needs a running event loop."""
        self._ring = ring
        self._scheduler.start()
        self._sleep()

    def stop(self) -> None:
        """Stop watching the time."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def now(self) -> datetime:
        """Return the present instant, UTC, in whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)

    def arm(self, due: Callable[[], datetime | None]) -> None:
        """Set the alarm; the same instant again costs nothing."""
        instant = due()
        if instant != self._due:
            self._due = instant
            if self._ring:
                self._sleep()

    def _sleep(self) -> None:
        latest = datetime.now(UTC) + LONGEST_SLEEP
        wake = min(self._due, latest) if self._due else latest
        self._scheduler.add_job(self._wake, DateTrigger(wake), id="next", replace_existing=True)

    async def _wake(self) -> None:
        self._due = None
        try:
            if self._ring:
                await self._ring()
        except Exception as error:  # the clock goes on, whatever it has woken
            log.error("what was due failed: type=%s", type(error).__name__)
        finally:
            self._sleep()

"""When repeating things have to come, reckoned from the bare calendar and the minutes of a zone.

Nothing here knows RFC 5545, dateutil or the bot: days are counted one by one, and the instant of
a wall-clock time is the first minute at which that zone's clock shows it or is already past it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
AROUND = timedelta(hours=30)  # farther than any clock is from UTC, and than any of its jumps
Days = Callable[[date], Iterator[date]]


def instant(day: date, clock: time, zone: str) -> datetime:
    """Return the first instant at which a zone's clock has reached a wall-clock time."""
    wanted = datetime.combine(day, clock)
    offsets = set(_offsets(day, zone))
    if len(offsets) == 1:
        return wanted.replace(tzinfo=UTC) - offsets.pop()
    minute, where = wanted.replace(tzinfo=UTC) - AROUND, ZoneInfo(zone)
    while minute.astimezone(where).replace(tzinfo=None) < wanted:
        minute += MINUTE
    return minute


@lru_cache(maxsize=100_000)
def _offsets(day: date, zone: str) -> tuple[timedelta, ...]:
    """Return a zone's offsets from UTC, hour by hour, in the days around a day."""
    where, noon = ZoneInfo(zone), datetime.combine(day, time(12), UTC)
    found = [(noon + timedelta(hours=h)).astimezone(where).utcoffset() for h in range(-48, 49, 3)]
    return tuple(offset for offset in found if offset is not None)


def every(step: int) -> Days:
    """Every so many days, the first day on."""
    def days(first: date) -> Iterator[date]:
        while True:
            yield first
            first += step * DAY
    return days


def weekly(*weekdays: int, step: int = 1) -> Days:
    """On these weekdays (Monday is 0), every so many weeks from the first such day."""
    def days(first: date) -> Iterator[date]:
        while first.weekday() not in weekdays:
            first += DAY
        monday = first - first.weekday() * DAY
        day = first
        while True:
            weeks = (day - day.weekday() * DAY - monday).days // 7
            if day.weekday() in weekdays and weeks % step == 0:
                yield day
            day += DAY
    return days


def monthly(chosen: Callable[[date], bool]) -> Days:
    """On the days that have some place in their month."""
    def days(first: date) -> Iterator[date]:
        while True:
            if chosen(first):
                yield first
            first += DAY
    return days


def first_monday(day: date) -> bool:
    """The first Monday of a month."""
    return day.weekday() == 0 and day.day <= 7


def last_friday(day: date) -> bool:
    """The last Friday of a month."""
    return day.weekday() == 4 and (day + 7 * DAY).month != day.month


@dataclass(frozen=True)
class Rule:
    """A repetition as it is typed, and on which days at what time that is."""

    typed: str
    clock: time
    days: Days
    until: date | None = None
    count: int | None = None

    def instants(self, zone: str, begin: datetime, end: datetime) -> list[datetime]:
        """Return all its instants after ``begin``, up to ``end``."""
        found = self._after(zone, begin)
        if self.count is not None:
            found = islice(found, self.count)
        due = []
        for one in found:
            if one > end:
                break
            due.append(one)
        return due

    def _after(self, zone: str, begin: datetime) -> Iterator[datetime]:
        today = begin.astimezone(ZoneInfo(zone)).date()
        late = instant(today, self.clock, zone) <= begin
        for day in self.days(today + DAY if late else today):
            if self.until and day > self.until:
                return
            yield instant(day, self.clock, zone)


RULES = (
    Rule("every day 2:30am", time(2, 30), every(1)),
    Rule("every day at midnight", time(0), every(1)),
    Rule("every tuesday 8:30", time(8, 30), weekly(1)),
    Rule("every first monday 18:00", time(18), monthly(first_monday)),
    Rule("last friday of every month 23:30", time(23, 30), monthly(last_friday)),
    Rule("every month on the 31st 12:00", time(12), monthly(lambda day: day.day == 31)),
    Rule("every 2 weeks on sunday 1:45am", time(1, 45), weekly(6, step=2)),
    Rule("every weekday 18:15", time(18, 15), weekly(0, 1, 2, 3, 4)),
    Rule("every 3 days 3:05am", time(3, 5), every(3)),
    Rule("every day 7am until march 31", time(7), every(1), until=date(2022, 3, 31)),
    Rule("every sunday 2:15am for 20 weeks", time(2, 15), weekly(6), count=20),
)

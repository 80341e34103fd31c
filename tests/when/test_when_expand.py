"""Wall times and recurrences as instants."""
# ruff: noqa: DTZ001 - wall times have no zone

from datetime import UTC, date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bot.when.expand import instant, next_local, occurrences

NEW_YORK = ZoneInfo("America/New_York")
SPRING = datetime(2026, 3, 7, tzinfo=UTC)


def test_a_time_that_does_not_exist_is_the_next_that_does():
    assert instant(datetime(2026, 3, 8, 2, 30), NEW_YORK) == datetime(2026, 3, 8, 7, tzinfo=UTC)


def test_a_time_that_exists_twice_is_the_first():
    assert instant(datetime(2026, 11, 1, 1, 30), NEW_YORK) == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


def test_a_recurrence_keeps_its_wall_time_across_a_clock_change():
    found = occurrences(datetime(2026, 3, 1, 2, 30), "FREQ=DAILY", SPRING, NEW_YORK)
    assert [moment.hour * 60 + moment.minute for moment in islice(found, 3)] == [450, 420, 390]


@pytest.mark.parametrize("rule", [
    "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=15,-1", "FREQ=HOURLY;INTERVAL=7", "FREQ=MINUTELY;INTERVAL=45",
])
def test_what_comes_far_from_the_start_is_what_counting_from_it_gives(rule):
    start, after = datetime(2026, 1, 2, 9), datetime(2026, 6, 1, tzinfo=UTC)
    every = occurrences(start, rule, datetime(2026, 1, 1, tzinfo=UTC), NEW_YORK)
    counted = (moment for moment in every if moment > after)
    skipped = occurrences(start, rule, after, NEW_YORK)
    assert list(islice(skipped, 5)) == list(islice(counted, 5))


def test_the_last_day_of_a_rule_counts_to_its_end():
    rule = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208"
    after = datetime(2026, 11, 1, tzinfo=UTC)
    found = occurrences(datetime(2026, 11, 24, 18), rule, after, NEW_YORK)
    assert [moment.astimezone(NEW_YORK).day for moment in found] == [24, 1, 8]


def test_an_instant_equal_to_the_bound_counts_only_when_asked_to():
    start = datetime(2026, 11, 24, 18)
    at = instant(start, NEW_YORK)
    found = occurrences(start, "FREQ=DAILY;COUNT=2", at, NEW_YORK)
    both = occurrences(start, "FREQ=DAILY;COUNT=2", at, NEW_YORK, inclusive=True)
    assert (len(list(found)), len(list(both))) == (1, 2)


def test_a_day_repeats_as_a_day():
    day = date(2026, 11, 24)
    assert next_local(day, "FREQ=WEEKLY;BYDAY=TU", day) == date(2026, 12, 1)
    assert next_local(day, "FREQ=DAILY;COUNT=1", day) is None

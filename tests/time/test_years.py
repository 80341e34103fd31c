"""Years of repeating reminders: each occurrence once, at the right instant."""

import os
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.time.reckoning import RULES, Rule, instant
from tests.time.talk import talking

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "America/Mexico_City",  # no summer time any more since October 2022
    "America/Nuuk",  # changed its zone in 2023, its clock change since then
    "Asia/Almaty",  # changed its zone on 1 March 2024
    "Africa/Cairo",  # summer time again since 2023, from midnight on
    "America/Santiago",  # the south; the clock change is at midnight
    "Australia/Lord_Howe",  # the south, by half an hour
    "Pacific/Chatham",  # the south, 45 minutes, beside the date line
    "Pacific/Apia",  # beyond the date line
    "America/St_Johns",  # half an hour, and summer time
    "Asia/Kathmandu",  # 45 minutes, no summer time
)
BEGIN = datetime(2022, 1, 1, 12, 20, tzinfo=UTC)
SELDOM = [rule for rule in RULES if rule.count or "every day" not in rule.typed
          and "weekday" not in rule.typed and "3 days" not in rule.typed]
WORDS = ("water", "bread", "broth", "soup", "sweep", "bins", "keys", "phones", "boxes", "stoves",
         "plants")
Found = dict[tuple[str, str], list[datetime]]
EDGES = ("America/New_York", "America/Santiago", "Australia/Lord_Howe")


def came(folder: Path, zones: Sequence[str], rules: Sequence[Rule], end: datetime) -> Found:
    """Return, for each zone and rule, when the bot reminded; all zones share one bot."""
    found: Found = defaultdict(list)
    typed = {word: rule.typed for word, rule in zip(WORDS, rules, strict=False)}
    with talking(folder, BEGIN.isoformat(), "UTC") as talk:
        for number, zone in enumerate(zones):
            room = f"#general@g{number}"
            talk.say("ana", f"/settings timezone {zone}", room, moderator=True)
            talk.say("ana", "/digest off", room)
            for word, rule in typed.items():
                talk.say("ana", f"/remind here {word} {rule}", room)
        for event in talk.do(op="advance", to=end.isoformat()):
            if event["event"] == "withdraw":  # what came long ago is forgotten
                continue
            assert event["event"] == "send", event
            number, word = int(event["room"].split("@g")[1]), event["text"].split(" ", 1)[1]
            found[zones[number], typed[word]].append(event["utc"])
    return found


def check(folder: Path, zones: Sequence[str], rules: Sequence[Rule], end: datetime) -> int:
    """See that what came is what had to come; return how much that was."""
    found, count = came(folder, zones, rules, end), 0
    for zone in zones:
        for rule in rules:
            expected = rule.instants(zone, BEGIN, end)
            assert found[zone, rule.typed] == expected, (zone, rule.typed)
            count += len(expected)
    return count


@pytest.mark.slow
def test_a_year_of_reminders_comes_at_the_reckoned_instants_in_both_hemispheres(
    tmp_path: Path,
) -> None:
    assert check(tmp_path, EDGES, SELDOM, datetime(2022, 12, 31, tzinfo=UTC)) > 3 * 100


@pytest.mark.slow
def test_the_weeks_around_a_clock_change_have_every_daily_reminder_once(tmp_path: Path) -> None:
    assert check(tmp_path, EDGES, RULES, datetime(2022, 4, 10, tzinfo=UTC)) > 3 * 300


@pytest.mark.campaign
@pytest.mark.skipif(not os.environ.get("APOYO_CAMPAIGN"), reason="takes minutes: make campaign")
def test_five_years_of_reminders_come_at_the_reckoned_instants_in_twelve_zones(
    tmp_path: Path,
) -> None:
    count = check(tmp_path, ZONES, RULES, datetime(2026, 12, 31, tzinfo=UTC))
    print(f"{count} occurrences in {len(ZONES)} zones")
    assert count > 12 * 6000


# ---- the reckoning itself, held against what almanacs say ----


@pytest.mark.parametrize(("zone", "local", "utc"), [
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),  # the hour that is left out
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),  # the first of two
    ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-03T15:30"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"),
    ("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00"),
    ("Asia/Almaty", "2024-02-29T23:30", "2024-02-29T17:30"),
    ("Europe/Berlin", "2026-07-01T12:00", "2026-07-01T10:00"),
])
def test_the_reckoning_knows_the_hours_that_are_left_out_and_those_that_come_twice(
    zone: str, local: str, utc: str
) -> None:
    wanted = datetime.fromisoformat(local)
    found = instant(wanted.date(), wanted.time(), zone)
    assert found == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) >= wanted

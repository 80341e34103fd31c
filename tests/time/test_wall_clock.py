"""Reminders keep to the wall clock: across clock changes, leap days and moves to other zones."""

from pathlib import Path

import pytest

from tests.time.talk import Talk, answer, heard, talking, times

YORK, BERLIN = "America/New_York", "Europe/Berlin"
SANTIAGO, HOWE = "America/Santiago", "Australia/Lord_Howe"


@pytest.mark.parametrize(("zone", "now", "clock", "expected"), [
    # the hour that is left out: the next instant there is
    (YORK, "2026-03-07T12:00-05:00", "2:30am", ["03-08 03:00", "03-09 02:30"]),
    (BERLIN, "2026-03-28T12:00+01:00", "2:00am", ["03-29 03:00", "03-30 02:00"]),
    (SANTIAGO, "2026-09-05T12:00-04:00", "midnight", ["09-06 01:00", "09-07 00:00"]),
    (HOWE, "2026-10-03T12:00+10:30", "2:10am", ["10-04 02:30", "10-05 02:10"]),
    # the hour that comes twice: once
    (YORK, "2026-10-31T12:00-04:00", "1:30am", ["11-01 01:30", "11-02 01:30"]),
    (BERLIN, "2026-10-24T12:00+02:00", "2:30am", ["10-25 02:30", "10-26 02:30"]),
    (SANTIAGO, "2026-04-04T12:00-03:00", "11:30pm", ["04-04 23:30", "04-05 23:30"]),
    (HOWE, "2026-04-04T12:00+11:00", "1:45am", ["04-05 01:45", "04-06 01:45"]),
    # the same time of day before and after
    (YORK, "2026-03-07T12:00-05:00", "8:30am", ["03-08 08:30", "03-09 08:30"]),
    (SANTIAGO, "2026-09-05T12:00-04:00", "8:30am", ["09-06 08:30", "09-07 08:30"]),
])
def test_a_daily_reminder_comes_once_a_day_across_the_clock_change(
    tmp_path: Path, zone: str, now: str, clock: str, expected: list[str]
) -> None:
    with talking(tmp_path, now, zone) as talk:
        talk.say("ana", f"/remind here sweep every day {clock}")
        came = [at[5:] for at in times(talk.wait("3d"), "#general", "sweep")]
        assert came[:2] == expected
        assert len({at[:5] for at in came}) == len(came) == 3


def test_the_first_of_two_alike_times_is_meant(tmp_path: Path) -> None:
    with talking(tmp_path, "2026-10-31T12:00-04:00") as talk:
        talk.say("ana", "/remind me call tomorrow 1:30am")
        came = [event for event in talk.wait("3d") if event.get("to") == "ana"]
        assert [event["utc"].isoformat() for event in came] == ["2026-11-01T05:30:00+00:00"]


def test_a_once_only_reminder_at_a_time_left_out_comes_as_soon_as_the_clock_goes_on(
    tmp_path: Path,
) -> None:
    with talking(tmp_path, "2026-03-07T12:00-05:00") as talk:
        talk.say("ana", "/remind me call tomorrow 2:30am")
        assert times(talk.wait("2d"), "ana", "call") == ["2026-03-08 03:00"]


def test_the_leap_day_comes(tmp_path: Path) -> None:
    with talking(tmp_path, "2028-02-27T12:00-05:00") as talk:
        talk.say("ana", "/remind me call february 29 9am")
        talk.say("ana", "/remind here sweep every day 10am")
        came = talk.until("2028-03-01 12:00")
        assert times(came, "ana", "call") == ["2028-02-29 09:00"]
        assert times(came, "#general", "sweep") == [
            "2028-02-28 10:00", "2028-02-29 10:00", "2028-03-01 10:00"]


def test_a_monthly_one_on_the_31st_waits_for_a_month_that_has_one(tmp_path: Path) -> None:
    with talking(tmp_path, "2027-01-30T12:00-05:00") as talk:
        talk.say("ana", "/remind here rent every month on the 31st 9am")
        assert times(talk.until("2027-06-01 12:00"), "#general", "rent") == [
            "2027-01-31 09:00", "2027-03-31 09:00", "2027-05-31 09:00"]


# ---- other zones ----


def test_when_the_group_moves_its_reminders_keep_their_wall_time_and_that_is_said(
    talk: Talk,
) -> None:
    talk.say("ana", "/remind me call tomorrow 9am")
    talk.say("ana", "/remind here sweep every day 18:00")
    said = answer(talk.say("ana", "/settings timezone America/Los_Angeles", moderator=True))
    assert "keeps its time of day" in said
    came = talk.until("2026-11-25 12:00")
    assert times(came, "ana", "call") == ["2026-11-24 12:00"]
    assert times(came, "#general", "sweep") == ["2026-11-23 21:00", "2026-11-24 21:00"]


def test_when_the_group_moves_the_leads_of_a_need_move_with_it(talk: Talk) -> None:
    talk.say("ana", "/need ride to court thursday 11am")
    talk.say("ana", "/remind 1 30h")
    talk.say("ben", "/claim 1")
    talk.say("ana", "/settings timezone America/Los_Angeles", moderator=True)
    assert times(talk.wait("3d"), "ben", "⏰") == ["2026-11-25 08:00"]


def test_a_move_that_is_taken_back_loses_nothing(talk: Talk) -> None:
    talk.say("ana", "/remind me call tomorrow 9am")
    talk.say("ana", "/remind here sweep every day 18:00")
    talk.say("ana", "/need ride to court wednesday 8am")
    talk.say("ben", "/claim 3")
    talk.say("ana", "/settings timezone Europe/Berlin", moderator=True)
    talk.say("ana", "/undo", moderator=True)
    came = talk.until("2026-11-25 07:00")
    assert times(came, "ana", "call") == ["2026-11-24 09:00"]
    assert times(came, "#general", "sweep") == ["2026-11-23 18:00", "2026-11-24 18:00"]
    assert times(came, "ben", "It's to") == ["2026-11-24 08:00", "2026-11-25 06:00"]


def test_a_person_away_from_the_group_has_their_own_reminders_on_their_own_clock(
    talk: Talk,
) -> None:
    talk.say("ana", "/settings my-timezone Asia/Tokyo")
    talk.say("ana", "/remind me call tomorrow 9am")
    talk.say("ana", "/remind here sweep tomorrow 9am")
    came = talk.wait("3d")
    assert times(came, "ana", "call") == ["2026-11-23 19:00"]
    assert times(came, "#general", "sweep") == ["2026-11-24 09:00"]


def test_a_reminder_on_its_authors_own_clock_stays_when_the_group_moves(talk: Talk) -> None:
    talk.say("ana", "/settings my-timezone Asia/Tokyo")
    talk.say("ana", "/remind me call tomorrow 9am")
    talk.say("ana", "/settings timezone Europe/Berlin", moderator=True)
    assert times(talk.wait("3d"), "ana", "call") == ["2026-11-23 19:00"]


# ---- while the bot was away ----


def test_what_fell_due_while_the_bot_was_away_comes_late_and_says_when_it_was_due(
    talk: Talk,
) -> None:
    talk.say("ana", "/remind here sweep tomorrow 10am")
    came = talk.away("2026-11-24 11:00")
    assert len(came) == 1
    assert heard(came, "#general")[0][0] == "2026-11-24 11:00"
    assert "late: it was due Tue, Nov 24, 10:00" in heard(came, "#general")[0][1]
    assert talk.wait("2d") == []


def test_what_is_a_minute_late_does_not_make_a_fuss_of_it(talk: Talk) -> None:
    talk.say("ana", "/remind here sweep tomorrow 10am")
    assert heard(talk.away("2026-11-24 10:01"), "#general") == [("2026-11-24 10:01", "⏰ sweep")]


def test_what_comes_much_too_late_is_told_to_its_author_alone(talk: Talk) -> None:
    talk.say("ben", "/needs")
    talk.say("ana", "/remind here bring ID tomorrow 8:30am")
    talk.say("ana", "/remind @ben to bring ID tomorrow 8:30am")
    came = talk.away("2026-11-28 12:00")
    assert heard(came, "#general") == heard(came, "ben") == []
    assert len(times(came, "ana", "bring ID")) == 2
    assert all("Nov 24, 8:30" in text for _, text in heard(came, "ana"))
    assert talk.wait("2d") == []


def test_nobody_is_called_to_a_ride_that_has_gone(talk: Talk) -> None:
    talk.say("ana", "/need ride to court wednesday 8am")
    talk.say("ana", "/remind 1 3h 1h")
    talk.say("ben", "/claim 1")
    came = talk.away("2026-11-25 11:00")
    assert times(came, "ben", "⏰") == times(came, "ben", "It's to") == []
    assert times(came, "ana", "Did it work out?") == ["2026-11-25 11:00"]


def test_a_repeating_one_that_was_missed_seven_times_comes_once_and_then_goes_on(
    talk: Talk,
) -> None:
    talk.say("ana", "/remind here sweep every day 10am")
    came = talk.away("2026-11-30 09:00")
    assert len(times(came, "#general", "sweep")) == 1
    assert "late" in heard(came, "#general")[0][1]
    assert times(talk.wait("1d"), "#general", "sweep") == ["2026-11-30 10:00"]


def test_a_reminder_that_has_come_does_not_come_again_after_a_restart(talk: Talk) -> None:
    talk.say("ana", "/remind here sweep every day 10am")
    talk.until("2026-11-23 10:00")
    assert talk.away("2026-11-23 10:00") == []
    assert times(talk.wait("1d"), "#general", "sweep") == ["2026-11-24 10:00"]


def test_a_reminder_that_cannot_be_delivered_at_first_comes_once_when_it_can(talk: Talk) -> None:
    talk.say("ana", "/remind here sweep tomorrow 10am")
    talk.do(op="fail", room="#general", times=4)
    came = talk.wait("2d")
    sent = [event for event in came if event["event"] == "send"]
    assert len(sent) == 1
    assert {event["key"] for event in came} == {sent[0]["key"]}
    assert len(came) == 5

"""Not now: reminders are put off, and said to be done."""

import pytest

from tests.time.talk import Event, Talk, answer, heard, times


def bell(talk: Talk, who: str, words: str) -> Event:
    """Return the latest reminder that came to somebody."""
    return next(event for event in reversed(talk.said) if event["event"] == "send"
                and event.get("to") == who and words in event["text"])


def test_the_buttons_of_a_reminder_put_it_off_for_an_hour(talk: Talk) -> None:
    talk.say("ana", "/remind me call ben tomorrow 9am")
    talk.until("2026-11-24 09:05")
    first = bell(talk, "ana", "call ben")
    assert first["actions"] == ["snooze", "done"]
    assert "10:05" in answer(talk.press("ana", first, "snooze"))
    assert heard(talk.wait("1d"), "ana") == [("2026-11-24 10:05", "⏰ call ben")]


@pytest.mark.parametrize(("typed", "at"), [
    ("/snooze 1 10 min", "2026-11-24 09:15"), ("/snooze 1 2h", "2026-11-24 11:05"),
    ("/snooze 1 1d", "2026-11-25 09:05"), ("/snooze 1 tomorrow 7:15am", "2026-11-25 07:15"),
    ("/posponer 1 mañana a las 8", "2026-11-25 08:00"),
])
def test_a_reminder_is_put_off_until_when_one_says(talk: Talk, typed: str, at: str) -> None:
    talk.say("ana", "/remind me call ben tomorrow 9am")
    talk.until("2026-11-24 09:05")
    talk.say("ana", typed)
    assert times(talk.wait("2d"), "ana", "call ben") == [at]


def test_putting_one_occurrence_off_leaves_the_others_where_they_are(talk: Talk) -> None:
    talk.say("ana", "/remind me sweep every day 10am")
    talk.until("2026-11-23 10:30")
    talk.press("ana", bell(talk, "ana", "sweep"), "snooze")
    assert times(talk.until("2026-11-25 12:00"), "ana", "sweep") == [
        "2026-11-23 11:30", "2026-11-24 10:00", "2026-11-25 10:00"]


def test_one_of_two_who_hear_it_puts_it_off_for_themselves_alone(talk: Talk) -> None:
    talk.say("ben", "/needs")
    talk.say("ana", "/remind @ben to sweep today 10am")
    talk.say("ana", "/join 1")
    talk.until("2026-11-23 10:05")
    talk.press("ben", bell(talk, "ben", "sweep"), "snooze")
    came = talk.wait("1d")
    assert times(came, "ben", "sweep") == ["2026-11-23 11:05"]
    assert heard(came, "ana") == []


def test_done_on_a_repeating_reminder_lets_it_come_again(talk: Talk) -> None:
    talk.say("ana", "/remind me sweep every day 10am")
    talk.until("2026-11-23 10:30")
    talk.press("ana", bell(talk, "ana", "sweep"), "done")
    assert times(talk.wait("1d"), "ana", "sweep") == ["2026-11-24 10:00"]


def test_what_is_done_does_not_come_again_although_it_was_put_off(talk: Talk) -> None:
    talk.say("ana", "/remind me call ben tomorrow 9am")
    talk.until("2026-11-24 09:05")
    talk.say("ana", "/snooze 1 2h")
    talk.say("ana", "/done 1")
    assert heard(talk.wait("3d"), "ana") == []

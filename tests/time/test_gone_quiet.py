"""Promises and needs that go quiet: they are asked about, freed and closed, at their instants."""

from tests.time.talk import Talk, heard, times

STILL, FREE, END = "Are you still on", "free again", "I have closed it"


def last(talk: Talk, who: str) -> dict[str, object]:
    """Return the latest direct message to somebody."""
    return next(event for event in reversed(talk.said) if event.get("to") == who
                and event["event"] == "send" and "room" not in event)


# ---- promises that go quiet ----


def test_who_promised_a_need_without_a_date_is_asked_after_six_days_and_freed_after_eight(
    talk: Talk,
) -> None:
    talk.say("ana", "/need a table")
    talk.say("ben", "/claim 1")
    came = talk.wait("9d")
    assert times(came, "ben", STILL) == ["2026-11-29 09:00"]
    assert times(came, "ben", FREE) == ["2026-11-29 09:00", "2026-12-01 09:00"]
    assert times(came, "ana", "ben") == ["2026-12-01 09:00"]
    card = [event for event in came if event["event"] == "edit" and "table" in event["text"]]
    assert card[-1]["actions"] == ["claim"]
    assert card[-1]["at"] == "2026-12-01 09:00"


def test_a_word_from_the_helper_lets_the_six_days_begin_anew(talk: Talk) -> None:
    talk.say("ana", "/need a table")
    talk.say("ben", "/claim 1")
    talk.wait("6d1h")
    talk.press("ben", last(talk, "ben"), "still")
    came = talk.wait("9d")
    assert times(came, "ben", STILL) == ["2026-12-05 10:00"]
    assert times(came, "ben", "It is free again") == ["2026-12-07 10:00"]


def test_who_promised_early_for_a_date_is_asked_two_days_before_and_silence_is_told(
    talk: Talk,
) -> None:
    talk.say("ana", "/need ride to court dec 10 2pm")
    talk.say("ben", "/claim 1")
    came = talk.until("2026-12-10 14:00")
    assert times(came, "ben", STILL) == ["2026-12-08 14:00"]
    assert times(came, "ana", "ben has not said") == ["2026-12-09 14:00"]
    card = [event for event in came if event["event"] == "edit" and event.get("about") == 1]
    assert all("ben" in event["text"] for event in card)


def test_who_says_that_it_stands_is_left_alone_and_nobody_is_told_of_silence(talk: Talk) -> None:
    talk.say("ana", "/need ride to court dec 10 2pm")
    talk.say("ben", "/claim 1")
    talk.until("2026-12-08 15:00")
    talk.press("ben", last(talk, "ben"), "still")
    assert times(talk.until("2026-12-10 14:00"), "ana", "has not said") == []


def test_nobody_is_freed_or_closed_who_was_not_asked_before_because_the_bot_was_away(
    talk: Talk,
) -> None:
    talk.say("ana", "/need a table")
    talk.say("ben", "/claim 1")
    talk.say("ana", "/need a crib")
    came = talk.away("2026-12-20 12:00")
    assert times(came, "ben", STILL) == times(came, "ana", "Is it still needed? 2 ·") == [
        "2026-12-20 12:00"]
    assert times(came, "ben", "It is free again") == times(came, "ana", END) == []
    came = talk.wait("8d")
    assert times(came, "ben", "It is free again") == ["2026-12-22 12:00"]
    assert times(came, "ana", END) == ["2026-12-27 12:00"]


def test_a_promise_of_the_same_week_is_not_doubted(talk: Talk) -> None:
    talk.say("ana", "/need ride to court thursday 2pm")
    talk.say("ben", "/claim 1")
    came = talk.until("2026-11-26 14:00")
    assert times(came, "ben", STILL) == times(came, "ana", "has not said") == []


def test_nobody_is_woken_at_midnight_for_a_day_without_a_time(talk: Talk) -> None:
    talk.say("ana", "/need sweep the hall dec 10")
    talk.say("ben", "/claim 1")
    asked = times(talk.until("2026-12-10 14:00"), "ben", STILL)
    assert len(asked) == 1
    assert "07:00" <= asked[0][11:] < "22:00"


def test_a_promise_made_on_the_day_before_is_not_doubted(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 2pm")
    talk.say("ben", "/claim 1")
    came = talk.until("2026-11-24 14:00")
    assert times(came, "ben", STILL) == times(came, "ana", "has not said") == []


# ---- needs that go quiet ----


def test_a_need_without_a_date_is_asked_about_after_a_week_and_closed_after_two(
    talk: Talk,
) -> None:
    talk.say("ana", "/need a crib")
    came = talk.wait("20d")
    assert times(came, "ana", "Is it still needed?") == ["2026-11-30 09:00"]
    assert times(came, "ana", END) == ["2026-12-07 09:00"]
    card = [event for event in came if event["event"] == "edit" and event.get("about") == 1]
    assert card[-1]["actions"] == []
    later = talk.wait("40d")  # nothing more is asked, only what there was is forgotten
    assert {event["event"] for event in later if "forgotten tomorrow" not in event.get("text", "")
            } == {"withdraw"}


def test_what_is_still_needed_lives_on_for_another_fortnight(talk: Talk) -> None:
    talk.say("ana", "/need a crib")
    talk.wait("7d1h")
    talk.press("ana", last(talk, "ana"), "still")
    came = talk.wait("20d")
    assert times(came, "ana", "Is it still needed?") == ["2026-12-07 10:00"]
    assert times(came, "ana", END) == ["2026-12-14 10:00"]


def test_what_is_no_longer_needed_is_closed_at_the_button(talk: Talk) -> None:
    talk.say("ana", "/need a crib")
    talk.wait("7d1h")
    talk.press("ana", last(talk, "ana"), "cancel:yes")
    assert times(talk.wait("20d"), "ana", END) == []


def test_a_need_whose_date_is_unknown_is_asked_about_monthly(talk: Talk) -> None:
    talk.say("ana", "/need a van when:unknown")
    asked = times(talk.wait("100d"), "ana", "Is it still needed?")
    assert asked == ["2026-12-23 09:00", "2027-01-22 09:00", "2027-02-21 09:00"]


def test_care_is_told_in_the_language_of_whom_it_concerns(talk: Talk) -> None:
    talk.say("luz", "/necesito una cuna", lang="es")
    came = heard(talk.wait("7d"), "luz")
    assert len(came) == 1
    assert came[0][1].startswith("¿")

"""Reminders before a need: they come to its helpers, and go where the need goes."""

import pytest

from tests.time.talk import Talk, answer, times


def test_leads_of_a_need_come_to_whoever_helps_by_then(talk: Talk) -> None:
    talk.say("ana", "/need ride to court thursday 11am")
    talk.say("ana", "/remind 1 30h 45m")
    talk.say("ben", "/claim 1")
    came = talk.until("2026-11-25 12:00")
    assert times(came, "ben", "⏰ 1 · ride to court") == ["2026-11-25 05:00"]
    talk.say("ben", "/unclaim 1")
    talk.say("eva", "/claim 1")
    came = talk.until("2026-11-27 12:00")
    assert times(came, "eva", "⏰") == ["2026-11-26 10:15"]
    assert times(came, "ben", "⏰") == []


def test_leads_of_a_need_that_is_withdrawn_stay_silent(talk: Talk) -> None:
    talk.say("ana", "/need ride to court thursday 11am")
    talk.say("ana", "/remind 1 1d 2h")
    talk.say("ben", "/claim 1")
    talk.say("ana", "/cancel 1")
    assert times(talk.wait("5d"), "ben", "⏰") == []


@pytest.mark.parametrize(("first", "then", "rings"), [
    ("dec 10 11am", "dec 4 11am", "2026-12-03 11:30"),
    ("dec 4 11am", "dec 10 11am", "2026-12-09 11:30"),
])
def test_leads_of_a_need_move_with_it(talk: Talk, first: str, then: str, rings: str) -> None:
    talk.say("ana", f"/need ride to court {first}")
    talk.say("ana", "/remind 1 1d")
    talk.say("ben", "/claim 1")
    talk.say("ana", f"/edit 1 {then.removesuffix('11am')} 11:30am")
    assert times(talk.until("2026-12-12 09:00"), "ben", "⏰") == [rings]


@pytest.mark.parametrize("remind_first", [True, False])
def test_leads_come_beside_the_reminders_the_bot_sends_by_itself(
    talk: Talk, remind_first: bool
) -> None:
    talk.say("ana", "/need ride to court wednesday 8am")
    steps = [("ana", "/remind 1 1d 2h"), ("ben", "/claim 1")]
    for who, text in steps if remind_first else reversed(steps):
        talk.say(who, text)
    came = talk.until("2026-11-25 08:00")
    assert times(came, "ben", "⏰") == ["2026-11-24 08:00", "2026-11-25 06:00"]
    assert times(came, "ben", "It's to") == ["2026-11-24 08:00", "2026-11-25 06:00"]


def test_a_lead_that_fell_due_while_the_bot_was_away_comes_late(talk: Talk) -> None:
    talk.say("ana", "/need ride to court wednesday 8am")
    talk.say("ben", "/claim 1")
    talk.say("ana", "/remind 1 1d 2h")
    assert times(talk.away("2026-11-24 09:00"), "ben", "⏰") == ["2026-11-24 09:00"]
    assert times(talk.until("2026-11-25 08:00"), "ben", "⏰") == ["2026-11-25 06:00"]


def test_leads_of_what_is_over_are_no_longer_listed(talk: Talk) -> None:
    talk.say("ana", "/need ride to court wednesday 8am")
    talk.say("ana", "/remind 1 1d 2h")
    assert "2 · ride" in answer(talk.say("ana", "/reminders"))
    talk.say("ana", "/cancel 1")
    assert "ride" not in answer(talk.say("ana", "/reminders"))

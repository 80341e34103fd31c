"""Needs with a date care for themselves: reminding, raising, asking afterwards, at their times."""

import pytest

from tests.time.talk import Talk, heard, times

EVENING = "2026-11-26 18:00"
CLOSED = "I have closed it"


# ---- whoever helps is reminded ----


def test_a_helper_is_reminded_a_day_and_two_hours_before(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 3pm")
    talk.say("ben", "/claim 1")
    came = talk.until("2026-11-24 15:00")
    told = [(at, text.split(":")[0]) for at, text in heard(came, "ben")]
    assert told == [("2026-11-23 15:00", "It's tomorrow"), ("2026-11-24 13:00", "It's today")]
    assert "/unclaim 1" in heard(came, "ben")[0][1]


def test_a_reminder_whose_time_was_past_at_the_claim_is_left_out(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 8am")
    talk.say("ben", "/claim 1")
    assert times(talk.until("2026-11-24 08:00"), "ben", "ride to court") == ["2026-11-24 06:00"]


def test_nobody_is_reminded_of_a_need_claimed_within_its_last_two_hours(talk: Talk) -> None:
    talk.say("ana", "/need ride to court today 10:30am")
    talk.say("ben", "/claim 1")
    assert heard(talk.until("2026-11-23 10:30"), "ben") == []


def test_for_a_day_without_a_time_the_helper_is_reminded_the_evening_before(talk: Talk) -> None:
    talk.say("ana", "/need sweep the hall wednesday")
    talk.say("ben", "/claim 1")
    came = talk.until("2026-11-25 09:00")
    assert times(came, "ben", "It's tomorrow") == ["2026-11-24 18:00"]


def test_each_of_several_helpers_is_reminded_and_nobody_who_stepped_back(talk: Talk) -> None:
    talk.say("ana", "/need 3 drivers tomorrow 3pm")
    for who in ("ben", "eva", "luz"):
        talk.say(who, "/claim 1")
    talk.say("eva", "/unclaim 1")
    came = talk.until("2026-11-24 14:00")
    for who, count in (("ben", 2), ("luz", 2), ("eva", 0)):
        assert len(times(came, who, "It's to")) == count


def test_a_helper_is_reminded_in_their_own_language(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 3pm")
    talk.say("luz", "/apunto 1", lang="es")
    came = heard(talk.until("2026-11-23 15:00"), "luz")
    assert len(came) == 1
    assert "/no-puedo 1" in came[0][1]
    assert "mar 24 nov" in came[0][1]


def test_a_need_that_moves_takes_its_reminders_along(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 3pm")
    talk.say("ben", "/claim 1")
    talk.say("ana", "/edit 1 wednesday 5pm")
    came = talk.until("2026-11-25 17:00")
    assert [at for at, text in heard(came, "ben") if "It's to" in text] == [
        "2026-11-24 17:00", "2026-11-25 15:00"]


def test_reminders_stay_at_their_wall_time_across_the_clock_change(talk: Talk) -> None:
    talk.until("2027-03-10 09:00")
    talk.say("ana", "/need ride to court march 14 4:30am")
    talk.say("ben", "/claim 1")
    came = talk.until("2027-03-14 06:00")
    # two hours before 4:30 are 1:30: the hour from two to three is left out that night
    assert times(came, "ben", "It's to") == ["2027-03-13 03:30", "2027-03-14 01:30"]


# ---- what nobody has taken is raised again ----


def test_a_need_nobody_has_taken_is_raised_a_day_and_three_hours_before(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    came = talk.until("2026-11-27 14:00")
    assert times(came, "#general", "Still missing: 1 ·") == [
        "2026-11-26 14:00", "2026-11-27 11:00"]
    raised = [event for event in came if "Still missing" in event.get("text", "")]
    assert all(event["actions"] == ["claim"] for event in raised)


def test_a_need_that_is_covered_is_not_raised(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    talk.say("ben", "/claim 1")
    assert times(talk.until("2026-11-27 14:00"), "#general", "Still missing") == []


def test_a_need_covered_in_part_is_raised(talk: Talk) -> None:
    talk.say("ana", "/need 10 meals friday 2pm")
    talk.say("ben", "/claim 1 4")
    assert len(times(talk.until("2026-11-27 14:00"), "#general", "Still missing")) == 2


@pytest.mark.parametrize(("when", "raised"), [
    ("8:30am", ["11-26 08:30", "11-27 07:00"]),  # 5:30 is in the quiet hours
    ("2am", ["11-26 07:00"]),  # the evening before at 23:00 as well
    ("11pm", ["11-27 07:00", "11-27 20:00"]),  # the evening before at 23:00: next morning
    ("10pm", ["11-27 07:00", "11-27 19:00"]),
    ("9:59pm", ["11-26 21:59", "11-27 18:59"]),
    ("7am", ["11-26 07:00"]),
])
def test_nobody_is_asked_between_ten_at_night_and_seven(
    talk: Talk, when: str, raised: list[str]
) -> None:
    talk.say("ana", f"/need ride to court friday {when}")
    came = times(talk.until("2026-11-28 06:00"), "#general", "Still missing")
    assert [at[5:] for at in came] == raised


def test_a_need_for_a_day_without_a_time_is_raised_the_evening_before_and_that_morning(
    talk: Talk,
) -> None:
    talk.say("ana", "/need sweep the hall friday")
    assert times(talk.until("2026-11-28 06:00"), "#general", "Still missing") == [
        EVENING, "2026-11-27 07:00"]


def test_the_room_it_was_asked_in_is_asked_again(talk: Talk) -> None:
    talk.say("ana", "/needs")
    talk.say("ana", "/need ride to court friday 2pm", "#kitchen")
    came = talk.until("2026-11-26 15:00")
    assert times(came, "#kitchen", "Still missing") == ["2026-11-26 14:00"]
    assert times(came, "#general", "Still missing") == []


# ---- afterwards ----


def test_afterwards_poster_and_helper_are_asked_whether_it_happened(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    talk.say("ben", "/claim 1")
    came = talk.until("2026-11-28 12:00")
    assert times(came, "ana", "Did it work out?") == ["2026-11-27 16:00"]
    assert times(came, "ben", "Did it work out?") == ["2026-11-27 16:00"]
    talk.press("ben", next(e for e in came if "Did it work out" in e.get("text", "")
                           and e.get("to") == "ben"), "done")
    assert heard(talk.wait("20d"), "ana") == []


def test_what_lasts_till_an_hour_is_asked_about_then_and_a_whole_day_the_next_morning(
    talk: Talk,
) -> None:
    talk.say("ana", "/need childcare friday 2pm-5:30pm")
    talk.say("ana", "/need sweep the hall friday")
    came = talk.until("2026-11-29 12:00")
    assert times(came, "ana", "Did it work out? 1 ·") == ["2026-11-27 17:30"]
    assert times(came, "ana", "Did it work out? 2 ·") == ["2026-11-28 10:00"]


def test_what_ends_in_the_night_is_asked_about_in_the_morning(talk: Talk) -> None:
    talk.say("ana", "/need ride to the bus friday 11pm")
    assert times(talk.until("2026-11-29 12:00"), "ana", "Did it work out?") == [
        "2026-11-28 07:00"]


def test_what_was_said_to_be_done_is_asked_about_no_more(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    talk.say("ben", "/claim 1")
    talk.until("2026-11-27 14:30")
    talk.say("ben", "/done 1")
    assert times(talk.wait("20d"), "ana", "Did it work out") == []


def test_a_dated_need_nobody_speaks_of_is_closed_a_fortnight_after_its_date(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    assert times(talk.wait("40d"), "ana", CLOSED) == ["2026-12-11 16:00"]
    assert "1 ·" not in " ".join(e["text"] for e in talk.say("ana", "/needs"))

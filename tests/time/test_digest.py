"""The digest: a post a day that says what matters, at its hour, and keeps itself true."""

from pathlib import Path

import pytest

from tests.time.talk import Event, Talk, answer, heard, shown, talking, times


def digests(events: list[Event], room: str = "#general") -> list[Event]:
    """Return the posts of the day in a room."""
    return [event for event in events if event["event"] == "send" and event.get("room") == room
            and "to" not in event and event["text"].startswith(("Today", "Hoy"))]


# ---- when it comes ----


def test_the_digest_comes_at_eight_in_the_morning_of_the_group(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 2pm")
    posts = digests(talk.until("2026-11-24 12:00"))
    assert [post["at"] for post in posts] == ["2026-11-24 08:00"]
    assert "Tue, Nov 24" in posts[0]["text"]
    assert "1 · ride to court" in posts[0]["text"]


def test_each_room_of_the_group_gets_it(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 2pm")
    talk.say("ana", "/need crib", "#kitchen")
    came = talk.until("2026-11-24 12:00")
    assert [len(digests(came, room)) for room in ("#general", "#kitchen")] == [1, 1]


def test_where_there_is_nothing_to_say_nothing_is_posted(talk: Talk) -> None:
    talk.say("ana", "/need crib")
    talk.say("ana", "/cancel 1")
    assert talk.wait("14d") == []


def test_one_that_says_the_same_as_the_day_before_is_not_posted(talk: Talk) -> None:
    talk.say("ana", "/need crib")
    came = talk.wait("6d")
    assert [post["at"] for post in digests(came)] == ["2026-11-24 08:00"]
    talk.say("ana", "/need table")
    assert [post["at"] for post in digests(talk.wait("3h") + talk.wait("1d"))] == [
        "2026-11-30 08:00"]


def test_what_is_missing_today_is_said_even_if_it_was_said_before(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    came = digests(talk.until("2026-11-27 12:00"))
    assert [post["at"][:10] for post in came] == ["2026-11-24", "2026-11-27"]
    assert "Missing today" in came[-1]["text"]


def test_a_good_day_gets_thanks(talk: Talk) -> None:
    talk.say("ana", "/need ride to court today 2pm")
    talk.say("ben", "/claim 1")
    talk.until("2026-11-24 07:30")
    talk.say("ben", "/done 1")
    posts = digests(talk.until("2026-11-24 12:00"))
    assert len(posts) == 1
    assert "Thank you" in posts[0]["text"]


@pytest.mark.parametrize(("typed", "at"), [
    ("/digest 7:30", "07:30"), ("/digest 6:45am", "06:45"), ("/digest 19:30", "19:30"),
    ("/digest 9", "09:00"), ("/resumen a las 6 de la tarde", "18:00"), ("/resumen 7", "07:00"),
])
def test_a_room_chooses_its_hour(talk: Talk, typed: str, at: str) -> None:
    talk.say("ana", "/need ride to court friday 11pm")
    assert at in answer(talk.say("ana", typed))
    posts = digests(talk.until("2026-11-24 23:00"))
    assert {post["at"][11:] for post in posts} == {at}


def test_it_is_turned_off_and_on_again_in_one_room_only(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    talk.say("ana", "/needs", "#kitchen")
    talk.say("ana", "/need crib", "#kitchen")
    answer(talk.say("ana", "/digest off", "#kitchen"))
    came = talk.until("2026-11-24 12:00")
    assert (len(digests(came)), len(digests(came, "#kitchen"))) == (1, 0)
    talk.say("ana", "/digest 8:00am", "#kitchen")
    assert len(digests(talk.until("2026-11-25 12:00"), "#kitchen")) == 1


def test_now_shows_it_at_once_to_whom_asks(talk: Talk) -> None:
    talk.say("ana", "/need crib")
    came = talk.say("ben", "/digest now")
    assert [event["to"] for event in came] == ["ben"]
    assert "1 · crib" in answer(came)
    assert "1 · crib" in answer(talk.say("luz", "/resumen ahora", lang="es"))


@pytest.mark.parametrize("typed", ["/digest 25:00", "/digest often", "/digest monday"])
def test_an_hour_there_is_not_gets_a_kind_line_and_changes_nothing(talk: Talk, typed: str) -> None:
    talk.say("ana", "/need crib")
    said = answer(talk.say("ana", typed))
    assert "Sorry, something" not in said
    assert [post["at"] for post in digests(talk.wait("2d"))] == ["2026-11-24 08:00"]


def test_it_stays_at_eight_across_the_clock_change(tmp_path: Path) -> None:
    with talking(tmp_path, "2026-10-31T12:00-04:00") as talk:
        talk.say("ana", "/need ride to court sunday nov 1 2pm")
        talk.say("ana", "/need ride to school monday nov 2 2pm")
        posts = digests(talk.until("2026-11-02 12:00"))
        assert [post["at"] for post in posts] == ["2026-11-01 08:00", "2026-11-02 08:00"]
        assert posts[1]["utc"].hour == 13


def test_it_follows_the_group_to_another_zone(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 2pm")
    talk.say("ana", "/settings timezone America/Los_Angeles", moderator=True)
    assert [post["at"] for post in digests(talk.until("2026-11-24 16:00"))] == [
        "2026-11-23 11:00", "2026-11-24 11:00"]


def test_after_a_week_away_there_is_one_digest_not_seven(talk: Talk) -> None:
    talk.say("ana", "/need ride to court dec 2 2pm")
    posts = digests(talk.away("2026-12-01 10:00"))
    assert len(posts) == 1
    assert "Tue, Dec 1" in posts[0]["text"]


# ---- what it says ----


def test_gaps_are_loud_and_covered_things_only_counted(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 2pm")
    talk.say("ana", "/need soup tomorrow 6pm")
    talk.say("ben", "/claim 2")
    text = digests(talk.until("2026-11-24 12:00"))[0]["text"]
    assert "❗ 1 · ride to court" in text
    assert "soup" not in text
    assert "1 thing today is covered" in text


def test_it_edits_itself_through_the_day_and_no_longer(talk: Talk) -> None:
    talk.say("ana", "/need ride to court tomorrow 2pm")
    first = digests(talk.until("2026-11-24 09:00"))[0]
    talk.say("ben", "/claim 1")
    assert "Missing" not in shown(talk, first)
    assert "1 thing today is covered" in shown(talk, first)
    talk.say("ana", "/need soup today 6pm")
    assert "2 · soup" in shown(talk, first)
    kept = shown(talk, first)
    talk.until("2026-11-25 09:00")
    talk.say("ana", "/need crib")
    assert shown(talk, first) == kept


def test_it_never_has_more_than_fifteen_lines(talk: Talk) -> None:
    talk.say("ana", "/need candles when:unknown")
    for day in ("today", "tomorrow", "wednesday", "thursday", "friday"):
        for letter in "bdfg":
            talk.say("ana", f"/need blanket q{letter}q {day} 2pm")
    for letter in "bdfg":
        talk.say("ana", f"/need pillow q{letter}q")
    talk.say("ana", "/need soup tomorrow")
    talk.say("ben", "/claim 26")
    text = digests(talk.until("2026-11-24 09:00"))[0]["text"]
    assert "1 thing today is covered" in text
    assert "more" in text
    assert len(text.splitlines()) <= 15


def test_a_need_whose_date_is_not_known_stands_in_one_place(talk: Talk) -> None:
    talk.say("ana", "/need candles when:unknown")
    text = digests(talk.until("2026-11-24 09:00"))[0]["text"]
    assert text.count("candles") == 1
    assert "Past its date" not in text


def test_a_digest_of_many_needs_says_how_many_more_there_are(talk: Talk) -> None:
    for letter in "abcdefghijklmnopqrst":
        talk.say("ana", f"/need blanket q{letter}q tomorrow 2pm")
    text = digests(talk.until("2026-11-24 09:00"))[0]["text"]
    assert len(text.splitlines()) <= 15
    assert "and 16 more" in text


def test_a_group_of_two_languages_has_both_in_one_post(tmp_path: Path) -> None:
    with talking(tmp_path, languages=("en", "es")) as talk:
        talk.say("ana", "/need ride to court tomorrow 2pm")
        text = digests(talk.until("2026-11-24 09:00"))[0]["text"]
        assert "Missing today" in text
        assert "Hoy" in text
        assert len(text.splitlines()) <= 15


def test_a_digest_says_nothing_to_anybody_directly(talk: Talk) -> None:
    talk.say("ana", "/need ride to court friday 2pm")
    came = talk.until("2026-11-24 12:00")
    assert heard(came, "ana") == []
    assert len(times(came, "#general", "ride to court")) == 1

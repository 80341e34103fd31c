"""`/digest now` speaks of all that is open, however far away it is."""

from tests.time.talk import Talk, answer


def test_a_need_beyond_the_week_is_still_shown_when_somebody_asks(talk: Talk) -> None:
    talk.say("ana", "/need ride to court dec 20 9am")
    assert "ride to court" in answer(talk.say("ben", "/digest now"))
    assert talk.until("2026-11-24 09:00") == []

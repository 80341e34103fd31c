"""Whom moderators have the bot ignore gets no answer at all."""

from tests.groups.town import Town

PLAZA = "east:#plaza"


def test_nothing_is_answered_or_kept_until_it_is_lifted(town: Town) -> None:
    town.say(PLAZA, "east:eve", "/need crib")
    card = town.cards(PLAZA, 1)[0]
    town.say(PLAZA, "east:ana", "/ignore @eve", moderator=True)
    before = len(town.all())
    assert town.say(PLAZA, "east:eve", "/need stroller") == "ignored"
    assert town.write("east:eve", "/mine") == "ignored"
    assert town.press("east:eve", card, "claim") == "ignored"
    town.restart()
    assert town.say(PLAZA, "east:eve", "/xyz") == "ignored"
    assert len(town.all()) == before
    town.say(PLAZA, "east:ana", "/ignore", moderator=True)
    assert "eve" in town.last("east:ana")
    town.say(PLAZA, "east:ana", "/ignore @eve off", moderator=True)
    town.say(PLAZA, "east:eve", "/need stroller")
    assert town.cards(PLAZA, 2)


def test_no_moderator_can_be_shut_out(town: Town) -> None:
    town.say(PLAZA, "east:mo", "/needs")
    town.say(PLAZA, "east:ana", "/ignore @mo", moderator=True)
    town.say(PLAZA, "east:mo", "/ignore @mo off", moderator=True)
    town.say(PLAZA, "east:mo", "/need crib")
    assert town.cards(PLAZA, 1)


def test_an_ignored_persons_promise_stands_until_somebody_steps_in(town: Town) -> None:
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(PLAZA, "east:eve", "/claim 1")
    town.say(PLAZA, "east:mo", "/ignore @eve", moderator=True)
    assert "eve" in town.cards(PLAZA, 1)[0].text
    assert "no longer answer eve" in town.last("east:ana")
    town.say(PLAZA, "east:ben", "/claim 1")
    assert "ben" in town.cards(PLAZA, 1)[0].text
    assert "eve" not in town.cards(PLAZA, 1)[0].text


def test_an_ignored_person_who_leaves_is_released_all_the_same(town: Town) -> None:
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(PLAZA, "east:eve", "/claim 1")
    town.say(PLAZA, "east:mo", "/ignore @eve", moderator=True)
    town.leave(PLAZA, "east:eve")
    assert "eve" not in town.cards(PLAZA, 1)[0].text


def test_only_moderators_ignore_unless_the_group_is_open(town: Town) -> None:
    town.say(PLAZA, "east:eve", "/needs")
    town.say(PLAZA, "east:ben", "/ignore @eve")
    assert "moderators" in town.last("east:ben")
    town.say(PLAZA, "east:ana", "/settings open yes", moderator=True)
    town.say(PLAZA, "east:ben", "/ignore @eve")
    assert town.say(PLAZA, "east:eve", "/needs") == "ignored"

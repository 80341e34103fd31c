"""A room that is replaced by another: the group goes on there."""

from tests.groups.town import Town

OLD, NEW = "east:#plaza", "east:#plaza-2"


def test_open_cards_stand_in_the_new_room_and_are_kept_up_to_date_there(town: Town) -> None:
    town.say(OLD, "east:ana", "/need crib")
    town.say(OLD, "east:ana", "/need stroller")
    town.say(OLD, "east:ana", "/cancel 2")
    assert town.move(OLD, NEW) == "moved"
    assert len(town.cards(NEW, 1)) == 1
    assert not town.cards(NEW, 2)
    old = town.cards(OLD, 1)[0].text
    town.say(NEW, "east:ben", "/claim 1")
    assert "ben" in town.cards(NEW, 1)[0].text
    assert town.cards(OLD, 1)[0].text == old  # nothing is written into a room that is closed
    town.say(NEW, "east:ana", "/need diapers")
    assert town.cards(NEW, 3)  # the numbers go on


def test_people_do_not_leave_the_group_when_the_old_room_empties(town: Town) -> None:
    town.say(OLD, "east:ana", "/need crib")
    town.say(OLD, "east:ben", "/claim 1")
    town.move(OLD, NEW)
    town.leave(OLD, "east:ben")
    assert "ben" in town.cards(NEW, 1)[0].text
    town.leave(NEW, "east:ben")
    assert "ben" not in town.cards(NEW, 1)[0].text


def test_reminders_and_the_digest_come_in_the_new_room(town: Town) -> None:
    town.say(OLD, "east:ana", "/digest 7:00")
    town.say(OLD, "east:ana", "/remind here bring ID tomorrow 8:30")
    town.say(OLD, "east:ana", "/need ride tomorrow 10am")
    before = len(town.in_room(OLD))
    town.move(OLD, NEW)
    town.wait(hours=24)
    texts = [seen.text for seen in town.in_room(NEW)]
    assert any("bring ID" in text for text in texts)
    assert any("Today" in text for text in texts)
    assert len(town.in_room(OLD)) == before


def test_a_room_nobody_used_moves_without_founding_anything(town: Town) -> None:
    assert town.move("east:#empty", NEW) == "talk"
    town.say(NEW, "east:ana", "/need crib")
    assert town.cards(NEW, 1)

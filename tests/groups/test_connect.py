"""Rooms of two chats with one board: what goes over, and what people hear of it."""

from dataclasses import fields
from typing import get_type_hints

from bot.records import KINDS, WHOLE
from tests.groups.town import Town

PLAZA, HALL, KITCHEN = "east:#plaza", "west:#hall", "west:#kitchen"


def joined(town: Town) -> None:
    """Connect the west's rooms to the group of the plaza in the east."""
    town.say(PLAZA, "east:ana", "/connect", moderator=True)
    town.say(HALL, "west:mo", f"/connect {town.code('east:ana').lower()}", moderator=True)


def test_a_need_from_either_side_shows_in_both_and_is_claimed_from_either(town: Town) -> None:
    joined(town)
    town.say(PLAZA, "east:ana", "/need crib")
    assert len(town.cards(PLAZA, 1)) == len(town.cards(HALL, 1)) == 1
    town.say(HALL, "west:ben", "/claim 1")
    assert "ben" in town.cards(PLAZA, 1)[0].text
    assert town.cards(PLAZA, 1)[0].text == town.cards(HALL, 1)[0].text
    assert "ben is on 1 · crib" in town.told("east:ana")
    town.say(KITCHEN, "west:ben", "/need stroller")
    assert town.cards(PLAZA, 2)
    assert town.cards(KITCHEN, 2)
    assert not town.cards(HALL, 2)  # of one server's rooms, only the one it was asked in


def test_the_first_ones_numbers_stay_and_the_joining_ones_are_new(town: Town) -> None:
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(HALL, "west:ben", "/need stroller")
    town.say(HALL, "west:ben", "/need ride to court tomorrow 11am")
    town.say(KITCHEN, "west:cy", "/claim 2")
    town.say(HALL, "west:ben", "/cancel 1")
    joined(town)
    assert "crib" in town.cards(PLAZA, 1)[0].text
    assert "3 · ride to court" in town.cards(HALL, 3)[0].text
    assert "3 · ride to court" in town.cards(PLAZA, 3)[0].text
    assert "crib" in town.cards(HALL, 1)[0].text
    for person in ("west:ben", "west:cy"):
        assert "2 → 3 · ride to court" in town.last(person)
    assert "numbers have changed" not in town.told("east:ana")
    assert any("2 → 3 · ride to court" in seen.text for seen in town.in_room(HALL))
    town.wait(hours=24)  # what was promised is still reminded of, under its new number
    assert "3 · ride to court" in town.last("west:cy")
    town.say(PLAZA, "east:ana", "/need soup")
    assert town.cards(PLAZA, 4)  # 2 was given out on this side never, 3 just now


def test_offers_reminders_and_what_was_pressed_go_over(town: Town) -> None:
    town.say(HALL, "west:ben", "/offer spanish interpreting")
    town.say(HALL, "west:ben", "/need crib")
    card = town.cards(HALL, 2)[0]
    town.say(HALL, "west:cy", "/remind here bring ID tomorrow 8:30")
    town.say(HALL, "west:cy", "/remind me call mom tomorrow 8:30")
    town.say(PLAZA, "east:ana", "/need soup")
    joined(town)
    town.press("west:cy", card, "claim")
    assert "cy" in town.cards(PLAZA, 3)[0].text
    town.say(PLAZA, "east:ana", "/offers")
    assert "spanish interpreting" in town.last("east:ana")
    assert not any("call mom" in seen.text for seen in town.in_room(HALL))
    town.wait(hours=24)
    assert any("bring ID" in seen.text for seen in town.in_room(HALL))
    assert "call mom" in town.last("west:cy")


def test_a_card_on_its_way_arrives_with_its_new_number(town: Town) -> None:
    town.chats["west"].slow.add(HALL)
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(HALL, "west:ben", "/need stroller")
    joined(town)
    town.chats["west"].slow.clear()
    town.wait(minutes=5)
    assert len(town.cards(HALL, 2)) == 1
    assert "2 · stroller" in town.cards(HALL, 2)[0].text
    town.say(PLAZA, "east:ana", "/claim 2")
    assert "ana" in town.cards(HALL, 2)[0].text


def test_the_settings_of_the_first_hold(town: Town) -> None:
    town.say(HALL, "west:mo", "/settings timezone America/Los_Angeles", moderator=True)
    town.say(PLAZA, "east:ana", "/need crib")
    joined(town)
    town.say(HALL, "west:mo", "/settings", moderator=True)
    assert "America/New_York" in town.last("west:mo")
    assert any("America/New_York" in seen.text for seen in town.in_room(HALL))


def test_a_code_is_for_moderators_once_and_for_ten_minutes(town: Town) -> None:
    town.say(PLAZA, "east:eve", "/connect")
    assert "moderator" in town.last("east:eve")
    town.say(PLAZA, "east:ana", "/connect", moderator=True)
    assert not any(town.code("east:ana") in seen.text for seen in town.all() if seen.room)
    town.say(HALL, "west:eve", f"/connect {town.code('east:ana')}")
    assert "moderator" in town.last("west:eve")
    town.wait(minutes=10)
    town.say(HALL, "west:mo", f"/connect {town.code('east:ana')}", moderator=True)
    assert "not right" in town.last("west:mo")
    joined(town)
    town.say("east:#park", "east:mo", f"/connect {town.code('east:ana')}", moderator=True)
    assert "not right" in town.last("east:mo")


def test_a_room_of_the_joined_server_that_is_new_belongs_to_the_group(town: Town) -> None:
    town.say(HALL, "west:ben", "/need stroller")
    joined(town)
    town.say("west:#new", "west:cy", "/claim 1")
    assert "cy" in town.cards(PLAZA, 1)[0].text
    town.restart()
    town.say("west:#newer", "west:cy", "/needs")
    assert "stroller" in town.last("west:cy")


def test_a_room_that_goes_apart_takes_what_was_asked_there(town: Town) -> None:
    joined(town)
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(HALL, "west:ben", "/need stroller")
    town.say(PLAZA, "east:ana", "/claim 2")
    town.say(HALL, "west:ben", "/claim 1")
    town.say(HALL, "west:mo", "/connect off", moderator=True)
    assert "ben" not in town.cards(PLAZA, 1)[0].text
    assert "ben has left" in town.told("east:ana")
    assert "2 → 1 · stroller" in town.told("west:ben")
    assert not town.cards(PLAZA, 2)
    assert "1 · stroller" in town.cards(HALL, 1)[0].text
    assert not any("crib" in seen.text for seen in town.in_room(HALL))  # that stays with the others
    assert "ana" in town.cards(HALL, 1)[0].text
    town.say(HALL, "west:ben", "/need soup")
    assert town.cards(HALL, 2)
    assert not any("soup" in seen.text for seen in town.in_room(PLAZA))
    town.say(PLAZA, "east:ana", "/need towels")
    assert town.cards(PLAZA, 3)
    joined(town)  # and again together: no number comes twice
    assert town.cards(PLAZA, 4)
    assert town.cards(HALL, 5)


def test_the_room_where_it_began_stays(town: Town) -> None:
    joined(town)
    town.say(PLAZA, "east:ana", "/connect off", moderator=True)
    assert "began here" in town.last("east:ana")
    town.say("east:#alone", "east:ana", "/connect off", moderator=True)
    assert "not connected" in town.last("east:ana")


def test_connecting_cannot_be_taken_back_by_undo(town: Town) -> None:
    joined(town)
    town.say(HALL, "west:mo", "/undo")
    assert "cannot be taken back" in town.last("west:mo")


def test_every_kind_that_belongs_to_a_group_goes_over_with_it() -> None:
    for kind in KINDS:
        names = {field.name: field.type for field in fields(kind.type)}
        if "group" in names:
            index = next(one for one in kind.indexes if one.name == WHOLE[kind.type])
            assert index.fields[0] == "group"
            for name in index.fields[1:]:  # a record without a value would be left behind
                assert "None" not in str(get_type_hints(kind.type)[name])

"""One person, two accounts: one member wherever they write."""

from tests.groups.test_connect import HALL, PLAZA, joined
from tests.groups.town import Town

EAST, WEST = "east:ana", "west:ana2"


def tied(town: Town) -> None:
    """Tie both of ana's accounts together, begun in the east."""
    town.write(EAST, "/link")
    town.write(WEST, f"/link {town.code(EAST)}")


def in_both(town: Town) -> None:
    """Let ana be known in a group of both chats, under either account."""
    joined(town)
    town.say(PLAZA, EAST, "/need crib")
    town.say(PLAZA, EAST, "/need 10 meals friday")
    town.say(HALL, WEST, "/need stroller")
    town.say(PLAZA, EAST, "/claim 3")
    town.say(HALL, WEST, "/claim 2 2")
    town.say(PLAZA, EAST, "/claim 2 3")


def test_what_both_accounts_asked_for_and_promised_is_one_persons(town: Town) -> None:
    in_both(town)
    tied(town)
    town.write(WEST, "/mine")
    for thing in ("1 · crib", "3 · stroller", "2 · 10 meals"):
        assert thing in town.last(WEST)
    assert "ana 5" in town.cards(HALL, 2)[0].text  # two and three meals are five of one person
    town.say(HALL, WEST, "/cancel 1")
    assert "Withdrawn" in town.cards(PLAZA, 1)[0].text


def test_direct_messages_go_to_where_they_last_spoke(town: Town) -> None:
    in_both(town)
    tied(town)
    town.say(PLAZA, "east:ben", "/claim 1")
    assert "ben is on 1" in town.last(WEST)
    assert "ben is on 1" not in town.told(EAST)
    town.say(PLAZA, EAST, "/needs")
    town.say(PLAZA, "east:ben", "/unclaim 1")
    assert "1 · crib" in town.last(EAST)
    town.restart()
    town.say(HALL, WEST, "/needs")
    town.say(PLAZA, "east:ben", "/claim 1")
    assert "ben is on 1" in town.last(WEST)


def test_the_language_they_chose_is_one(town: Town) -> None:
    in_both(town)
    town.write(EAST, "/language español")
    tied(town)
    town.write(WEST, "/mine")
    assert "Pediste" in town.last(WEST)


def test_leaving_one_chat_is_not_leaving_the_group(town: Town) -> None:
    in_both(town)
    tied(town)
    town.leave(HALL, WEST)
    assert "ana" in town.cards(PLAZA, 3)[0].text
    town.leave(PLAZA, EAST)
    assert "ana is on it" not in town.cards(PLAZA, 3)[0].text


def test_a_code_is_taken_once_by_direct_message_only(town: Town) -> None:
    in_both(town)
    town.say(PLAZA, EAST, "/link")
    assert "directly" in town.last(EAST)
    tied(town)
    town.write("west:eve", f"/link {town.code(EAST)}")
    town.say(HALL, "west:eve", "/needs")
    town.write("west:eve", f"/link {town.code(EAST)}")
    assert "not right" in town.last("west:eve")
    town.write(EAST, "/link")
    town.write(EAST, f"/link {town.code(EAST)}")
    assert "Both are you already" in town.last(EAST)


def test_an_account_that_nobody_knows_yet_is_tied_by_its_code(town: Town) -> None:
    town.say(PLAZA, EAST, "/need crib")
    town.write(EAST, "/link")
    assert town.write("west:eve", "/link AAAA-AAAA") == "stranger"
    town.write(WEST, f"/link {town.code(EAST)}")
    town.write(WEST, "/mine")
    assert "1 · crib" in town.last(WEST)


def test_untied_accounts_are_two_people_again(town: Town) -> None:
    in_both(town)
    tied(town)
    town.write(WEST, "/link off")
    assert EAST in town.last(WEST)
    town.say(PLAZA, "east:ben", "/claim 1")
    assert "ben is on 1" in town.last(EAST)
    town.say(HALL, WEST, "/cancel 1")
    assert "Only ana" in town.last(WEST)
    town.write(WEST, "/link off")
    assert "not tied" in town.last(WEST)


def test_groups_that_only_the_other_account_knows_come_along(town: Town) -> None:
    town.say(PLAZA, EAST, "/need crib")
    town.say(HALL, WEST, "/need stroller")
    tied(town)
    town.say(HALL, WEST, "/cancel 1")
    assert "Withdrawn" in town.cards(HALL, 1)[0].text
    assert "crib" in town.cards(PLAZA, 1)[0].text

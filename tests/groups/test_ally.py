"""Allied groups pass needs on: a claim there marks it here, and no names cross."""

import re

import pytest

from bot.ports import Said
from tests.groups.town import Town

NORTH, SOUTH = "east:#north", "west:#south"


@pytest.fixture
def allied(town: Town) -> Town:
    """Two groups that are allies; ana asks in the north, ben and cy live in the south."""
    town.say(NORTH, "east:mo", "/settings name Northside", moderator=True)
    town.say(SOUTH, "west:mo", "/settings name Southside", moderator=True)
    town.say(SOUTH, "west:ben", "/need soup")
    town.say(NORTH, "east:mo", "/ally", moderator=True)
    town.say(SOUTH, "west:mo", f"/ally {town.code('east:mo')}", moderator=True)
    return town


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"\w+", text)


def crossed(town: Town) -> list[str]:
    """Return what either side was shown of the other's people: nothing."""
    north = [seen.text for seen in town.all() if (seen.room or seen.to or "").startswith("east:")]
    south = [seen.text for seen in town.all() if (seen.room or seen.to or "").startswith("west:")]
    return ([text for text in north for name in ("ben", "cy") if name in words(text)] +
            [text for text in south for name in ("ana", "dee") if name in words(text)])


def test_a_claim_there_marks_it_here_and_no_names_cross(allied: Town) -> None:
    allied.say(NORTH, "east:ana", "/need ride to court tomorrow 11am")
    allied.say(NORTH, "east:ana", "/share 1 with southside")
    card = allied.cards(SOUTH, 2)[0]
    assert "2 · ride to court" in card.text
    assert "Northside" in card.text
    allied.press("west:cy", card, "claim")
    assert "Southside is on it" in allied.cards(NORTH, 1)[0].text
    assert "Southside is on 1 · ride to court" in allied.last("east:ana")
    assert "Taken" in allied.cards(SOUTH, 2)[0].text
    allied.say(SOUTH, "west:ben", "/claim 2")
    assert "taken" in allied.last("west:ben")
    allied.wait(hours=23)  # the one who helps is reminded, wherever the need is from
    assert "ride to court" in allied.last("west:cy")
    assert crossed(allied) == []


def test_stepping_back_and_being_done_work_from_there(allied: Town) -> None:
    allied.say(NORTH, "east:ana", "/need 10 meals")
    allied.say(NORTH, "east:ana", "/share 1 with southside")
    allied.say(SOUTH, "west:cy", "/claim 2 4")
    assert "Southside 4" in allied.cards(NORTH, 1)[0].text
    allied.say(SOUTH, "west:cy", "/unclaim 2")
    assert "Southside" not in allied.cards(NORTH, 1)[0].text
    allied.say(SOUTH, "west:cy", "/claim 2")
    allied.say(SOUTH, "west:cy", "/done 2")
    allied.say(NORTH, "east:ana", "/done 1")
    assert "No longer needed here" in allied.cards(SOUTH, 2)[0].text
    assert crossed(allied) == []


def test_guests_get_at_nothing_else_of_the_other_group(allied: Town) -> None:
    allied.say(NORTH, "east:ana", "/need crib")
    allied.say(NORTH, "east:dee", "/need secret thing")
    allied.say(NORTH, "east:ana", "/share 1 with southside")
    allied.say(SOUTH, "west:cy", "/claim 3" if not allied.cards(SOUTH, 2) else "/claim 2")
    told = [seen for seen in allied.all() if seen.to == "west:cy" and seen.room is None][-1]
    for text in ("needs", "show 2", "claim 2", "mine", "settings"):
        allied.event(Said(text, text, reply_to=told.id), "west:cy", None)
        assert "secret" not in allied.told("west:cy")
    allied.write("west:cy", "/needs")
    assert "soup" in allied.last("west:cy")
    allied.say(SOUTH, "west:cy", "/edit 2 stroller")
    assert "Northside" in allied.last("west:cy")
    assert "crib" in allied.cards(NORTH, 1)[0].text


def test_both_sides_have_to_say_so_and_only_its_poster_shares(town: Town) -> None:
    town.say(SOUTH, "west:ben", "/needs")
    town.say(NORTH, "east:ana", "/need crib")
    town.say(NORTH, "east:ana", "/share 1 with south")
    assert "no allies" in town.last("east:ana")
    town.say(NORTH, "east:ana", "/ally")
    assert "moderators" in town.last("east:ana")
    town.say(NORTH, "east:mo", "/ally", moderator=True)
    town.say(SOUTH, "west:mo", f"/ally {town.code('east:mo')}", moderator=True)
    town.say(NORTH, "east:ben", "/share 1 with south")
    assert "Only ana" in town.last("east:ben")
    assert not town.cards(SOUTH, 1)
    town.say(NORTH, "east:ana", "/ally list")
    assert "south" in town.last("east:ana")


def test_a_shared_card_ends_by_itself_and_with_the_alliance(allied: Town) -> None:
    allied.say(NORTH, "east:ana", "/need crib")
    allied.say(NORTH, "east:ana", "/share 1 with southside")
    allied.wait(days=7)
    assert "No longer needed here" in allied.cards(SOUTH, 2)[0].text
    allied.say(NORTH, "east:ana", "/share 1 with southside")
    allied.say(SOUTH, "west:mo", "/ally end northside", moderator=True)
    assert "No longer needed here" in allied.cards(SOUTH, 3)[0].text
    allied.say(NORTH, "east:ana", "/share 1 with southside")
    assert "no allies" in allied.last("east:ana")

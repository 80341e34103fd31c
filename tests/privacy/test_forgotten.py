"""What has had its time is gone: planted words are in no byte of the folder, the backups either."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Backups
from bot.ops.rotation import Rotation
from bot.ops.vitals import Vitals
from bot.store import Files
from tests.groups.town import Town

PLAZA, HALL = "east:#plaza", "west:#hall"
WORD = "zarzamora"  # nobody says it by chance


def found(folder: Path, word: str = WORD) -> list[str]:
    """Return the files under a folder that hold a word."""
    return [str(file.relative_to(folder)) for file in sorted(folder.rglob("*"))
            if file.is_file() and word.encode() in file.read_bytes()]


def finished_need(town: Town) -> None:
    town.say(PLAZA, "east:ana", f"/need {WORD} crib tomorrow 10am")
    town.say(PLAZA, "east:ben", f"/claim 1 with my {WORD} van")
    town.wait(hours=25)
    town.say(PLAZA, "east:ana", "/done 1")


def withdrawn_offer(town: Town) -> None:
    town.say(PLAZA, "east:ana", f"/offer {WORD} interpreting")
    town.say(PLAZA, "east:ana", "/unoffer 1")


def reminder_that_came(town: Town) -> None:
    town.say(PLAZA, "east:ana", f"/remind me bring {WORD} tomorrow 8:30")
    town.wait(hours=24)


def shared_with_an_ally(town: Town) -> None:
    town.say(HALL, "west:mo", "/needs", moderator=True)
    town.say(PLAZA, "east:mo", "/ally", moderator=True)
    town.say(HALL, "west:mo", f"/ally {town.code('east:mo')}", moderator=True)
    town.say(PLAZA, "east:ana", f"/need {WORD} ride")
    town.say(PLAZA, "east:ana", "/share 1 with hall")
    town.say(PLAZA, "east:ana", "/cancel 1")


def ended_roster(town: Town) -> None:
    town.say(PLAZA, "east:ana", f"/shift new {WORD} every weekday 6:30-9am cook 2")
    town.say(PLAZA, "east:ben", "/signup 1 cook tue")
    town.say(PLAZA, "east:ben", f"/handoff 1 the {WORD} key")
    town.say(PLAZA, "east:ana", "/shift end 1")
    town.say(PLAZA, "east:ana", "/yes 1")


def need_left_open(town: Town) -> None:
    town.say(PLAZA, "east:ana", f"/need {WORD} stroller")
    town.wait(days=16)  # it closes by itself after two weeks


@pytest.mark.parametrize("lived", [finished_need, withdrawn_offer, reminder_that_came,
                                   shared_with_an_ally, ended_roster, need_left_open])
def test_what_is_finished_is_gone_after_thirty_days(
    town: Town, lived: Callable[[Town], None]
) -> None:
    lived(town)
    assert found(town.folder)
    town.wait(days=20)
    assert found(town.folder), "it went too early"
    town.wait(days=12)
    assert found(town.folder) == []
    town.restart()
    assert found(town.folder) == []
    assert not any(WORD in seen.text for seen in town.all() if seen.card)


def test_the_group_decides_how_long(town: Town) -> None:
    town.say(PLAZA, "east:mo", "/settings keep 3", moderator=True)
    withdrawn_offer(town)
    town.wait(days=2)
    assert found(town.folder)
    town.wait(days=3)
    assert found(town.folder) == []


def test_the_summary_says_what_goes_tomorrow(town: Town) -> None:
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(PLAZA, "east:ana", "/cancel 1")
    town.wait(days=31, hours=2)
    told = [seen.text for seen in town.in_room(PLAZA) if "forgotten tomorrow" in seen.text]
    assert len(told) == 1
    assert told[0].endswith("forgotten tomorrow: 1")
    town.wait(days=1)
    town.say(PLAZA, "east:ana", "/show 1")
    assert "no number 1" in town.last("east:ana")


def test_numbers_of_what_is_forgotten_never_come_again(town: Town) -> None:
    withdrawn_offer(town)
    town.wait(days=33)
    town.say(PLAZA, "east:ana", "/need crib")
    assert town.cards(PLAZA, 2)


def test_backups_forget_as_they_are_replaced(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    rotation = Rotation(town.folder, Backups(folder=folder, every=24, keep=3), Vitals(),
                        Files())

    def days(count: int) -> None:
        for _ in range(count):
            town.wait(days=1)
            asyncio.run(rotation.look(town.clock.now()))

    withdrawn_offer(town)
    days(2)
    assert found(folder)
    days(33)
    assert found(folder) == []


def test_who_is_not_seen_for_a_year_is_gone(town: Town) -> None:
    town.say(PLAZA, f"east:{WORD}", "/language english")
    town.say(PLAZA, "east:ana", "/needs")
    town.wait(days=200)
    town.say(PLAZA, "east:ana", "/needs")
    town.wait(days=164)
    assert found(town.folder)
    town.wait(days=3)
    assert found(town.folder) == []
    assert found(town.folder, "east:ana")


def test_who_is_not_seen_for_a_year_stays_while_something_of_theirs_goes_on(town: Town) -> None:
    town.say(PLAZA, "east:ana", "/remind here bins every monday 8am")
    town.say(PLAZA, "east:ben", "/needs")
    town.wait(days=380)
    assert found(town.folder, "east:ana")
    assert found(town.folder, "east:ben") == []
    before = len([seen for seen in town.in_room(PLAZA) if "bins" in seen.text])
    town.wait(days=7)
    assert len([seen for seen in town.in_room(PLAZA) if "bins" in seen.text]) == before + 1


# ---- at one's own wish -------------------------------------------------------------------


def lived_here(town: Town) -> str:
    """Let somebody leave traces of every kind, in two groups; return who."""
    me = f"east:{WORD}"
    town.say("east:#park", me, "/need a bench")
    town.say(PLAZA, "east:ana", "/need 10 meals")
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(PLAZA, me, "/claim 1 4")
    town.say(PLAZA, me, f"/need {WORD} ride friday 9am")
    town.say(PLAZA, "east:ana", "/claim 3")
    town.say(PLAZA, me, f"/offer {WORD} rides")
    town.say(PLAZA, me, f"/remind me {WORD} tomorrow 8:30")
    town.say(PLAZA, "east:ana", f"/remind @{WORD} to come tomorrow 9:00")
    town.say(PLAZA, me, "/claim 2")
    town.say(PLAZA, "east:ana", "/done 2")
    town.say(PLAZA, "east:ana", "/shift new breakfast every weekday 6:30-9am cook 2")
    number = max(seen.about or 0 for seen in town.in_room(PLAZA))
    town.say(PLAZA, me, f"/signup {number} cook every tue")
    town.say(PLAZA, me, f"/handoff {number} mind the {WORD}")
    town.say(PLAZA, "east:ana", f"/vouch @{WORD}", moderator=True)
    return me


def test_forget_me_leaves_nothing_anywhere_and_says_what_went(town: Town) -> None:
    me = lived_here(town)
    cards = [seen.id for seen in town.cards(PLAZA, 3)]
    town.write(me, "/forget me")
    receipt = town.last(me)
    for line in ("2 needs of yours", "1 offer", "2 reminders", "who you are here"):
        assert line in receipt
    assert set(cards) <= set(town.chats["east"].gone)
    assert WORD not in town.cards(PLAZA, 1)[0].text
    assert "10 still missing" in town.cards(PLAZA, 1)[0].text
    assert "No longer needed" in town.told("east:ana")
    town.wait(minutes=2)
    assert found(town.folder) == []
    town.wait(days=2)
    assert found(town.folder) == []
    assert town.last(me) == receipt  # nothing comes any more


def test_in_spanish_too_and_a_bare_word_or_a_slip_does_nothing(town: Town) -> None:
    me = lived_here(town)
    for text in ("/olvídame", "/forget", "/forgot me", "/forget m", "/olvidme sí", "/forget em"):
        town.write(me, text)
    town.wait(minutes=2)
    assert found(town.folder)
    assert WORD in town.cards(PLAZA, 3)[0].text
    town.write(me, "/olvídame sí", lang="es")
    assert "Ya te olvidé" in town.last(me)
    town.wait(minutes=2)
    assert found(town.folder) == []


def test_one_thing_is_forgotten_by_whose_it_is(town: Town) -> None:
    town.say(PLAZA, "east:ana", f"/need {WORD}")
    town.say(PLAZA, "east:ben", "/forget 1")
    assert "Only ana" in town.last("east:ben")
    town.say(PLAZA, "east:cy", "/claim 1")
    town.say(PLAZA, "east:ana", "/forget 1")
    assert "/cancel 1" in town.last("east:ana")
    town.say(PLAZA, "east:ana", "/cancel 1")
    town.say(PLAZA, "east:ana", "/forget 1")
    assert not town.cards(PLAZA, 1)
    town.wait(minutes=2)
    assert found(town.folder) == []


def test_export_has_all_about_oneself_and_nothing_about_others(town: Town) -> None:
    me = lived_here(town)
    town.say(PLAZA, "east:ben", "/claim 1 2")
    town.say(PLAZA, me, "/export")
    file = town.chats["east"].files[me][-1]
    shown = json.loads(file.data)
    assert {"members", "needs", "offers", "reminders"} <= set(shown)
    text = file.data.decode()
    assert f"{WORD} ride" in text
    assert f"{WORD} rides" in text
    assert "east:ben" not in text
    assert "east:ana" not in text
    assert not any(file for who, file in town.chats["east"].files.items() if who != me)


def test_a_linked_person_is_forgotten_under_every_account(town: Town) -> None:
    town.say(PLAZA, "east:ana", "/need crib")
    town.say(HALL, f"west:{WORD}", "/needs")
    town.write("east:ana", "/link")
    town.write(f"west:{WORD}", f"/link {town.code('east:ana')}")
    town.say(HALL, f"west:{WORD}", "/need stroller")
    town.write(f"west:{WORD}", "/forget me")
    town.wait(minutes=2)
    assert found(town.folder) == []
    assert found(town.folder, "east:ana") == []


# ---- the whole group ---------------------------------------------------------------------


def begun(town: Town) -> str:
    """Let a moderator begin to destroy the group; return the code that everybody reads."""
    town.say(PLAZA, "east:ana", f"/need {WORD}")
    town.say(PLAZA, "east:ben", "/destroy")
    assert "moderators" in town.last("east:ben")
    town.say(PLAZA, "east:ana", "/destroy", moderator=True)
    return town.posted_code(PLAZA)


def gone(town: Town) -> bool:
    town.wait(minutes=2)
    return not found(town.folder) and not found(town.folder, "#plaza")


def test_a_second_member_confirms_that_a_group_is_let_go(town: Town) -> None:
    code = begun(town)
    town.say(PLAZA, "east:ana", f"/destroy {code}", moderator=True)
    assert "Another member can confirm" in town.last("east:ana")
    assert not gone(town)
    town.say(PLAZA, "east:ben", f"/destroy {code}")
    assert gone(town)
    assert not town.cards(PLAZA, 1)
    assert any("Everything of this group is gone" in seen.text for seen in town.in_room(PLAZA))


def test_somebody_alone_waits_an_hour(town: Town) -> None:
    code = begun(town)
    town.wait(minutes=58)
    town.say(PLAZA, "east:ana", f"/destroy {code}", moderator=True)
    assert not gone(town)
    town.say(PLAZA, "east:ana", f"/destroy {code}", moderator=True)
    assert gone(town)


def test_anybody_can_stop_it_and_no_slip_confirms_it(town: Town) -> None:
    code = begun(town)
    town.say(PLAZA, "east:ben", f"/destory {code}")
    town.say(PLAZA, "east:ben", "/destroy AAAA-AAAA")
    assert not gone(town)
    town.say(PLAZA, "east:cy", "/destroy stop")
    town.say(PLAZA, "east:ben", f"/destroy {code}")
    assert "not right" in town.last("east:ben")
    assert not gone(town)

"""Reminders: whom they reach, in whose words, and who may change them."""

import pytest

from tests.time.talk import Talk, answer, heard, times

# ---- whom a reminder is for ----


def test_a_reminder_of_my_own_comes_to_me_alone_at_its_minute(talk: Talk) -> None:
    said = answer(talk.say("ana", "/remind me to call the landlord tomorrow 9am"))
    assert "call the landlord" in said
    assert "Tue, Nov 24, 9:00" in said
    came = talk.wait("3d")
    assert heard(came, "ana") == [("2026-11-24 09:00", "⏰ call the landlord")]
    assert len(came) == 1


def test_one_that_says_nobody_is_for_oneself(talk: Talk) -> None:
    talk.say("ana", "/remind call the landlord tomorrow 9am")
    assert times(talk.wait("3d"), "ana", "call the landlord") == ["2026-11-24 09:00"]


@pytest.mark.parametrize("whom", ["here", "everyone", "aquí", "todos"])
def test_one_for_everyone_comes_to_the_room_and_to_nobody_directly(talk: Talk, whom: str) -> None:
    talk.say("ana", f"/remind {whom} to bring ID tomorrow 8:30", "#kitchen")
    came = talk.wait("2d")
    assert heard(came, "#kitchen") == [("2026-11-24 08:30", "⏰ bring ID")]
    assert len(came) == 1


def test_one_for_a_person_comes_to_them_and_not_to_its_author(talk: Talk) -> None:
    talk.say("ben", "/needs")
    assert "ben" in answer(talk.say("ana", "/remind @ben to bring ID tomorrow 8:30"))
    came = talk.wait("2d")
    assert heard(came, "ben") == [("2026-11-24 08:30", "⏰ bring ID")]
    assert heard(came, "ana") == []


def test_who_joins_a_reminder_of_the_room_hears_it_directly_too(talk: Talk) -> None:
    made = talk.say("ana", "/remind here court support meeting every monday 18:00")[-1]
    assert made["actions"] == ["join"]
    talk.press("carla", made, "join")
    talk.say("dina", "/join 1")
    came = talk.until("2026-12-01 00:00")
    evenings = ["2026-11-23 18:00", "2026-11-30 18:00"]
    for who in ("#general", "carla", "dina"):
        assert times(came, who, "court support meeting") == evenings
    assert heard(came, "ana") == []


def test_who_joined_may_not_end_it_for_the_others(talk: Talk) -> None:
    talk.say("ana", "/remind here sweep every day 10am")
    talk.say("carla", "/join 1")
    talk.say("carla", "/reminders stop 1")
    assert times(talk.wait("2d"), "#general", "sweep") == ["2026-11-23 10:00", "2026-11-24 10:00"]


# ---- list, edit, stop ----


def test_the_list_has_ones_own_and_the_rooms_but_not_what_is_private_to_others(talk: Talk) -> None:
    talk.say("ana", "/remind me to see the clinic tomorrow 9am")
    talk.say("ana", "/remind here junta every monday 18:00")
    mine, others = answer(talk.say("ana", "/reminders")), answer(talk.say("ben", "/reminders"))
    assert "1 · see the clinic" in mine
    assert "2 · junta" in mine
    assert "clinic" not in others
    assert "2 · junta" in others


def test_one_that_is_stopped_does_not_come(talk: Talk) -> None:
    talk.say("ana", "/remind here sweep every day 10am")
    assert times(talk.wait("2d"), "#general", "sweep") == ["2026-11-23 10:00", "2026-11-24 10:00"]
    assert "sweep" in answer(talk.say("ana", "/reminders stop 1"))
    assert talk.wait("3d") == []


def test_one_that_was_stopped_by_mistake_is_taken_up_again_by_undo(talk: Talk) -> None:
    talk.say("ana", "/remind me sweep every day 10am")
    talk.say("ana", "/reminders stop 1")
    talk.say("ana", "/undo")
    assert times(talk.wait("1d"), "ana", "sweep") == ["2026-11-23 10:00"]


def test_an_edited_one_comes_at_its_new_time_with_its_new_words_only(talk: Talk) -> None:
    talk.say("ana", "/remind me call ben tomorrow 9am")
    assert "call ben" in answer(talk.say("ana", "/reminders edit 1 tomorrow 10am"))
    talk.say("ana", "/reminders edit 1 call carla")
    assert heard(talk.wait("3d"), "ana") == [("2026-11-24 10:00", "⏰ call carla")]


def test_editing_its_message_corrects_a_reminder(talk: Talk) -> None:
    talk.say("ana", "/remind me call ben tomorrow 9am", id="e1")
    talk.do(op="edit", user="ana", of="e1", text="/remind me call carla tomorrow 11am")
    assert heard(talk.wait("3d"), "ana") == [("2026-11-24 11:00", "⏰ call carla")]


def test_deleting_its_message_takes_a_reminder_back(talk: Talk) -> None:
    talk.say("ana", "/remind me call ben tomorrow 9am", id="e1")
    talk.do(op="delete", user="ana", of="e1")
    assert talk.wait("3d") == []


@pytest.mark.parametrize("command", ["/reminders stop 1", "/reminders edit 1 tomorrow 11am"])
def test_somebody_else_may_not_change_a_reminder_and_is_told_whom_to_ask(
    talk: Talk, command: str
) -> None:
    talk.say("ana", "/remind here sweep tomorrow 10am")
    assert "ana" in answer(talk.say("carla", command))
    assert times(talk.wait("2d"), "#general", "sweep") == ["2026-11-24 10:00"]


def test_the_person_it_is_for_may_stop_a_reminder(talk: Talk) -> None:
    talk.say("ben", "/needs")
    talk.say("ana", "/remind @ben to sweep tomorrow 10am")
    talk.say("ben", "/reminders stop 1")
    assert talk.wait("2d") == []


def test_a_moderator_may_stop_a_reminder_of_the_room(talk: Talk) -> None:
    talk.say("ana", "/remind here sweep tomorrow 10am")
    talk.say("carla", "/reminders stop 1", moderator=True)
    assert talk.wait("2d") == []


@pytest.mark.parametrize("typed", ["/remind stop 1", "/recuerda parar 1", "/recordatorios parar 1"])
def test_stopping_one_is_understood_in_other_words_too(talk: Talk, typed: str) -> None:
    talk.say("ana", "/remind here sweep every day 10am")
    talk.say("ana", typed)
    assert talk.wait("2d") == []


@pytest.mark.parametrize("typed", [
    "/join 1", "/show 1", "/snooze 1", "/done 1", "/reminders stop 1", "/reminders edit 1 9pm",
    "/reminders", "/needs clinic",
])
@pytest.mark.parametrize("whom", ["me", "@ben"])
def test_what_one_person_is_reminded_of_stays_hidden_from_others(
    talk: Talk, whom: str, typed: str
) -> None:
    talk.say("ben", "/needs")
    talk.dm("ana", f"/remind {whom} to see the clinic tomorrow 9am")
    assert "clinic" not in answer(talk.say("eva", typed)).replace("with clinic", "")
    assert heard(talk.wait("3d"), "eva") == []


# ---- what cannot be ----


@pytest.mark.parametrize(("typed", "hint"), [
    ("/remind me to call", "/remind "), ("/remind me tomorrow 9am", "/remind "),
    ("/remind @nobody call tomorrow 9am", "nobody"), ("/remind 77 1d", "77"),
    ("/reminders stop 77", "77"), ("/reminders stop", "/reminders stop"),
    ("/snooze 77", "77"), ("/snooze 1 blah", "blah"), ("/join 77", "77"),
    ("/remind 2 1d", "2"), ("/reminders stop 2", "2"), ("/remind 3 2h", "passed"),
])
def test_a_mistake_gets_one_kind_line_with_what_to_type_instead(
    talk: Talk, typed: str, hint: str
) -> None:
    talk.say("ana", "/remind me sweep every day 10am")
    talk.say("ana", "/need crib")
    talk.say("ana", "/need ride to court today 9:30am")
    for lang, sorry in (("en", "Sorry, something"), ("es", "Perdón")):
        said = answer(talk.say("ana", typed, lang=lang))
        assert said
        assert sorry not in said
        assert "Traceback" not in said
        assert hint.removeprefix("/") in said or lang == "es"
    assert times(talk.wait("1h"), "ana", "") == ["2026-11-23 10:00"]


def test_a_mistake_is_answered_in_spanish_to_whom_speaks_spanish(talk: Talk) -> None:
    said = answer(talk.say("luz", "/recuerda a mí llamar", lang="es"))
    assert said.startswith("¿Cuándo?")
    assert "/recuerda" in said
    said = answer(talk.say("luz", "/recuerda llamar a la escuela mañana a las 9", lang="es"))
    assert "llamar a la escuela" in said
    assert "mar 24 nov, 9:00" in said
    assert times(talk.wait("2d"), "luz", "llamar a la escuela") == ["2026-11-24 09:00"]


def test_whose_reminder_cannot_arrive_hears_of_it(talk: Talk) -> None:
    talk.say("ben", "/needs")
    talk.say("ana", "/remind @ben court tomorrow 9am")
    talk.do(op="fail", user="ben", times=1, permanent=True)
    told = [event["text"] for event in talk.wait("2d") if event.get("to") == "ana"]
    assert any("ben" in text and "tell them yourself" in text for text in told), told

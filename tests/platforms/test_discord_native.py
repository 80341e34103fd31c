"""What only Discord has: slash commands, completion, forms, menus, answers one person sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("discord", reason="discord.py is not installed")

from bot.command import Reply, command  # noqa: E402
from bot.context import Context  # noqa: E402
from bot.text import Usage, row, t  # noqa: E402
from tests.contract.files import CALENDAR, PICTURE  # noqa: E402
from tests.platforms.discord_native import Native  # noqa: E402


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Native]:
    native = Native(tmp_path)
    yield native
    native.close()


def test_a_need_is_asked_claimed_and_done_in_two_languages(chat: Native) -> None:
    chat.language("ana", "es-419")
    assert "publicado" in chat.slash("ana", "need", what="ride to court tuesday 9am")
    card = chat.card(1)
    assert "Tuesday, November 24, 2026 09:00" in card.text
    assert "You are on 1" in chat.press_card("ben", card, "claim")
    assert "ben" in chat.card(1).text
    assert "se apuntó" in chat.direct_to("ana")
    assert "ya está" in chat.slash("ana", "claim", number=1)
    assert "Done: 1" in chat.slash("ben", "done", number=1)
    assert "Done" in chat.card(1).text
    assert "Listo: 1" in chat.direct_to("ana")


def test_answers_and_errors_are_seen_by_their_author_only(chat: Native) -> None:
    for name, values in (("needs", {}), ("claim", {"number": 99}), ("mine", {})):
        assert chat.slash("ben", name, **values)
    assert chat.in_room("#general") == []
    assert len(chat.only("ben")) == 3


def test_numbers_are_completed_from_the_board(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.slash("ana", "need", what="a bed")
    assert chat.complete("ben", "claim", "number", "") == [1, 2]
    assert chat.complete("ben", "claim", "number", "cri") == [1]
    assert chat.complete("ben", "claim", "number", "7") == []
    assert chat.complete("ben", "claim", "number", "2", room="#quiet") == [2]


def test_a_need_without_words_is_asked_for_by_a_form(chat: Native) -> None:
    chat.language("ana", "es-ES")
    form = chat.form("ana", "need")
    assert form.data["title"] == "Pedir algo"
    assert form.data["components"][0]["label"] == "Qué hace falta y cuándo"
    assert "corte" in form.data["components"][0]["component"]["placeholder"]
    assert "publicado" in chat.fill_in("ana", form, what="a crib", when="tomorrow")
    assert "a crib" in chat.card(1).text


def test_a_form_opened_before_a_restart_is_understood_after_it(chat: Native) -> None:
    form = chat.form("ana", "need")
    chat.restart()
    chat.fill_in("ana", form, what="a crib", when="")
    assert "a crib" in chat.card(1).text


def test_a_button_that_needs_words_asks_for_them_by_a_form(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    form = chat.press_for_form("ana", chat.card(1), "a1:edit:1")
    assert [part["component"]["custom_id"] for part in form.data["components"]] == ["what", "when"]
    assert "a cradle" in chat.fill_in("ana", form, what="a cradle", when="")
    assert "a cradle" in chat.card(1).text


def test_details_are_sealed_by_a_form_and_what_was_said_aloud_by_one_press(chat: Native) -> None:
    chat.slash("boss", "settings", moderator=True, setting="sealed-discord", value="yes")
    chat.slash("ana", "need", what="a crib")
    form = chat.press_for_form("ana", chat.card(1), "a1:seal:1")
    assert "Sealed" in chat.fill_in("ana", form, details="12 Elm St")
    assert all("Elm" not in one.text for one in chat.in_room("#general"))
    chat.slash("ana", "need", what="a ride, call 617-555-0123")
    asked = next(one for one in chat.only("ana") if "seal" in "".join(one.actions))
    assert "Sealed" in chat.press_raw("ana", asked, chat.button(asked, "Only for the helper"))
    assert "0123" not in chat.card(2).text


def test_a_form_opened_in_a_direct_chat_is_for_the_group_of_its_message(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.slash("ben", "claim", number=1)
    told = next(one for one in chat.only("ana") if one.room is None)
    chat.slash("ana", "need", room="#there@elsewhere", what="a bed")
    form = chat.press_for_form("ana", told, "a1:edit:1")
    chat.fill_in("ana", form, what="a cradle", when="")
    assert "a cradle" in chat.card(1).text


def test_a_command_with_a_number_alone_asks_for_the_rest_by_a_form(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    form = chat.form("ana", "edit", number=1)
    assert "a cradle" in chat.fill_in("ana", form, what="a cradle", when="")
    assert "tomorrow" not in chat.slash("ana", "edit", number=1, when="tomorrow")


def test_somebody_mentioned_for_the_first_time_is_known_by_their_whole_name(chat: Native) -> None:
    chat.slash("Ana María", "needs")
    assert "Ana María" in chat.slash(
        "ben", "remind", what=chat.mention("Ana María") + " to bring ID tomorrow 8:30")
    chat.meet("Luz Elena")
    chat.say("#general", "ben", "@apoyo remind @Luz Elena: to bring ID tomorrow 8:30")
    assert "Luz Elena" in chat.direct_to("ben")
    chat.advance(86400)
    assert "bring ID" in chat.direct_to("Luz Elena")


@command("paper", "papel", t("Done."), examples=(("", ""),))
def paper(ctx: Context) -> Reply:
    return Reply(t("Done."), files=(CALENDAR, PICTURE))


@pytest.mark.parametrize(("how", "times"), [
    ("", 0), ("lose", 3), ("drop", 1), pytest.param("after", 3, marks=pytest.mark.slow)])
def test_files_of_an_answer_are_seen_by_its_reader_only(
    tmp_path: Path, how: str, times: int
) -> None:
    chat = Native(tmp_path, commands=(paper,))
    chat.slash("ben", "needs")
    chat.break_off("@original$", times=times, how=how)
    chat.slash("ben", "paper")
    chat.advance(60)
    assert chat.files_of("ben") == [CALENDAR, PICTURE]
    assert chat.files("#general") == []
    chat.close()


def test_a_message_is_made_a_need_from_its_menu(chat: Native) -> None:
    talk = chat.talk("ben", "we could use <b>ten chairs</b>")
    form = chat.menu("ana", talk, "Make this a need")
    field = form.data["components"][0]["component"]
    assert field["value"] == "we could use <b>ten chairs</b>"


def test_a_card_is_claimed_from_its_menu_and_other_messages_are_not(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    assert "You are on 1" in chat.choose("ben", int(chat.card(1).id), "I'll do it")
    assert "no card" in chat.choose("ben", chat.talk("ana", "hello"), "I'll do it")


def test_an_interaction_that_comes_twice_is_handled_once(chat: Native) -> None:
    chat.twice("ana", "need", what="a crib")
    assert len([one for one in chat.in_room("#general") if one.about]) == 1


def test_an_old_button_works_when_its_message_is_forgotten(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.forget_posts()
    chat.restart()
    assert "You are on 1" in chat.press_card("ben", chat.card_by_text("a crib"), "claim", about=1)


def test_a_strange_button_gets_a_kind_line(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    assert "another time" in chat.press_raw("ben", chat.card(1), "z9:whatever")


def test_buttons_of_a_direct_message_are_spent_once_pressed(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.slash("ben", "claim", number=1)
    note = next(one for one in chat.only("ben") if one.actions)
    assert "Done: 1" in chat.press_card("ben", note, "done")
    assert [one.actions for one in chat.only("ben") if one.id == note.id] == [()]


def test_buttons_of_an_answer_are_spent_once_pressed(chat: Native) -> None:
    chat.slash("ana", "need", what="$40 gas")
    chat.slash("ana", "cancel", number=1)
    question = next(one for one in chat.only("ana") if "cancel:yes" in one.actions)
    assert "Withdrawn" in chat.press_card("ana", question, "cancel:yes")
    assert [one.actions for one in chat.only("ana") if one.id == question.id] == [()]


def test_a_time_given_by_the_client_is_read_and_shown_in_every_readers_zone(chat: Native) -> None:
    chat.slash("ana", "need", what="ride to court", when="<t:1795615200:F>")
    assert "November 25, 2026 14:00" in chat.card(1).text


def test_the_board_is_pinned_and_where_that_is_forbidden_the_owner_is_told(chat: Native) -> None:
    chat.slash("ana", "need", what="a crib")
    chat.slash("ana", "board")
    assert [one for one in chat.pinned() if "a crib" in one] == chat.pinned() != []
    chat.slash("ana", "board")
    assert len(chat.pinned()) == 1, "the one before is taken away"
    chat.forbid_pins("#other")
    chat.slash("ana", "board", room="#other")
    assert "Pin Messages" in chat.direct_to("boss")
    assert "a crib" in chat.in_room("#other")[-1].text


def test_an_action_of_a_command_is_a_sub_command(chat: Native) -> None:
    assert "/remind" in chat.slash("ana", "reminders list")


def test_a_command_to_the_bot_alone_is_answered_there_for_the_group_one_is_in(
    chat: Native
) -> None:
    chat.slash("ana", "need", what="a crib")
    assert "a crib" in chat.slash_alone("ben", "needs")
    assert "You are on 1" in chat.slash_alone("ben", "claim", number=1)
    assert "ben" in chat.card(1).text
    assert "don't know you" in chat.slash_alone("nobody", "needs", outside=True)


@command("list-all", "ver-todo", t("Done."), examples=(("", ""),))
def list_all(ctx: Context) -> Reply:
    return Reply(row(*(Usage("needs") for _ in range(90))))


def test_a_list_of_commands_too_long_to_be_tapped_is_shown_whole_in_words(tmp_path: Path) -> None:
    chat = Native(tmp_path, commands=(list_all,))
    chat.language("ana", "es-419")
    assert chat.slash("ana", "list-all").count("/necesidades") == 90
    chat.close()


def test_settings_are_changed_by_moderators_only(chat: Native) -> None:
    given = {"setting": "timezone", "value": "America/Chicago"}
    assert "moderator" in chat.slash("ben", "settings", **given)
    assert "America/Chicago" in chat.slash("boss", "settings", moderator=True, **given)


def test_a_mention_is_answered_directly_and_where_that_is_closed_with_a_hint(
    chat: Native
) -> None:
    chat.say("#general", "ben", "@apoyo needs")
    assert "Nothing is needed" in chat.direct_to("ben")
    chat.shut("ben")
    chat.say("#general", "ben", "@apoyo needs")
    assert "/help" in chat.in_room("#general")[-1].text
    assert "Nothing is needed" not in chat.in_room("#general")[-1].text


@pytest.mark.slow
def test_nothing_is_handled_that_discord_has_given_up_waiting_for(chat: Native) -> None:
    chat.break_off("/callback$", times=99)
    chat.slash_in_vain("ana", "need", what="a crib")
    chat.mend()
    assert "Nothing is needed" in chat.slash("ana", "needs")


def test_an_interaction_nobody_has_foreseen_is_answered_with_a_reference(chat: Native) -> None:
    assert "Reference" in chat.malformed("ben")


def test_somebody_who_has_said_nothing_yet_can_be_named_in_a_text(chat: Native) -> None:
    chat.slash("ana", "needs")
    world = chat.standin.world
    dina = world.person("dina")
    next(iter(world.servers.values())).members.add(dina)
    said = chat.slash("ana", "remind", what=f"<@{dina}> bring the keys tomorrow 9am")
    assert "dina" in said, said
    assert "?" not in said
    assert "don't know" in chat.slash("ana", "remind", what="<@123456789> bring tea tomorrow 9am")

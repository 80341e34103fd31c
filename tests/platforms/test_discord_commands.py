"""What Discord offers people: made from the same declarations as everything else."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("discord", reason="discord.py is not installed")

from adapters.discord.declare import MANAGE_GUILD, MESSAGE, declared  # noqa: E402
from adapters.discord.incoming import chosen, readable  # noqa: E402
from adapters.discord.markup import LONGEST, Markup, clip  # noqa: E402
from bot.command import Command  # noqa: E402
from bot.text import Bold, Code, Time, row, t  # noqa: E402
from commands import CATALOGUE  # noqa: E402
from tests.platforms import discord_rules as rules  # noqa: E402
from tests.platforms.discord_driver import START  # noqa: E402
from tests.platforms.discord_reading import read  # noqa: E402

NEED = next(one for one in CATALOGUE.commands if one.name == "need")
CLAIM = next(one for one in CATALOGUE.commands if one.name == "claim")


def markup() -> Markup:
    return Markup(("en",), START, lambda usage, _: f"/{usage.command} {usage.rest}".rstrip())


def option(command: Command, name: str) -> dict[str, object]:
    made = declared([command])[0]
    return next(one for one in made["options"] if one["name"] == name)


def test_all_commands_are_what_discord_takes() -> None:
    assert list(rules.commands(declared(CATALOGUE.commands))) == []


def test_every_name_and_description_is_there_in_spanish() -> None:
    for made in declared(CATALOGUE.commands):
        names = made["name_localizations"]
        assert names["es-419"] == names["es-ES"] != ""
        if made["type"] != MESSAGE:
            described = made["description_localizations"]["es-419"]
            assert described != made["description"], made["name"]


def test_options_have_types_of_their_own() -> None:
    assert option(CLAIM, "number")["type"] == rules.INTEGER
    assert option(CLAIM, "number")["autocomplete"]
    assert option(CLAIM, "number")["required"]
    assert not option(NEED, "what")["required"], "a form asks for it"


def test_a_family_becomes_one_command_with_sub_commands_and_takes_no_text_of_its_own() -> None:
    reminders = next(one for one in declared(CATALOGUE.commands) if one["name"] == "reminders")
    assert [one["name"] for one in reminders["options"]] == ["list", "stop", "edit"]
    assert [one["name_localizations"]["es-419"] for one in reminders["options"]] == [
        "lista", "parar", "editar"]
    assert {one["type"] for one in reminders["options"]} == {rules.SUB_COMMAND}
    stop = reminders["options"][1]["options"][0]
    assert (stop["name"], stop["required"], stop["autocomplete"]) == ("number", True, True)


def test_commands_for_moderators_are_offered_to_them_only() -> None:
    made = declared([replace(NEED, moderator=True), CLAIM])
    assert made[0]["default_member_permissions"] == str(MANAGE_GUILD)
    assert made[1]["default_member_permissions"] is None


def test_a_sub_command_is_read_with_its_options() -> None:
    assert chosen({"name": "shift", "options": [{"name": "new", "type": 1, "options": [
        {"name": "what", "type": 3, "value": "breakfast"},
        {"name": "who", "type": 6, "value": "12"}]}]}) == (
        "shift new", {"what": "breakfast", "who": "discord:12"})


@given(st.text())
def test_whatever_people_type_is_read_as_they_typed_it(text: str) -> None:
    line = " ".join(text.split())
    shown, live = read(markup().draw(row("1 · ", line)), {})
    assert shown == f"1 · {line}"
    assert live == ()


@given(st.text(alphabet="*_~|`#>-+[]()<>@:/\\ htpseveryone.dgi123&!"))
def test_no_mix_of_marks_comes_alive_at_the_head_of_a_line(text: str) -> None:
    line = " ".join(text.split())
    assert read(markup().draw(line), {}) == (line, ())


@given(st.text())
def test_what_is_to_be_typed_stays_inside_its_frame(text: str) -> None:
    drawn = markup().draw(Code(text))
    assert drawn == "" or re.fullmatch(r"`[^`]+`", drawn)


def test_times_are_shown_in_each_readers_zone_and_days_in_words() -> None:
    zone = "America/New_York"
    assert markup().draw(Time("2026-11-24T09:00", zone)) == "<t:1795528800:F>"
    assert markup().draw(Time("2026-11-24T09:00", zone, "2026-11-24T10:30")) == (
        "<t:1795528800:F>–<t:1795534200:t>")
    assert "Nov 24" in markup().draw(Time("2026-11-24", zone))
    assert "<t:" not in markup().draw(Time("2026-11-24T09:00", zone, rrule="FREQ=DAILY"))


def test_bold_words_of_ours_hold_other_peoples_marks() -> None:
    assert markup().draw(Bold(t("Done: {thing}", thing="**x**"))) == r"**Done: \*\*x\*\***"


@pytest.mark.parametrize("piece", ["x", "word ", "a line\n", "\n", "🥖"])
def test_a_long_text_is_cut_to_what_fits(piece: str) -> None:
    assert len(clip(piece * LONGEST)) <= LONGEST
    assert clip(piece * 3) == piece * 3


def test_discords_own_notation_is_read_as_people_read_it() -> None:
    people = {7: "Ana", 8: "helpers", 9: "kitchen"}
    text = ("<@7> and <@!7>, <@&8> in <#9> <:soup:1> <a:wave:2> </need:3> at <t:1795528800:F> "
            "<b> </b>")
    assert readable(text, lambda _, number: people.get(number), "America/New_York") == (
        "@Ana and @Ana, @helpers in #kitchen :soup: :wave: /need at 2026-11-24 09:00 <b> </b>")
    assert readable("<@5> hello <@7>", lambda *_: "Ana", "UTC", 5) == "hello @Ana"

"""Every kind of record has an end, and people can read which."""

from pathlib import Path

from bot.i18n import sentence
from bot.privacy.retention import TABLE
from bot.records import KINDS
from docs.table import privacy
from tests.groups.town import Town

ROOT = Path(__file__).parent.parent.parent


def test_every_kind_of_record_is_in_the_table_once() -> None:
    listed = [kind for one in TABLE for kind in one.kinds]
    assert sorted(kind.__name__ for kind in listed) == sorted(
        kind.type.__name__ for kind in KINDS)


def test_the_page_says_what_the_table_says() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    assert page == privacy(), "run: python docs/table.py"


def test_the_bot_says_what_the_table_says_in_each_language(town: Town) -> None:
    town.say("east:#plaza", "east:mo", "/settings keep 14", moderator=True)
    town.say("east:#plaza", "east:ana", "/privacy")
    for one in TABLE:
        assert one.what.one in town.last("east:ana")
    assert "14 days" in town.last("east:ana")
    assert "{" not in town.last("east:ana")
    town.say("east:#plaza", "east:luz", "/privacidad", lang="es")
    for one in TABLE:
        assert sentence("es", one.what.one) in town.last("east:luz")
    assert "{" not in town.last("east:luz")
    assert max(len(town.last(f"east:{who}")) for who in ("ana", "luz")) < 1900  # of Discord's 2000

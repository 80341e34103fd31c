"""``apoyo export``: what others can read back, and a page to print, without anything sealed."""

import asyncio
import csv
import json
from datetime import datetime
from pathlib import Path

import icalendar
import pytest

from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.ops.exporting import export
from bot.records import KINDS
from bot.store import peek

NOW = datetime.fromisoformat("2026-11-23T09:00-05:00")
OPS = (
    Op("say", room="#general", user="ana", text="/need 10 meals friday"),
    Op("say", room="#general", user="ben", text="/claim 1 4"),
    Op("say", room="#general", user="ana", text="/need =SUM(A1) & <b>bold</b>"),
    Op("dm", user="ana", text="/seal 1 12 Elm St, ring twice"),
    Op("say", room="#general", user="ana",
       text="/shift new breakfast every weekday 6:30-9am cook 2"),
    Op("say", room="#general", user="ben", text="/signup 3 cook tue"),
    Op("say", room="#general", user="ana", text="/remind here bring chairs tomorrow 18:00"),
    Op("dm", user="ben", text="/remind me to see the doctor tomorrow 10:00"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")

    async def talk() -> None:
        session = Session.open(folder / "data", Config(timezone="America/New_York"), NOW,
                               lambda _: None)
        await session.start()
        for op in OPS:
            await session.do(op)
        await session.close()

    asyncio.run(talk())
    export(peek(folder / "data", KINDS), folder / "out", NOW)
    return folder / "out"


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def test_the_needs_are_a_table(made: Path) -> None:
    first, second = rows(made / "needs.csv")
    assert (first["what"], first["wanted"], first["promised"], first["helpers"]) == (
        "meals", "10.0", "4.0", "ben")
    assert second["what"].startswith("'="), "no spreadsheet takes it for a formula"


def test_the_shifts_are_a_table_and_a_calendar(made: Path) -> None:
    first = rows(made / "shifts.csv")[0]
    assert (first["role"], first["on"], first["missing"]) == ("cook", "ben", "1")
    events = icalendar.Calendar.from_ical((made / "shifts.ics").read_bytes()).walk("VEVENT")
    assert len(events) == len(rows(made / "shifts.csv"))


def test_everything_is_there_as_json_but_what_is_sealed(made: Path) -> None:
    found = json.loads((made / "apoyo.json").read_text())
    assert {one["what"] for one in found["needs"]} >= {"meals"}
    assert "Elm" not in "".join(path.read_text("utf-8") for path in made.iterdir())


def test_the_page_to_print_has_what_is_open_and_nobodys_own_reminders(made: Path) -> None:
    page = (made / "paper.html").read_text("utf-8")
    assert "10 meals" in page
    assert "cook: ben 1 missing" in page
    assert "bring chairs" in page
    assert "doctor" not in page
    assert "&lt;b&gt;bold" in page


def test_only_its_owner_can_look_into_it(made: Path) -> None:
    assert made.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.iterdir())

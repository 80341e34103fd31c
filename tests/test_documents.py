"""What the documents say is so: they are made from the code, and their examples run."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from adapters.console.adapter import Event
from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config, read_config
from commands import CATALOGUE
from docs.table import table

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2026-11-23T09:00-05:00")
PUZZLED = ("I don't know that", "Sorry", "No entendí", "Perdón", "For example",
           "Por ejemplo", "I cannot read", "No entiendo")


def answers(folder: Path, *texts: str) -> list[list[Event]]:
    """Return what the bot says to each text, typed by one person in one room."""

    async def run() -> list[list[Event]]:
        caused: list[Event] = []
        session = Session.open(folder, Config(timezone="America/New_York"), NOW, caused.append)
        await session.start()
        found = []
        for text in texts:
            caused.clear()
            if "@ben" in text:
                await session.do(Op("say", room="#general", user="ben", text="/mine"))
                caused.clear()
            await session.do(Op("say", room="#general", user="ana", text=text, moderator=True))
            found.append(list(caused))
        await session.close()
        return found

    return asyncio.run(run())


def examples() -> list[tuple[str, str]]:
    return [(f"/{one.name} {e.english}".strip(), f"/{one.spanish} {e.spanish}".strip())
            for one in CATALOGUE.commands for e in one.examples]


def test_the_table_of_commands_is_the_declarations() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == table()


@pytest.mark.parametrize(("english", "spanish"), examples())
def test_every_example_is_understood_in_both_languages(
    tmp_path: Path, english: str, spanish: str
) -> None:
    board = [f"/need thing {number} friday 9am" for number in range(1, 7)]
    board += ["/offer rides", "/need 20 meals", "/need 30 cots", "/need 5 pans", "/need a bed",
              "/need 40 plates friday 9am", "/claim 12 6"]
    board[6] = "/remind me to rest in 3 days" if "remi" in english or "rec" in spanish or (
        english.startswith(("/snooze", "/join"))) else "/offer rides"
    found = CATALOGUE.vocabulary.find(english.lstrip("/"))
    if found and found.command.topic == "shifts":
        board[4] = ("/shift new breakfast every weekday 6:30-9am cook 2 serve 3-5 cocina 2 "
                    "servir 3-5")
        board += ["/signup 5 cook every tue", "/signup 5 cocina every tue"]
        if english.startswith("/signup"):
            board[-2:] = []
    for number, text in enumerate((english, spanish)):
        said = answers(tmp_path / str(number), *board, text)[-1]
        assert said, f"silence after {text}"
        texts = [one.get("text", "") for one in said]
        assert not any(word in one for one in texts for word in PUZZLED), (text, texts)


def test_the_readme_shows_a_conversation_that_is_a_test() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    name = re.search(r"\(tests/conversations/([\w-]+\.txt)\)", readme)
    assert name
    shown = (ROOT / "tests" / "conversations" / name[1]).read_text("utf-8").rstrip()
    indented = "\n".join("    " + line if line else "" for line in shown.split("\n"))
    assert indented in readme


def test_links_between_documents_lead_somewhere() -> None:
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_example_configuration_is_read_and_means_the_defaults() -> None:
    config = read_config(ROOT / "config.example.yaml")
    assert config.timezone == "America/New_York"
    assert config.languages == ("en", "es")
    assert config.data.name == "apoyo-data"


def test_everything_the_members_page_says_to_type_is_understood(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "members.md").read_text("utf-8")
    typed = re.findall(r"`(/[a-zé][^`…]*)`", page)
    assert len(typed) > 20
    board = [f"/need thing {number} friday 9am" for number in range(1, 13)]
    answers(tmp_path / "board", *board)
    for number, text in enumerate(typed):
        shutil.copytree(tmp_path / "board", tmp_path / str(number))
        took = ["/claim 12"] if text.startswith(("/unclaim", "/no-puedo")) else []
        said = answers(tmp_path / str(number), *took, text)[-1]
        texts = [one.get("text", "") for one in said]
        assert texts, f"silence after {text}"
        assert not any(word in one for one in texts for word in PUZZLED), (text, texts)


@pytest.mark.slow
def test_the_site_is_built_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
        check=False)
    assert done.returncode == 0, done.stderr
    pages = [page.read_text("utf-8") for page in tmp_path.rglob("*.html")]
    assert len(pages) > 10
    fetched = {address for page in pages
               for address in re.findall(r'(?:src|rel="stylesheet" href)="(https?://[^"]+)', page)}
    assert not fetched, "the site asks nobody else for anything"

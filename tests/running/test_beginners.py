"""Every mistake of a first evening is met with one sentence that says what to do."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.records import KINDS
from bot.store import open_store

pytestmark = pytest.mark.slow

NOBODY = "http://127.0.0.1:9"
MATRIX = f"adapters:\n  matrix:\n    homeserver: {NOBODY}\n    user: '@apoyo:example.org'\n"
DISCORD = "adapters:\n  discord:\n    token: MTIz.a.b\n    api_base: http://127.0.0.1:9\n"

Mishap = Callable[[Path], Iterator[None]]


def nothing(folder: Path) -> Iterator[None]:
    yield


def a_second_copy(folder: Path) -> Iterator[None]:
    store = open_store(folder / "apoyo-data", KINDS)
    yield
    store._lock.release()


def a_later_database(folder: Path) -> Iterator[None]:
    store = open_store(folder / "apoyo-data", KINDS)
    store._lock.release()
    path = folder / "apoyo-data" / "db.json"
    text = path.read_text().replace('"schema":1', '"schema":99')
    path.write_text(text[:text.index(',\n"_check"')] + "\n}\n")
    yield


def a_damaged_database(folder: Path) -> Iterator[None]:
    (folder / "apoyo-data").mkdir(mode=0o700)
    (folder / "apoyo-data" / "db.json").write_text("{")
    yield


def a_file_in_the_way(folder: Path) -> Iterator[None]:
    (folder / "apoyo-data").write_text("")
    yield


def a_port_in_use(folder: Path) -> Iterator[None]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        config = folder / "config.yaml"
        config.write_text(f"health_port: {one.getsockname()[1]}\n" + config.read_text())
        yield


TABLE: list[tuple[str, str, Mishap, str]] = [
    ("no configuration", "", nothing, "Make one with 'apoyo init'"),
    ("no chat", "timezone: UTC", nothing, "apoyo console"),
    ("bad YAML", "timezone: 'UTC", nothing, "line 2: this is not valid YAML"),
    ("a misspelled key", "timezon: UTC", nothing, "Did you mean 'timezone'?"),
    ("a zone nobody knows", "timezone: New York", nothing, "America/New_York"),
    ("no token", "adapters:\n  discord: {}", nothing, "Reset Token"),
    ("no homeserver", "adapters:\n  matrix: {}", nothing, "'homeserver' is missing"),
    ("half a user id", MATRIX.replace("@apoyo:example.org", "apoyo"), nothing, "a whole user id"),
    ("no password", MATRIX, nothing, "apoyo matrix login"),
    ("a token on the open network", DISCORD.replace("127.0.0.1", "192.0.2.1"), nothing, "https://"),
    ("two copies running", MATRIX, a_second_copy, "is using this data folder already; stop it"),
    ("a later database", MATRIX, a_later_database, "start the newer version"),
    ("a damaged database", MATRIX, a_damaged_database, "Restore the last backup"),
    ("a file where the folder should be", MATRIX, a_file_in_the_way, "Look at the name"),
    ("a port in use", MATRIX, a_port_in_use, "Write another number behind 'health_port'"),
]


@pytest.mark.parametrize(("text", "mishap", "words"), [row[1:] for row in TABLE],
                         ids=[row[0] for row in TABLE])
def test_one_sentence_says_what_to_do(
    tmp_path: Path, text: str, mishap: Mishap, words: str
) -> None:
    config = tmp_path / "config.yaml"
    if text:
        config.write_text(text + "\n", "utf-8")
    with contextmanager(mishap)(tmp_path):
        done = apoyo("run", "--config", str(config))
    assert done.returncode == 1
    said = done.stderr
    assert words in said, said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) <= 2, said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "apoyo-data").mkdir(mode=0o500)
    (tmp_path / "config.yaml").write_text(MATRIX, "utf-8")
    done = apoyo("run", "--config", str(tmp_path / "config.yaml"))
    assert done.returncode == 1
    assert "who may read and write it" in done.stderr


def test_what_check_says_can_be_read_by_programs(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(MATRIX, "utf-8")
    done = apoyo("check", "--json", "--config", str(tmp_path / "config.yaml"))
    assert done.returncode == 1
    found = {one["what"]: one for one in json.loads(done.stdout)}
    assert found["matrix server"]["mend"]


def apoyo(*words: str) -> subprocess.CompletedProcess[str]:
    quiet = {key: value for key, value in os.environ.items()
             if not key.startswith(("DISCORD_", "MATRIX_"))}
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())", *words],
        env=quiet, capture_output=True, text=True, check=False, timeout=60)

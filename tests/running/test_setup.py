"""``apoyo init`` and ``apoyo check``: a configuration from nothing, and what is wrong with one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.ops.checking import clock
from bot.ops.setup import init
from bot.ports import Unusable


def answers(*given: str) -> Callable[[str], str]:
    left = list(given)
    return lambda _question: left.pop(0)


def test_a_few_answers_make_a_configuration_that_check_understands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.yaml"
    asked = answers("Mars/Olympus", "America/Chicago", "klingon", "es, en", "", "pigeon", "matrix",
                    "", "http://127.0.0.1:9", "@apoyo:example.org")
    assert init(file, asked, answers("hunter2")) == 1, "nobody answers at that address"
    said = capsys.readouterr().out
    assert "That zone is not known" in said
    assert f"{file} is understood" in said
    assert "does not answer" in said
    written = file.read_text("utf-8")
    assert "hunter2" not in written
    assert "timezone: America/Chicago" in written
    assert (tmp_path / "matrix-password").read_text("utf-8") == "hunter2\n"
    assert all(os.stat(tmp_path / name).st_mode & 0o077 == 0
               for name in ("config.yaml", "matrix-password"))


def test_a_configuration_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("data: here\n")
    with pytest.raises(Unusable, match="exists already"):
        init(file, answers())
    assert file.read_text() == "data: here\n"


def test_nobody_there_to_answer_writes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())", "init",
         "--config", str(tmp_path / "config.yaml")],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nobody is there to answer" in done.stderr
    assert list(tmp_path.iterdir()) == []


def looked(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    status = main(["check", "--json", "--config", str(file)])
    found = json.loads(capsys.readouterr().out)
    return status, {one["what"]: one["says"] + " " + one["mend"]
                    for one in found if one["ok"] is False}


@pytest.mark.parametrize(("text", "what", "words"), [
    (None, "config", "apoyo init"),
    ("data: [", "config", "not valid YAML"),
    ("health_port: high", "config", "'health_port' is 'high', expected a number"),
    ("trouble_room: here", "config", "discord:123456789"),
    ("backups: yes", "config", "a section with a folder"),
    ("backups:\n  folder: x\n  often: 1", "config", "Known keys: folder, every_hours, keep"),
    ("data: apoyo-data", "chats", "apoyo init"),
    ("adapters:\n  pigeon:\n    loft: 1", "pigeon", "Known: discord, matrix"),
    ("adapters:\n  matrix:\n    user: '@a:b.c'", "matrix", "'homeserver' is missing"),
    ("adapters:\n  matrix:\n    homeserver: http://127.0.0.1:9\n    user: '@a:b.c'",
     "matrix server", "does not answer"),
    ("adapters:\n  discord:\n    token_file: none", "discord", "cannot be read"),
    ("adapters:\n  discord:\n    token: x\n    api_base: http://127.0.0.1:9", "discord",
     "no usable answer"),
])
def test_each_mistake_is_found_with_its_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, what: str, words: str
) -> None:
    file = tmp_path / "config.yaml"
    if text is not None:
        file.write_text(text, "utf-8")
    status, bad = looked(file, capsys)
    assert status == 1
    assert words in bad[what]


def test_a_folder_others_can_read_and_a_damaged_database_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "config.yaml", tmp_path / "apoyo-data"
    file.write_text("{}", "utf-8")
    folder.mkdir(mode=0o755)
    (folder / "db.json").write_text("not a database")
    _, bad = looked(file, capsys)
    assert "chmod 700" in bad["data folder"]
    assert "damaged" in bad["database"]


def test_a_wrong_clock_is_found() -> None:
    [found] = clock("matrix", "Tue, 24 Nov 2020 09:00:00 GMT")
    assert found.ok is False
    assert "timedatectl" in found.mend
    [right] = clock("matrix", f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} GMT")
    assert right.ok

"""A backup is one checked file, made while the bot runs; a restore is all or nothing."""

import asyncio
import json
import shutil
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.ports import StoreFull, UnitOfWork
from bot.store import (
    JournalStore,
    Migration,
    StoreDamaged,
    StoreLocked,
    StoreTooNew,
    backup,
    restore,
)
from bot.store.files import Files
from tests.contract.store_contract import KINDS, Need, do, need, numbers
from tests.store.backend import BadFiles, Journaled, Killed

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def backend(tmp_path: Path) -> Journaled:
    return Journaled(tmp_path / "data", journal_limit=2000)


def put(number: int) -> Any:
    return lambda uow: uow.put(need(number, text=f"text {uow.number('n')}"))


def all_of(uow: UnitOfWork) -> list[int]:
    return numbers(uow.find(Need, "status", "oak"))


async def some(store: JournalStore) -> None:
    for number in range(1, 6):
        await store.run(f"e{number}", lambda uow, n=number: put(n)(uow) or "done")


def test_a_backup_holds_what_the_journals_hold(backend: Journaled, tmp_path: Path) -> None:
    file = tmp_path / "copy.json"

    async def scenario(store: JournalStore) -> None:
        await some(store)
        assert await asyncio.to_thread(backup, backend.folder, file) == file.stat().st_size

    backend.play(scenario)
    assert [one["text"] for one in json.loads(file.read_text())["needs"].values()][-1] == "text 5"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.json", "data"]
    there = Journaled(tmp_path / "there")
    assert restore(file, there.folder, kinds=KINDS) is None
    state = there.do(lambda u: (all_of(u), u.number("n"), u.known("e5"), u.known("e6")))
    assert state == ([1, 2, 3, 4, 5], 6, True, False)


def test_backups_of_a_busy_store_are_whole(backend: Journaled, tmp_path: Path) -> None:
    found: list[tuple[int, list[int]]] = []

    def copying(done: threading.Event) -> None:
        for turn in range(25):
            backup(backend.folder, tmp_path / f"{turn}.json")
        done.set()

    async def scenario(store: JournalStore) -> None:
        await do(store, put(1))
        done, number = threading.Event(), 1
        thread = threading.Thread(target=copying, args=(done,))
        thread.start()
        while not done.is_set():
            number += 1
            await do(store, put(number))
        await asyncio.to_thread(thread.join)

    backend.play(scenario)
    for turn in range(25):
        document = json.loads((tmp_path / f"{turn}.json").read_text())
        present = [one["number"] for one in document["needs"].values()]
        found.append((document["_counters"]["1"]["last"], present))
    assert all(present == list(range(1, last + 1)) for last, present in found)
    assert [last for last, _ in found] == sorted(last for last, _ in found)
    restore(tmp_path / "24.json", tmp_path / "there", kinds=KINDS)
    assert Journaled(tmp_path / "there").do(all_of) == found[-1][1]


def test_a_backup_without_room_leaves_the_last_one(backend: Journaled, tmp_path: Path) -> None:
    backend.play(some)
    file, files = tmp_path / "copy.json", BadFiles()
    file.write_text("the last one")
    files.room = 100
    with pytest.raises(OSError, match="no room"):
        backup(backend.folder, file, files=files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.json", "data"]
    assert file.read_text() == "the last one"


class LyingFiles(Files):
    """A disk that says yes and keeps something else."""

    def write_at(self, fd: int, data: bytes | memoryview, offset: int) -> int:
        return super().write_at(fd, bytes(data).replace(b"text 3", b"best 3"), offset)


def test_a_backup_is_read_back(backend: Journaled, tmp_path: Path) -> None:
    backend.play(some)
    file = tmp_path / "copy.json"
    with pytest.raises(StoreDamaged):
        backup(backend.folder, file, files=LyingFiles())
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_backup_of_damaged_data_is_refused(backend: Journaled, tmp_path: Path) -> None:
    backend.play(some)
    path = backend.folder / "db.json"
    path.write_bytes(path.read_bytes().replace(b"text", b"best") + b" ")
    journal = max(backend.folder.glob("*journal*"))
    journal.write_bytes(b"x" + journal.read_bytes())
    with pytest.raises(StoreDamaged):
        backup(backend.folder, tmp_path / "copy.json")


class TestRestore:
    @pytest.fixture
    def file(self, backend: Journaled, tmp_path: Path) -> Path:
        backend.play(some)
        backup(backend.folder, tmp_path / "copy.json")
        backend.do(lambda uow: [put(n)(uow) for n in (7, 8)])
        return tmp_path / "copy.json"

    def test_it_replaces_and_keeps_what_was(self, backend: Journaled, file: Path) -> None:
        kept = restore(file, backend.folder, kinds=KINDS, now=NOW)
        assert kept == backend.folder / "replaced-20260314T120000"
        assert backend.do(all_of) == [1, 2, 3, 4, 5]
        assert Journaled(kept).do(all_of) == [1, 2, 3, 4, 5, 7, 8]
        backend.do(put(9))
        assert backend.do(all_of) == [1, 2, 3, 4, 5, 9]

    def test_it_mends_damage(self, backend: Journaled, file: Path) -> None:
        for path in backend.folder.glob("db.json*"):
            path.write_bytes(b"x\nx\n" + path.read_bytes()[::-1])
        with pytest.raises(StoreDamaged):
            backend.do(all_of)
        restore(file, backend.folder, kinds=KINDS)
        assert backend.do(all_of) == [1, 2, 3, 4, 5]

    def test_a_running_bot_is_not_disturbed(self, backend: Journaled, file: Path) -> None:
        async def scenario(store: JournalStore) -> None:
            with pytest.raises(StoreLocked):
                restore(file, backend.folder)

        backend.play(scenario)
        assert backend.do(all_of) == [1, 2, 3, 4, 5, 7, 8]

    @pytest.mark.parametrize(("old", "new"), [
        ('"text":"text 3"', '"text":3'), ('"number":3', '"number":2'), ("}", "]"),
        ('"_meta"', '"meta"'), ('"group"', '"grup"'),
    ])  # fmt: skip
    def test_a_bad_file_is_refused_before_anything_changes(
        self, backend: Journaled, file: Path, old: str, new: str
    ) -> None:
        text = file.read_text()
        file.write_text(text.replace(old, new, 1))
        with pytest.raises(StoreDamaged):
            restore(file, backend.folder, kinds=KINDS)
        found = text.replace(old, new, 1).splitlines()
        file.write_text("\n".join(line for line in found if "_check" not in line)[:-3] + "\n}\n")
        with pytest.raises(StoreDamaged):
            restore(file, backend.folder, kinds=KINDS)
        assert backend.do(all_of) == [1, 2, 3, 4, 5, 7, 8]

    def test_a_db_json_that_needs_its_journals_is_refused(
        self, backend: Journaled, file: Path, tmp_path: Path
    ) -> None:
        with pytest.raises(StoreDamaged, match="apoyo backup"):
            restore(backend.folder / "db.json", tmp_path / "there", kinds=KINDS)

    def test_a_backup_of_an_older_schema_is_taken_and_of_a_newer_one_refused(
        self, backend: Journaled, file: Path, tmp_path: Path
    ) -> None:
        def shout(tables: Any) -> None:
            for document in tables["needs"].values():
                document["text"] = document["text"].upper()

        later = Journaled(tmp_path / "later", migrations=[Migration(2, shout)])
        restore(file, later.folder, kinds=KINDS, migrations=[Migration(2, shout)])
        assert later.do(lambda u: u.get(Need, "oak", 1).text) == "TEXT 1"
        backup(later.folder, tmp_path / "newer.json")
        with pytest.raises(StoreTooNew):
            restore(tmp_path / "newer.json", backend.folder, kinds=KINDS)

    @pytest.mark.slow
    def test_a_kill_at_any_moment_leaves_the_old_or_the_new(
        self, backend: Journaled, file: Path, tmp_path: Path
    ) -> None:
        outcomes = []
        for at in range(1, 99):
            folder, files = tmp_path / f"try{at}", BadFiles()
            shutil.copytree(backend.folder, folder)
            files.kill_at = at
            try:
                restore(file, folder, kinds=KINDS, files=files)
            except Killed:
                outcomes.append(Journaled(folder).do(all_of))
                restore(file, folder, kinds=KINDS)
                assert Journaled(folder).do(all_of) == [1, 2, 3, 4, 5]
            else:
                break
        assert outcomes.count([1, 2, 3, 4, 5]) >= 2
        assert outcomes.count([1, 2, 3, 4, 5, 7, 8]) >= 10
        assert len(outcomes) == at - 1

    def test_without_room_the_old_data_stand(self, backend: Journaled, file: Path) -> None:
        files = BadFiles()
        files.room = 300
        with pytest.raises(OSError, match="no room"):
            restore(file, backend.folder, kinds=KINDS, files=files)
        assert backend.do(all_of) == [1, 2, 3, 4, 5, 7, 8]


def test_a_start_without_room_says_so(tmp_path: Path) -> None:
    files = BadFiles()
    files.room = 0
    with pytest.raises(StoreFull):
        Journaled(tmp_path / "data", files).open()

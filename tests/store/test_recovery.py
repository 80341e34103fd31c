"""What a start makes of the files that a crash, a failing disk or a person left."""

import asyncio
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from bot.ports import UnitOfWork
from bot.store import JournalStore, Migration, StoreDamaged, StoreLocked, StoreTooNew
from tests.contract.store_contract import KINDS, Need, do, need, numbers
from tests.store.backend import BadFiles, Journaled, Killed, abandon


@pytest.fixture
def backend(tmp_path: Path) -> Journaled:
    return Journaled(tmp_path / "data")


def put(number: int) -> Any:
    return lambda uow: uow.put(need(number, text=f"text {number} {uow.number('n')}"))


def all_of(uow: UnitOfWork) -> list[int]:
    return numbers(uow.find(Need, "status", "oak"))


async def three(store: JournalStore) -> None:
    for number in (1, 2, 3):
        await do(store, put(number))


def journal_of(backend: Journaled) -> Path:
    return max(backend.folder.glob("db.json.journal.*"), key=lambda path: path.stat().st_size)


class TestJournal:
    @pytest.mark.parametrize("cut", [1, 2, 10, 100])
    def test_a_torn_last_line_is_cut_off(self, backend: Journaled, cut: int) -> None:
        backend.play(three)
        path = journal_of(backend)
        path.write_bytes(path.read_bytes()[:-cut])
        assert backend.do(all_of) == [1, 2]
        assert path.read_bytes().endswith(b"}\n")
        backend.do(put(4))
        assert backend.do(all_of) == [1, 2, 4]

    @pytest.mark.parametrize("tail", [b"\0" * 700, b"\0\0{}\0", b"12345678 {}\n", b"x", b"\0x\n"])
    def test_what_a_cut_may_leave_after_the_last_line_is_no_damage(
        self, backend: Journaled, tail: bytes
    ) -> None:
        backend.play(three)
        path = journal_of(backend)
        path.write_bytes(path.read_bytes() + tail)
        assert backend.do(all_of) == [1, 2, 3]
        backend.do(put(4))
        assert backend.do(all_of) == [1, 2, 3, 4]

    def test_damage_before_the_last_line_stops_the_start_with_its_place(
        self, backend: Journaled
    ) -> None:
        backend.play(three)
        path = journal_of(backend)
        whole = path.read_bytes()
        second = whole.index(b"\n") + 1
        for at in (second, second + 12, second + 60):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(StoreDamaged, match=rf"truncate -s {second} ") as stopped:
                backend.do(all_of)
            assert (stopped.value.file, stopped.value.offset) == (path, second)
        path.write_bytes(whole)
        assert backend.do(all_of) == [1, 2, 3]  # a failed start lets go of the folder

    def test_a_line_missing_or_out_of_order_is_damage(self, backend: Journaled) -> None:
        backend.play(three)
        path = journal_of(backend)
        a, b, c = path.read_bytes().splitlines(keepends=True)
        for lines in ([a, c, b], [b, c], [a, a, b, c], [a, c, c]):
            path.write_bytes(b"".join(lines))
            with pytest.raises(StoreDamaged):
                backend.do(all_of)

    def test_a_journal_that_is_gone_is_missed(self, backend: Journaled) -> None:
        backend.play(three)
        path = journal_of(backend)
        path.rename(path.with_name("elsewhere"))
        with pytest.raises(StoreDamaged, match="missing"):
            backend.do(all_of)

    def test_a_rotation_that_failed_half_way_is_no_damage(self, backend: Journaled) -> None:
        backend.play(three)
        path = journal_of(backend)
        for left in ("db.json.journal.3", "db.json.journal.4", "db.json.journal.9"):
            for torn in (b"", b"12345678 half a li"):
                path.write_bytes(path.read_bytes() + torn)
                (backend.folder / left).touch()
                assert backend.do(all_of) == [1, 2, 3]

    def test_a_journal_that_another_follows_has_to_be_whole(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            store._writer._appender.rotate(backend.folder)
            await do(store, put(4))

        backend.play(scenario)
        assert backend.do(all_of) == [1, 2, 3, 4]
        first = backend.folder / "db.json.journal.1"
        whole = first.read_bytes().rstrip(b"\0")
        third = whole.rstrip(b"\n").rindex(b"\n") + 1
        for bad in (whole[:-5], whole[:-9] + b"x" + whole[-8:]):
            first.write_bytes(bad)
            with pytest.raises(StoreDamaged, match=f"journal.1 is damaged at byte {third}"):
                backend.do(all_of)
        first.write_bytes(whole + b"12345678 a line that was taken back")
        assert backend.do(all_of) == [1, 2, 3, 4]

    def test_room_made_ahead_is_given_back_at_the_end(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> int:
            await three(store)
            return journal_of(backend).stat().st_size

        assert backend.play(scenario) > 100_000
        assert journal_of(backend).read_bytes().endswith(b"}\n")


class TestSnapshot:
    def test_plain_tinydb_opens_it(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            await store.compact()

        backend.play(scenario)
        with TinyDB(backend.folder / "db.json") as db:
            found = db.table("needs").search(where("number") == 2)
        assert [one["text"] for one in found] == ["text 2 2"]
        lines = (backend.folder / "db.json").read_text().splitlines()
        assert sum('"text":"text' in line for line in lines) == 3

    def test_any_changed_byte_stops_the_start(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            await store.compact()

        backend.play(scenario)
        path = backend.folder / "db.json"
        whole = path.read_bytes()
        for at in range(0, len(whole) - 3, 7):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 2]) + whole[at + 1 :])
            with pytest.raises(StoreDamaged, match="apoyo restore"):
                backend.do(all_of)
        path.write_bytes(whole[:-40])
        with pytest.raises(StoreDamaged):
            backend.do(all_of)

    def test_a_file_edited_on_purpose_is_taken_without_its_check(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            await store.compact()

        backend.play(scenario)
        path = backend.folder / "db.json"
        path.write_text(path.read_text().replace("text 2", "edited"))
        with pytest.raises(StoreDamaged, match='"_check"'):
            backend.do(all_of)
        with TinyDB(path) as db:
            db.drop_table("_check")
        assert backend.do(lambda u: u.get(Need, "oak", 2).text) == "edited 2"

    def test_a_missing_snapshot_beside_journals_is_missed(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            await store.compact()

        backend.play(scenario)
        (backend.folder / "db.json").unlink()
        with pytest.raises(StoreDamaged, match="missing"):
            backend.do(all_of)

    def test_two_documents_with_one_key_are_damage(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            await store.compact()

        backend.play(scenario)
        path = backend.folder / "db.json"
        found = json.loads(path.read_text())
        del found["_check"]
        found["needs"]["9"] = found["needs"]["1"]
        path.write_text(json.dumps(found))
        with pytest.raises(StoreDamaged, match="same key|at odds"):
            backend.do(all_of)

    def test_other_people_cannot_read_it(self, backend: Journaled) -> None:
        backend.play(three)
        assert stat.S_IMODE(backend.folder.stat().st_mode) == 0o700
        for path in backend.folder.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_what_was_removed_is_gone_after_compaction(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            await store.compact()
            await do(store, put(4))  # alone in its journal
            await store.compact()
            await do(store, lambda uow: [uow.remove(Need, "oak", n) for n in (2, 4)])
            await store.compact()
            for path in backend.folder.iterdir():
                assert b"text 2" not in path.read_bytes()
                assert b"text 4" not in path.read_bytes()
            assert len(list(backend.folder.glob("*journal*"))) == 1

        backend.play(scenario)

    def test_event_ids_are_not_in_the_files(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await store.run("$event:example.org", lambda uow: "done")
            for _ in range(2):
                for path in backend.folder.iterdir():
                    assert b"example.org" not in path.read_bytes()
                await store.compact()

        backend.play(scenario)
        assert backend.do(lambda uow: uow.known("$event:example.org"))

    def test_tables_this_version_does_not_know_are_kept(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await three(store)
            await store.compact()

        backend.play(scenario)
        backend.play(JournalStore.compact, KINDS[1:])
        assert backend.do(all_of) == [1, 2, 3]

    def test_ids_are_not_given_again_after_a_removal(self, backend: Journaled) -> None:
        backend.play(three)
        backend.do(lambda uow: uow.remove(Need, "oak", 3))
        backend.play(JournalStore.compact)
        backend.do(put(4))
        assert backend.play(_ids) == [1, 2, 4]


async def _ids(store: JournalStore) -> list[int]:
    return sorted(store._state.table("needs").docs)


class TestLock:
    def test_a_second_store_on_the_folder_is_refused(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            with pytest.raises(StoreLocked, match=f"process {os.getpid()} ") as refused:
                backend.open()
            assert refused.value.pid == os.getpid()

        backend.play(scenario)

    def test_another_process_is_refused_and_let_in_afterwards(self, backend: Journaled) -> None:
        code = (
            "import sys; from pathlib import Path; from bot.store import open_store\n"
            "open_store(Path(sys.argv[1]), []); print('in')"
        )
        args = [sys.executable, "-c", code, str(backend.folder)]

        def process() -> str:
            ran = subprocess.run(args, capture_output=True, text=True, check=False)
            return ran.stdout + ran.stderr

        async def scenario(store: JournalStore) -> str:
            return await asyncio.to_thread(process)

        assert f"process {os.getpid()} is using" in backend.play(scenario)
        assert process() == "in\n"


class TestMigration:
    @staticmethod
    def shout(tables: dict[str, dict[int, dict[str, Any]]]) -> None:
        for document in tables["needs"].values():
            document["text"] = document["text"].upper()
        tables["old"] = {1: {"a": 1}}

    @staticmethod
    def tidy(tables: dict[str, dict[int, dict[str, Any]]]) -> None:
        del tables["old"]

    def test_it_changes_the_documents_once_and_keeps_what_was(self, tmp_path: Path) -> None:
        Journaled(tmp_path).play(three)
        later = Journaled(tmp_path, migrations=[Migration(2, self.shout), Migration(3, self.tidy)])
        texts = [later.do(lambda u: u.get(Need, "oak", 2).text) for _ in range(2)]
        assert texts == ["TEXT 2 2"] * 2
        assert later.do(lambda u: u.number("n")) == 4
        kept = json.loads((tmp_path / "db.json.before-1").read_text())
        assert [one["text"] for one in kept["needs"].values()] == [
            "text 1 1",
            "text 2 2",
            "text 3 3",
        ]
        with pytest.raises(StoreTooNew, match="schema 3"):
            Journaled(tmp_path).do(all_of)

    @pytest.mark.slow
    def test_a_kill_leaves_it_to_the_next_start(self, tmp_path: Path) -> None:
        for at in range(1, 60):
            folder, files = tmp_path / str(at), BadFiles()
            Journaled(folder).play(three)
            files.kill_at = at
            try:
                Journaled(folder, files, migrations=[Migration(2, self.shout)]).do(all_of)
            except Killed:
                later = Journaled(folder, migrations=[Migration(2, self.shout)])
                assert later.do(lambda u: u.get(Need, "oak", 3).text) == "TEXT 3 3"
            else:
                break
        assert at > 8

    def test_the_copy_kept_goes_after_30_days(self, tmp_path: Path) -> None:
        Journaled(tmp_path).play(three)
        later = Journaled(tmp_path, migrations=[Migration(2, self.shout)])
        later.do(all_of)
        kept = tmp_path / "db.json.before-1"
        os.utime(kept, (kept.stat().st_mtime - 29 * 86400,) * 2)
        later.do(all_of)
        assert kept.exists()
        os.utime(kept, (kept.stat().st_mtime - 2 * 86400,) * 2)
        later.do(all_of)
        assert not kept.exists()

    def test_versions_have_no_gaps(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="without a gap"):
            Journaled(tmp_path, migrations=[Migration(3, self.shout)]).open()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("torn", [False, True])
def test_a_kill_at_any_operation_loses_nothing_acknowledged(tmp_path: Path, torn: bool) -> None:
    for at in range(1, 400):
        folder, files, acked = tmp_path / str(at), BadFiles(), list[int]()
        files.kill_at, files.torn = at, torn
        backend = Journaled(folder, files, journal_limit=200)
        try:
            store = backend.open()
        except Killed:
            store = None
        if store is not None:
            _until_killed(store, acked)
            abandon(store)
        if files.operations < at:
            break
        backend.files = None
        found = backend.do(all_of)
        assert set(acked) <= set(found)
        assert len(found) <= len(acked) + 1
        backend.do(put(99))
        assert backend.do(all_of)[-1] == 99
    assert at > 40


def _until_killed(store: JournalStore, acked: list[int]) -> None:
    async def scenario() -> None:
        for number in range(1, 9):
            try:
                await asyncio.wait_for(do(store, put(number)), 0.05)
            except Exception:  # noqa: BLE001 - a killed process answers nothing
                return
            acked.append(number)

    asyncio.run(scenario())

"""Nothing is answered before it is on disk; a full disk refuses kindly; a failed one stops."""

import asyncio
import errno
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.ports import StoreBroken, StoreFull, UnitOfWork
from bot.store import JournalStore
from tests.contract.store_contract import DAY, Need, do, need, numbers
from tests.store.backend import BadFiles, Journaled


@pytest.fixture
def files() -> BadFiles:
    return BadFiles()


@pytest.fixture
def backend(tmp_path: Path, files: BadFiles) -> Journaled:
    return Journaled(tmp_path / "data", files)


def put(number: int, text: str = "") -> Callable[[UnitOfWork], None]:
    return lambda uow: uow.put(need(number, text=text))


def all_of(uow: UnitOfWork) -> list[int]:
    return numbers(uow.find(Need, "status", "oak"))


async def held(files: BadFiles) -> None:
    """Wait until the writer stands in a sync that does not end."""
    await asyncio.to_thread(files.syncing.wait, 5)


class TestWaiting:
    def test_a_write_is_answered_after_its_sync(self, backend: Journaled, files: BadFiles) -> None:
        async def scenario(store: JournalStore) -> None:
            files.go.clear()
            files.syncing.clear()
            running = asyncio.ensure_future(do(store, put(1)))
            await held(files)
            await asyncio.sleep(0.02)
            assert not running.done()
            files.go.set()
            await running

        backend.play(scenario)

    def test_a_read_waits_for_what_it_saw(self, backend: Journaled, files: BadFiles) -> None:
        async def scenario(store: JournalStore) -> None:
            files.go.clear()
            writing = asyncio.ensure_future(do(store, put(1)))
            await held(files)
            reading = asyncio.ensure_future(do(store, all_of))
            await asyncio.sleep(0.02)
            assert not reading.done()
            assert store.read(all_of) == [1]
            files.go.set()
            assert await reading == [1]
            await writing

        backend.play(scenario)

    def test_a_refusal_waits_for_what_it_saw(self, backend: Journaled, files: BadFiles) -> None:
        def refuse(uow: UnitOfWork) -> None:
            raise ValueError(uow.get(Need, "oak", 1))

        async def scenario(store: JournalStore) -> None:
            files.go.clear()
            writing = asyncio.ensure_future(do(store, put(1)))
            await held(files)
            refused = asyncio.ensure_future(do(store, refuse))
            await asyncio.sleep(0.02)
            assert not refused.done()
            files.go.set()
            with pytest.raises(ValueError, match="number=1"):
                await refused
            await writing

        backend.play(scenario)

    def test_a_read_of_something_put_off_makes_it_durable(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            store.later(put(1))
            assert await do(store, all_of) == [1]
            files.power_cut()

        backend.play(scenario)
        assert backend.do(all_of) == [1]

    def test_a_read_with_nothing_pending_touches_no_disk(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            await do(store, put(1))
            before = files.operations
            assert await do(store, all_of) == [1]
            await do(store, put(1))  # the same record: nothing to write
            assert files.operations == before

        backend.play(scenario)

    def test_a_command_stands_after_what_was_put_off_before_it(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            store.later(put(1, "first"))
            await do(store, put(1, "second"))

        backend.play(scenario)
        assert backend.do(lambda u: u.get(Need, "oak", 1)) == need(1, text="second")

    def test_what_was_put_off_is_written_soon(self, backend: Journaled, files: BadFiles) -> None:
        async def scenario(store: JournalStore) -> None:
            files.syncing.clear()
            store.later(put(1))
            store.later(put(2))
            await held(files)
            assert files.syncing.is_set()

        backend.play(scenario)

    def test_an_acknowledged_command_survives_a_power_cut(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            for number in range(1, 40):
                await do(store, put(number))
            files.power_cut()

        backend.play(scenario)
        assert backend.do(all_of) == list(range(1, 40))

    def test_commands_at_once_share_lines(self, backend: Journaled, files: BadFiles) -> None:
        async def scenario(store: JournalStore) -> None:
            before = files.operations
            await asyncio.gather(*(do(store, put(number)) for number in range(200)))
            assert files.operations - before < 40

        backend.play(scenario)
        assert len(backend.do(all_of)) == 200

    def test_a_cancelled_wait_leaves_the_others_waiting(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            files.go.clear()
            first, second = (asyncio.ensure_future(do(store, put(n))) for n in (1, 2))
            await held(files)
            first.cancel()
            await asyncio.sleep(0.01)
            files.go.set()
            await second

        backend.play(scenario)
        assert backend.do(all_of) == [1, 2]


class TestFull:
    def test_a_command_without_room_changes_nothing(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        def work(uow: UnitOfWork) -> str:
            uow.put(need(uow.number("oak"), text="long" * 100))
            uow.remove(Need, "oak", 1)
            return "done"

        async def scenario(store: JournalStore) -> Any:
            await do(store, lambda uow: uow.put(need(uow.number("oak"), text="here")))
            store._writer._appender._cut()
            files.room = 100
            for _ in range(3):
                with pytest.raises(StoreFull):
                    await store.run("e1", work)
            refused = await do(store, lambda u: (all_of(u), u.known("e1")))
            files.room = None
            again = await store.run("e1", work)
            return refused, again.repeated, await do(store, lambda u: u.number("oak"))

        assert backend.play(scenario) == (([1], False), False, 3)
        assert backend.do(all_of) == [2]

    def test_a_refused_event_is_remembered_by_the_day_it_was_handled(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> bool:
            store._writer._appender._cut()
            files.room = 0
            with pytest.raises(StoreFull):
                await store.run("e", lambda uow: "done", now=DAY)
            files.room = None
            await store.run("e", lambda uow: "done", now=DAY + timedelta(5))
            await do(store, lambda uow: uow.forget_seen((DAY + timedelta(3)).date()))
            return store.read(lambda uow: uow.known("e"))

        assert backend.play(scenario)

    def test_a_short_command_goes_on_where_a_long_one_was_refused(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            store._writer._appender._cut()
            files.room = 400
            with pytest.raises(StoreFull):
                await do(store, put(1, "x" * 500))
            assert b"xxx" not in (backend.folder / "db.json.journal.1").read_bytes()
            await do(store, put(2))

        backend.play(scenario)
        assert backend.do(all_of) == [2]

    def test_what_was_built_on_a_refused_command_is_refused_too(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        def copy(uow: UnitOfWork) -> None:
            uow.put(need(2, text=uow.get(Need, "oak", 1).text))

        async def scenario(store: JournalStore) -> None:
            store._writer._appender._cut()
            files.room = 0
            runs = [do(store, put(1)), do(store, copy), do(store, all_of)]
            refused = await asyncio.gather(*runs, return_exceptions=True)
            assert [type(one) for one in refused] == [StoreFull] * 3
            assert store.read(all_of) == []
            files.room = None
            await do(store, put(3))

        backend.play(scenario)
        assert backend.do(all_of) == [3]

    def test_what_was_put_off_is_kept_until_there_is_room(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            store._writer._appender._cut()
            files.room = 0
            store.later(put(1))
            with pytest.raises(StoreFull):
                await do(store, put(2))
            assert store.read(all_of) == [1]
            files.room = None
            await do(store, put(3))
            files.power_cut()

        backend.play(scenario)
        assert backend.do(all_of) == [1, 3]

    def test_compaction_without_room_keeps_the_journal(
        self, backend: Journaled, files: BadFiles, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            await do(store, put(1, "secret words"))
            files.room = 0
            with caplog.at_level(logging.WARNING), pytest.raises(StoreFull):
                await store.compact()
            files.room = None
            await do(store, put(2))
            await store.compact()

        backend.play(scenario)
        assert backend.do(all_of) == [1, 2]
        assert "compaction failed" in caplog.text
        assert "secret words" not in caplog.text
        assert len(list(backend.folder.glob("*journal*"))) == 1


class TestBroken:
    @pytest.mark.parametrize("operation", ["sync", "write"])
    def test_a_failed_disk_stops_the_store_for_good(
        self, backend: Journaled, files: BadFiles, operation: str
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            await do(store, put(1))
            files.fail = {operation}
            runs = [do(store, put(2)), do(store, all_of), store.run("e", lambda uow: "x")]
            failed = await asyncio.gather(*runs, return_exceptions=True)
            assert [type(one) for one in failed] == [StoreBroken] * 3
            files.fail = set()
            with pytest.raises(StoreBroken):
                await do(store, put(3))
            with pytest.raises(StoreBroken):
                store.later(put(3))
            with pytest.raises(StoreBroken):
                store.read(all_of)
            with pytest.raises(StoreBroken):
                await store.compact()

        backend.play(scenario)
        assert backend.do(all_of) in ([1], [1, 2])

    def test_a_full_disk_that_cannot_be_tidied_stops_the_store(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            await do(store, put(1))
            store._writer._appender._cut()
            files.room, files.fail = 50, {"truncate"}
            with pytest.raises(StoreBroken):
                await do(store, put(2, "x" * 500))
            files.room, files.fail = None, set()

        backend.play(scenario)
        assert backend.do(all_of) == [1]

    def test_a_snapshot_that_fails_does_not_stop_the_store(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            await do(store, put(1))
            files.fail = {"replace"}
            with pytest.raises(OSError, match="failed"):
                await store.compact()
            files.fail = set()
            await do(store, put(2))

        backend.play(scenario)
        assert backend.do(all_of) == [1, 2]


class TestAfterAFailure:
    """What was queued behind a line that failed rests on what has been undone."""

    @staticmethod
    async def behind(
        store: JournalStore, files: BadFiles, error: int, *behind: Awaitable[Any]
    ) -> list[type]:
        """Let a command fail, with something queued behind it; return what became of all."""
        store._writer._appender._room = 1 << 30  # no room is made ahead: one write a line
        files.go_write.clear()
        files.writing.clear()
        first = asyncio.ensure_future(do(store, put(1)))
        await asyncio.to_thread(files.writing.wait, 5)
        others = [asyncio.ensure_future(one) for one in behind]
        await asyncio.sleep(0.02)
        files.next_write = OSError(error, "as the test wants it")
        files.go_write.set()
        done = await asyncio.gather(first, *others, return_exceptions=True)
        return [type(one) for one in done]

    def test_a_command_behind_a_refused_one_is_not_written(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            run = do(store, put(2))
            assert await self.behind(store, files, errno.ENOSPC, run) == [StoreFull] * 2
            await do(store, put(3))

        backend.play(scenario)
        assert backend.do(all_of) == [3]

    def test_a_snapshot_behind_a_refused_command_is_not_written(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            done = await self.behind(store, files, errno.ENOSPC, store.compact())
            assert done == [StoreFull] * 2

        backend.play(scenario)
        assert backend.do(all_of) == []

    def test_a_command_behind_a_failed_one_is_not_written(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        async def scenario(store: JournalStore) -> None:
            runs = do(store, put(2)), store.compact()
            assert await self.behind(store, files, errno.EIO, *runs) == [StoreBroken] * 3

        backend.play(scenario)
        assert backend.do(all_of) == []

    def test_what_is_put_off_behind_a_refused_command_is_done_again(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        def mark(uow: UnitOfWork) -> None:
            before = uow.get(Need, "oak", 1)
            uow.put(need(2, text=before.text if before else "alone"))

        async def put_off(store: JournalStore) -> None:
            store.later(mark)
            store.later(put(4, "again"))

        async def scenario(store: JournalStore) -> None:
            assert await self.behind(store, files, errno.ENOSPC, put_off(store)) == [
                StoreFull,
                type(None),
            ]
            await do(store, put(3))

        backend.play(scenario)
        assert [one.text for one in backend.do(lambda u: u.find(Need, "status"))] == [
            "alone",
            "",
            "again",
        ]

    def test_commands_made_meanwhile_are_undone_in_reverse(
        self, backend: Journaled, files: BadFiles
    ) -> None:
        def more(uow: UnitOfWork) -> None:
            uow.put(need(1, text=uow.get(Need, "oak", 1).text + "more", due=DAY))

        async def scenario(store: JournalStore) -> Any:
            runs = [do(store, more), do(store, lambda u: u.remove(Need, "oak", 1))]
            await self.behind(store, files, errno.ENOSPC, *runs)
            return store.read(lambda u: (all_of(u), u.find(Need, "due"), u.get(Need, "oak", 1)))

        assert backend.play(scenario) == ([], [], None)


class TestUse:
    def test_a_transaction_cannot_begin_inside_another(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            with pytest.raises(RuntimeError, match="inside"):
                await do(store, lambda uow: store.later(put(1)))

        backend.play(scenario)

    def test_a_unit_kept_after_its_end_writes_nothing(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            units: list[UnitOfWork] = []
            await do(store, units.append)
            with pytest.raises(RuntimeError, match="over"):
                units[0].put(need(1))
            with pytest.raises(RuntimeError, match="reading"):
                store.read(put(1))

        backend.play(scenario)

    def test_a_closed_store_says_so(self, backend: Journaled) -> None:
        async def scenario(store: JournalStore) -> None:
            await store.close()
            await store.close()
            with pytest.raises(RuntimeError, match="closed"):
                await do(store, all_of)

        backend.play(scenario)

    def test_a_store_outlives_an_event_loop(self, tmp_path: Path) -> None:
        store = Journaled(tmp_path).open()
        asyncio.run(do(store, put(1)))
        store.later(put(2))
        assert asyncio.run(do(store, all_of)) == [1, 2]
        asyncio.run(store.close())

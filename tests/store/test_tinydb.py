"""TinyDB's interface and ours look at the same documents; so do the parts of it we rely on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tinydb
from tinydb import Query, where
from tinydb.operations import increment
from tinydb.table import Document, Table

from bot.ports import UnitOfWork
from bot.store import JournalStore
from tests.contract.store_contract import DAY, Claim, Need, Status, need, numbers
from tests.store.backend import Journaled


@pytest.fixture
def backend(tmp_path: Path) -> Journaled:
    backend = Journaled(tmp_path)
    backend.do(lambda uow: [uow.put(need(n, text=f"text {n}")) for n in (1, 2, 3)])
    return backend


def needs(uow: UnitOfWork) -> Table:
    return uow.db.table("needs")  # type: ignore[attr-defined, no-any-return]


def by_id(uow: UnitOfWork) -> dict[int, Any]:
    return {document.doc_id: dict(document) for document in needs(uow)}


def same_after_reopening(backend: Journaled, work: Callable[[UnitOfWork], Any]) -> Any:
    """Do it, and check that our door sees the same then and after a start."""
    seen = backend.do(lambda uow: (work(uow), uow.find(Need, "status"), by_id(uow)))
    again = backend.do(lambda uow: (uow.find(Need, "status"), by_id(uow)))
    assert (seen[1], seen[2]) == again
    assert len(seen[1]) == len(seen[2])
    return seen[0], seen[1]


class TestWriting:
    def test_insert_makes_a_record(self, backend: Journaled) -> None:
        document = {"group": "oak", "number": 7, "due": DAY, "claims": [{"by": "ana", "at": DAY}]}
        doc_id, found = same_after_reopening(backend, lambda u: needs(u).insert(document))
        assert (doc_id, found[-1]) == (4, need(7, due=DAY, claims=(Claim("ana", DAY),)))

    def test_insert_multiple_update_and_upsert(self, backend: Journaled) -> None:
        def work(uow: UnitOfWork) -> Any:
            table = needs(uow)
            return (
                table.insert_multiple({"group": "elm", "number": n} for n in (1, 2)),
                table.update({"text": "new"}, where("group") == "elm"),
                table.update(increment("number"), doc_ids=[3]),
                table.upsert({"text": "up"}, where("number") == 1),
                table.upsert(_plain(6), where("number") == 6),
            )

        done, found = same_after_reopening(backend, work)
        assert done == ([4, 5], [4, 5], [3], [1, 4], [6])
        assert [(one.group, one.number, one.text) for one in found] == [
            ("elm", 1, "up"), ("elm", 2, "new"),
            ("oak", 1, "up"), ("oak", 2, "text 2"), ("oak", 4, "text 3"), ("oak", 6, ""),
        ]  # fmt: skip

    def test_a_key_that_is_taken_is_refused(self, backend: Journaled) -> None:
        for fields in ({"number": 2}, {"group": "elm", "number": 5}):
            with pytest.raises(ValueError, match="this key"):
                backend.do(lambda u, f=fields: needs(u).update(f))
        assert numbers(backend.do(lambda u: u.find(Need, "status"))) == [1, 2, 3]

    def test_remove_and_truncate(self, backend: Journaled) -> None:
        done, found = same_after_reopening(backend, lambda u: needs(u).remove(where("number") > 1))
        assert (done, numbers(found)) == ([2, 3], [1])
        assert same_after_reopening(backend, lambda u: needs(u).truncate()) == (None, [])
        assert same_after_reopening(backend, lambda u: needs(u).insert(_plain(5)))[0] == 4

    def test_it_belongs_to_the_transaction(self, backend: Journaled) -> None:
        def work(uow: UnitOfWork) -> Any:
            mark = uow.mark()
            needs(uow).insert(_plain(8))
            needs(uow).update({"text": "x"}, where("number") == 1)
            needs(uow).remove(doc_ids=[2])
            changed = [(c.before and c.before.number, c.after and c.after.number)
                       for c in uow.changes(mark)]  # fmt: skip
            uow.rewind(mark)
            return changed

        changed, found = same_after_reopening(backend, work)
        assert changed == [(None, 8), (1, 1), (2, None)]
        assert [one.text for one in found] == ["text 1", "text 2", "text 3"]

    def test_what_is_no_such_record_is_refused_whole(self, backend: Journaled) -> None:
        for wrong in ({"number": 1}, {"group": "oak", "number": "1"}, _plain(1)):
            with pytest.raises((msgspec.ValidationError, ValueError)):
                backend.do(lambda u, w=wrong: needs(u).insert_multiple([_plain(50), w]))
        assert numbers(backend.do(lambda u: u.find(Need, "status"))) == [1, 2, 3]

    def test_a_refused_change_can_be_got_over(self, backend: Journaled) -> None:
        def work(uow: UnitOfWork) -> None:
            with pytest.raises(ValueError, match="this key"):
                needs(uow).insert_multiple([_plain(50), _plain(1)])
            uow.put(need(4))

        assert numbers(same_after_reopening(backend, work)[1]) == [1, 2, 3, 4]

    def test_a_change_of_key_moves_the_record(self, backend: Journaled) -> None:
        def work(uow: UnitOfWork) -> Any:
            mark = uow.mark()
            needs(uow).update({"number": 9}, doc_ids=[1])
            return uow.get(Need, "oak", 1), uow.get(Need, "oak", 9).text, len(uow.changes(mark))

        assert same_after_reopening(backend, work)[0] == (None, "text 1", 2)

    def test_a_failing_updater_changes_nothing(self, backend: Journaled) -> None:
        def fields(document: Any) -> None:
            document["text"] = "x"
            raise RuntimeError

        with pytest.raises(RuntimeError):
            backend.do(lambda u: needs(u).update(fields, where("number") == 1))
        assert backend.do(lambda u: u.get(Need, "oak", 1).text) == "text 1"

    def test_tables_of_no_kind_take_any_document(self, backend: Journaled) -> None:
        backend.do(lambda u: u.db.insert({"any": [1, {"x": None}]}))
        backend.do(lambda u: u.db.table("notes").insert({"a": 1}))
        backend.play(JournalStore.compact)
        assert backend.do(lambda u: (u.db.all(), u.db.table("notes").all())) == (
            [{"any": [1, {"x": None}]}], [{"a": 1}],
        )  # fmt: skip
        assert backend.do(lambda u: u.db.tables()) == {"_default", "notes", "needs"}
        backend.do(lambda u: u.db.drop_table("notes"))
        assert backend.do(lambda u: u.db.tables()) == {"_default", "needs"}
        backend.do(lambda u: u.db.drop_tables())
        assert backend.do(lambda u: (u.db.tables(), u.find(Need, "status"))) == (set(), [])

    def test_the_stores_own_tables_are_closed(self, backend: Journaled) -> None:
        for name in ("_meta", "_seen", "_counters", "_check"):
            with pytest.raises(ValueError, match="own table"):
                backend.do(lambda u, name=name: u.db.table(name).insert({}))


class TestReading:
    def test_every_way_of_reading_gives_copies(self, backend: Journaled) -> None:
        def work(uow: UnitOfWork) -> Any:
            table = needs(uow)
            ways = [
                table.all()[0], table.get(doc_id=1), table.get(where("number") == 1),
                table.get(doc_ids=[1])[0], table.search(where("number") == 1)[0],
                next(iter(table)), uow.db.storage.read()["needs"]["1"],
            ]  # fmt: skip
            for found in ways:
                assert found["number"] == 1
                found["claims"].append("spoiled")
                found["text"] = "spoiled"
            assert all(isinstance(one, Document) and one.doc_id == 1 for one in ways[:-1])
            return uow.get(Need, "oak", 1)

        assert backend.do(work) == need(1, text="text 1")

    def test_reading_answers_as_tinydb_does(self, backend: Journaled) -> None:
        def work(uow: UnitOfWork) -> Any:
            table = needs(uow)
            return (
                len(table), table.count(where("group") == "oak"), table.get(doc_id=9),
                table.get(where("number") == 9), table.contains(where("text") == "text 2"),
                table.contains(doc_id=9),
                [one.doc_id for one in table.search(Query().text.matches("text [12]"))],
                [one.doc_id for one in table.search(where("number").one_of([1, 3]))],
            )  # fmt: skip

        assert backend.do(work) == (3, 3, None, None, True, False, [1, 2], [1, 3])

    def test_equality_is_looked_up_in_an_index(self, backend: Journaled) -> None:
        looked: list[int] = []

        def seen(number: int) -> bool:
            looked.append(number)
            return True

        both = (where("group") == "oak") & (where("status") == "open") & (where("number") == 2)
        query = both & where("number").test(seen)
        found = backend.do(lambda u: needs(u).search(query))
        assert (numbers([Need(**one) for one in map(_known, found)]), looked) == ([2], [2])
        assert backend.do(lambda u: needs(u).update({"text": "x"}, query)) == [2]

    @pytest.mark.parametrize("work", [
        lambda t: t.search((where("group") == "oak") & (where("due") == None)),  # noqa: E711
        lambda t: t.search(where("group") == "oak"),
        lambda t: t.search((where("group") == "oak") & (where("number") > 0)),
        lambda t: t.search(~(where("group") == "elm")),
        lambda t: t.search((where("group") == "oak") & (where("status") == "open")),
        lambda t: t.search((where("group") == "oak") | (where("group") == "elm")),
    ])  # fmt: skip
    def test_an_index_never_hides_a_document(
        self, backend: Journaled, work: Callable[[Any], Any]
    ) -> None:
        assert [one.doc_id for one in backend.do(lambda u: work(needs(u)))] == [1, 2, 3]

    def test_an_index_that_leaves_some_out_is_not_asked_for_all(self, backend: Journaled) -> None:
        def count(uow: UnitOfWork) -> int:
            return needs(uow).count(where("group") == "oak")

        def work(uow: UnitOfWork) -> list[int]:
            counts = [count(uow)]
            for due in (None, DAY):
                uow.put(need(2, due=due))
                counts.append(count(uow))
            uow.put(need(4))
            return [*counts, count(uow)]

        backend.do(lambda uow: [uow.put(need(n, due=DAY)) for n in (1, 2, 3)])
        assert backend.do(work) == [3, 3, 3, 4]

    def test_values_of_another_type_are_simply_not_equal(self, backend: Journaled) -> None:
        for value in (5, "5", 1.5, None, [1], {"a": 1}, True):
            query = (where("group") == value) & (where("number") == "x")
            assert backend.do(lambda u, q=query: needs(u).search(q)) == []


class TestTinyDBItself:
    def test_the_private_parts_we_stand_on_are_there(self) -> None:
        one, two = where("a").b == 1, where("c") == "x"
        assert one._hash == ("==", ("a", "b"), 1)
        assert (one & two)._hash == ("and", frozenset({one._hash, two._hash}))
        for name in ("_update_table", "_read_table", "_get_next_id"):
            assert callable(getattr(Table, name))
        assert tinydb.TinyDB.default_table_name == "_default"

    def test_every_change_goes_through_one_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        source = Path(tinydb.table.__file__).read_text()
        assert source.count("_storage.write(") == 1


def _plain(number: int) -> dict[str, Any]:
    return {"group": "oak", "number": number}


def _known(document: Any) -> dict[str, Any]:
    return {"group": document["group"], "number": document["number"], "status": Status.OPEN}

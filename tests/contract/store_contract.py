"""What every backend of `bot.ports.Store` has to do.

A backend's tests subclass `StoreContract` and give a ``backend`` fixture: an object whose
``play(scenario, kinds=KINDS)`` opens the store (the same data each time), awaits
``scenario(store)``, closes the store and returns the result.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Protocol, TypeVar

import pytest

from bot.ports import Change, Delivery, Index, Kind, Store, UnitOfWork
from bot.text import Button, Mention, lines, t

R = TypeVar("R")
DAY = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


class Status(Enum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Claim:
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    group: str
    number: int
    text: str = ""
    status: Status = Status.OPEN
    due: datetime | None = None
    claims: tuple[Claim, ...] = ()
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterNeed(Need):
    """The same records as a later version of the program declares them."""

    place: str = "anywhere"


INDEXES = (
    Index("due", ("group", "due")),
    Index("status", ("group", "status", "number")),
    Index("by", ("claims[].by", "claims[].at")),
)
KINDS = (
    Kind("needs", Need, ("group", "number"), INDEXES),
    Kind("wakes", Wake, ("at", "what"), (Index("at", ("at",)),)),
    Kind("deliveries", Delivery, ("key",), (Index("lane", ("lane", "order")),)),
)


class Backend(Protocol):
    def play(
        self, scenario: Callable[[Store], Awaitable[R]], kinds: Sequence[Kind] = KINDS
    ) -> R: ...


async def do(store: Store, work: Callable[[UnitOfWork], Any]) -> Any:
    return (await store.run(None, work)).value


def need(number: int, **fields: Any) -> Need:
    return Need(group="oak", number=number, **fields)


def numbers(found: Sequence[Need]) -> list[int]:
    return [one.number for one in found]


class StoreContract:
    """Behaviour through the port, the same for every backend."""

    # ---- records -------------------------------------------------------------------------

    def test_a_record_comes_back_as_it_was_put(self, backend: Backend) -> None:
        record = need(
            1, text="Mil𝄞 \n\0 \"ñ\"", status=Status.DONE, due=DAY,
            claims=(Claim("console:ana", DAY), Claim("console:bo", DAY + timedelta(seconds=1))),
            labels=frozenset({"a"}),
        )  # fmt: skip

        async def scenario(store: Store) -> Any:
            await do(store, lambda uow: uow.put(record))
            return await do(store, lambda uow: uow.get(Need, "oak", 1))

        assert backend.play(scenario) == record
        assert backend.play(lambda s: do(s, lambda u: u.get(Need, "oak", 1))) == record

    def test_a_delivery_keeps_its_tree_of_nodes(self, backend: Backend) -> None:
        body = lines(t("{who} took it", who=Mention("console:ana", "Ana")), "plain")
        record = Delivery(
            key="k", order=1, verb="send", lane="r", platform="console", group="oak",
            body=body, buttons=(Button("claim", t("I can")),), due=DAY,
        )  # fmt: skip
        backend.play(lambda s: do(s, lambda u: u.put(record)))
        assert backend.play(lambda s: do(s, lambda u: u.get(Delivery, "k"))) == record

    def test_a_transaction_sees_what_it_wrote(self, backend: Backend) -> None:
        def work(uow: UnitOfWork) -> Any:
            uow.put(need(1))
            uow.put(need(1, text="new"))
            uow.put(need(2))
            uow.remove(Need, "oak", 2)
            uow.remove(Need, "oak", 3)
            return uow.get(Need, "oak", 1), uow.get(Need, "oak", 2), uow.find(Need, "status")

        assert backend.play(lambda s: do(s, work)) == (
            need(1, text="new"),
            None,
            [need(1, text="new")],
        )

    def test_an_instant_can_be_a_key(self, backend: Backend) -> None:
        wake = Wake(at=DAY, what="digest")
        backend.play(lambda s: do(s, lambda u: u.put(wake)))
        assert backend.play(lambda s: do(s, lambda u: u.get(Wake, DAY, "digest"))) == wake
        elsewhere = DAY.astimezone(datetime.now().astimezone().tzinfo)
        assert backend.play(lambda s: do(s, lambda u: u.get(Wake, elsewhere, "digest"))) == wake

    def test_a_record_of_an_older_version_loads_with_the_new_fields_default(
        self, backend: Backend
    ) -> None:
        backend.play(lambda s: do(s, lambda u: u.put(need(1, text="old"))))
        index = Index("place", ("place",))
        later = (Kind("needs", LaterNeed, ("group", "number"), (*INDEXES, index)), *KINDS[1:])

        async def scenario(store: Store) -> Any:
            return await do(store, lambda uow: uow.find(LaterNeed, "place", "anywhere"))

        found = backend.play(scenario, later)
        assert [(one.text, one.place) for one in found] == [("old", "anywhere")]

    # ---- finding -------------------------------------------------------------------------

    def test_find_gives_the_order_of_its_index(self, backend: Backend) -> None:
        def work(uow: UnitOfWork) -> Any:
            for number, days in ((1, 3), (2, 1), (3, 2), (12, 0), (4, None)):
                due = None if days is None else DAY + timedelta(days)
                uow.put(need(number, due=due, status=Status.DONE if number == 3 else Status.OPEN))
            uow.put(Need(group="elm", number=1, due=DAY))
            upto = DAY + timedelta(days=2)
            return [
                numbers(found)
                for found in (
                    uow.find(Need, "due", "oak"),
                    uow.find(Need, "due", "oak", newest=True),
                    uow.find(Need, "due", "oak", upto=upto),
                    uow.find(Need, "due", "oak", upto=upto, newest=True, limit=2),
                    uow.find(Need, "due", "oak", upto=upto - timedelta(seconds=1)),
                    uow.find(Need, "due", "oak", upto=upto + timedelta(microseconds=5)),
                    uow.find(Need, "due", "oak", DAY),
                    uow.find(Need, "status", "oak", Status.OPEN),  # type: ignore[arg-type]
                    uow.find(Need, "status", "oak", "open", upto=2),
                    uow.find(Need, "due", "ash"),
                    uow.find(Need, "due", "oak", limit=0),
                    uow.find(Need, "due", "oak", None),  # type: ignore[arg-type]
                )
            ]

        assert backend.play(lambda s: do(s, work)) == [
            [12, 2, 3, 1], [1, 3, 2, 12], [12, 2, 3], [3, 2], [12, 2], [12, 2, 3], [12],
            [1, 2, 4, 12], [1, 2], [], [], [],
        ]  # fmt: skip

    def test_the_index_follows_every_change(self, backend: Backend) -> None:
        async def scenario(store: Store) -> Any:
            await do(store, lambda u: [u.put(need(n, due=DAY)) for n in (1, 2, 3)])
            await do(store, lambda u: u.put(need(1, due=DAY + timedelta(1))))
            await do(store, lambda u: u.put(need(2)))
            await do(store, lambda u: u.remove(Need, "oak", 3))
            await do(store, lambda u: u.put(need(4, due=DAY)))
            return await do(store, lambda u: (numbers(u.find(Need, "due")), u.count(Need, "due")))

        assert backend.play(scenario) == ([4, 1], 2)
        assert numbers(backend.play(lambda s: do(s, lambda u: u.find(Need, "due")))) == [4, 1]

    def test_a_list_gives_an_entry_for_each_item_and_each_record_once(
        self, backend: Backend
    ) -> None:
        def work(uow: UnitOfWork) -> Any:
            ana, bo = Claim("ana", DAY), Claim("bo", DAY)
            uow.put(need(1, claims=(ana, bo)))
            uow.put(need(2, claims=(bo, replace(bo, at=DAY - timedelta(1)), bo)))
            uow.put(need(3))
            return (
                numbers(uow.find(Need, "by", "ana")),
                numbers(uow.find(Need, "by", "bo")),
                numbers(uow.find(Need, "by", "bo", DAY)),
                sorted(numbers(uow.find(Need, "by"))),
                uow.count(Need, "by", "bo"),
                uow.count(Need, "by"),
                numbers(uow.find(Need, "by", limit=2, newest=True)),
            )

        assert backend.play(lambda s: do(s, work)) == ([1], [2, 1], [1, 2], [1, 2], 2, 2, [2, 1])

    def test_an_undeclared_index_is_an_error(self, backend: Backend) -> None:
        with pytest.raises(KeyError):
            backend.play(lambda s: do(s, lambda u: u.find(Need, "text", "x")))
        with pytest.raises(KeyError):
            backend.play(lambda s: do(s, lambda u: u.count(Need, "text", "x")))

    # ---- numbers -------------------------------------------------------------------------

    def test_numbers_count_up_for_each_counter_and_never_come_again(self, backend: Backend) -> None:
        def two(uow: UnitOfWork) -> Any:
            first = uow.number("oak")
            uow.put(need(first))
            return first, uow.number("oak"), uow.number("elm")

        assert backend.play(lambda s: do(s, two)) == (1, 2, 1)
        backend.play(lambda s: do(s, lambda u: u.remove(Need, "oak", 1)))
        assert backend.play(lambda s: do(s, two)) == (3, 4, 2)

    def test_commands_at_once_get_different_numbers(self, backend: Backend) -> None:
        async def scenario(store: Store) -> Any:
            runs = [do(store, lambda uow: uow.number("oak")) for _ in range(50)]
            return sorted(await asyncio.gather(*runs))

        assert backend.play(scenario) == list(range(1, 51))

    # ---- all or nothing ------------------------------------------------------------------

    def test_what_raises_leaves_nothing(self, backend: Backend) -> None:
        class Refused(Exception):
            pass

        def work(uow: UnitOfWork) -> None:
            uow.number("oak")
            uow.put(need(1, text="changed", due=DAY))
            uow.put(need(2, due=DAY))
            uow.remove(Need, "oak", 3)
            raise Refused

        async def scenario(store: Store) -> Any:
            await do(store, lambda u: [u.put(need(1)), u.put(need(3, due=DAY))])
            with pytest.raises(Refused):
                await store.run("e1", work)
            return await do(
                store,
                lambda u: (
                    u.get(Need, "oak", 1), u.get(Need, "oak", 2), numbers(u.find(Need, "due")),
                    u.number("oak"), u.known("e1"),
                ),
            )  # fmt: skip

        assert backend.play(scenario) == (need(1), None, [3], 1, False)

    def test_rewind_goes_back_to_its_mark_and_no_further(self, backend: Backend) -> None:
        def work(uow: UnitOfWork) -> Any:
            uow.put(need(1, text="first"))
            outer = uow.mark()
            uow.put(need(1, text="second", due=DAY))
            uow.number("oak")
            inner = uow.mark()
            uow.put(need(1, text="third"))
            uow.put(need(2))
            uow.rewind(inner)
            middle = uow.get(Need, "oak", 1), uow.get(Need, "oak", 2)
            uow.rewind(outer)
            uow.rewind(outer)
            return middle, uow.get(Need, "oak", 1), uow.find(Need, "due"), uow.number("oak")

        middle, last, due, number = backend.play(lambda s: do(s, work))
        assert middle == (need(1, text="second", due=DAY), None)
        assert (last, due, number) == (need(1, text="first"), [], 1)

    def test_changes_tells_each_record_once_with_before_and_after(self, backend: Backend) -> None:
        def work(uow: UnitOfWork) -> Any:
            uow.put(need(1, text="before the mark"))
            mark = uow.mark()
            uow.put(need(2, text="new"))
            uow.put(need(1, text="a"))
            uow.put(need(1, text="b"))
            uow.put(need(3, text="comes and goes"))
            uow.remove(Need, "oak", 3)
            uow.remove(Need, "oak", 9)
            uow.put(need(9, text="kept"))
            uow.number("oak")
            return list(uow.changes(mark)), list(uow.changes(uow.mark()))

        async def scenario(store: Store) -> Any:
            await do(store, lambda u: u.put(need(9, text="kept")))
            return await do(store, work)

        changes, none = backend.play(scenario)
        assert none == []
        assert changes == [
            Change("needs", None, need(2, text="new")),
            Change("needs", need(1, text="before the mark"), need(1, text="b")),
        ]

    # ---- events --------------------------------------------------------------------------

    def test_an_event_works_once_for_ever(self, backend: Backend) -> None:
        calls = []

        def work(uow: UnitOfWork) -> str:
            calls.append(uow.known("e1"))
            uow.put(need(uow.number("oak")))
            return f"outcome {len(calls)}"

        first = backend.play(lambda s: s.run("e1", work, now=DAY))
        again = backend.play(lambda s: s.run("e1", work, now=DAY + timedelta(9)))
        other = backend.play(lambda s: s.run("e2", work, now=DAY))
        assert (first.value, first.repeated) == ("outcome 1", False)
        assert (again.value, again.repeated) == ("outcome 1", True)
        assert (other.value, calls) == ("outcome 2", [False, True])
        assert backend.play(lambda s: do(s, lambda u: (u.known("e1"), u.known("e3")))) == (
            True,
            False,
        )

    def test_an_event_at_once_with_itself_works_once(self, backend: Backend) -> None:
        async def scenario(store: Store) -> Any:
            runs = [store.run("e", lambda uow: str(uow.number("oak"))) for _ in range(5)]
            return [(ran.value, ran.repeated) for ran in await asyncio.gather(*runs)]

        assert sorted(backend.play(scenario)) == [("1", False)] + [("1", True)] * 4

    def test_an_outcome_has_to_be_text(self, backend: Backend) -> None:
        def work(uow: UnitOfWork) -> int:
            uow.put(need(1))
            return 7

        with pytest.raises(TypeError):
            backend.play(lambda s: s.run("e", work))
        state = backend.play(lambda s: do(s, lambda u: (u.known("e"), u.get(Need, "oak", 1))))
        assert state == (False, None)

    def test_handled_events_are_forgotten_by_the_day(self, backend: Backend) -> None:
        async def scenario(store: Store) -> None:
            for day in range(4):
                for part in "ab":
                    at = DAY + timedelta(day)
                    await store.run(f"e{day}{part}", lambda uow: "done", now=at)
            await do(store, lambda uow: uow.forget_seen(date(2026, 3, 16)))

        backend.play(scenario)
        known = backend.play(
            lambda s: do(
                s, lambda u: [u.known(f"e{day}{part}") for day in range(4) for part in "ab"]
            )
        )
        assert known == [False] * 4 + [True] * 4

    def test_forgetting_can_be_undone(self, backend: Backend) -> None:
        def work(uow: UnitOfWork) -> Any:
            mark = uow.mark()
            uow.forget_seen(date(2027, 1, 1))
            forgotten = uow.known("e1")
            uow.rewind(mark)
            return forgotten, uow.known("e1"), uow.known("e2")

        async def scenario(store: Store) -> Any:
            await store.run("e1", lambda uow: "x", now=DAY)
            await store.run("e2", lambda uow: "x", now=DAY + timedelta(1))
            return await do(store, work)

        assert backend.play(scenario) == (False, True, True)

    # ---- later, read ---------------------------------------------------------------------

    def test_later_is_seen_at_once_and_kept(self, backend: Backend) -> None:
        async def scenario(store: Store) -> Any:
            store.later(lambda uow: uow.put(need(1)))
            return store.read(lambda uow: uow.get(Need, "oak", 1))

        assert backend.play(scenario) == need(1)
        assert backend.play(lambda s: do(s, lambda u: u.get(Need, "oak", 1))) == need(1)

    def test_later_that_raises_leaves_nothing(self, backend: Backend) -> None:
        def work(uow: UnitOfWork) -> None:
            uow.put(need(1))
            raise ValueError

        async def scenario(store: Store) -> Any:
            with pytest.raises(ValueError):  # noqa: PT011 - our own
                store.later(work)
            return await do(store, lambda uow: uow.get(Need, "oak", 1))

        assert backend.play(scenario) is None

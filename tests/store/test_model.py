"""Random histories against a plain dict: rewinds, refusals, restarts, compactions, power cuts."""

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.ports import StoreFull, UnitOfWork
from tests.contract.store_contract import DAY, Claim, Need, Status, do, need, numbers
from tests.store.backend import BadFiles, Journaled, abandon

NUMBERS = st.integers(1, 6)
NEEDS = st.builds(
    need,
    NUMBERS,
    text=st.text(max_size=40),
    status=st.sampled_from(Status),
    due=st.none() | st.integers(0, 3).map(lambda day: DAY + timedelta(day)),
    claims=st.lists(
        st.builds(Claim, st.sampled_from("abc"), st.just(DAY)), max_size=3
    ).map(tuple),
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.just("put"), NEEDS)
    | st.tuples(st.just("remove"), NUMBERS)
    | st.tuples(st.just("number"), st.sampled_from("xy"))
    | st.tuples(st.sampled_from(["mark", "rewind"]), st.none()),
    max_size=8,
)


class Refused(Exception):
    pass


class Model:
    """What the store should hold."""

    def __init__(self) -> None:
        self.needs: dict[int, Need] = {}
        self.last: dict[str, int] = {}
        self.events: dict[str, str] = {}

    def copy(self) -> "Model":
        copy = Model()
        copy.needs, copy.last, copy.events = dict(self.needs), dict(self.last), dict(self.events)
        return copy


def work(uow: UnitOfWork, steps: list[Any], model: Model) -> None:
    """Do the same to both, and compare what comes back on the way."""
    marks: list[tuple[int, Model]] = []
    for step, value in steps:
        if step == "put":
            uow.put(value)
            model.needs[value.number] = value
        elif step == "remove":
            uow.remove(Need, "oak", value)
            model.needs.pop(value, None)
        elif step == "number":
            model.last[value] = model.last.get(value, 0) + 1
            assert uow.number(value) == model.last[value]
        elif step == "mark":
            marks.append((uow.mark(), model.copy()))
        elif marks:
            mark, before = marks.pop()
            changed = {(change.before or change.after).number for change in uow.changes(mark)}
            keys = model.needs.keys() | before.needs.keys()
            assert changed == {n for n in keys if model.needs.get(n) != before.needs.get(n)}
            uow.rewind(mark)
            model.needs, model.last = before.needs, before.last


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.files, self.model, self.done = BadFiles(), Model(), 0
        self.backend = Journaled(Path(self.folder.name) / "d", self.files, journal_limit=3000)
        self.loop = asyncio.new_event_loop()
        self.store = self.backend.open()

    def wait(self, awaitable: Any) -> Any:
        return self.loop.run_until_complete(awaitable)

    @rule(steps=STEPS, fail=st.booleans())
    def transaction(self, steps: list[Any], fail: bool) -> None:
        model = self.model.copy()

        def both(uow: UnitOfWork) -> None:
            work(uow, steps, model)
            if fail:
                raise Refused

        try:
            self.wait(do(self.store, both))
        except Refused:
            return
        except StoreFull:
            assert self.files.room is not None
            return
        assert not fail
        self.model = model

    @rule(event=st.sampled_from("abcd"), number=NUMBERS)
    def event(self, event: str, number: int) -> None:
        def handle(uow: UnitOfWork) -> str:
            uow.put(need(number, text=event))
            return f"{event}{number}"

        try:
            ran = self.wait(self.store.run(event, handle, now=DAY))
        except StoreFull:
            assert self.files.room is not None
            return
        assert ran.repeated == (event in self.model.events)
        if not ran.repeated:
            self.model.needs[number] = need(number, text=event)
        assert ran.value == self.model.events.setdefault(event, f"{event}{number}")

    @rule(many=st.lists(STEPS, min_size=2, max_size=5))
    def at_once(self, many: list[Any]) -> None:
        model, results = self.model.copy(), []

        async def all_of_them() -> None:
            runs = [do(self.store, lambda uow, s=steps: work(uow, s, model)) for steps in many]
            results.extend(await asyncio.gather(*runs, return_exceptions=True))

        self.wait(all_of_them())
        if any(isinstance(result, StoreFull) for result in results):
            assert self.files.room is not None
            self.adopt()  # some lines may have found room before one did not
        else:
            assert results == [None] * len(many)
            self.model = model

    def adopt(self) -> None:
        found = self.store.read(lambda uow: uow.find(Need, "status"))
        self.model.needs = {one.number: one for one in found}
        counters = self.store._state.counters.docs.values()
        self.model.last = {counter["name"]: counter["last"] for counter in counters}

    @precondition(lambda self: self.files.room is None)
    @rule(record=NEEDS)
    def later(self, record: Need) -> None:
        async def put() -> None:
            self.store.later(lambda uow: uow.put(record))

        self.wait(put())
        self.model.needs[record.number] = record

    @rule(room=st.none() | st.integers(0, 3000))
    def fill_up(self, room: int | None) -> None:
        self.wait(self.settled())
        self.files.room = room
        if room is not None:
            self.store._writer._appender._cut()
            self.files.room = room

    async def settled(self) -> None:
        room, self.files.room = self.files.room, None
        await self.store._durable()
        while (compaction := self.store._compaction) is not None:
            compaction.waiters.append(self.loop.create_future())
            await compaction.waiters[-1]
        self.files.room = room

    @rule()
    def compact(self) -> None:
        try:
            self.wait(self.store.compact())
        except StoreFull:
            assert self.files.room is not None

    @rule()
    def restart(self) -> None:
        self.files.room = None
        self.wait(self.store.close())
        self.store = self.backend.open()

    @rule()
    def power_cut(self) -> None:
        self.wait(self.settled())
        self.files.power_cut()
        abandon(self.store)
        self.files.room = None
        self.store = self.backend.open()

    @invariant()
    def both_agree(self) -> None:
        def look(uow: UnitOfWork) -> Any:
            return (
                uow.find(Need, "status"), numbers(uow.find(Need, "due")),
                uow.count(Need, "by"), {e for e in "abcd" if uow.known(e)},
                [uow.get(Need, "oak", number) for number in range(1, 7)],
            )  # fmt: skip

        every, due, claimed, events, got = self.store.read(look)
        wanted = [self.model.needs[number] for number in sorted(self.model.needs)]
        assert sorted(every, key=lambda one: one.number) == wanted
        dated = [one for one in wanted if one.due is not None]
        assert sorted(due) == numbers(dated)
        assert [self.model.needs[n].due for n in due] == sorted(one.due for one in dated)
        assert claimed == sum(1 for one in wanted if one.claims)
        assert events == self.model.events.keys()
        assert got == [self.model.needs.get(number) for number in range(1, 7)]

    def teardown(self) -> None:
        self.files.room = None
        self.wait(self.store.close())
        self.loop.close()
        self.folder.cleanup()


Histories.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestHistories = pytest.mark.slow(Histories.TestCase)

"""A process to be killed: an outbox on a store, before a platform that is nothing but a file.

Run as ``python -m tests.outbox_killed FOLDER SECONDS SEED [end]``. It writes messages and cards,
changes cards, and lets time pass; it says each thing it has made durable. With ``end`` it makes
nothing new, and stops once everything is delivered.
"""

import asyncio
import json
import os
import sys
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from adapters.console.clock import HandClock
from bot.outbox import Outbox
from bot.ports import Delivery, Memo, Post, Rendered, SendFailed, Store, UnitOfWork
from bot.records import KINDS
from bot.store import open_store
from tests.outbox_fakes import START, card, edit, letter

LANES = ("fake:#a", "fake:#b", "fake:ana")
MEMORY = 240  # seconds in which the platform knows a key
STEPS = 60

Line = dict[str, Any]


def shown(folder: Path) -> list[Line]:
    """Return what people have seen, in order."""
    file = folder / "platform.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@dataclass
class Platform:
    """Implements `bot.ports.Carrier`: what comes is a line in a file, which a kill does not take.

    With ``faulty`` some is refused, some does not arrive, and some arrives without an answer.
    """

    folder: Path
    clock: HandClock
    random: Random
    faulty: bool
    name: str = "fake"
    remembers: timedelta = timedelta(seconds=MEMORY // 2)
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        """See what earlier runs have left."""
        self.lines = shown(self.folder)
        self._file = os.open(self.folder / "platform.jsonl", os.O_APPEND | os.O_CREAT | os.O_WRONLY)

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Look among all that has come, if that is possible now."""
        await self._trouble(0.1)
        return next((one["id"] for one in self.lines if one["key"] == delivery.key), None)

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Show it, unless its key came some minutes ago."""
        await self._trouble(0.15)
        now = (self.clock.now() - START).total_seconds()
        known = next((one for one in reversed(self.lines) if one["key"] == delivery.key
                      and now - one["at"] < MEMORY), None)
        if known is None:
            known = {"key": delivery.key, "at": now, "lane": delivery.lane, "verb": delivery.verb,
                     "id": delivery.message or f"fake:m{delivery.serial}", "text": drawn.body,
                     "order": delivery.order}
            self.lines.append(known)
            os.write(self._file, json.dumps(known).encode() + b"\n")
        if self.faulty and self.random.random() < 0.2:
            raise SendFailed("the answer is lost")
        await asyncio.sleep(self.random.choice((0, 0, 0.001, 0.01)))
        return str(known["id"])

    async def _trouble(self, often: float) -> None:
        await asyncio.sleep(self.random.choice((0, 0, 0.001)))
        if self.faulty and self.random.random() < often:
            raise self.random.choice((SendFailed("no", refused=True), SendFailed("lost"),
                                      SendFailed("wait", retry_after=5, refused=True)))


@dataclass
class Run:
    """One run of the process."""

    store: Store
    clock: HandClock
    random: Random

    def __post_init__(self) -> None:
        """Put an outbox on the store."""
        self.outbox = Outbox(self.store, self.clock, _draw, lambda: None)

    async def step(self) -> None:
        """Write something, or let time pass."""
        kind = self.random.random()
        if kind < 0.35:
            await self._write(lambda number: letter(number, self.random.choice(LANES)))
        elif kind < 0.55:
            await self._write(lambda number: card(number, number, self.random.choice(LANES)),
                              kept=True)
        elif kind < 0.8:
            await self._change()
        else:
            self.wait(self.random.choice((1, 2, 7, 60, 300)))

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.clock.move(self.clock.now() + timedelta(seconds=seconds))
        say(now=(self.clock.now() - START).total_seconds())
        self.outbox.tick()

    async def _write(self, make: Any, *, kept: bool = False) -> None:
        made: list[Delivery] = []

        def work(uow: UnitOfWork) -> None:
            one = make(uow.number("order"))
            uow.number("serial")
            made.append(_now(one, self.clock))
            uow.put(made[0])
            if kept:
                uow.put(Memo("fake", str(one.order), "state 0"))

        await self.store.run(None, work)
        say(wrote=made[0].key, serial=made[0].serial)
        self.outbox.touch()
        self.outbox.add(made)

    async def _change(self) -> None:
        """Change what some card shows, as the engine does: an edit for each post there is."""
        posts = self.store.read(lambda uow: [
            order for order in range(1, 400) if uow.get(Memo, "fake", str(order))])
        if not posts:
            return
        number, made = self.random.choice(posts[-6:]), list[Delivery]()

        def work(uow: UnitOfWork) -> None:
            memo = uow.get(Memo, "fake", str(number))
            assert memo
            uow.put(Memo("fake", str(number), f"state {int(memo.value.split()[1]) + 1}"))
            post = uow.get(Post, f"fake:m{number}")
            if post:
                made.append(_now(edit(uow.number("order"), number, number), self.clock))
                uow.put(made[0])

        await self.store.run(None, work)
        say(changed=number)
        self.outbox.touch()
        self.outbox.add(made)


def say(**what: Any) -> None:
    """Tell whoever listens; what is said was durable."""
    print(json.dumps(what), flush=True)


def _now(delivery: Delivery, clock: HandClock) -> Delivery:
    return replace(delivery, at=clock.now())


def _draw(uow: UnitOfWork, delivery: Delivery) -> Rendered:
    memo = uow.get(Memo, "fake", str(delivery.about)) if delivery.card else None
    return Rendered(memo.value if memo else delivery.body, (), delivery.languages)


async def main(folder: Path, seconds: int, seed: str, *, end: bool) -> None:
    """Run until killed, or to the end."""
    clock, random = HandClock(START + timedelta(seconds=seconds)), Random(seed)
    store = open_store(folder / "data", KINDS)
    run = Run(store, clock, random)
    run.outbox.attach(Platform(folder, clock, random, faulty=not end))
    say(now=seconds)
    run.outbox.load()
    for _ in range(0 if end else STEPS):
        await run.step()
        if random.random() < 0.5:
            await run.outbox.settle()
    while end and store.read(lambda uow: uow.count(Delivery, "order")):
        await run.outbox.settle()
        run.wait(60)
    if end:
        left = store.read(lambda uow: {
            str(number): memo.value for number in range(1, 2000)
            if (memo := uow.get(Memo, "fake", str(number)))})
        await store.close()
        say(cards=left)
    else:
        await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], end="end" in sys.argv))

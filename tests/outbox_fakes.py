"""What the outbox's tests put around it: a carrier made of lists, a clock by hand, a real store."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.console.clock import HandClock
from bot.outbox import Outbox
from bot.ports import Clock, Delivery, Rendered, SendFailed, UnitOfWork
from bot.records import KINDS
from bot.store import JournalStore, open_store
from tests.guard import within

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
A, B = "fake:#a", "fake:#b"


@dataclass(slots=True)
class Carried:
    """One attempt: what was to be carried, how it was drawn, and when."""

    delivery: Delivery
    text: str
    at: float


@dataclass(slots=True)
class FakeCarrier:
    """Implements `bot.ports.Carrier`. ``wrong`` gives the failures of each lane, in order.

    Of as many tries as ``unheard`` says the message comes, but the answer is lost. Who repeats a
    key is given the message that is there: people see nothing new.
    """

    clock: Clock
    name: str = "fake"
    tried: list[Carried] = field(default_factory=list)
    came: list[Carried] = field(default_factory=list)
    wrong: dict[str, list[Exception]] = field(default_factory=dict)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    remembers: timedelta = timedelta(minutes=2)
    looked: list[str] = field(default_factory=list)
    unheard: int = 0
    silent: bool = False  # what comes is never answered
    blind: bool = False  # nothing can be looked for now
    _busy: set[tuple[str, str | None]] = field(default_factory=set)

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Look among what has come."""
        self.looked.append(delivery.key)
        if self.blind:
            raise SendFailed("no answer")
        found = (one.delivery for one in self.came if one.delivery.key == delivery.key)
        return next((f"fake:m{one.serial}" for one in found), None)

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry it, once the lane's and the message's gates (if any) are open."""
        way = delivery.lane, delivery.message or (delivery.reply_to and delivery.cause)
        assert way not in self._busy, "two at once in one lane"
        self._busy.add(way)
        one = Carried(delivery, str(drawn.body), (self.clock.now() - START).total_seconds())
        self.tried.append(one)
        self.news.set()
        try:
            for place in (delivery.lane, delivery.message or ""):
                if place in self.gates:
                    await self.gates[place].wait()
            if self.wrong.get(delivery.lane):
                raise self.wrong[delivery.lane].pop(0)
        finally:
            self._busy.discard(way)
        self.came.append(one)
        self.news.set()
        if self.silent:
            await asyncio.Event().wait()
        if self.unheard:
            self.unheard -= 1
            raise SendFailed("no answer")
        return delivery.message or f"fake:m{delivery.serial}"

    async def until(self, count: int, where: str = "came") -> None:
        """Wait until so many have come (or were tried)."""
        async with asyncio.timeout(10):
            while len(getattr(self, where)) < count:
                self.news.clear()
                await self.news.wait()

    def close_gate(self, place: str) -> asyncio.Event:
        """Hold up what goes to a lane, or changes a message, until the event is set."""
        self.gates[place] = asyncio.Event()
        return self.gates[place]

    def texts(self, lane: str | None = None) -> list[str]:
        """Return how what came was drawn, in its order."""
        return [one.text for one in self.came if lane in (None, one.delivery.lane)]


class PostOffice:
    """An outbox over a real store in a folder, with its carrier, its clock, its cards' states."""

    def __init__(self, folder: Path, carrier: FakeCarrier | None = None) -> None:
        self.folder = folder
        self.clock = carrier.clock if carrier else HandClock(START)
        self.carrier = carrier or FakeCarrier(self.clock)
        self.cards: dict[int, str] = {}
        self.armed: list[datetime | None] = []
        self._open()
        self.outbox.attach(self.carrier)

    def _open(self) -> None:
        self.store: JournalStore = open_store(self.folder, KINDS, now=lambda: START)
        self.outbox = Outbox(self.store, self.clock, self._draw,
                             lambda: self.armed.append(self.outbox.due()))

    async def write(self, *deliveries: Delivery, **cards: str) -> None:
        """Write deliveries in one transaction and hand them over, as the engine does."""

        def work(uow: UnitOfWork) -> None:
            self.cards.update({int(name.removeprefix("card")): text
                               for name, text in cards.items()})
            for delivery in deliveries:
                uow.put(delivery)

        await self.store.run(None, work)
        self.outbox.touch()
        self.outbox.add(deliveries)

    async def at(self, seconds: int) -> None:
        """Move the clock and let the outbox do what is due."""
        self.clock.move(START + timedelta(seconds=seconds))
        self.outbox.tick()
        await self.outbox.settle()

    async def restart(self) -> None:
        """Close the store and begin again on what it holds."""
        await self.store.close()
        self._open()
        self.outbox.attach(self.carrier)
        self.outbox.load()
        await self.outbox.settle()

    async def crash(self, seconds: int) -> None:
        """Stop in the middle of everything, and begin again so many seconds from the start."""
        before, self.folder = self.folder, self.folder.with_name(self.folder.name + "+")
        shutil.copytree(before, self.folder)
        ended = asyncio.all_tasks() - {asyncio.current_task()}
        for task in ended:
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)
        await self.store.close()
        self.carrier.silent = False
        self.clock.move(START + timedelta(seconds=seconds))
        self._open()
        self.outbox.attach(self.carrier)
        self.outbox.load()
        await self.outbox.settle()

    def shown(self, serial: int) -> str:
        """Return what people see now in a message."""
        key, texts = "", list[str]()
        for one in self.carrier.came:
            if one.delivery.verb == "send" and one.delivery.serial == serial:
                texts += [one.text] if one.delivery.key != key else []
                key = one.delivery.key
            elif one.delivery.message == f"fake:m{serial}":
                texts.append(one.text)
        return texts[-1]

    def left(self) -> list[Delivery]:
        """Return what the store holds as undelivered."""
        return self.store.read(lambda uow: uow.find(Delivery, "order"))

    def _draw(self, uow: UnitOfWork, delivery: Delivery) -> Rendered:
        body = self.cards.get(delivery.about or 0, "gone") if delivery.card else delivery.body
        return Rendered(body, delivery.buttons, delivery.languages)


def letter(order: int, lane: str = A, **more: Any) -> Delivery:
    """Make a message to a room or person; its text is ``text`` and its order."""
    person = None if "#" in lane else lane
    made = Delivery(
        key=f"{order:024x}", order=order, verb="send", lane=lane, platform="fake", group="g",
        room=None if person else lane, to=person, serial=order, body=f"text {order}",
        cause="fake:ana", at=START,
    )
    return replace(made, **more)


def card(order: int, about: int, lane: str = A, **more: Any) -> Delivery:
    """Make a card of a number."""
    return letter(order, lane, about=about, card=True, body=None, **more)


def edit(order: int, message: int, about: int, lane: str = A) -> Delivery:
    """Make an edit of the card that is message number ``message``."""
    return card(order, about, lane, verb="edit", message=f"fake:m{message}", serial=0)


def refusal(**more: Any) -> SendFailed:
    """Make a platform's refusal."""
    return SendFailed("no", **more)


Story = Callable[[PostOffice], Awaitable[None]]


def play_on(folder: Path, story: Story) -> None:
    """Run a story on a fresh outbox, and see that it ends with nothing going on."""

    async def run() -> None:
        post = PostOffice(folder)
        await story(post)
        for gate in post.carrier.gates.values():
            gate.set()
        await post.outbox.settle()
        await post.store.close()

    with within(60):
        asyncio.run(run())

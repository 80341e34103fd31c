"""What a pending reminder costs: to set, to stop, to fire, to start with and to remember.

    python bench/bench_wakes.py [--sizes 100 100000] [--tries 400] [--folder DIR]

Two bots with so many pending reminders take turns with two APScheduler 3 memory stores that hold
one job for each, so that a busy machine slows all of them. Every step of ours is a whole one, from
the typed words to the durable answer; APScheduler's keeps nothing on disk. A folder on a RAM disk
takes the disk out of ours, too.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.domain.act import Wake
from bot.domain.group import Group, Place
from bot.domain.reminder import Reminder
from bot.domain.schedule import When
from bot.ports import UnitOfWork
from bot.records import KINDS
from bot.store import open_store

GROUP, ROOM = "console:home", "console:#general"
NOW, FAR = datetime(2026, 11, 23, 14, 0, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROUND, BATCH = 10, 2000
GROWTH, START = 1.3, 3.0  # targets: times as long, seconds
STEPS = ("set", "stop", "fire")
Spent = dict[tuple[str, int], list[float]]


def reminder(number: int, due: datetime) -> Reminder:
    """Make a pending reminder of one person's."""
    person = f"console:p{number % 50}"
    return Reminder(group=GROUP, number=number, by=person, what=f"call household {number}",
                    created=NOW, touched=NOW, audience="me", target=person, due=due,
                    when=When(start=due.replace(tzinfo=None).isoformat(timespec="minutes")),
                    room=ROOM, origin=f"console:seed{number}")


async def seed(folder: Path, size: int, soon: int) -> None:
    """Fill a data folder with so many reminders for next year, and some for the next minutes."""
    store = open_store(folder, KINDS)

    def some(uow: UnitOfWork, first: int) -> None:
        if first == 1:
            uow.put(Group(id=GROUP, zone="UTC", languages=("en",), created=NOW))
            uow.put(Place(id=ROOM, group=GROUP, name="#general", since=NOW, digest=""))
        for number in range(first, min(first + BATCH, size + soon + 1)):
            due = FAR + number * MINUTE if number <= size else NOW + (number - size) * MINUTE
            uow.number(f"group:{GROUP}")
            uow.put(reminder(number, due))
            uow.put(Wake(what="remind", key=f"{GROUP}/{number}", due=due, group=GROUP))

    for first in range(1, size + soon + 1, BATCH):
        await store.run(None, lambda uow, first=first: some(uow, first))
    await store.compact()
    await store.close()


class Ours:
    """A bot with so many pending reminders; each step is one op of the console."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size, self._next, self._fired = size, 0, 0
        self._session = Session.open(folder, Config(timezone="UTC"), NOW, self._hear)

    async def start(self) -> None:
        """Take up what is in the folder."""
        await self._session.start()

    async def set(self) -> None:
        """Set one more."""
        self._next += 1
        await self._say(f"/remind me call household {self._next} june 7 2027 9am")

    async def stop(self) -> None:
        """Stop one of those there are."""
        self._next += 1
        await self._say(f"/reminders stop {self._next % self.size + 1}")

    async def fire(self) -> None:
        """Let a minute pass in which one falls due."""
        before = self._fired
        await self._session.do(Op(op="advance", by="1m"))
        assert self._fired == before + 1

    async def close(self) -> None:
        """End it."""
        await self._session.close()

    async def _say(self, text: str) -> None:
        await self._session.do(Op(op="say", room="#general", user="ana", text=text,
                                  moderator=True))

    def _hear(self, event: dict[str, object]) -> None:
        self._fired += str(event.get("text", "")).startswith("⏰")


class Theirs:
    """An APScheduler 3 with a job in memory for each pending reminder."""

    def __init__(self, size: int) -> None:
        self.size, self._next = size, 0
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    async def start(self) -> None:
        """Fill it, then let it watch the time."""
        for number in range(self.size):
            self._scheduler.add_job(print, DateTrigger(FAR + number * MINUTE), id=str(number))
        self._scheduler.start()

    async def set(self) -> None:
        """Add one more job."""
        self._next += 1
        self._scheduler.add_job(print, DateTrigger(FAR + self._next * MINUTE),
                                id=f"more{self._next}")

    async def stop(self) -> None:
        """Remove the job added last."""
        self._scheduler.remove_job(f"more{self._next}")
        self._next -= 1

    async def fire(self) -> None:
        """Add a job that is due, and wait until it has run."""
        ran = asyncio.Event()

        async def run() -> None:
            ran.set()

        self._scheduler.add_job(run, DateTrigger(datetime.now(UTC)), misfire_grace_time=None)
        await ran.wait()

    async def close(self) -> None:
        """End it."""
        self._scheduler.shutdown(wait=False)


async def timed(once: Callable[[], Awaitable[None]], count: int) -> list[float]:
    """Return the seconds of each call."""
    spent = []
    for _ in range(count):
        begin = perf_counter()
        await once()
        spent.append(perf_counter() - begin)
    return spent


async def measure(folder: Path, sizes: list[int], tries: int) -> Spent:
    """Let all take turns; return what each try took."""
    turns, spent = tries // ROUND + 1, Spent()
    for size in sizes:
        await seed(folder / str(size), size, turns * ROUND)
    all_of = [("ours", Ours(folder / str(size), size)) for size in sizes]
    all_of += [("APScheduler", Theirs(size)) for size in sizes]
    for _, one in all_of:
        await one.start()
    for turn in range(turns):
        for name, one in all_of:
            for step in STEPS:
                some = await timed(getattr(one, step), ROUND)
                if turn:  # the first turn warms everybody up
                    spent.setdefault((f"{name} {step}", one.size), []).extend(some)
    for _, one in all_of:
        await one.close()
    return spent


def resident() -> int:
    """Return how much memory this process uses, in bytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def child(what: str, size: int, folder: Path) -> None:
    """Start with so many pending reminders; print the seconds and the bytes."""
    begin = perf_counter()
    one = Ours(folder, size) if what == "ours" else Theirs(size)
    await one.start()
    print(perf_counter() - begin, resident())
    await one.close()


def alone(what: str, size: int, folder: Path) -> tuple[float, int]:
    """Start in a process of its own; return seconds and bytes."""
    done = subprocess.run([sys.executable, __file__, "--child", what, "--sizes", str(size),
                           "--folder", str(folder)], capture_output=True, check=True, text=True)
    seconds, size_of = done.stdout.split()
    return float(seconds), int(size_of)


def report(spent: Spent, sizes: list[int]) -> None:
    """Print medians, and how they grow: over the turns that both sizes took together."""
    small, large = sizes[0], sizes[-1]
    print(f"{'median us':20}{small:>10}{large:>10}{'growth':>9}   target {GROWTH} for ours")
    for name in dict.fromkeys(name for name, _ in spent):
        few, many = spent[name, small], spent[name, large]
        growth = median(median(many[n : n + ROUND]) / median(few[n : n + ROUND])
                        for n in range(0, len(few), ROUND))
        print(f"{name:20}{median(few) * 1e6:10.0f}{median(many) * 1e6:10.0f}{growth:9.2f}")


def report_alone(folder: Path, sizes: list[int]) -> None:
    """Print start-up time and memory of each, in a process of its own."""
    small, large = sizes[0], sizes[-1]
    for size in sizes:
        asyncio.run(seed(folder / f"alone{size}", size, 0))
    per = {}
    for what in ("ours", "APScheduler"):
        (_, few), (seconds, many) = (alone(what, size, folder / f"alone{size}")
                                     for size in (small, large))
        per[what] = (many - few) / (large - small)
        print(f"{what}: ready with {large} after {seconds:.2f} s, {per[what]:.0f} bytes each"
              + (f" (target {START} s)" if what == "ours" else ""))
    print(f"memory of ours: {per['ours'] / per['APScheduler']:.2f} x APScheduler's")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--tries", type=int, default=400)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        asyncio.run(child(options.child, options.sizes[0], options.folder))
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        report(asyncio.run(measure(Path(place), options.sizes, options.tries)), options.sizes)
        report_alone(Path(place), options.sizes)


if __name__ == "__main__":
    main()

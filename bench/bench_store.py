"""What the store costs beside a raw append + fdatasync, plain TinyDB and SQLite.

    python bench/bench_store.py [--sizes 1000 100000] [--tries 1500] [--folder DIR]

All contenders update one 354-byte document at a time, durably, taking turns within one run, so
that a busy machine slows all of them. The folder has to be on the disk that is meant: a RAM
disk makes every sync free.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from statistics import fmean, median, quantiles

import msgspec
from tinydb import TinyDB

from bot.ports import Index, Kind
from bot.store import open_store

CLIENTS = 64
ROUND = 25  # updates in one turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A document of about 354 bytes."""

    group: str
    number: int
    status: str
    by: str
    due: str
    title: str
    text: str
    version: int = 0


KINDS = [
    Kind(
        "tasks",
        Task,
        ("group", "number"),
        (Index("status", ("group", "status", "number")), Index("due", ("due",))),
    )
]


def task(number: int) -> Task:
    """Make the task with this number."""
    day = f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}T{number % 24:02d}:00:00Z"
    return Task(
        group=f"group-{number % 50}",
        number=number,
        status=("open", "claimed", "done")[number % 3],
        by=f"matrix:@person{number % 500}:example.org",
        due=day,
        title=f"Groceries for household {number}",
        text="Milk, bread and what is in season, left at the door before noon. " * 2 + "x" * 53,
    )


def timed(once: Callable[[int], object], numbers: list[int]) -> list[float]:
    """Return the seconds of each call."""
    spent = []
    for number in numbers:
        begin = time.perf_counter()
        once(number)
        spent.append(time.perf_counter() - begin)
    return spent


def raw_append(folder: Path) -> Callable[[int], object]:
    """Append one encoded document and sync it."""
    fd = os.open(folder / "raw", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    line = msgspec.json.encode(task(1)) + b"\n"

    def once(number: int) -> None:
        os.write(fd, line)
        os.fdatasync(fd)

    return once


def sqlite(folder: Path, size: int) -> Callable[[int], object]:
    """Read and update a JSON document in SQLite, WAL, synchronous=FULL."""
    db = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("create table t (id integer primary key, doc text)")
    db.execute("begin")
    rows = ((n, json.dumps(asdict(task(n)))) for n in range(size))
    db.executemany("insert into t values (?, ?)", rows)
    db.execute("commit")
    db.execute("pragma synchronous=full")

    def once(number: int) -> None:
        db.execute("begin immediate")
        (text,) = db.execute("select doc from t where id = ?", (number,)).fetchone()
        document = json.loads(text)
        document["version"] += 1
        db.execute("update t set doc = ? where id = ?", (json.dumps(document), number))
        db.execute("commit")

    return once


def plain_tinydb(folder: Path, size: int) -> Callable[[int], object]:
    """Update by id in TinyDB with its own JSONStorage."""
    path = folder / "plain.json"
    path.write_text(json.dumps({"tasks": {str(n + 1): asdict(task(n)) for n in range(size)}}))
    table = TinyDB(path).table("tasks")
    return lambda number: table.update({"version": number}, doc_ids=[number + 1])


async def fill(folder: Path, size: int) -> None:
    """Make a store with so many documents, compacted."""
    store = open_store(folder, KINDS)
    for first in range(0, size, 2000):
        some = [task(n) for n in range(first, min(first + 2000, size))]
        await store.run(None, lambda uow, some=some: [uow.put(one) for one in some])
    await store.compact()
    await store.close()


class Ours:
    """The store, driven from asyncio as the engine does."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(folder, KINDS)

    async def once(self, number: int) -> None:
        """Read, change and write one record in one transaction."""

        def work(uow):  # noqa: ANN001, ANN202
            record = uow.get(Task, f"group-{number % 50}", number)
            uow.put(replace(record, version=record.version + 1))

        await self.store.run(None, work)

    async def timed(self, numbers: list[int]) -> list[float]:
        """Return the seconds of each update, one after the other."""
        spent = []
        for number in numbers:
            begin = time.perf_counter()
            await self.once(number)
            spent.append(time.perf_counter() - begin)
        return spent

    async def rate(self, clients: int, numbers: list[int]) -> float:
        """Return updates a second with so many clients at once."""
        todo = iter(numbers)

        async def client() -> None:
            for number in todo:
                await self.once(number)

        begin = time.perf_counter()
        await asyncio.gather(*(client() for _ in range(clients)))
        return len(numbers) / (time.perf_counter() - begin)


async def compare(folder: Path, size: int, tries: int) -> None:
    """Print one table: all contenders at one size."""
    await fill(folder / "ours", size)
    ours, random = Ours(folder / "ours"), Random(size)
    raw, sql = raw_append(folder), sqlite(folder, size)
    tiny = plain_tinydb(folder, size)
    spent: dict[str, list[float]] = {"raw": [], "ours": [], "sqlite": [], "plain TinyDB": []}
    for _ in range(tries // ROUND):
        numbers = [random.randrange(size) for _ in range(ROUND)]
        spent["raw"] += timed(raw, numbers)
        spent["ours"] += await ours.timed(numbers)
        spent["sqlite"] += timed(sql, numbers)
    spent["plain TinyDB"] = timed(
        tiny, [random.randrange(size) for _ in range(max(5, 20000 // size))]
    )
    base = median(spent["raw"])
    print(f"\n{size} documents{'':16}p50 ms   p99 ms  mean ms   x raw (p50)")
    for name, times in spent.items():
        p50, p99 = median(times), quantiles(times, n=100)[98]
        figures = f"{p50 * 1e3:10.3f}{p99 * 1e3:9.3f}{fmean(times) * 1e3:9.3f}{p50 / base:11.2f}"
        print(f"  {name:22}{figures}")
    one = await ours.rate(1, [random.randrange(size) for _ in range(2000)])
    many = await ours.rate(CLIENTS, [random.randrange(size) for _ in range(40000)])
    print(f"  updates a second: {one:.0f}; {CLIENTS} at once: {many:.0f}, x{many / one:.1f}")
    await ours.store.close()


def start(folder: Path) -> None:
    """Print how long a start takes in a new process, and its memory."""
    code = (
        "import sys, time; sys.path[:0] = [sys.argv[2], sys.argv[3]]; import bench_store as b\n"
        "from pathlib import Path; from bot.store import open_store\n"
        "rss = lambda: next(int(l.split()[1]) / 1024 for l in open('/proc/self/status')"
        " if l.startswith('VmRSS'))\n"
        "peak = lambda: next(int(l.split()[1]) / 1024 for l in open('/proc/self/status')"
        " if l.startswith('VmHWM'))\n"
        "before = rss(); t = time.perf_counter(); s = open_store(Path(sys.argv[1]), b.KINDS)\n"
        "print(f'{(time.perf_counter() - t) * 1e3:.0f} ms, RSS {rss():.0f} MB (peak {peak():.0f},"
        " before {before:.0f})')\n"
    )
    here = Path(__file__).resolve()
    for _ in range(3):
        args = [sys.executable, "-c", code, str(folder), str(here.parent), str(here.parents[1])]
        print(
            "  start:",
            subprocess.run(args, capture_output=True, text=True, check=True).stdout.strip(),
        )


def main() -> None:
    """Run everything at every size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--tries", type=int, default=1500)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    print(f"document: {len(msgspec.json.encode(task(1)))} bytes")
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.folder) as place:
            asyncio.run(compare(Path(place), size, args.tries))
            start(Path(place) / "ours")


if __name__ == "__main__":
    main()

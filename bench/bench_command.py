"""What a whole command costs: a JSON line in, a durable answer, a JSON line out.

    python bench/bench_command.py [--sizes 100 100000] [--tries 1000] [--folder DIR]

A real `apoyo console --jsonl` for each size, one command at a time, taking turns with a raw
append + fdatasync, SQLite and plain TinyDB that insert the same need, so that a busy machine
slows all of them. The folder has to be on the disk that is meant: a RAM disk makes syncs free.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import msgspec
from tinydb import TinyDB

from bot.domain.group import Group, Place
from bot.domain.need import Need
from bot.ports import Post, UnitOfWork
from bot.records import KINDS
from bot.store import open_store

GROUP, ROOM = "console:home", "console:#general"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ROUND = 10  # commands in one turn
BATCH = 2000
TARGET, EXTRA, GROWTH = 2.0, 400e-6, 1.2
COMMAND = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())",
           "console", "--jsonl", "--now", "2026-11-23T09:00-05:00", "--data"]
Spent = dict[str, list[float]]


def need(number: int) -> Need:
    """Make an open need."""
    return Need(group=GROUP, number=number, by=f"console:p{number % 50}", created=NOW, touched=NOW,
                what=f"groceries for household {number}, left at the door before noon", room=ROOM,
                origin=f"console:seed{number}")


async def seed(folder: Path, size: int) -> None:
    """Fill a data folder with a group that has so many open needs, each with its card."""
    store = open_store(folder, KINDS)

    def some(uow: UnitOfWork, first: int) -> None:
        if first == 1:
            uow.put(Group(id=GROUP, zone="America/New_York", languages=("en",), created=NOW))
            uow.put(Place(id=ROOM, group=GROUP, name="#general", since=NOW))
        for number in range(first, min(first + BATCH, size + 1)):
            uow.number(f"group:{GROUP}")
            uow.put(need(number))
            uow.put(Post(id=f"console:m{uow.number('serial')}", group=GROUP, about=number,
                         room=ROOM, to=None, card=True, at=NOW, actions=("claim",)))

    for first in range(1, size + 1, BATCH):
        await store.run(None, lambda uow, first=first: some(uow, first))
    await store.compact()
    await store.close()


class Console:
    """A console on a folder with so many open needs; times one command after the other."""

    def __init__(self, folder: Path, size: int) -> None:
        asyncio.run(seed(folder, size))
        begin = perf_counter()
        self._process = subprocess.Popen([*COMMAND, str(folder)], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE)
        self._random, self._left = Random(size), list(range(1, size + 1))
        self._random.shuffle(self._left)
        self.ask({"op": "sync"})
        self.start = perf_counter() - begin
        self._count = 0

    def ask(self, op: dict[str, Any]) -> float:
        """Send one line; return the seconds until its ok."""
        line = json.dumps(op).encode() + b"\n"
        assert self._process.stdin
        assert self._process.stdout
        said = []
        begin = perf_counter()
        self._process.stdin.write(line)
        self._process.stdin.flush()
        while b'"event":"ok"' not in (answer := self._process.stdout.readline()):
            assert answer
            said.append(answer)
        spent = perf_counter() - begin
        done = op["op"] == "sync" or any(b'"about":' in answer for answer in said)
        assert done, f"{op} was not done: {said}"
        return spent

    def needs(self, count: int) -> list[float]:
        """Ask for things."""
        return [self.ask(self._say(f"/need ride to court for household {self._next()} tuesday 9am"))
                for _ in range(count)]

    def claims(self, count: int) -> list[float]:
        """Claim what is open, a new need each time."""
        spent = []
        for _ in range(count):
            if not self._left:
                self._left = [self._ask_one()]
            spent.append(self.ask(self._say(f"/claim {self._left.pop()}")))
        return spent

    def close(self) -> None:
        """End it."""
        self._process.communicate()

    def _say(self, text: str) -> dict[str, Any]:
        return {"op": "say", "room": "#general", "text": text,
                "user": f"p{50 + self._random.randrange(50)}", "id": f"b{self._next()}"}

    def _ask_one(self) -> int:
        line = json.dumps(self._say("/need a crib")).encode() + b"\n"
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line)
        self._process.stdin.flush()
        number = 0
        while (event := json.loads(self._process.stdout.readline()))["event"] != "ok":
            number = event.get("about") or number
        return number

    def _next(self) -> int:
        self._count += 1
        return self._count


def raw(folder: Path) -> Callable[[int], object]:
    """Append one encoded need and sync it."""
    fd = os.open(folder / "raw", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def once(number: int) -> None:
        os.write(fd, msgspec.json.encode(need(number)) + b"\n")
        os.fdatasync(fd)

    return once


def sqlite(folder: Path) -> Callable[[int], object]:
    """Insert a need's document in SQLite, WAL, synchronous=FULL."""
    db = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("create table t (id integer primary key, doc text)")

    def once(number: int) -> None:
        db.execute("insert into t values (null, ?)", (msgspec.json.encode(need(number)).decode(),))

    return once


def tinydb(folder: Path, size: int) -> Callable[[int], object]:
    """Insert a need's document with TinyDB's own JSONStorage among so many others."""
    path = folder / f"plain{size}.json"
    documents = {str(n): msgspec.to_builtins(need(n)) for n in range(1, size + 1)}
    path.write_text(json.dumps({"needs": documents}), "utf-8")
    table = TinyDB(path).table("needs")
    return lambda number: table.insert(msgspec.to_builtins(need(number)))


def timed(once: Callable[[int], object], count: int) -> list[float]:
    """Return the seconds of each call."""
    spent = []
    for number in range(1, count + 1):
        begin = perf_counter()
        once(number)
        spent.append(perf_counter() - begin)
    return spent


def measure(folder: Path, sizes: list[int], tries: int) -> tuple[Spent, dict[int, float]]:
    """Let all contenders take turns; return what each try took, and each start."""
    consoles = {size: Console(folder / str(size), size) for size in sizes}
    append, sql, spent = raw(folder), sqlite(folder), Spent()

    def note(name: str, some: list[float]) -> None:
        spent.setdefault(name, []).extend(some)

    for turn in range(tries // ROUND + 1):
        results = [("raw append + fdatasync", timed(append, ROUND)),
                   ("SQLite WAL FULL insert", timed(sql, ROUND))]
        for size, console in consoles.items():
            results += [(f"/need at {size}", console.needs(ROUND)),
                        (f"/claim at {size}", console.claims(ROUND))]
        for name, some in results if turn else ():  # the first turn warms everybody up
            note(name, some)
    for size, console in consoles.items():
        console.close()
        note(f"plain TinyDB insert at {size}",
             timed(tinydb(folder, size), max(5, min(200, 200_000 // size))))
    return spent, {size: console.start for size, console in consoles.items()}


def grown(before: list[float], after: list[float]) -> float:
    """Return how much longer ``after`` takes: the median over the turns both took together."""
    turns = range(0, len(before), ROUND)
    return median(median(after[n : n + ROUND]) / median(before[n : n + ROUND]) for n in turns)


def report(spent: Spent, starts: dict[int, float]) -> None:
    """Print one table, and whether the targets are met."""
    base = median(spent["raw append + fdatasync"])
    limit = TARGET * base + EXTRA
    print(f"{'':32}{'p50 ms':>9}{'p99 ms':>9}{'x raw':>9}{'of limit':>10}")
    for name, times in spent.items():
        p50, p99 = median(times), quantiles(times, n=100)[98]
        share = f"{p50 / limit:10.2f}" if name.startswith("/") else ""
        print(f"{name:32}{p50 * 1e3:9.3f}{p99 * 1e3:9.3f}{p50 / base:9.1f}{share}")
    print(f"\nlimit: {TARGET:.0f} x raw + {EXTRA * 1e6:.0f} us = {limit * 1e3:.3f} ms (p50)")
    small, *others = starts
    for verb in ("/need", "/claim"):
        for size in others:
            growth = grown(spent[f"{verb} at {small}"], spent[f"{verb} at {size}"])
            print(f"{verb}: {size} is {growth:.2f} x {small} (target {GROWTH})")
    for size, seconds in starts.items():
        print(f"start to first answer with {size} needs and cards: {seconds * 1e3:.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        print(f"record: {len(msgspec.json.encode(need(50_000)))} bytes, {os.cpu_count()} cores")
        report(*measure(Path(place), options.sizes, options.tries))


if __name__ == "__main__":
    main()

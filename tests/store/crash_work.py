"""A workload to crash, and the check of what a crash left.

    crash_work.py work single|group DIR START   commands START, START+1, …; "ack N" once durable
    crash_work.py dump DIR                      every command that is there, a line each

Each command touches three tables, a counter and the memory of handled events, some of it with
`later`; the dump fails unless all of them agree.
"""

import asyncio
import itertools
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.ports import Index, Kind, StoreBroken, StoreFull, UnitOfWork
from bot.store import Files, JournalStore, Veil, open_store

CLIENTS = 8
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One command's document."""

    id: int
    serial: int
    text: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is written with a command and removed by the next but some."""

    job: int
    sent: bool = False


KINDS = [
    Kind("jobs", Job, ("id",), (Index("serial", ("serial",)), Index("by", ("by[]", "id")))),
    Kind("mails", Mail, ("job",), (Index("sent", ("sent", "job")),)),
]


def opened(folder: str) -> JournalStore:
    veil = Veil(bytes(32)) if os.environ.get("APOYO_CRASH_VEILED") else None
    return open_store(Path(folder), KINDS, journal_limit=12_000, now=lambda: NOW,
                      files=Files(veil))


def command(uow: UnitOfWork, number: int) -> str:
    serial = uow.number("serial")
    by = (f"ana{number % 3}", "bo")
    uow.put(Job(id=number, serial=serial, text="é" * (number % 150), by=by))
    uow.put(Mail(job=number))
    for old in uow.find(Mail, "sent", True, limit=2):
        uow.remove(Mail, old.job)
    return str(serial)


def mark_sent(uow: UnitOfWork, number: int) -> None:
    if uow.get(Mail, number):
        uow.put(Mail(job=number, sent=True))


async def client(store: JournalStore, numbers: Iterator[int], refused: list[int]) -> None:
    for number in numbers:
        try:
            await store.run(f"event {number}", lambda uow, n=number: command(uow, n))
        except StoreFull:
            refused.append(number)
            if len(refused) > 20:
                return
            continue
        print("ack", number, flush=True)
        store.later(lambda uow, n=number: mark_sent(uow, n))


async def work(way: str, folder: str, start: str) -> None:
    store, numbers, refused = opened(folder), itertools.count(int(start)), list[int]()
    clients = CLIENTS if way == "group" else 1
    await asyncio.gather(*(client(store, numbers, refused) for _ in range(clients)))
    await store.close()


def check(uow: UnitOfWork) -> list[int]:
    jobs = uow.find(Job, "serial")
    serials = [job.serial for job in jobs]
    assert len(set(serials)) == len(serials), "a number was given twice"
    mark = uow.mark()
    assert uow.number("serial") > max(serials, default=0), "a number would be given again"
    uow.rewind(mark)  # so that the check needs no room
    mails = {mail.job for mail in uow.find(Mail, "sent")}
    assert mails <= {job.id for job in jobs}, "half of a command"
    assert uow.count(Job, "by", "bo") == len(jobs), "an index that disagrees"
    for job in jobs:
        assert uow.known(f"event {job.id}"), "a command without its event"
        assert job.text == "é" * (job.id % 150)
    return [job.id for job in jobs]


async def dump(folder: str) -> None:
    store = opened(folder)
    found = (await store.run(None, check)).value
    await store.close()
    print("\n".join(map(str, found)))


def main(verb: str, *args: str) -> None:
    try:
        asyncio.run(work(*args) if verb == "work" else dump(*args))
    except StoreBroken:
        sys.exit(3)


if __name__ == "__main__":
    main(*sys.argv[1:])

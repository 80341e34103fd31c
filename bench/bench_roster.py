"""What a big roster costs: 200 people, 12 roles, 4 weeks, as a grid, a picture, a page, a calendar.

    python bench/bench_roster.py [--tries 20] [--folder DIR]

Each figure is a whole command through the console's session, durable answer included: the median
of the time on the clock and of the processor's own, which others on the machine do not lengthen.
The limits are for the latter.
"""

import argparse
import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.domain.group import Member
from bot.domain.roster import Role, Roster, Signup
from bot.domain.schedule import When
from bot.ports import UnitOfWork

GROUP = "console:home"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
PEOPLE, ROLES = 200, 12
LIMITS = {"/roster 1": 50, "/roster 1 all": 50, "/roster 1 picture": 500,
          "/roster 1 picture all": 500}


def big() -> Roster:
    """Make the roster: half the places standing, half signed up for one by one."""
    random = Random(7)
    roles = tuple(Role(name=f"role number {n}", least=3, most=8) for n in range(ROLES))
    made: list[Signup] = []
    for person in range(PEOPLE):
        for _ in range(2):
            made.append(Signup(by=f"console:person-{person}", role=random.choice(roles).label,
                               at=NOW, days=(random.randrange(7),), since="2026-11-23"))
        for _ in range(6):
            day = (NOW + timedelta(days=random.randrange(28))).date().isoformat()
            made.append(Signup(by=f"console:person-{person}", role=random.choice(roles).label,
                               at=NOW, slot=day))
    when = When(start="2026-11-23T06:30", end="2026-11-23T09:00", rrule="FREQ=DAILY")
    return Roster(group=GROUP, number=1, by="console:ana", what="breakfast", created=NOW,
                  touched=NOW, cared=NOW, when=when, roles=roles, signups=tuple(made))


async def measured(folder: Path, tries: int) -> dict[str, list[tuple[float, float]]]:
    """Return the milliseconds on the clock and of the processor, of each try of each command."""
    session = Session.open(folder, Config(timezone="America/New_York"), NOW, lambda _: None)
    await session.start()
    await session.do(Op("say", room="#general", user="ana", text="/mine"))

    def fill(uow: UnitOfWork) -> None:
        uow.put(big())
        for person in range(PEOPLE):
            uow.put(Member(group=GROUP, person=f"console:person-{person}", seen=NOW,
                           name=f"Person Number-{person}"))

    await session.app.store.run(None, fill)
    commands = ["/mine", *LIMITS, "/roster 1 print all", "/signup 1 role number 3 tomorrow",
                "/roster calendar"]
    spent: dict[str, list[tuple[float, float]]] = {text: [] for text in commands}
    for _ in range(tries):
        for text in commands:
            begin, busy = perf_counter(), process_time()
            await session.do(Op("say", room="#general", user="ana", text=text))
            spent[text].append((1000 * (perf_counter() - begin), 1000 * (process_time() - busy)))
    await session.close()
    return spent


def main() -> int:
    """Measure, print, and return 1 if a limit is passed."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tries", type=int, default=20)
    arguments.add_argument("--folder", type=Path)
    said = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=said.folder) as folder:
        spent = asyncio.run(measured(Path(folder), said.tries))
    over = 0
    for text, times in spent.items():
        limit = LIMITS.get(text)
        clock, busy = (median(one) for one in zip(*times, strict=True))
        over += bool(limit and busy > limit)
        print(f"{text:36} clock {clock:7.1f} ms   processor {busy:7.1f} ms"
              + (f"   limit {limit} ms" if limit else ""))
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())

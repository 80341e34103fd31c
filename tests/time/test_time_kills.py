"""SIGKILL at any moment while reminders fall due: each occurrence comes, and none comes twice."""

import os
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.console_process import Console, Event
from tests.time.kill_times import Times

CAMPAIGN = bool(os.environ.get("APOYO_CAMPAIGN"))
KILLS = 15
SEEDS = range(100, 134)  # 15 kills each: more than 500
BELL = "⏰ "


@dataclass
class Seen:
    """Everything that reached people in all runs; a platform drops a key it knows."""

    messages: dict[str, Event] = field(default_factory=dict)
    again: int = 0
    failed: int = 0

    def take(self, event: Event) -> None:
        """Note a message; one that comes again is the same one under the same key."""
        assert event["event"] != "error", event
        self.failed += event["event"] == "failed"
        if event["event"] != "send":
            return
        known = self.messages.setdefault(event["key"], event)
        self.again += known is not event
        for name in ("id", "text", "room", "to"):
            assert known.get(name) == event.get(name), (known, event)

    def reminders(self) -> Counter[tuple[str, str]]:
        """Return how often each reminder has come, by whom it reached."""
        return Counter(
            (event.get("room") or event["to"], event["text"].removeprefix(BELL))
            for event in self.messages.values() if event["text"].startswith(BELL))


@dataclass
class Killer:
    """One data folder, and processes that are killed on it one after the other."""

    folder: Path
    random: Random
    times: Times
    seen: Seen = field(default_factory=Seen)
    done: int = 0  # ops that were answered

    def round(self) -> None:
        """Start, go on with what was not answered and with more, kill at some moment."""
        console = Console(self.folder)
        if self.random.random() < 0.2:
            timer = threading.Timer(self.random.uniform(0, 0.6), console.kill_now)
            timer.start()
            self._hear(console.rest(), 0)
            timer.join()
            return
        self.times.more(self.random.randint(5, 40))
        left = self.times.ops[self.done :]
        console.write(*left)
        base, moment = self.done, self.random.randint(0, 3 * len(left))
        for _ in range(moment):
            event = console.read()
            assert event is not None
            self._hear([event], base)
            if self.done == len(self.times.ops):
                break
        self._hear(console.kill(), base)

    def finish(self) -> None:
        """Run to the end without a kill."""
        self.times.end()
        console = Console(self.folder)
        base = self.done
        self._hear(console.until(console.write(*self.times.ops[base:])), base)
        status, rest = console.close()
        assert (status, rest) == (0, [])

    def _hear(self, events: list[Event], base: int) -> None:
        for event in events:
            self.seen.take(event)
            if event["event"] == "ok":
                self.done = base + event["op"]


def run(folder: Path, seed: int) -> Killer:
    """Kill again and again, then look at what came."""
    random = Random(seed)
    killer = Killer(folder, random, Times(random))
    for _ in range(KILLS):
        killer.round()
    killer.finish()
    assert killer.seen.reminders() == killer.times.expected()
    print(f"seed {seed}: {KILLS} kills, {killer.seen.reminders().total()} occurrences, "
          f"{killer.seen.failed} failed tries, {killer.seen.again} sent again under their key")
    return killer


@pytest.mark.slow
def test_each_occurrence_comes_once_however_often_the_bot_is_killed(tmp_path: Path) -> None:
    killer = run(tmp_path / "data", 1)
    assert killer.seen.failed > 5
    assert killer.seen.reminders().total() > 100


@pytest.mark.campaign
@pytest.mark.skipif(not CAMPAIGN, reason="takes minutes: make campaign")
@pytest.mark.parametrize("seed", SEEDS)
def test_each_occurrence_comes_once_through_five_hundred_kills(tmp_path: Path, seed: int) -> None:
    run(tmp_path / "data", seed)

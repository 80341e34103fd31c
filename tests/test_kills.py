"""SIGKILL at any moment: what was answered is there, nothing is there twice."""

import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from bot.domain.need import Need
from bot.records import KINDS
from bot.store import open_store
from tests.console_process import Console, Event
from tests.kill_load import Board, Load, Thing, after

CAMPAIGN = bool(os.environ.get("APOYO_CAMPAIGN"))
KILLS = 100 if CAMPAIGN else 20
SEEDS = range(10 if CAMPAIGN else 1)
MOST = 60  # ops in flight


@dataclass(slots=True)
class View:
    """All the output of all runs: what each message of the bot shows now."""

    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)
    again: int = 0

    def take(self, event: Event) -> None:
        """Show a record; a message comes again only before op 1, and is dropped by its key."""
        if event["event"] not in ("send", "edit"):
            return
        message = event["id"]
        if event["event"] == "send":
            assert self.keys.setdefault(message, event["key"]) == event["key"], event
            if message in self.texts:
                assert "op" not in event, f"sent twice: {event}"
                self.again += 1
                return
            if "to" not in event:
                self.cards[message] = event["about"]
        else:
            assert message in self.texts, f"an edit of what was never sent: {event}"
        self.texts[message] = event["text"]

    def check(self, board: Board) -> None:
        """See that every need has one card, and that it shows how the need stands."""
        assert sorted(self.cards.values()) == sorted(board.things)
        for message, number in self.cards.items():
            text, thing = self.texts[message], board.things[number]
            assert thing.title in text
            assert ("Withdrawn" in text) == (thing.state == "cancelled")
            assert all(f"{name} {amount}" in text for name, amount in thing.claims.items()), text


@dataclass(slots=True)
class Killer:
    """One data folder, and processes that are killed on it one after the other."""

    folder: Path
    random: Random
    load: Load
    view: View = field(default_factory=View)
    acked: int = 0

    def round(self) -> None:
        """Start, look what was known, load, kill; then look into the folder."""
        console = Console(self.folder)
        if self.random.random() < 0.2:
            timer = threading.Timer(self.random.uniform(0, 0.5), console.kill_now)
            timer.start()
            for event in console.rest():
                self.view.take(event)
            timer.join()
            return
        base = self._known(console)
        steps = self.load.steps[base:] + self.load.more(self.random.randint(1, MOST))
        first = console.written + 1
        console.write(*(step.op for step in steps))
        for _ in range(self.random.randint(0, 3 * len(steps))):
            event = console.read()
            assert event is not None
            self._take(event, first, base)
            if event.get("op") == first + len(steps) - 1 and event["event"] == "ok":
                break
        for event in console.kill():
            self._take(event, first, base)
        self._look_inside()

    def _take(self, event: Event, first: int, base: int) -> None:
        self.view.take(event)
        assert event["event"] != "error", event
        if event["event"] == "ok":
            self.acked = base + event["op"] - first + 1

    def _known(self, console: Console) -> int:
        """Send the last answered ops again: they yield only ok. Return how many are answered."""
        some = self.load.steps[max(0, self.acked - 10) : self.acked]
        for event in console.until(console.write(*(step.op for step in some), {"op": "sync"})):
            assert "op" not in event or event["event"] == "ok", event
            self.view.take(event)
        return self.acked

    def _look_inside(self) -> None:
        """See, in a copy, that there is a beginning of the steps: all answered ones, whole."""
        copy = self.folder.with_name("copy")
        shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns("*.lock"))
        store = open_store(copy, KINDS)
        known = [store.read(lambda uow, step=step: uow.outcome(f"console:{step.op['id']}"))
                 is not None for step in self.load.steps]
        kept = sum(known)
        assert all(known[:kept]), "a later op is there, an earlier one is not"
        assert kept >= self.acked, "an op that was answered is gone"
        found = store.read(lambda uow: [
            one for state in ("open", "cancelled", "done")
            for one in uow.find(Need, "state", "console:home", state)])
        assert {need.number: thing(need) for need in found} == after(self.load.steps[:kept]).things
        shutil.rmtree(copy)

    def finish(self) -> None:
        """Run once to the end, and see that everything is there and shown."""
        console = Console(self.folder)
        base = self._known(console)
        rest = self.load.steps[base:]
        for event in console.until(console.write(*(step.op for step in rest), {"op": "sync"})):
            self.view.take(event)
        assert console.close() == (0, [])
        self.acked = len(self.load.steps)
        self._look_inside()
        self.view.check(self.load.planned)


def thing(need: Need) -> Thing:
    """Return a need as the model has it."""
    claims = {one.by.removeprefix("console:"): int(one.amount) for one in need.claims}
    return Thing(need.what, int(need.wanted), need.state, claims)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_answered_survives_being_killed_again_and_again(
        tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    killer = Killer(tmp_path / "data", random, Load(random))
    for _ in range(KILLS):
        killer.round()
    killer.finish()
    print(f"seed {seed}: {KILLS} kills, {len(killer.load.steps)} ops, "
          f"{killer.view.again} messages sent again")

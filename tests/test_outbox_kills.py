"""SIGKILL at any moment of sending: what was written comes once, and cards end as they stand."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.outbox_killed import shown

CAMPAIGN = bool(os.environ.get("APOYO_CAMPAIGN"))
KILLS = 15
SEEDS = range(200, 234)  # 15 kills each: more than 500
AWAY = (1, 20, 150, 600, 20_000)  # seconds: the platform's memory of keys is 240


@dataclass
class Killer:
    """One folder, and processes that are killed on it one after the other."""

    folder: Path
    seed: int
    random: Random = field(init=False)
    now: int = 0
    wrote: set[str] = field(default_factory=set)
    cards: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin."""
        self.random = Random(self.seed)

    def round(self, number: int) -> None:
        """Start, listen for a while, kill."""
        with self._start(f"{self.seed}:{number}") as process:
            assert process.stdout
            for _ in range(self.random.randint(1, 45)):
                self._take(json.loads(process.stdout.readline()))
            process.kill()
            for line in process.stdout:
                self._take(json.loads(line))

    def finish(self) -> None:
        """Run to the end, without a fault."""
        with self._start("end", "end") as process:
            assert process.stdout
            for line in process.stdout:
                self._take(json.loads(line))
        assert process.returncode == 0

    def _start(self, *more: str) -> "subprocess.Popen[str]":
        self.now += self.random.choice(AWAY)
        return subprocess.Popen(
            [sys.executable, "-m", "tests.outbox_killed", str(self.folder), str(self.now), *more],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)

    def _take(self, said: dict[str, Any]) -> None:
        self.now = max(self.now, int(said.get("now", 0)))
        self.cards = said.get("cards", self.cards)
        if "wrote" in said:
            self.wrote.add(said["wrote"])


def run(folder: Path, seed: int) -> Killer:
    """Kill again and again, then look at what people have seen."""
    killer = Killer(folder, seed)
    for number in range(KILLS):
        killer.round(number)
    killer.finish()
    lines = shown(folder)
    sent = [line for line in lines if line["verb"] == "send"]
    keys = [line["key"] for line in sent]
    assert len(keys) == len(set(keys)), "something came twice"
    assert killer.wrote <= set(keys), "something never came"
    for lane in {line["lane"] for line in sent}:
        orders = [line["order"] for line in sent if line["lane"] == lane]
        assert orders == sorted(orders)
    texts = {line["id"].removeprefix("fake:m"): line["text"] for line in lines}
    assert {number: texts[number] for number in killer.cards} == killer.cards
    print(f"seed {seed}: {KILLS} kills, {len(sent)} messages, {len(lines) - len(sent)} edits")
    return killer


@pytest.mark.slow
def test_each_message_comes_once_however_often_its_sender_is_killed(tmp_path: Path) -> None:
    killer = run(tmp_path, 1)
    assert len(killer.wrote) > 50
    assert any(text != "state 0" for text in killer.cards.values())


@pytest.mark.campaign
@pytest.mark.skipif(not CAMPAIGN, reason="takes minutes: make campaign")
@pytest.mark.parametrize("seed", SEEDS)
def test_each_message_comes_once_through_five_hundred_kills(tmp_path: Path, seed: int) -> None:
    run(tmp_path, seed)

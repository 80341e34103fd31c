"""Real processes, really killed; and the crash lab, where there is one."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = str(Path(__file__).with_name("crash_work.py"))
LAB = os.environ.get("APOYO_CRASHLAB")


@pytest.mark.slow
@pytest.mark.parametrize("way", ["single", "group"])
def test_a_killed_process_loses_nothing_acknowledged(tmp_path: Path, way: str) -> None:
    chance, acked, start = random.Random(7), set[int](), 1
    for _ in range(20):
        args = [sys.executable, SCRIPT, "work", way, str(tmp_path), str(start)]
        with subprocess.Popen(args, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            acked.add(int(process.stdout.readline().split()[1]))
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            lines = process.stdout.read().split("\n")[:-1]
        acked.update(int(line.split()[1]) for line in lines)
        dump = [sys.executable, SCRIPT, "dump", str(tmp_path)]
        found = subprocess.run(dump, capture_output=True, text=True, check=True).stdout.split()
        assert acked <= {int(one) for one in found}
        assert len(found) == len(set(found))
        start = max(map(int, found)) + 1
    assert len(acked) > 100


@pytest.mark.slow
@pytest.mark.skipif(LAB is None, reason="APOYO_CRASHLAB does not name the crash lab's folder")
@pytest.mark.parametrize("way", ["single", "group"])
@pytest.mark.parametrize("crash", [
    ["kill", "--tries", "12", "--max-ms", "60"],
    ["step", "--tries", "8", "--acks", "20", "--again"],
    ["error", "--tries", "4", "--every", "3", "--acks", "20", "--again"],
    ["power", "--tries", "25", "--acks", "60"],
])  # fmt: skip
def test_the_crash_lab_finds_nothing(crash: list[str], way: str) -> None:
    script = f"{sys.executable} {SCRIPT}"
    work, dump = f"{script} work {way} {{dir}} {{start}}", f"{script} dump {{dir}}"
    args = [sys.executable, f"{LAB}/crashlab.py", *crash, "--work", work, "--dump", dump]
    ran = subprocess.run(args, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr

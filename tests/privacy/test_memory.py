"""What was forgotten is in no byte of a restarted process's memory either."""

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

MARK = "quetzalcoatlus"
CONSOLE = ("from bot.cli import main; raise SystemExit(main())", "console", "--jsonl")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="there is no /proc to look into memory by")]


def process(data: Path, now: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", *CONSOLE, "--data", str(data), "--now", now],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def do(one: subprocess.Popen[str], **op: object) -> None:
    assert one.stdin
    assert one.stdout
    one.stdin.write(json.dumps(op) + "\n")
    one.stdin.flush()
    while json.loads(one.stdout.readline())["event"] not in ("ok", "error"):
        pass


def memory(pid: int) -> Iterator[bytes]:
    """Yield what stands in the readable and writable memory of a process."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as mem:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if found:
                start, end = (int(part, 16) for part in found.groups())
                mem.seek(start)
                try:
                    yield mem.read(end - start)
                except OSError:  # what the kernel shows nobody
                    continue


def holds(one: subprocess.Popen[str]) -> bool:
    try:
        return any(MARK.encode() in part for part in memory(one.pid))
    except PermissionError:
        pytest.skip("the memory of other processes cannot be read here")


def started_again(data: Path, now: str) -> bool:
    """Start anew on the data, answer something, and tell whether the mark is in memory."""
    one = process(data, now)
    do(one, op="say", room="#general", user="cora", text="/needs")
    found = holds(one)
    one.communicate(timeout=30)
    return found


def told(data: Path) -> None:
    one = process(data, "2026-11-23T09:00-05:00")
    do(one, op="say", room="#general", user=MARK, text=f"/need {MARK} friday")
    do(one, op="say", room="#general", user="cora", text="/claim 1")
    do(one, op="dm", user=MARK, text=f"/remind me of {MARK} tomorrow 9am")
    one.communicate(timeout=30)


def test_what_a_person_had_forgotten_is_not_in_memory_after_a_restart(tmp_path: Path) -> None:
    told(tmp_path)
    assert started_again(tmp_path, "2026-11-23T09:00-05:00"), "the mark is found where it is"
    one = process(tmp_path, "2026-11-23T09:00-05:00")
    do(one, op="dm", user=MARK, text="/forget me")
    do(one, op="advance", by="5m")
    one.communicate(timeout=30)
    assert not started_again(tmp_path, "2026-11-23T09:05-05:00")
    assert MARK.encode() not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_what_has_reached_its_end_is_not_in_memory_after_a_restart(tmp_path: Path) -> None:
    told(tmp_path)
    one = process(tmp_path, "2026-11-23T09:00-05:00")
    do(one, op="advance", by="400d")
    one.communicate(timeout=60)
    assert not started_again(tmp_path, "2027-12-28T09:00-05:00")


def test_kills_during_the_purge_lose_nothing_that_was_to_stay(tmp_path: Path) -> None:
    one = process(tmp_path, "2026-11-23T09:00-05:00")
    do(one, op="say", room="#general", user="ana", text=f"/need {MARK} friday")
    do(one, op="say", room="#general", user="ana", text="/done 1")
    do(one, op="say", room="#general", user="ana", text="/need a ride to the hearing jan 20")
    one.communicate(timeout=30)
    chance = random.Random(5)
    for _ in range(12):
        one = process(tmp_path, "2026-11-23T09:00-05:00")
        assert one.stdin
        one.stdin.write(json.dumps({"op": "advance", "to": "2026-12-27T09:00-05:00"}) + "\n")
        one.stdin.flush()
        time.sleep(0.5 + chance.random())
        one.kill()
        one.communicate()
    one = process(tmp_path, "2026-12-27T09:00-05:00")
    do(one, op="advance", by="2d")
    out, _ = one.communicate(
        json.dumps({"op": "say", "room": "#general", "user": "ana", "text": "/needs"}) + "\n")
    assert "2 · a ride to the hearing" in out
    assert MARK.encode() not in b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

"""How fast lines are read: percentiles, growth with length, import time, and a peer beside it.

    python bench/bench_when.py [corpus.jsonl ...]

Without a corpus the ones of ``tests/when`` are read. dateparser (Python) and chrono (JavaScript,
``NODE_PATH`` names the folder it is in), where they are installed, read the same lines in the same
run; figures beside them are ratios, so they hold on any machine.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from bot.when import read  # noqa: E402

LENGTHS = (250, 500, 1000, 2000, 4000)
HARD = {
    "words": "tomorrow we need 3 drivers at 9am and more tents ",
    "numbers": "5 10 15 20 ", "links": "de la el a las por para el ", "weekdays": "mon tue, wed ",
    "signs": "-,.:;(@/ ", "digits": "1234567890", "letters": "abcdefghij", "quotes": "a'''b' ",
}


def lines_of(paths: list[str]) -> list[dict[str, Any]]:
    """Return the lines of some corpora, or of those beside the tests."""
    found = paths or [str(path) for path in sorted((HERE / "tests/when").glob("corpus*.jsonl"))]
    return [json.loads(line) for path in found for line in Path(path).read_text("utf8").splitlines()
            if line.strip()]


def best(call: Callable[[], object], repeat: int = 5) -> float:
    """Return the shortest of some calls, in microseconds."""
    times = []
    for _ in range(repeat):
        begun = time.perf_counter_ns()
        call()
        times.append(time.perf_counter_ns() - begun)
    return min(times) / 1000


def percentiles(times: list[float]) -> str:
    """Return the middle, the tail and the worst, as text."""
    times = sorted(times)
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    last = len(times) - 1
    shown = [f"{name} {times[min(last, int(q * len(times)))]:.0f}" for name, q in at.items()]
    return "  ".join([*shown, f"max {times[-1]:.0f} µs"])


def ours(lines: list[dict[str, Any]]) -> list[float]:
    """Return the microseconds each line takes us."""
    found = []
    for line in lines:
        now = datetime.fromisoformat(line["now"])
        text, tz, lang = line["text"], line["tz"], line["lang"]
        found.append(best(lambda t=text, n=now, z=tz, k=lang: read(t, n, z, k)))  # type: ignore[misc]
    return found


def theirs(lines: list[dict[str, Any]]) -> list[float] | None:
    """Return the microseconds each line takes dateparser; None where it is not installed."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None
    found = []
    for line in lines:
        base = datetime.fromisoformat(line["now"]).replace(tzinfo=None)
        options = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": base}
        text = line["text"]
        found.append(best(lambda t=text, o=options: search_dates(  # type: ignore[misc]
            t, languages=["en", "es"], settings=o), 1))
    return found


CHRONO = """
const chrono = require("chrono-node"), read = require("fs").readFileSync(0, "utf8");
const took = [];
for (const line of JSON.parse(read)) {
  const by = line.lang === "es" ? chrono.es : chrono.en, now = new Date(line.now);
  let best = Infinity;
  for (let i = 0; i < 5; i++) {
    const begun = process.hrtime.bigint();
    by.parse(line.text, now, {forwardDate: true});
    best = Math.min(best, Number(process.hrtime.bigint() - begun) / 1000);
  }
  took.push(best);
}
console.log(JSON.stringify(took));
"""


def chrono(lines: list[dict[str, Any]]) -> list[float] | None:
    """Return the microseconds each line takes chrono; None without node or chrono-node.

    It is found by NODE_PATH, a folder of node modules.
    """
    if shutil.which("node") is None:
        return None
    done = subprocess.run(["node", "-e", CHRONO], input=json.dumps(lines), text=True,
                          capture_output=True, check=False)
    found: list[float] | None = json.loads(done.stdout) if done.returncode == 0 else None
    return found


def beside(name: str, times: list[float], peer: list[float] | None) -> None:
    """Print a peer's figures on the same lines, as ratios too."""
    if peer is None:
        print(f"{name} is not installed: no figures beside it")
        return
    print(f"{name}, same lines: {percentiles(peer)}")
    ratios = sorted(b / a for a, b in zip(times, peer, strict=True))
    print(f"{name} takes {ratios[len(ratios) // 2]:.1f} times as long (median line), "
          f"{sum(peer) / sum(times):.1f} times in all")


def import_time() -> float:
    """Return the milliseconds an import takes in a fresh interpreter, the best of five."""
    code = ("import time; t = time.perf_counter(); import bot.when;"
            "print((time.perf_counter() - t) * 1e3)")
    with tempfile.TemporaryDirectory() as compiled:
        keeping = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [subprocess.run([sys.executable, "-c", code], cwd=HERE, env=keeping, check=True,
                               capture_output=True, text=True).stdout for _ in range(8)]
    return min(float(run) for run in runs)


def main() -> None:
    """Measure and print."""
    lines = lines_of(sys.argv[1:])
    times = ours(lines)
    print(f"read, {len(lines)} lines:       {percentiles(times)}")
    without = [took for took, line in zip(times, lines, strict=True)
               if not line.get("start") and not line.get("qty")]
    print(f"of them {len(without)} without WHEN: {percentiles(without or [0])}")
    print(f"import bot.when: {import_time():.1f} ms")
    now = datetime.fromisoformat("2026-11-23T10:00:00-05:00")
    print("milliseconds by length     " + "".join(f"{n:>8}" for n in LENGTHS))
    for name, unit in HARD.items():
        texts = [(unit * (n // len(unit) + 1))[:n] for n in LENGTHS]
        row = [best(lambda t=t: read(t, now, "America/New_York", "en"), 7) / 1000 for t in texts]
        print(f"  {name:<24} " + "".join(f"{took:8.2f}" for took in row))
    beside("dateparser", times, theirs(lines))
    beside("chrono", times, chrono(lines))


if __name__ == "__main__":
    main()

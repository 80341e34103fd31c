"""``apoyo console --jsonl`` as a process of its own, driven line by line."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

Event = dict[str, Any]
COMMAND = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())",
           "console", "--jsonl"]
NOW = "2026-11-23T09:00-05:00"
LONGEST = 120.0  # seconds until a process that hangs is killed


def lines_of(output: bytes) -> list[Event]:
    """Return the records in an output; a torn last line is left out."""
    return [json.loads(line) for line in output.split(b"\n")[:-1] if line.strip()]


def encoded(op: Event | str | bytes) -> bytes:
    """Return one op as a line; text and bytes go as they are."""
    if isinstance(op, dict):
        op = json.dumps(op)
    return (op.encode() if isinstance(op, str) else op) + b"\n"


def talk(*ops: Event | str | bytes, data: Path | None = None, now: str | None = NOW,
         options: tuple[str, ...] = (), status: int = 0) -> list[Event]:
    """Run one process from its first line to the end of input; return everything it said."""
    done = subprocess.run(_command(data, now, options), input=b"".join(map(encoded, ops)),
                          capture_output=True, timeout=LONGEST, check=False)
    assert done.returncode == status, done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return lines_of(done.stdout)


def _command(data: Path | None, now: str | None, options: tuple[str, ...]) -> list[str]:
    found = [*COMMAND, *options]
    found += ["--data", str(data)] if data else []
    return [*found, "--now", now] if now else found


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """End a process that a failed test has left behind."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class Console:
    """A running console. Leave it with `close`, or `kill` it."""

    def __init__(self, data: Path | None = None, now: str | None = NOW,
                 options: tuple[str, ...] = ()) -> None:
        self._process = subprocess.Popen(
            _command(data, now, options), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        weakref.finalize(self, _let_go, self._process)
        self._guard = threading.Timer(LONGEST, self._process.kill)
        self._guard.daemon = True
        self._guard.start()
        self.written = 0
        self.before: list[Event] = []  # what came without an op: what the start itself caused

    def write(self, *ops: Event | str | bytes) -> int:
        """Send lines without waiting; return the number of the last one."""
        assert self._process.stdin
        self._process.stdin.write(b"".join(map(encoded, ops)))
        self._process.stdin.flush()
        self.written += len(ops)
        return self.written

    def read(self) -> Event | None:
        """Return the next record, None at the end of output or for a torn line."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else None

    def until(self, op: int) -> list[Event]:
        """Return everything up to the ok or error of an op, that included."""
        found = []
        while (event := self.read()) is not None:
            found.append(event)
            if "op" not in event:
                self.before.append(event)
            if event.get("op") == op and event["event"] in ("ok", "error"):
                return found
        raise AssertionError(f"the console ended before op {op}; it had said {found[-3:]}")

    def ask(self, op: Event | str | bytes) -> list[Event]:
        """Send one line and return what it caused, its ok or error last."""
        return [event for event in self.until(self.write(op)) if "op" in event]

    def kill_now(self) -> None:
        """Kill it at once, from any thread."""
        self._process.send_signal(signal.SIGKILL)

    def rest(self) -> list[Event]:
        """Return what it still says until it ends by itself."""
        found = []
        while (event := self.read()) is not None:
            found.append(event)
        self._end()
        return found

    def kill(self) -> list[Event]:
        """Kill it at once; return what it had still said."""
        self.kill_now()
        return self._end()[1]

    def close(self) -> tuple[int, list[Event]]:
        """End the input; return the exit status and what it still said."""
        return self._end()

    def _end(self) -> tuple[int, list[Event]]:
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        out = self._process.stdout.read()
        self._process.stdout.close()
        status = self._process.wait()
        self._guard.cancel()
        return status, lines_of(out)

    @property
    def memory(self) -> int:
        """How much memory it uses, in bytes."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


def say(user: str, text: str, room: str = "#general", **more: Any) -> Event:
    """Make the op of something said in a room."""
    return {"op": "say", "room": room, "user": user, "text": text, **more}


def dm(user: str, text: str, **more: Any) -> Event:
    """Make the op of something written directly."""
    return {"op": "dm", "user": user, "text": text, **more}


def kinds(events: list[Event]) -> list[str]:
    """Return what kinds of records these are."""
    return [event["event"] for event in events]


def only(events: list[Event], kind: str) -> Event:
    """Return the one record of a kind."""
    found = [event for event in events if event["event"] == kind]
    assert len(found) == 1, events
    return found[0]

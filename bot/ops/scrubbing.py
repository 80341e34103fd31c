"""Logs without anybody's words: where something went wrong and of what kind, never what was said.

What an exception says can hold a text or a name, and so can the log lines of the libraries; of
the first only the type is written, of the second only where they come from.
"""

import logging
import sys
import threading
import traceback
from copy import copy
from types import TracebackType
from typing import TextIO

OURS = ("bot", "adapters", "commands")


class Scrubbed(logging.Formatter):
    """Writes one line a record, and for an exception its type and the places it came through."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; of other packages' records only where they come from."""
        record = copy(record)
        record.exc_text = None  # another handler may have written the exception out already
        if record.name.partition(".")[0] not in OURS:
            record.msg, record.args = "said something in %s:%d", (record.module, record.lineno)
        return super().format(record)

    def formatException(self, ei: object) -> str:  # noqa: N802 - the base's name
        """Return an exception's type and places."""
        kind, _, trace = ei if isinstance(ei, tuple) else (None, None, None)
        return places(kind, trace)


def places(kind: type[BaseException] | None, trace: TracebackType | None) -> str:
    """Return what an exception is and where it came through."""
    through = " < ".join(f"{frame.name}:{frame.lineno}"
                         for frame in reversed(traceback.extract_tb(trace)))
    return f"{kind.__name__ if kind else 'error'} at {through}"


def begin(out: TextIO | None = None) -> None:
    """Write logs, and what nobody catches, this way from now on."""
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(Scrubbed())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, None, args.exc_traceback)


def _uncaught(kind: type[BaseException], _: BaseException | None,
              trace: TracebackType | None) -> None:
    print(f"apoyo: stopped by a mistake of ours: {places(kind, trace)}", file=sys.stderr)

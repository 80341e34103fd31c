"""The console without a process of its own: the same lines in and out, in a tenth of the time."""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

from adapters.console.ops import BadLine, decode
from adapters.console.session import Session
from bot.config import Config
from tests.console_process import NOW, Event, encoded


def talk(*ops: Event, data: Path | None = None) -> list[Event]:
    """Carry out ops from the first to the last; return everything that was said."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_talk(data or Path(folder), ops))


async def _talk(folder: Path, ops: tuple[Event, ...]) -> list[Event]:
    session = Session.open(folder, Config(), datetime.fromisoformat(NOW))
    await session.start()
    for op in ops:
        try:
            await session.do(decode(encoded(op)))
        except BadLine as bad:
            session.out.append({"event": "error", "text": str(bad)})
        else:
            session.out.append({"event": "ok", "now": session.now()})
    await session.close()
    return [msgspec.json.decode(msgspec.json.encode(event)) for event in session.out]

"""Nothing anybody wrote, and nobody's name, reaches a log, a traceback or a metric."""

import asyncio
import io
import logging
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.ops.health import Measured
from bot.ops.scrubbing import Scrubbed, places

MARK = "xylophone"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All logging, down to the finest, as the bot would write it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Scrubbed())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def test_marks_in_every_field_of_every_event_stay_out(tmp_path: Path, log: io.StringIO) -> None:
    room, user, now = f"#{MARK}", f"{MARK}er", datetime.fromisoformat("2026-11-23T09:00-05:00")
    ops = [
        Op("say", room=room, user=user, text=f"/need {MARK} tuesday", id=f"{MARK}1"),
        Op("edit", user=user, of=f"{MARK}1", text=f"/need two {MARK}s wednesday"),
        Op("reply", room=room, user=f"{MARK}b", to="m1", text="I can"),
        Op("fail", room=room, times=3), Op("fail", user=user, times=2, permanent=True),
        Op("say", room=room, user=user, text=f"/{MARK} what"),
        Op("say", room=room, user=user, text=f"/claim {MARK}"),
        Op("dm", user=user, text=f"/remind me to {MARK} in 1 hour"),
        Op("press", user=user, on="m1", action=MARK),
        Op("delete", user=user, of=f"{MARK}1"), Op("leave", room=room, user=user),
        Op("advance", by="3d"),
    ]

    async def talk() -> bytes:
        session = Session.open(tmp_path, Config(timezone="America/New_York"), now, lambda _: None)
        await session.start()
        for op in ops:
            await session.do(op)
        registry = CollectorRegistry()
        registry.register(Measured(session.app.engine.vitals))
        await session.close()
        return generate_latest(registry)

    measured = asyncio.run(talk())
    assert MARK.encode() not in measured
    assert b"apoyo_events_total" in measured
    assert MARK not in log.getvalue()


def test_what_an_exception_says_is_not_written(log: io.StringIO) -> None:
    try:
        raise ValueError(f"cannot read {MARK}")
    except ValueError:
        logging.getLogger("bot.somewhere").exception("it failed")
    said = log.getvalue()
    assert MARK not in said
    assert "ValueError at test_what_an_exception_says_is_not_written" in said


def test_of_a_library_only_the_place_is_written(log: io.StringIO) -> None:
    logging.getLogger("library.room").warning("could not join %s", MARK)
    assert MARK not in log.getvalue()
    assert "library.room said something in test_scrubbed" in log.getvalue()


def test_what_nobody_catches_is_told_without_its_words() -> None:
    try:
        raise KeyError(MARK)
    except KeyError:
        kind, _, trace = sys.exc_info()
    assert places(kind, trace).startswith("KeyError at test_what_nobody_catches")

"""A conversation with the bot on the console, and the instant of everything it says."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from adapters.console.ops import decode
from adapters.console.session import Session
from bot.config import Config

Event = dict[str, Any]
NEW_YORK = "America/New_York"
NOW = "2026-11-23T09:00-05:00"  # a Monday


class Talk:
    """People, rooms and a clock by hand. Each method returns what it caused.

    Every event carries ``at``, the instant at which it was said, on the wall clock of ``zone``.
    """

    def __init__(self, folder: Path, now: str = NOW, zone: str = NEW_YORK,
                 languages: tuple[str, ...] = ("en",)) -> None:
        self._folder, self._config = folder, Config(timezone=zone, languages=languages)
        self.zone, self.said = ZoneInfo(zone), list[Event]()
        self._runner = asyncio.Runner()
        self._open(datetime.fromisoformat(now))

    def say(self, user: str, text: str, room: str = "#general", **more: Any) -> list[Event]:
        """Say something in a room."""
        return self.do(op="say", room=room, user=user, text=text, **more)

    def dm(self, user: str, text: str, **more: Any) -> list[Event]:
        """Write to the bot alone."""
        return self.do(op="dm", user=user, text=text, **more)

    def press(self, user: str, on: Event, action: str) -> list[Event]:
        """Press a button of a message."""
        return self.do(op="press", user=user, on=on["id"], action=action)

    def until(self, local: str) -> list[Event]:
        """Let time pass until a wall-clock time of the zone, such as ``2026-11-24 08:00``."""
        return self.do(op="advance", to=self.at(local).isoformat())

    def wait(self, span: str) -> list[Event]:
        """Let so much time pass, such as ``1d2h``."""
        return self.do(op="advance", by=span)

    def away(self, local: str) -> list[Event]:
        """Stop the bot, and start it again at a wall-clock time; return what that says."""
        self._runner.run(self._session.close())
        begin = len(self.said)
        self._open(self.at(local))
        return self.said[begin:]

    def do(self, **op: Any) -> list[Event]:
        """Carry out one op of the console's contract."""
        begin = len(self.said)
        self._runner.run(self._session.do(decode(msgspec.json.encode(op))))
        return self.said[begin:]

    def at(self, local: str) -> datetime:
        """Return the instant of a wall-clock time; the first if there are two."""
        return datetime.fromisoformat(local).replace(tzinfo=self.zone)

    def leave(self) -> None:
        """End the conversation."""
        self._runner.run(self._session.close())
        self._runner.close()

    def _open(self, now: datetime) -> None:
        self._session = Session.open(self._folder, self._config, now, self._hear)
        self._runner.run(self._session.start())

    def _hear(self, event: Event) -> None:
        local = self._session.clock.now().astimezone(self.zone)
        self.said.append({**event, "at": local.strftime("%Y-%m-%d %H:%M"),
                          "utc": local.astimezone(UTC)})


@contextmanager
def talking(folder: Path, now: str = NOW, zone: str = NEW_YORK,
            languages: tuple[str, ...] = ("en",)) -> Iterator[Talk]:
    """Begin a conversation in a folder, and leave it at the end."""
    talk = Talk(folder, now, zone, languages)
    try:
        yield talk
    finally:
        talk.leave()


def heard(events: list[Event], who: str) -> list[tuple[str, str]]:
    """Return what came to a person directly or into a room: when, and which words."""
    field = "room" if who.startswith("#") else "to"
    return [(event["at"], event["text"]) for event in events
            if event["event"] == "send" and event.get(field) == who
            and not (field == "room" and "to" in event)
            and not (field == "to" and "room" in event)]


def times(events: list[Event], who: str, words: str) -> list[str]:
    """Return when a person or room was told something with these words in it."""
    return [at for at, text in heard(events, who) if words in text]


def answer(events: list[Event]) -> str:
    """Return the one answer to what somebody typed."""
    sent = [event for event in events if event["event"] == "send"]
    found = [event for event in sent if "reply_to" in event] or sent
    assert len(found) == 1, events
    return str(found[0]["text"])


def shown(talk: Talk, post: Event) -> str:
    """Return what a message of the bot says now."""
    return str([event["text"] for event in talk.said
                if event["id"] == post["id"] and event["event"] in ("send", "edit")][-1])

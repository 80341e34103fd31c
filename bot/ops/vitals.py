"""How a running Apoyo is: counts and instants, nothing of what anybody wrote.

Instants here are seconds of a monotonic clock, so that a clock set anew says nothing wrong.
Everything is written by the event loop and read by another thread, which is how a loop that
hangs is noticed.
"""

import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from bot.domain.act import Wake
from bot.ports import Carrier, Clock, Delivery, Rendered, SendFailed, Store
from bot.text import Node, n, t

HANGS = 30.0  # seconds without a beat
AWAY = 300.0  # seconds a chat may be away before somebody should look
LATE = timedelta(minutes=5)  # that what was due may wait
LEAST_ROOM = 200 * 2**20  # bytes that should be free on the disk
BEAT = 5.0  # seconds between two beats

log = logging.getLogger(__name__)
State = Literal["starting", "up", "away", "stopped"]
Monotonic = Callable[[], float]


@dataclass(slots=True)
class Chat:
    """One platform: its state and since when, when it last brought an event, how often it fell."""

    state: State
    since: float
    heard: float | None = None
    falls: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an operator should see to; ``kind`` stays the same while it lasts."""

    kind: str
    text: Node


@dataclass(slots=True)
class Vitals:
    """What is known of the running process."""

    clock: Monotonic = time.monotonic
    chats: dict[str, Chat] = field(default_factory=dict)
    handled: Counter[str] = field(default_factory=Counter)  # events by their outcome
    sent: Counter[str] = field(default_factory=Counter)  # deliveries by platform
    failed: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    queued: int = 0
    late: int = 0
    free: int = LEAST_ROOM
    unsaved: bool = False  # the last backup failed
    began: float = field(init=False)
    last_beat: float = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count."""
        self.began = self.last_beat = self.clock()

    def is_(self, platform: str, state: State) -> None:
        """Note how a chat is."""
        now, known = self.clock(), self.chats.get(platform)
        if known is None:
            self.chats[platform] = Chat(state, now)
        elif known.state == state:
            return
        else:
            known.falls += state == "away"
            known.state, known.since = state, now
        log.log(logging.INFO if state == "up" else logging.DEBUG, "chat %s: platform=%s", state,
                platform)

    def came(self, platform: str, outcome: str) -> None:
        """Note an event and what became of it: whatever brings events is up."""
        self.handled[outcome] += 1
        if platform in self.chats:
            self.chats[platform].heard = self.clock()

    def beat(self, store: Store, clock: Clock, data: Path) -> None:
        """Show that the loop goes round, and look at what waits."""
        now = clock.now()
        self.queued = store.read(lambda uow: uow.count(Delivery, "order"))
        self.late = len(store.read(
            lambda uow: uow.find(Wake, "due", upto=now - LATE, limit=1000)))
        self.free = free_room(data)
        self.last_beat = self.clock()

    def problems(self) -> list[Problem]:
        """Return what is not as it should be, worst first."""
        now, found = self.clock(), list[Problem]()
        if now - self.last_beat > HANGS:
            found.append(Problem("loop", t("Nothing has moved for {seconds} s: restart me.",
                                           seconds=str(round(now - self.last_beat)))))
        for name, chat in sorted(self.chats.items()):
            if chat.state == "stopped":
                found.append(Problem(f"chat-{name}", t(
                    "{chat} has stopped: the log says why, and apoyo check how to mend it.",
                    chat=name.title())))
            elif chat.state != "up" and now - chat.since > AWAY:
                found.append(Problem(f"chat-{name}", t(
                    "{chat} has been out of reach for {minutes} min. I keep trying.",
                    chat=name.title(), minutes=str(round((now - chat.since) / 60)))))
        if self.late:
            found.append(Problem("late", n("{n} thing that was due is late.",
                                           "{n} things that were due are late.", self.late)))
        if self.free < LEAST_ROOM:
            found.append(Problem("disk", t("Only {room} MB are left on the disk: make room.",
                                           room=str(self.free // 2**20))))
        if self.unsaved:
            found.append(Problem("backup", t("The last backup failed: look at its folder.")))
        return found


class Counted:
    """A carrier whose deliveries are counted."""

    def __init__(self, carrier: Carrier, vitals: Vitals) -> None:
        self.name, self.remembers = carrier.name, carrier.remembers
        self._carrier, self._vitals = carrier, vitals

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Look for an earlier try's message; see `bot.ports.Carrier.find_sent`."""
        return await self._carrier.find_sent(delivery, drawn)

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry one delivery out; see `bot.ports.Carrier.deliver`."""
        try:
            message = await self._carrier.deliver(delivery, drawn)
        except SendFailed as failed:
            count = self._vitals.given_up if failed.permanent else self._vitals.failed
            count[self.name] += 1
            raise
        self._vitals.sent[self.name] += 1
        return message


def free_room(folder: Path) -> int:
    """Return how many bytes are free where a folder is, or will be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free

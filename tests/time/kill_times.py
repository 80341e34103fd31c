"""The reminders under which the console is killed, and how often each of them has to come."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.console_process import NOW, Event, say

DAY = timedelta(days=1)
NIGHT = 3  # the hour at which nothing is due any more, and what failed has been tried again
ROOMS = ("#general", "#kitchen", "#clinic")


@dataclass(frozen=True)
class Planned:
    """A reminder: whom it reaches, and when it first comes; ``daily`` ones come for ever."""

    lane: str
    words: str
    first: datetime
    daily: bool

    def count(self, end: datetime) -> int:
        """Return how often it has come by then."""
        if self.first > end:
            return 0
        return (end - self.first) // DAY + 1 if self.daily else 1


@dataclass
class Times:
    """Makes ops, one after the other: reminders, hours that pass, deliveries that fail.

    Of those that fail, some arrive all the same: only the answer is lost.
    """

    random: Random
    ops: list[Event] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    now: datetime = field(default_factory=lambda: datetime.fromisoformat(NOW))

    def __post_init__(self) -> None:
        """Let everybody be there, and leave the digest out of it."""
        self.ops = [say("ana", "/digest off", room, id=f"off{room}") for room in ROOMS]
        self.ops += [say("ben", "/needs", id="ben")]

    def more(self, count: int) -> None:
        """Make so many new ops."""
        for _ in range(count):
            kind = self.random.random()
            if kind < 0.25 and len(self.planned) < 60:
                self._remind()
            elif kind < 0.4:
                where = {"room": self.random.choice(ROOMS)} if kind < 0.35 else {"user": "ben"}
                self.ops.append({"op": "fail", "times": self.random.randint(1, 4),
                                 "lost": self.random.random() < 0.4, **where})
            else:
                self._pass(self.now + timedelta(minutes=self.random.randint(1, 600)))

    def end(self) -> None:
        """Let time pass until all is quiet."""
        self.ops += [{"op": "fail", "times": 0, **where} for where in (
            *({"room": room} for room in ROOMS), {"user": "ben"})]
        self._pass((self.now + DAY).replace(hour=NIGHT, minute=0))

    def expected(self) -> Counter[tuple[str, str]]:
        """Return how often each reminder has to have come by now."""
        return +Counter({(one.lane, one.words): one.count(self.now) for one in self.planned})

    def _pass(self, until: datetime) -> None:
        self.now = until
        self.ops.append({"op": "advance", "to": until.isoformat()})

    def _remind(self) -> None:
        hour, number = self.random.randint(5, 22), len(self.planned)
        words = "bag q" + "".join("bcdfghjkmp"[int(digit)] for digit in str(number))
        day, daily = self.now + DAY, self.random.random() < 0.5
        first = day.replace(hour=hour, minute=0)
        if daily and first - DAY > self.now:
            first -= DAY
        room = self.random.choice(ROOMS)
        whom = self.random.choice(["here", "@ben"])
        clock = f"{hour % 12 or 12}{'am' if hour < 12 else 'pm'}"
        when = f"every day at {clock}" if daily else f"{first:%B} {first.day} {first:%Y} {clock}"
        self.ops.append(say("ana", f"/remind {whom} {words} {when}", room, id=f"r{number}"))
        self.planned.append(Planned("ben" if whom == "@ben" else room, words, first, daily))

"""One account's limit: a burst of many rooms starves nobody, and the platform is not provoked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.pace import Pace, rank
from bot.ports import Delivery, Rendered
from tests.hand_loop import run
from tests.outbox_fakes import card, edit, letter

ROOMS = 500
TOOK = 0.15  # seconds from a platform's request to its answer
DRAWN = Rendered("text", (), ("en",))


@dataclass
class Platform:
    """Implements `bot.ports.Carrier` for a platform with a limit: when each message has come.

    It takes ``burst`` messages, and one more in each ``pause`` seconds; it refuses others.
    """

    pace: Pace
    burst: int
    pause: float
    name: str = "fake"
    remembers: timedelta = timedelta.max
    came: list[tuple[float, Delivery]] = field(default_factory=list)
    refused: int = 0
    full: float = 0.0

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        return None

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        loop, place = asyncio.get_running_loop(), self.pace.place()
        while True:
            async with self.pace.turn(rank(delivery), place):
                wait = max(self.full, loop.time()) - loop.time() - (self.burst - 1) * self.pause
                if wait <= 0:
                    self.full = max(self.full, loop.time()) + self.pause
                    await asyncio.sleep(TOOK)
                    self.came.append((loop.time(), delivery))
                    return delivery.key
                self.refused += 1
                self.pace.hold(wait)


def digest(room: int) -> Delivery:
    return card(room, 1, f"fake:#{room}", view="digest")


def reminder(room: int) -> Delivery:
    return letter(ROOMS + room, f"fake:#{room}")


def answer(number: int) -> Delivery:
    return letter(9000 + number, f"fake:p{number}", reply_to="fake:e1")


def nine_o_clock(make: Callable[[], Platform], every: float) -> Platform:
    """Let all be due in all rooms at once, and somebody give a command now and then."""
    async def story() -> Platform:
        platform = make()
        due = [digest(room) for room in range(ROOMS)] + [reminder(room) for room in range(ROOMS)]
        tasks = [asyncio.create_task(platform.deliver(one, DRAWN)) for one in due]
        for number in range(20):
            await asyncio.sleep(every)
            tasks.append(asyncio.create_task(platform.deliver(answer(number), DRAWN)))
        await asyncio.gather(*tasks)
        return platform

    return run(story())


def when(platform: Platform, is_one: Callable[[Delivery], Any]) -> list[float]:
    return [at for at, delivery in platform.came if is_one(delivery)]


def test_a_burst_keeps_to_so_many_a_second_and_commands_are_answered_meanwhile() -> None:
    platform = nine_o_clock(lambda: Platform(Pace(ROOMS, 25, 10), 50, 1 / 50), 1)
    assert platform.refused == 0
    assert len(platform.came) == 2 * ROOMS + 20
    for number, at in enumerate(when(platform, lambda one: one.reply_to)):
        assert at <= number + 1 + TOOK + 1 / 25
    reminders = when(platform, lambda one: not one.view and not one.reply_to)
    digests = when(platform, lambda one: one.view)
    assert sum(at < reminders[-1] for at in digests) <= 10
    assert digests[-1] < (2 * ROOMS + 20) / 25 + 1


def test_under_a_narrow_limit_an_answer_waits_for_the_next_free_moment_only() -> None:
    platform = nine_o_clock(lambda: Platform(Pace(4), 10, 5), 60)
    assert len(platform.came) == 2 * ROOMS + 20
    for number, at in enumerate(when(platform, lambda one: one.reply_to)):
        assert at <= (number + 1) * 60 + 5 + TOOK + 0.001
    assert platform.refused < 5 * len(platform.came)


def test_somebody_who_goes_away_leaves_their_turn_to_others() -> None:
    async def story() -> list[str]:
        pace, went = Pace(1), list[str]()

        async def one(name: str) -> None:
            async with pace.turn(0):
                await asyncio.sleep(1)
                went.append(name)

        async def first() -> None:
            await one("first")
            tasks[1].cancel()  # it is its turn, and it has not noticed yet

        tasks = [asyncio.create_task(work) for work in (first(), one("second"), one("third"))]
        await asyncio.sleep(0.5)
        tasks[2].cancel()
        await asyncio.wait(tasks)
        await one("last")
        return went

    assert run(story()) == ["first", "last"]


def test_answers_go_first_and_digests_last() -> None:
    order = [letter(1, reply_to="fake:e1"), letter(2), edit(3, 1, 1), digest(4)]
    assert sorted(order, key=rank) == order
    assert len({rank(delivery) for delivery in order}) == 4


@pytest.mark.parametrize(("delivery", "like"), [
    (letter(1, "fake:ana"), letter(1, reply_to="fake:e1")),  # a reaction hangs on no message
    (letter(1, "fake:ben", view="sealed"), letter(1)),  # an address somebody waits for
    (replace(edit(1, 1, 1), view="board"), digest(1)),
])
def test_what_somebody_waits_for_goes_before_what_stands_there_anyway(
    delivery: Delivery, like: Delivery
) -> None:
    assert rank(delivery) == rank(like)

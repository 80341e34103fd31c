"""The outbox: in order, never lost, never doubled, and one room never waits for another."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from bot.ports import Delivery
from bot.text import Button, t
from tests.outbox_fakes import START, A, B, FakeCarrier, PostOffice, Story, letter, play_on, refusal

Play = Callable[[Story], None]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """What runs a story on a fresh outbox."""
    return lambda story: play_on(tmp_path, story)


def test_a_slow_room_holds_up_nobody_else(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        gate = post.carrier.close_gate(A)
        await post.write(letter(1, A), letter(2, A), letter(3, B), letter(4, "fake:ana"))
        await post.carrier.until(2)
        assert sorted(post.carrier.texts()) == ["text 3", "text 4"]
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts(A) == ["text 1", "text 2"]

    play(story)


def test_a_lane_keeps_its_order_through_failures(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [refusal(), refusal()]
        await post.write(*(letter(n) for n in range(1, 6)))
        for second in range(1, 10):
            await post.at(second)
        assert post.carrier.texts() == [f"text {n}" for n in range(1, 6)]
        assert [one.delivery.order for one in post.carrier.tried] == [1, 1, 1, 2, 3, 4, 5]
        assert post.left() == []

    play(story)


def test_pauses_grow_up_to_a_quarter_of_an_hour_and_the_key_stays(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [refusal() for _ in range(14)]
        await post.write(letter(1))
        await post.outbox.settle()
        while due := post.outbox.due():
            assert post.armed[-1] == due, "the alarm is set to the next try"
            await post.at(int((due - START).total_seconds()))
        pauses = [after.at - before.at for before, after in pairwise(post.carrier.tried)]
        assert pauses == sorted(pauses)
        assert pauses[0] == 1
        assert pauses[-1] == 900
        assert len({one.delivery.key for one in post.carrier.tried}) == 1
        assert post.carrier.texts() == ["text 1"]

    play(story)


def test_nothing_is_tried_before_its_time(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [refusal(retry_after=42)]
        await post.write(letter(1))
        await post.outbox.settle()
        await post.write(letter(2))
        for second in (1, 10, 41):
            await post.at(second)
        assert len(post.carrier.tried) == 1
        await post.at(42)
        assert post.carrier.texts() == ["text 1", "text 2"]

    play(story)


@pytest.mark.parametrize("wish", [0, 0.2, 1.4])
def test_a_wish_for_no_pause_at_all_does_not_make_a_busy_loop(
        play: Callable[[Story], None], wish: float) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [refusal(retry_after=wish)] * 3
        await post.write(letter(1))
        await post.outbox.settle()
        assert len(post.carrier.tried) == 1

    play(story)


def test_what_was_not_delivered_is_after_a_restart_and_nothing_else(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(letter(1, B))
        await post.outbox.settle()
        post.carrier.wrong[A] = [refusal(), refusal()]
        await post.write(letter(2), letter(3))
        await post.outbox.settle()
        await post.restart()
        assert len(post.carrier.tried) == 2, "a restart does not cut a pause short"
        await post.at(1)
        await post.restart()
        await post.at(3)
        assert post.carrier.texts() == ["text 1", "text 2", "text 3"]
        assert [one.at for one in post.carrier.tried if one.delivery.order == 2] == [0, 1, 3]
        assert len({one.delivery.key for one in post.carrier.tried}) == 3
        assert post.left() == []

    play(story)


def test_whoever_caused_it_is_told_what_can_never_arrive(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [refusal(permanent=True)]
        await post.write(letter(1, about=12), letter(2))
        await post.outbox.settle()
        assert post.carrier.texts(A) == ["text 2"]
        told = [one for one in post.carrier.came if one.delivery.lane == "fake:ana"]
        assert len(told) == 1
        assert "12" in told[0].text
        assert told[0].delivery.key != letter(1).key
        assert post.left() == []

    play(story)


def test_whoever_cannot_be_told_either_makes_no_circle(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong = {A: [refusal(permanent=True)],
                              "fake:ana": [refusal(permanent=True) for _ in range(9)]}
        await post.write(letter(1, about=12))
        await post.outbox.settle()
        await post.at(3600)
        assert len(post.carrier.tried) == 2
        assert post.left() == []

    play(story)


def test_a_carrier_that_breaks_is_tried_again_and_holds_up_nobody(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [ConnectionResetError(), RuntimeError("broken")]
        await post.write(letter(1), letter(2), letter(3, B))
        await post.outbox.settle()
        assert post.carrier.texts() == ["text 3"]
        await post.at(60)
        await post.at(120)
        assert post.carrier.texts(A) == ["text 1", "text 2"]

    play(story)


def test_a_chat_that_is_not_there_yet_gets_its_mail_later(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(letter(1, "late:#x", platform="late"), letter(2))
        await post.outbox.settle()
        assert post.carrier.texts() == ["text 2"]
        late = FakeCarrier(post.clock, name="late")
        post.outbox.attach(late)
        await post.at(900)
        assert late.texts() == ["text 1"]

    play(story)


def test_a_message_people_can_answer_is_known_once_it_was_sent(play: Play) -> None:
    from bot.ports import Post as Known

    async def story(post: PostOffice) -> None:
        await post.write(letter(1, about=7, buttons=(Button("claim", t("I'll do it")),)),
                         letter(2))
        await post.outbox.settle()
        await post.restart()
        known = post.store.read(lambda uow: uow.get(Known, "fake:m1"))
        assert known is not None
        assert (known.about, known.actions, known.group) == (7, ("claim",), "g")
        assert post.store.read(lambda uow: uow.get(Known, "fake:m2")) is None

    play(story)


def test_settling_ends_however_many_lanes_end_at_once(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        people = [letter(n, f"fake:p{n}") for n in range(1, 30)]
        await post.write(*people, letter(30, A), letter(31, B))
        await post.outbox.settle()
        post.carrier.wrong = {A: [refusal(permanent=True)], B: [refusal()]}
        await post.write(letter(32, A, about=1), letter(33, B), letter(34, "fake:ana"))
        await post.outbox.settle()
        assert len(post.carrier.came) == 33

    play(story)


def test_a_flood_of_one_persons_slows_only_their_own_answers(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        def answer(order: int, who: str) -> Delivery:
            return letter(order, cause=f"fake:{who}", reply_to=f"fake:e{order}")

        post.carrier.wrong[A] = [refusal(retry_after=60)]
        await post.write(*(answer(n, "ana") for n in range(1, 30)), answer(30, "ben"))
        await post.at(1)
        assert post.carrier.texts() == ["text 30"]
        await post.at(61)
        assert post.carrier.texts() == ["text 30", *(f"text {n}" for n in range(1, 30))]

    play(story)

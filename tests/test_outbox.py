"""The outbox: in order, never lost, never doubled, and one room never waits for another."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from bot.text import Button, t
from tests.outbox_fakes import START, A, B, FakeCarrier, Post, card, edit, letter, refusal

Story = Callable[[Post], Awaitable[None]]


@pytest.fixture
def play(tmp_path: Path) -> Callable[[Story], None]:
    """Run a story on a fresh outbox, and see that it ends with nothing going on."""

    async def run(story: Story) -> None:
        post = Post(tmp_path)
        await story(post)
        for gate in post.carrier.gates.values():
            gate.set()
        await post.outbox.settle()
        await post.store.close()

    return lambda story: asyncio.run(run(story))


def test_a_slow_room_holds_up_nobody_else(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        gate = post.carrier.close_gate(A)
        await post.write(letter(1, A), letter(2, A), letter(3, B), letter(4, "fake:ana"))
        await post.carrier.until(2)
        assert sorted(post.carrier.texts()) == ["text 3", "text 4"]
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts(A) == ["text 1", "text 2"]

    play(story)


def test_a_lane_keeps_its_order_through_failures(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        post.carrier.wrong[A] = [refusal(), refusal()]
        await post.write(*(letter(n) for n in range(1, 6)))
        for second in range(1, 10):
            await post.at(second)
        assert post.carrier.texts() == [f"text {n}" for n in range(1, 6)]
        assert [one.delivery.order for one in post.carrier.tried] == [1, 1, 1, 2, 3, 4, 5]
        assert post.left() == []

    play(story)


def test_pauses_grow_up_to_a_quarter_of_an_hour_and_the_key_stays(
        play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
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


def test_nothing_is_tried_before_its_time(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
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
    async def story(post: Post) -> None:
        post.carrier.wrong[A] = [refusal(retry_after=wish)] * 3
        await post.write(letter(1))
        await post.outbox.settle()
        assert len(post.carrier.tried) == 1

    play(story)


def test_of_many_edits_of_a_card_that_wait_only_the_last_goes(
        play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        await post.write(card(1, 1), card(2, 2), card1="a", card2="b")
        await post.outbox.settle()
        gate = post.carrier.close_gate(A)
        await post.write(letter(3))
        for n in range(4, 10):
            await post.write(edit(n, message=1 + n % 2, about=1 + n % 2), card1=f"a{n}",
                             card2=f"b{n}")
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts() == ["a", "b", "text 3", "a9", "b9"]
        assert post.left() == []

    play(story)


def test_an_edit_that_is_on_its_way_is_not_taken_for_one_that_waits(
        play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        await post.write(card(1, 1), card1="a")
        await post.outbox.settle()
        gate = post.carrier.close_gate(A)
        await post.write(edit(2, 1, 1), card1="b")
        await post.carrier.until(2, "tried")
        await post.write(edit(3, 1, 1), card1="c")
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts()[-1] == "c"
        assert post.left() == []

    play(story)


def test_edits_that_wait_for_another_try_are_one_too(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        await post.write(card(1, 1), card1="a")
        await post.outbox.settle()
        post.carrier.wrong[A] = [refusal()]
        for n in range(2, 6):
            await post.write(edit(n, 1, 1), card1=f"a{n}")
            await post.outbox.settle()
        await post.at(5)
        assert post.carrier.texts() == ["a", "a5"]
        assert post.left() == []

    play(story)


def test_a_card_that_changed_on_its_way_is_edited_afterwards(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        gate = post.carrier.close_gate(A)
        await post.write(card(1, 1), card1="before")
        await post.carrier.until(1, "tried")
        await post.write(card1="after")
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts() == ["before", "after"]
        sent, mended = (one.delivery for one in post.carrier.came)
        assert (sent.verb, mended.verb, mended.message) == ("send", "edit", "fake:m1")
        assert sent.key != mended.key
        assert post.left() == []

    play(story)


def test_a_card_that_changed_on_its_way_twice_ends_as_it_stands(
        play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        gate = post.carrier.close_gate(A)
        await post.write(card(1, 1), card1="one")
        await post.carrier.until(1, "tried")
        await post.write(card1="two")
        gate.set()
        gate = post.carrier.close_gate(A)
        await post.carrier.until(2, "tried")
        await post.write(card1="three")
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts() == ["one", "two", "three"]
        assert len({one.delivery.key for one in post.carrier.came}) == 3

    play(story)


def test_a_card_that_did_not_change_on_its_way_is_left_alone(
        play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        gate = post.carrier.close_gate(A)
        await post.write(card(1, 1), card1="same")
        await post.carrier.until(1, "tried")
        await post.write(letter(2, B), card2="other")
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts(A) == ["same"]

    play(story)


def test_what_was_not_delivered_is_after_a_restart_and_nothing_else(
        play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
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


def test_whoever_caused_it_is_told_what_can_never_arrive(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
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


def test_whoever_cannot_be_told_either_makes_no_circle(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        post.carrier.wrong = {A: [refusal(permanent=True)],
                              "fake:ana": [refusal(permanent=True) for _ in range(9)]}
        await post.write(letter(1, about=12))
        await post.outbox.settle()
        await post.at(3600)
        assert len(post.carrier.tried) == 2
        assert post.left() == []

    play(story)


def test_a_carrier_that_breaks_is_tried_again_and_holds_up_nobody(
        play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        post.carrier.wrong[A] = [ConnectionResetError(), RuntimeError("broken")]
        await post.write(letter(1), letter(2), letter(3, B))
        await post.outbox.settle()
        assert post.carrier.texts() == ["text 3"]
        await post.at(60)
        await post.at(120)
        assert post.carrier.texts(A) == ["text 1", "text 2"]

    play(story)


def test_a_chat_that_is_not_there_yet_gets_its_mail_later(play: Callable[[Story], None]) -> None:
    async def story(post: Post) -> None:
        await post.write(letter(1, "late:#x", platform="late"), letter(2))
        await post.outbox.settle()
        assert post.carrier.texts() == ["text 2"]
        late = FakeCarrier(post.clock, name="late")
        post.outbox.attach(late)
        await post.at(900)
        assert late.texts() == ["text 1"]

    play(story)


def test_a_message_people_can_answer_is_known_once_it_was_sent(
        play: Callable[[Story], None]) -> None:
    from bot.ports import Post as Known

    async def story(post: Post) -> None:
        await post.write(letter(1, about=7, buttons=(Button("claim", t("I'll do it")),)),
                         letter(2))
        await post.outbox.settle()
        await post.restart()
        known = post.store.read(lambda uow: uow.get(Known, "fake:m1"))
        assert known is not None
        assert (known.about, known.actions, known.group) == (7, ("claim",), "g")
        assert post.store.read(lambda uow: uow.get(Known, "fake:m2")) is None

    play(story)

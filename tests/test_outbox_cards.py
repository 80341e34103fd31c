"""The outbox and cards: many changes are one edit, and the last word is what people see."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.outbox_fakes import A, B, PostOffice, Story, card, edit, letter, play_on, refusal

Play = Callable[[Story], None]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """What runs a story on a fresh outbox."""
    return lambda story: play_on(tmp_path, story)


def test_of_many_edits_of_a_card_that_wait_only_the_last_goes(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(card(1, 1), card(2, 2), card1="a", card2="b")
        await post.outbox.settle()
        gate = post.carrier.close_gate(A)
        await post.write(edit(3, 1, 1), edit(4, 2, 2), card1="a4", card2="b4")
        await post.carrier.until(4, "tried")
        for n in range(5, 11):
            await post.write(edit(n, message=1 + n % 2, about=1 + n % 2), card1=f"a{n}",
                             card2=f"b{n}")
        gate.set()
        await post.outbox.settle()
        assert sorted(post.carrier.texts()) == ["a", "a10", "a4", "b", "b10", "b4"]
        assert post.left() == []

    play(story)


def test_a_message_to_a_room_waits_for_no_edit_there(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(card(1, 1), card(2, 2), card1="a", card2="b")
        await post.outbox.settle()
        gate = post.carrier.close_gate("fake:m1")
        await post.write(edit(3, 1, 1), edit(4, 2, 2), letter(5), card1="a2", card2="b2")
        await post.carrier.until(4)
        assert sorted(post.carrier.texts()[2:]) == ["b2", "text 5"]
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts()[4:] == ["a2"]

    play(story)


def test_a_message_is_taken_away_after_the_edit_that_came_first(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(card(1, 1), card1="a")
        await post.outbox.settle()
        gate = post.carrier.close_gate("fake:m1")
        await post.write(edit(2, 1, 1), replace(edit(3, 1, 1), verb="withdraw", card=False),
                         card1="b")
        await post.carrier.until(2, "tried")
        gate.set()
        await post.outbox.settle()
        assert [one.delivery.verb for one in post.carrier.came] == ["send", "edit", "withdraw"]

    play(story)


def test_an_edit_that_is_on_its_way_is_not_taken_for_one_that_waits(play: Play) -> None:
    async def story(post: PostOffice) -> None:
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


def test_edits_that_wait_for_another_try_are_one_too(play: Play) -> None:
    async def story(post: PostOffice) -> None:
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


def test_a_card_that_changed_on_its_way_is_edited_afterwards(play: Play) -> None:
    async def story(post: PostOffice) -> None:
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


def test_a_card_that_changed_on_its_way_twice_ends_as_it_stands(play: Play) -> None:
    async def story(post: PostOffice) -> None:
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


def test_a_card_that_did_not_change_on_its_way_is_left_alone(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        gate = post.carrier.close_gate(A)
        await post.write(card(1, 1), card1="same")
        await post.carrier.until(1, "tried")
        await post.write(letter(2, B), card2="other")
        gate.set()
        await post.outbox.settle()
        assert post.carrier.texts(A) == ["same"]

    play(story)

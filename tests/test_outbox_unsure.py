"""Deliveries that may have arrived: sent again while their key is known, else looked for."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports import Delivery, Post
from tests.outbox_fakes import START, A, PostOffice, Story, card, edit, letter, play_on, refusal

Play = Callable[[Story], None]
HOUR = 3600


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """What runs a story on a fresh outbox."""
    return lambda story: play_on(tmp_path, story)


def test_soon_after_it_is_sent_again_with_its_key(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.unheard = 1
        await post.write(letter(1))
        await post.at(0)
        await post.at(1)
        assert [one.delivery.key for one in post.carrier.came] == [letter(1).key] * 2
        assert post.carrier.looked == []
        assert post.left() == []

    play(story)


def test_once_its_key_is_forgotten_it_is_looked_for_and_not_sent_again(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.unheard = 1
        await post.write(letter(1, about=7))
        await post.at(0)
        await post.at(HOUR)
        assert post.carrier.texts() == ["text 1"]
        assert post.carrier.looked == [letter(1).key]
        assert post.left() == []
        known = post.store.read(lambda uow: uow.get(Post, "fake:m1"))
        assert known
        assert known.about == 7

    play(story)


def test_what_an_earlier_run_may_have_sent_is_looked_for(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.unheard = 1
        await post.write(letter(1), card(2, 7), card7="open")
        await post.at(0)
        post.clock.move(post.clock.now().replace(hour=20))
        await post.restart()
        assert post.carrier.texts() == ["text 1", "open"]
        assert post.left() == []

    play(story)


def test_it_is_looked_for_if_the_clock_was_set_back_meanwhile(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.unheard = 1
        await post.write(letter(1, at=START + timedelta(hours=1)))
        await post.at(0)
        await post.at(1)
        assert post.carrier.texts() == ["text 1"]

    play(story)


def test_what_never_came_is_sent_however_late(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        gate = post.carrier.close_gate(A)
        post.carrier.blind = True
        post.carrier.wrong[A] = [OSError("gone")]
        await post.write(letter(1))
        gate.set()
        await post.at(HOUR)
        assert post.carrier.texts() == [], "nobody can tell yet whether it is there"
        post.carrier.blind = False
        await post.at(2 * HOUR)
        assert post.carrier.texts() == ["text 1"]
        assert post.left() == []

    play(story)


def test_an_edit_is_made_again_without_looking(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(card(1, 7), card7="open")
        await post.at(0)
        post.carrier.unheard = 1
        await post.write(edit(2, 1, 7), card7="covered")
        await post.at(0)
        await post.at(HOUR)
        assert post.carrier.texts() == ["open", "covered", "covered"]
        assert post.carrier.looked == []

    play(story)


def test_what_is_for_a_chat_that_is_no_longer_set_up_waits_a_fortnight(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(letter(1, "other:#a", platform="other", cause=None))
        for day in range(1, 14):
            await post.at(day * 24 * HOUR)
        assert [one.key for one in post.left()] == [letter(1).key]
        await post.at(15 * 24 * HOUR)
        assert post.left() == []

    play(story)


def test_what_a_platform_has_refused_is_not_looked_for(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [refusal(refused=True)]
        await post.write(letter(1))
        await post.at(0)
        await post.at(HOUR)
        assert post.carrier.texts() == ["text 1"]
        assert post.carrier.looked == []

    play(story)


def test_what_was_perhaps_sent_stays_so_though_it_is_refused_afterwards(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.unheard = 1
        await post.write(letter(1))
        await post.at(0)
        post.carrier.wrong[A] = [refusal(refused=True)]
        await post.at(1)
        await post.at(HOUR)
        assert post.carrier.texts() == ["text 1"]
        assert post.carrier.looked == [letter(1).key]

    play(story)


def test_what_was_sent_in_the_moment_of_a_crash_is_looked_for(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        await post.write(letter(1))
        await post.at(0)
        post.carrier.wrong[A] = [refusal(refused=True)]
        await post.crash(1)
        await post.restart()
        await post.at(HOUR)
        assert post.carrier.texts() == ["text 1"]
        await post.write(letter(2, at=START + timedelta(seconds=HOUR)))
        await post.crash(2 * HOUR)
        assert post.carrier.texts() == ["text 1", "text 2"]
        assert post.left() == []

    play(story)


@pytest.mark.parametrize("later", [1, HOUR])
@pytest.mark.parametrize("restarted", [False, True])
def test_a_card_that_was_perhaps_sent_and_has_changed_is_edited(
        play: Play, later: int, restarted: bool) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.unheard = 1
        await post.write(card(1, 7), card7="open")
        await post.at(0)
        await post.write(card7="covered")
        if restarted:
            await post.restart()
        await post.at(later)
        assert post.shown(1) == "covered"
        assert post.left() == []

    play(story)


@pytest.mark.parametrize("later", [1, HOUR])
def test_a_card_whose_sending_was_cut_off_shows_how_it_stands(play: Play, later: int) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.silent = True
        await post.write(card(1, 7), card7="open")
        await post.carrier.until(1)
        await post.write(card7="covered")
        await post.crash(later)
        assert post.shown(1) == "covered"
        assert post.carrier.texts().count("open") == 1
        assert post.left() == []

    play(story)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_card_that_was_perhaps_sent_and_stands_as_it_was_is_left_alone(
        play: Play, restarted: bool) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.unheard = 1
        await post.write(card(1, 7), card7="open")
        await post.at(0)
        if restarted:
            await post.restart()
        await post.at(HOUR)
        assert post.carrier.texts() == ["open"]
        assert post.left() == []

    play(story)


def test_what_is_forgotten_while_it_waits_is_not_said(play: Play) -> None:
    async def story(post: PostOffice) -> None:
        post.carrier.wrong[A] = [refusal()]
        await post.write(letter(1), letter(2))
        await post.at(0)
        await post.store.run(None, lambda uow: uow.remove(Delivery, letter(1).key))
        await post.at(1)
        assert post.carrier.texts() == ["text 2"]
        assert post.left() == []

    play(story)

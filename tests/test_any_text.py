"""Whatever anybody types: no traceback, no silence after a command, no answer to talk."""

import asyncio
import logging
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.console.adapter import Event
from adapters.console.ops import BadLine, Op
from adapters.console.session import Session
from bot.config import Config
from bot.words import fold
from tests.any_text import ACTIONS, SIGILS, WORDS, Step, meant_directly, step
from tests.platforms.console_driver import Active

EXAMPLES = int(os.environ.get("APOYO_EXAMPLES", "2000"))
PER_SESSION = 100
SEED = int(os.environ.get("APOYO_SEED", "0"))
START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ROOM = "#general"
LONGEST = 4000  # characters of an answer


class Errors(logging.Handler):
    """Gathers whatever the bot logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


@dataclass(slots=True)
class Chat:
    """A session, and what was said and seen in it."""

    session: Session
    errors: Errors
    events: list[str] = field(default_factory=list)
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    async def do(self, one: Step) -> list[Event]:
        """Carry out one step; return what came of it."""
        before = len(self.session.out)
        await self.session.do(self._op(one))
        caused = self.session.out[before:]
        for event in caused:
            if event["event"] in ("send", "edit"):
                self.seen[event["id"]] = tuple(event["actions"])
        return caused

    def _op(self, one: Step) -> Op:
        made = f"e{len(self.events)}"
        on = list(self.seen)[one.pick % len(self.seen)] if self.seen else "m1"
        of = self.events[one.pick % len(self.events)] if self.events else "e0"
        if one.op in ("say", "dm", "reply"):
            self.events.append(made)
        match one.op:
            case "say":
                return Op("say", room=ROOM, user=one.user, text=one.text, id=made,
                          moderator=one.moderator, lang="es" if one.user == "luz" else None)
            case "reply":
                return Op("reply", room=ROOM, user=one.user, text=one.text, id=made, to=on)
            case "press":
                return Op("press", user=one.user, on=on, action=one.text)
            case "edit" | "delete":
                return Op(one.op, user=one.user, of=of, text=one.text)
            case "join" | "leave":
                return Op(one.op, user=one.user, room=ROOM)
            case "advance":
                return Op("advance", by=f"{one.pick}m")
            case "dm":
                return Op("dm", user=one.user, text=one.text, id=made)
            case _:
                return Op(one.op, user=one.user, text=one.text, room=ROOM if one.pick % 2 else None)


def check(one: Step, caused: Sequence[Event], errors: Errors, offered: Iterable[str]) -> None:
    """See that a step was taken well."""
    assert errors.found == [], f"{one}: {errors.found}"
    answered = [event for event in caused if event["event"] == "send"]
    for event in caused:
        text = event.get("text", "")
        assert len(text) < LONGEST, one
        bad = [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs")
               and c not in "\n\u200d"]
        assert not bad, f"{one}: {text!r}"
        assert Active(event.get("html", "")).found == [], one
    if one.answer is True or (one.op == "press" and one.text in offered):
        assert answered, f"silence after {one}"
    if one.answer is False:
        assert caused == [], f"talk was answered: {one}: {caused}"


async def converse(folder: Path, steps: Iterable[Step]) -> None:
    """Let people do all this in one fresh session."""
    session, errors = Session.open(folder, Config(), START), Errors()
    chat = Chat(session, errors)
    logging.getLogger("bot").addHandler(errors)
    try:
        await session.start()
        for user in ("ana", "ben"):
            await chat.do(Step("say", user, "/need 10 meals"))
        done: list[Step] = []
        for one in steps:
            done.append(one)
            target = list(chat.seen)[one.pick % len(chat.seen)]
            offered = chat.seen[target]
            try:
                check(one, await chat.do(one), errors, offered)
            except BadLine:
                assert one.op not in ("say", "dm"), one
            except Exception as error:
                error.add_note(f"after {done[-8:]}")
                raise
    finally:
        logging.getLogger("bot").removeHandler(errors)
        await session.close()


def talk(steps: Iterable[Step]) -> None:
    """Let people do all this in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(converse(Path(folder), steps))


def many(seeds: Iterable[int]) -> None:
    """Run conversations of the grammar."""
    for seed in seeds:
        random = Random(seed)
        try:
            talk([step(random) for _ in range(PER_SESSION)])
        except BaseException as error:
            error.add_note(f"run it again alone: APOYO_SEED={seed} APOYO_EXAMPLES={PER_SESSION}")
            raise


@pytest.mark.parametrize("examples", [
    min(EXAMPLES, 400), pytest.param(min(EXAMPLES, 3000), marks=pytest.mark.slow)])
def test_commands_with_junk_and_talk_are_all_taken_well(examples: int) -> None:
    many(range(SEED, SEED + examples // PER_SESSION))


@pytest.mark.campaign
@pytest.mark.skipif(not os.environ.get("APOYO_CAMPAIGN"), reason="takes an hour: make campaign")
def test_a_campaign_of_commands_with_junk_and_talk() -> None:
    count = int(os.environ.get("APOYO_EXAMPLES", "200000"))
    many(range(1_000_000, 1_000_000 + count // PER_SESSION))


async def compare(folder: Path, steps: Iterable[Step]) -> None:
    """Let people do all this, then hold each card against what is true of its thing."""
    session = Session.open(folder, Config(), START)
    chat = Chat(session, Errors())
    await session.start()
    for one in steps:
        with suppress(BadLine):
            await chat.do(one)
    cards: dict[str, Event] = {}
    for event in session.out:
        about, old = event.get("about"), cards.get(event.get("id", ""))
        posted = event["event"] == "send" and about and "to" not in event and (
            event["text"].startswith(f"{about} · "))  # not the public answer to a reminder
        if old or (posted and about not in {card["about"] for card in cards.values()}):
            cards[event["id"]] = event
    assert cards
    for card in cards.values():
        shown = (await chat.do(Step("say", "viewer", f"/show {card['about']}")))[-1]
        assert (card["text"], card["actions"]) == (shown["text"], shown["actions"])
    await session.close()


@pytest.mark.parametrize("seed", range(8))
def test_after_all_of_that_every_card_shows_how_its_thing_stands(
        tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    settled = ("settings", "ajustes", "config", "language", "idioma", "lengua")
    steps = [step(random) for _ in range(PER_SESSION)]
    asyncio.run(compare(tmp_path, [
        one for one in steps if not any(word in fold(one.text) for word in settled)]))


heads = st.sampled_from([f"{sigil}{word} " for sigil in (*SIGILS, "!") for word in WORDS])
texts = st.text(st.characters(codec="utf-8"), max_size=60)


def spoken(op: str, user: str, head: str, tail: str, pick: int) -> Step:
    """Return a step whose text is a head, or none, and anything at all."""
    text = head + tail
    meant = head and not head.startswith("!")
    answer = True if op == "say" and meant else None
    if op == "dm":
        answer = meant_directly(text)
    if op == "say" and not head and text.strip()[:1] not in ("/", "!", "@"):
        answer = None if ":" in text or "," in text else False
    return Step(op, user, text, answer, pick)


anything = st.builds(
    spoken, st.sampled_from(["say", "say", "say", "dm", "reply", "edit", "suggest"]),
    st.sampled_from(["ana", "ben", "luz"]), st.one_of(st.just(""), heads), texts,
    st.integers(0, 50))
presses = st.builds(Step, st.just("press"), st.just("ben"), st.sampled_from(ACTIONS), st.none(),
                    st.integers(0, 50))


@settings(max_examples=max(20, EXAMPLES // 100), deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(anything, anything, anything, presses), min_size=1, max_size=25))
def test_any_characters_at_all_are_taken_well(steps: list[Step]) -> None:
    talk(steps)

"""Many people, few needs: never over-claimed, and everyone who comes late hears who has it."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from adapters.console.adapter import Event
from adapters.console.session import Session
from bot.address import heard
from bot.config import Config
from bot.domain.need import Need
from bot.ports import Incoming, Person, Pressed, Room

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
GROUP = "console:home"
ROOMS = [Room(f"console:#{name}", GROUP, f"#{name}") for name in ("general", "kitchen", "rides")]
PEOPLE = [f"p{n}" for n in range(50)]
SINGLE, COUNTED, WANTED = 24, 16, 30
CLAIMS = 2000


@dataclass(frozen=True, slots=True)
class Try:
    """One person's claim: by command or by button, of all that is missing or of an amount."""

    event: str
    person: str
    number: int
    amount: int | None
    button: bool
    room: Room


def tries(random: Random) -> list[Try]:
    """Return claims of everybody on the same needs, shuffled."""
    made = []
    for n in range(CLAIMS):
        number = random.randint(1, SINGLE + COUNTED)
        counted = number > SINGLE
        made.append(Try(
            f"console:c{n}", random.choice(PEOPLE), number,
            random.randint(1, 9) if counted and random.random() < 0.9 else None,
            button=random.random() < 0.3, room=random.choice(ROOMS)))
    return made


def incoming(one: Try) -> Incoming:
    """Return a claim as an adapter builds it."""
    person = Person(f"console:{one.person}", one.person)
    if one.button and one.amount is None:
        content = Pressed(f"console:m{one.number}", "claim")
        return Incoming(event=one.event, content=content, person=person, room=ROOMS[0], keep=True)
    text = f"/claim {one.number} {one.amount or ''}".strip()
    return Incoming(event=one.event, content=heard(text, ("apoyo",)), person=person,
                    room=one.room, keep=True)


async def ask(session: Session) -> None:
    """Let ana ask for everything there is to claim."""
    for number in range(1, SINGLE + COUNTED + 1):
        text = f"/need crib {number}" if number <= SINGLE else f"/need {WANTED} meals"
        await session.app.engine.handle(Incoming(
            event=f"console:n{number}", content=heard(text, ("apoyo",)), room=ROOMS[0],
            person=Person("console:ana", "ana"), keep=True))
    await session.app.engine.outbox.settle()


async def race(session: Session, made: Sequence[Try], random: Random, at_once: int) -> None:
    """Hand in all claims, so many at once, some of them twice."""
    waiting = list(made) + random.sample(list(made), 100)
    while waiting:
        now, waiting = waiting[:at_once], waiting[at_once:]
        await asyncio.gather(*(session.app.engine.handle(incoming(one)) for one in now))
    await session.app.engine.outbox.settle()


def board(session: Session) -> dict[int, Need]:
    """Return every need by its number."""
    needs = session.app.store.read(lambda uow: uow.find(Need, "state", GROUP, "open"))
    return {need.number: need for need in needs}


def check_board(needs: dict[int, Need]) -> None:
    """See that nothing is promised twice or beyond what was asked."""
    assert len(needs) == SINGLE + COUNTED
    for number, need in needs.items():
        assert len(set(need.helpers)) == len(need.helpers)
        assert all(claim.amount > 0 for claim in need.claims)
        if number <= SINGLE:
            assert len(need.claims) == 1
            assert need.promised() == 1
        else:
            assert 0 < need.promised() <= WANTED


def check_answers(made: Sequence[Try], needs: dict[int, Need], out: Sequence[Event]) -> None:
    """See that each single need told one winner so, and everyone else who has it."""
    answers = {event["reply_to"]: event for event in out
               if event.get("reply_to") and event.get("to")}
    assert len(answers) == CLAIMS + SINGLE + COUNTED - (SINGLE + COUNTED), "one answer each"
    won: Counter[int] = Counter()
    losers = defaultdict(set)
    for one in made:
        answer = answers[one.event.removeprefix("console:")]
        assert answer["to"] == one.person
        if one.number > SINGLE:
            continue
        holder = needs[one.number].claims[0].by.removeprefix("console:")
        if "You are on" in answer["text"]:
            won[one.number] += 1
            assert one.person == holder
        elif one.person != holder:
            losers[one.number].add(one.person)
            assert f"{holder} is on it" in answer["text"], answer
    assert won == dict.fromkeys(range(1, SINGLE + 1), 1)
    assert all(losers.values())


@pytest.mark.parametrize("at_once", [
    pytest.param(1, marks=pytest.mark.slow), pytest.param(50, marks=pytest.mark.slow), CLAIMS])
def test_two_thousand_claims_by_fifty_people_never_promise_too_much(
        tmp_path: Path, at_once: int) -> None:
    random = Random(at_once)
    made = tries(random)

    async def story() -> tuple[dict[int, Need], list[Event]]:
        session = Session.open(tmp_path, Config(), START)
        await session.start()
        await ask(session)
        await race(session, made, random, at_once)
        needs, out = board(session), list(session.out)
        await session.close()
        again = Session.open(tmp_path, Config(), START)
        await again.start()
        assert board(again) == needs
        assert again.out == []
        await race(again, made[:200], random, 50)
        assert board(again) == needs
        assert again.out == []
        await again.close()
        return needs, out

    needs, out = asyncio.run(story())
    check_board(needs)
    check_answers(made, needs, out)
    cards = {event["about"]: event["text"] for event in out
             if event["event"] in ("send", "edit") and not event.get("to")}
    for number, need in needs.items():
        names = [helper.removeprefix("console:") for helper in need.helpers]
        assert all(name in cards[number] for name in names), cards[number]

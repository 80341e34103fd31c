"""A year of a roster: whatever people do, everything that shows who is on says the same.

The session is the real one, with its own clock; people sign up, step back, look for cover, swap,
change the roster, leave and come back. After every step the card, a person's own list and their
calendar file, read by a parser of the test's own, are held against the one resolver; every
reminder is held against who was on when it came.
"""

import asyncio
import re
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.console.adapter import Event
from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.domain.roster import Roster
from bot.domain.shift import Staffing, on, staffed
from bot.rosters.shifts import ahead, local
from tests.ics_reader import Read, events

ZONE = "America/New_York"
START = datetime(2026, 10, 26, 13, 0, tzinfo=UTC)  # both changes of the clocks lie ahead
PEOPLE = ("ben", "carla", "dina", "ed", "fay", "gus")
ROLES = ("cook", "serve", "clean")
RULES = ("every tue and fri", "every tue", "every other fri", "first monday of the month",
         "every day")
DAYS = ("next tuesday", "next friday", "in 8 days", "in 14 days", "in 3 days", "every tue",
        "every fri", "every day", "")
SOON = re.compile(r"^(?:It's today|It's tomorrow|Soon): 1 · kitchen · (.*?) · (\w+, \w+ \d+)")


class Year:
    """One group with one roster, and what its people have been told."""

    def __init__(self, folder: Path, random: Random, rule: str) -> None:
        self.said: list[Event] = []
        self.session = Session.open(folder, Config(timezone=ZONE), START, self.said.append)
        self.random, self.gone, self.rule = random, set[str](), rule
        self.card = ""
        self.sequences: dict[str, int] = {}

    async def begin(self) -> None:
        await self.session.start()
        for person in PEOPLE:
            await self.say(person, "/mine")
        await self.say("ana", f"/shift new kitchen {self.rule} 18:00-21:00 cook 1-2, "
                              "serve 2-3, clean 0-1")

    async def say(self, who: str, text: str) -> list[Event]:
        return await self.do(Op("say", room="#general", user=who, text=text, moderator=True))

    async def do(self, op: Op) -> list[Event]:
        self.said.clear()
        await self.session.do(op)
        found = list(self.said)
        for event in found:
            if event["event"] in ("send", "edit") and "to" not in event and (
                    str(event.get("text", "")).startswith("1 · kitchen")):
                self.card = str(event["text"])
        assert not [e for e in found if "went wrong" in str(e.get("text", ""))], op
        return found

    @property
    def roster(self) -> Roster:
        found = self.session.app.store.read(lambda uow: uow.get(Roster, "console:home", 1))
        assert found is not None
        return found

    @property
    def now(self) -> datetime:
        return local(self.session.clock.now(), ZONE)

    def staffing(self, since: datetime | None = None) -> list[Staffing]:
        return staffed(self.roster, ahead(self.roster, since or self.now))

    # ---- what people do ----

    async def step(self) -> None:
        pick, who = self.random.choice, self.random.choice(PEOPLE)
        role, day = pick(ROLES), pick(DAYS)
        other = pick(PEOPLE)
        if who in self.gone:
            self.gone.discard(who)
        text = pick((
            *[f"/signup 1 {role} {day}"] * 8, *[f"/claim 1 {role} {day}"] * 4,
            f"/signup 1 {role} {day} if nobody else", f"/drop 1 {role} {day}", f"/drop 1 {day}",
            f"/drop 1 {role} every day", f"/cover 1 {role} {day}", "/cover 1 off",
            f"/swap 1 next tuesday @{other} next friday", "/yes 1", "/no 1",
            f"/shadow 1 {role} {day}", f"/rotate 1 {role}", "/pass 1", "/undo",
            f"/shift cancel 1 {day}", f"/shift edit 1 cook {pick('12')}-2 serve 1-{pick('123')}",
            "/shift edit 1 17:00-20:00", f"/shift edit 1 {self.rule} 18:00-21:00",
            "/shift edit 1 next tuesday 16:00-19:00", "leave"))
        if text == "leave":
            self.gone.add(who)
            await self.do(Op("leave", room="#general", user=who))
        else:
            await self.say("ana" if text.startswith("/shift") else who, text)

    async def pass_time(self) -> None:
        """Let days go by; whoever is reminded is on, and whoever is on has been reminded."""
        before, since = self.staffing(), self.now
        days = self.random.randrange(1, 6)
        told = [(str(e["to"]), *found.groups()) for e in await self.do(
            Op("advance", by=f"{days}d")) for found in [SOON.match(str(e.get("text", "")))]
            if "to" in e and found]
        by_day = {f"{one.shift.start:%a, %b} {one.shift.start.day}": one for one in before}
        for person, _, day in told:
            assert f"console:{person}" in by_day[day].everyone, (person, day)
            assert person not in self.gone
        heard = {(person, day) for person, _, day in told}
        for day, one in by_day.items():
            # A reminder two hours before has come for whoever's shift began meanwhile.
            if since + timedelta(hours=2) < one.shift.start <= self.now:
                for person in one.everyone:
                    assert (person.partition(":")[2], day) in heard, (person, day)

    # ---- what shows who is on ----

    async def check(self) -> None:
        coming = self.staffing()
        for one in coming:
            assert on(self.roster, one.shift) == one
            for crew in one.crews:
                assert len(crew.on) <= crew.role.most
                assert len(set(crew.people)) == len(crew.people)
                assert not {f"console:{who}" for who in self.gone} & set(crew.people)
                assert crew.gap == 0 or not crew.waiting
        self.check_card(coming)
        await self.check_person(self.random.choice(PEOPLE))

    def check_card(self, coming: list[Staffing]) -> None:
        shown = [line for line in self.card.splitlines()[1:] if " · " in line]
        for line, one in zip(shown, coming[:5], strict=False):
            assert f"{one.shift.start:%b} {one.shift.start.day}" in line.split(" · ")[0]
            for crew in one.crews:
                found = re.search(rf"{crew.role.label}: (.*?)(?= · (?:cook|serve|clean): |$)", line)
                names = re.findall(r"\b(ben|carla|dina|ed|fay|gus)\b(?! \(learning)",
                                   found[1].split(" waiting")[0] if found else "")
                assert [f"console:{name}" for name in names] == list(crew.people), (line, crew)
                gap = re.search(r"(\d+) missing", found[1]) if found else None
                assert (int(gap[1]) if gap else 0) == crew.gap

    async def check_person(self, who: str) -> None:
        if who in self.gone:
            return
        said = await self.say(who, "/roster calendar")
        files = [e for e in said if e["event"] == "file"]
        mine = {(one.shift.start, crew.role.label) for one in self.staffing()
                for crew in one.crews_of(f"console:{who}")}
        if not files:
            assert not mine
            return
        found = events(str(files[0]["base64"]))
        assert {(e.start, e.summary.split(" · ")[1]) for e in found
                if e.status == "CONFIRMED" and e.end > self.now} == mine
        self.check_sequences(who, found)

    def check_sequences(self, who: str, found: list[Read]) -> None:
        assert len({e.uid for e in found}) == len(found)
        for event in found:
            key = f"{who} {event.uid}"
            assert event.sequence >= self.sequences.get(key, 0)
            self.sequences[key] = event.sequence


async def live(folder: Path, seed: int, until: date, rule: str = RULES[0]) -> None:
    """Let a group live until a day."""
    year = Year(folder, Random(seed), rule)
    await year.begin()
    while year.now.date() < until:
        for _ in range(year.random.randrange(4, 9)):
            await year.step()
        await year.check()
        await year.pass_time()
        await year.check()
    await year.session.close()


@pytest.mark.parametrize("seed", [
    0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)])
def test_a_month_in_which_the_clocks_change_leaves_no_two_views_apart(
    tmp_path: Path, seed: int
) -> None:
    asyncio.run(live(tmp_path, seed, date(2026, 11, 20)))


@pytest.mark.slow
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(3, 10**6))
def test_a_year_of_anything_people_do_leaves_no_two_views_apart(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder), seed, date(2027, 10, 26)))

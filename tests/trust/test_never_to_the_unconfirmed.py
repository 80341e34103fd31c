"""Random people and commands on two chats: nobody but the confirmed ever gets a sealed text."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from adapters.console.clock import HandClock
from bot.address import heard
from bot.app import App, assemble
from bot.config import Config
from bot.domain.group import Group
from bot.domain.need import Need
from bot.domain.sealed import Sealed, confirmed
from bot.ports import (
    Delivery,
    Form,
    Incoming,
    Person,
    Post,
    Pressed,
    Rendered,
    Room,
    SendFailed,
    UnitOfWork,
    Went,
)
from tests.carrying import Unforgetting

START = datetime(2026, 11, 23, 14, tzinfo=UTC)
HOME = "console:home"
PEOPLE = ("console:ana", "console:ben", "console:mallory", "discord:dora", "discord:eli")
ROOMS = {"console": Room("console:#general", HOME, "#general"),
         "discord": Room("discord:#general", HOME, "#general")}
NUMBERS = st.sampled_from([1, 1, 2, 3])


@dataclass(slots=True)
class Chat(Unforgetting):
    """A carrier that remembers what each person can read now, and fails when told to."""

    name: str
    world: "World"
    fails: int = 0
    serial: dict[str, str] = field(default_factory=dict)

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        if self.fails:
            self.fails -= 1
            raise SendFailed("asked to fail")
        message = delivery.message or self.serial.setdefault(
            delivery.key, f"{self.name}:m{delivery.serial}")
        self.world.shown(delivery, message, msgspec.json.encode(drawn.body).decode())
        return message


class World(RuleBasedStateMachine):
    """Two chats of one group. Every sealed text holds the word ``secret`` and its need's number."""

    def __init__(self) -> None:
        super().__init__()
        self.folder, self.loop = Path(tempfile.mkdtemp()), asyncio.new_event_loop()
        self.clock = HandClock(START)
        self.app: App = assemble(self.folder / "data", self.clock, Config(timezone="UTC"))
        self.chats = {name: Chat(name, self) for name in ROOMS}
        for chat in self.chats.values():
            self.app.attach(chat)
        self.readable: dict[str, tuple[str, str]] = {}  # message: reader, sealed words
        self.leaks: list[Any] = []
        self.events = self.texts = 0
        for person in PEOPLE:
            self.say(person, "/needs")
        for number, kind in enumerate(("groceries", "sensitive groceries"), start=1):
            self.say("console:ana", f"/need {kind}")
            self.say("console:ana", f"/seal {number} secret {number}. v0.", room=False)

    def teardown(self) -> None:
        self.loop.run_until_complete(self.app.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    # ---- what is seen ----

    def shown(self, delivery: Delivery, message: str, body: str) -> None:
        self.readable.pop(message, None)
        if delivery.verb == "withdraw" or "secret" not in body:
            return
        need = self.look(lambda uow: uow.get(Need, HOME, delivery.about or 0))
        if delivery.room or not need or delivery.to not in confirmed(need) or (
                f"secret {need.number}." not in body):
            self.leaks.append((delivery.room, delivery.to, need))  # raised, it would be retried
        self.readable[message] = (delivery.to or "", body)

    def look(self, work: Any) -> Any:
        return self.app.store.read(work)

    @invariant()
    def only_the_confirmed_can_read_it(self) -> None:
        def work(uow: UnitOfWork) -> None:
            group = uow.get(Group, HOME)
            assert group is not None
            for message, (reader, body) in self.readable.items():
                number = int(body.split("secret ")[1].split(".")[0])
                need, kept = uow.get(Need, HOME, number), uow.get(Sealed, HOME, number)
                assert need is not None
                assert kept is not None, (message, reader)
                assert reader in confirmed(need), (reader, need)
                if reader.startswith("discord:"):
                    assert group.sealed_discord
                text = self.app.engine.sealer.open(kept.box, kept.id)
                assert text is not None
                assert text in body, "an old text can still be read"

        assert not self.leaks
        if not any(chat.fails for chat in self.chats.values()):
            self.settle()
            self.look(work)
            assert not self.leaks

    # ---- what is done ----

    def settle(self) -> None:
        async def run() -> None:
            await self.app.engine.outbox.settle()
            for _ in range(20):  # what failed is tried again
                due = self.app.engine.outbox.due()
                if due is None:
                    break
                self.clock.move(max(due, self.clock.now()))
                await self.app.engine.tick()
                await self.app.engine.outbox.settle()

        self.loop.run_until_complete(run())

    def handle(self, person: str, content: Any, *, room: bool, moderator: bool = False) -> None:
        self.events += 1
        chat = person.partition(":")[0]
        incoming = Incoming(
            event=f"{chat}:e{self.events}", content=content, keep=True, moderator=moderator,
            person=Person(person, person.partition(":")[2]),
            room=ROOMS[chat] if room else None, community=None if room else HOME)

        async def run() -> None:
            await self.app.engine.handle(incoming)
            await self.app.engine.outbox.settle()

        self.loop.run_until_complete(run())

    def say(self, person: str, text: str, *, room: bool = True, moderator: bool = False) -> None:
        self.handle(person, heard(text, ("apoyo",)), room=room, moderator=moderator)

    @rule(person=st.sampled_from(PEOPLE), kind=st.sampled_from(
        ["ride to court in 3 hours", "sensitive groceries", "10 meals", "ride +return"]),
        room=st.booleans())
    def ask(self, person: str, kind: str, room: bool) -> None:
        self.say(person, f"/need {kind}", room=room)

    @rule(person=st.sampled_from(PEOPLE), number=NUMBERS, how=st.sampled_from(
        ["/seal {n} {s}", "/seal {n} 2h {s}", "{s}", "/seal {n} no", "/seal {n}"]))
    def seal(self, person: str, number: int, how: str) -> None:
        self.texts += 1
        mine = self.look(lambda uow: uow.find(Need, "poster", HOME, person, "open"))
        if how == "{s}" and [need.number for need in mine] != [number]:
            return  # which need a bare answer is for has to be plain
        text = f"secret {number}. v{self.texts}."
        if person.startswith("discord:") and "{s}" in how and self.texts % 2:
            self.handle(person, Form("seal", {"number": number, "details": text}), room=True)
        else:
            self.say(person, how.format(n=number, s=text), room=False)

    @rule(person=st.sampled_from(PEOPLE), number=NUMBERS, room=st.booleans(),
          text=st.sampled_from(["/claim {n}", "/claim {n} return", "/claim {n} 4", "/unclaim {n}",
                                "/done {n}", "/got {n}", "/cancel {n} yes", "/undo", "/show {n}",
                                "/seal {n}", "/sensitive {n}", "/sensitive {n} no", "/mine",
                                "/cover {n}", "/edit {n} tomorrow 9am", "/move {n} tomorrow 9am",
                                "/still {n}", "/yes {n}", "/no {n}", "/tell {n} hello", "/undo"]))
    def do(self, person: str, number: int, room: bool, text: str) -> None:
        self.say(person, text.format(n=number), room=room)

    @rule(person=st.sampled_from(PEOPLE), number=NUMBERS, fails=st.integers(0, 3),
          back=st.sampled_from(["/unclaim {n}", "/undo", ""]))
    def help_and_step_back(self, person: str, number: int, fails: int, back: str) -> None:
        self.chats[person.partition(":")[0]].fails = fails
        self.say(person, f"/claim {number}")
        if back:
            self.say(person, back.format(n=number))

    @rule(person=st.sampled_from(PEOPLE), action=st.sampled_from(["yes", "no"]),
          which=st.integers(0, 5))
    def press(self, person: str, action: str, which: int) -> None:
        posts: list[Post] = self.look(lambda uow: [
            post for number in (1, 2, 3) for post in uow.find(Post, "about", HOME, number, False)
            if action in post.actions])
        if posts:
            self.handle(person, Pressed(posts[which % len(posts)].id, action), room=False)

    @rule(text=st.sampled_from(["/settings sealed-discord yes", "/settings sealed-discord no",
                                "/vouch @mallory", "/settings vouches 1"]))
    def moderate(self, text: str) -> None:
        self.say("console:ana", text, moderator=True)

    @rule(person=st.sampled_from(PEOPLE))
    def leave(self, person: str) -> None:
        self.handle(person, Went(), room=True)

    @rule(chat=st.sampled_from(sorted(ROOMS)), times=st.integers(1, 3))
    def fail(self, chat: str, times: int) -> None:
        self.chats[chat].fails = times

    @rule(hours=st.sampled_from([0.1, 1, 5, 30]))
    def wait(self, hours: float) -> None:
        async def run() -> None:
            target = self.clock.now() + timedelta(hours=hours)
            while (due := self.app.engine.due()) and due <= target:
                self.clock.move(max(due, self.clock.now()))
                await self.app.engine.tick()
                await self.app.engine.outbox.settle()
            self.clock.move(max(target, self.clock.now()))

        self.loop.run_until_complete(run())


World.TestCase.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None,
    suppress_health_check=list(HealthCheck))
TestWorld = pytest.mark.slow(World.TestCase)


@pytest.mark.parametrize("back", ["/settings sealed-discord no", "/undo"])
def test_what_a_discord_helper_has_is_taken_back_once_the_group_does_not_want_it_there(
    back: str,
) -> None:
    world = World()
    try:
        world.say("console:ana", "/settings sealed-discord yes", moderator=True)
        if back == "/undo":
            world.say("console:ben", "/settings sealed-discord no", moderator=True)
            world.say("console:ana", "/settings sealed-discord yes", moderator=True)
        world.say("discord:dee", "/claim 1")
        assert [reader for reader, _ in world.readable.values()] == ["discord:dee"]
        world.say("console:ana", back, moderator=True)
        world.only_the_confirmed_can_read_it()
        assert world.readable == {}
    finally:
        world.teardown()

"""Random people on two chats: whatever they do, cards show what is so and numbers stay."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.group import Group
from bot.domain.need import Need
from bot.ports import Post, UnitOfWork
from bot.render import Plain
from tests.groups.town import START, Seen, Town, usage

ROOMS = ("east:#plaza", "east:#park", "west:#hall", "west:#yard")
PEOPLE = ("ana", "ben", "cy")

rooms, people = st.sampled_from(ROOMS), st.sampled_from(PEOPLE)
numbers = st.integers(1, 9)


class AnyGroup(RuleBasedStateMachine):
    """A town in which anything may be typed by anybody, moderator or not."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="apoyo-any-"))
        self.town = Town(self.folder / "data")
        self.names: dict[tuple[str, int], str] = {}
        self.tried = self.asked = 0

    def teardown(self) -> None:
        self.town.close()
        shutil.rmtree(self.folder)

    def say(self, room: str, who: str, text: str, *, moderator: bool = False) -> str:
        person = f"{room.partition(':')[0]}:{who}"
        outcome = self.town.say(room, person, text, moderator=moderator)
        assert outcome != "failed", text
        return outcome

    @initialize()
    def begin(self) -> None:
        for room in ROOMS[:3]:
            self.need(room, "ana", 1)

    @rule(room=rooms, who=people, amount=st.integers(1, 5))
    def need(self, room: str, who: str, amount: int) -> None:
        self.tried += 1
        outcome = self.say(room, who, f"/need {amount} thing{self.tried}x")
        self.asked += outcome == "did"  # who is ignored asks in vain

    @rule(room=rooms, who=people, number=numbers, amount=st.integers(1, 4))
    def claim(self, room: str, who: str, number: int, amount: int) -> None:
        before = len(self.town.all())
        if self.say(room, who, f"/claim {number} {amount}") == "did":
            person = f"{room.partition(':')[0]}:{who}"
            assert any(seen.to == person for seen in self.town.all()[before:]) or any(
                seen.to == person for seen in self.town.all()), "the helper was not told"

    @rule(room=rooms, who=people, number=numbers,
          word=st.sampled_from(["unclaim", "done", "cancel", "got", "show"]))
    def act(self, room: str, who: str, number: int, word: str) -> None:
        self.say(room, who, f"/{word} {number}")

    @rule(room=rooms, other=rooms, word=st.sampled_from(["connect", "connect", "ally"]))
    def join(self, room: str, other: str, word: str) -> None:
        self.say(room, "mo", f"/{word}", moderator=True)
        code = self.town.code(f"{room.partition(':')[0]}:mo")
        self.say(other, "mo", f"/{word} {code}", moderator=True)

    @rule(room=rooms)
    def apart(self, room: str) -> None:
        self.say(room, "mo", "/connect off", moderator=True)

    @rule(room=rooms, number=numbers, other=st.sampled_from(["plaza", "park", "hall", "yard"]))
    def share(self, room: str, number: int, other: str) -> None:
        self.say(room, "mo", f"/share {number} with {other}", moderator=True)

    @rule(who=people)
    def link(self, who: str) -> None:
        self.town.write(f"east:{who}", "/link")
        if "/link" in self.town.told(f"east:{who}"):
            self.town.write(f"west:{who}", f"/link {self.town.code(f'east:{who}')}")

    @rule(who=people)
    def unlink(self, who: str) -> None:
        assert self.town.write(f"west:{who}", "/link off") != "failed"

    @rule(room=rooms, who=people)
    def leave(self, room: str, who: str) -> None:
        assert self.town.leave(room, f"{room.partition(':')[0]}:{who}") != "failed"

    @rule(room=rooms, who=people, lift=st.booleans())
    def ignore(self, room: str, who: str, lift: bool) -> None:
        self.say(room, "mo", f"/ignore @{who} {'off' if lift else ''}", moderator=True)

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.town.wait(hours=hours)

    @rule()
    def restart(self) -> None:
        self.town.restart()

    # ---- what always holds ----

    def needs(self) -> list[Need]:
        def work(uow: UnitOfWork) -> list[Need]:
            return [need for group in uow.find(Group, "id")
                    for need in uow.find(Need, "state", group.id)]

        return self.town.app.store.read(work)

    @invariant()
    def nothing_is_promised_twice(self) -> None:
        for need in self.needs():
            for place in need.places:
                assert need.held(place.name) <= place.wanted

    @invariant()
    def a_number_never_means_another_thing(self) -> None:
        for need in self.needs():
            assert self.names.setdefault((need.group, need.number), need.what) == need.what

    @invariant()
    def every_thing_is_in_one_group(self) -> None:
        found = [need.what for need in self.needs()]
        assert len(found) == len(set(found)) == self.asked

    @invariant()
    def cards_show_what_is_so(self) -> None:
        def work(uow: UnitOfWork) -> list[tuple[Seen, str]]:
            found = []
            for seen in self.town.all():
                post = uow.get(Post, seen.id)
                if not seen.card or post is None or post.view or post.about is None:
                    continue
                group = uow.get(Group, post.group)
                assert group is not None
                assert not group.into, "a card of a group that is no more"
                body, _ = self.town.app.engine.catalogue.draw(
                    uow, group.id, post.about, group.zone)
                found.append((seen, Plain(group.languages, START, usage).draw(body)))
            return found

        for seen, now in self.town.app.store.read(work):
            assert seen.text == now


AnyGroup.TestCase.settings = settings(
    max_examples=8, stateful_step_count=25, deadline=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


@pytest.mark.slow
class TestAnyGroup(AnyGroup.TestCase):
    """Run with the slow tests."""

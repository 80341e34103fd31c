"""Whatever people do, in whatever order: nothing promised twice, cards true, helpers told."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from adapters.console.adapter import Event, plain_id
from adapters.console.ops import Op
from bot.domain.need import Need
from tests.needs.board import ROOMS, START, Board, Promises

PEOPLE = st.sampled_from(("ana", "ben", "carla", "dan", "luz"))
ROOM = st.sampled_from(ROOMS)
NUMBER, PICK = st.integers(1, 4), st.integers(0, 10**6)
NEEDS = st.sampled_from((
    "ride to court thu 8:30 +return +interpreter es +childcare 2?", "crib", "10 meals friday",
    "40 blankets +100 gal gas +$50 tolls", "urgent 3 drivers tomorrow 9am +2 cooks?",
    "$900 rent by dec 1", "mesa a partir del 5 de diciembre +chofer", "table when: unknown",
))
PLACES = st.sampled_from(("", "return", "vuelta", "interpreter", "cuidado de niños", "childcare",
                          "gas", "driver", "cook", "4", "2 childcare", "30 gal", "$20", "+1",
                          "I have a van"))
EDITS = st.sampled_from(("friday", "+driver", "-childcare", "-return", "+childcare 3?", "8 meals",
                         "60 gal gas", "urgent", "ride to the clinic", "11 meals +return"))
DATES = st.sampled_from(("fri 10am", "tomorrow 8:00", "unknown", "not before dec 5", "dec 9"))
HOURS = st.sampled_from(("20m", "3h", "13h", "1d", "3d"))
WORDS = st.sampled_from(("done", "listo", "got", "recibi", "still", "cover", "quien-me-cubre",
                         "yes", "no", "sí", "urgent", "unclaim", "no-puedo", "show", "claim",
                         "apunto", "edit", "move", "cancel"))


class AnyOrder(RuleBasedStateMachine):
    """Random people in two rooms of one group."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.board = Board(Path(self.place.name) / "data")
        self.before: Promises = {}
        self.actor = ""
        self.caused: list[Event] = []
        for person in ("ana", "ben", "carla", "dan", "luz"):
            self.board.say(person, ROOMS[0], "/needs", es=person == "luz")
        for text in ("ride to court thu 8:30 +return +childcare 2?", "10 meals friday"):
            self.board.say("ana", ROOMS[1], f"/need {text}")

    def teardown(self) -> None:
        """Leave cleanly."""
        self.board.close()
        self.place.cleanup()

    def _say(self, user: str, room: str, text: str) -> None:
        self.before, self.actor = self.board.promises(), user
        self.caused = self.board.say(user, room, text, es=user == "luz")

    def _need(self, pick: int) -> Need:
        found = self.board.open()
        return found[pick % len(found)]

    def _do(self, op: Op) -> None:
        self.before, self.actor = self.board.promises(), op.user or ""
        self.caused = self.board.do(op)

    @rule(user=PEOPLE, room=ROOM, text=NEEDS)
    def ask(self, user: str, room: str, text: str) -> None:
        """Ask for something."""
        if len(self.board.open()) < 4:
            self._say(user, room, f"/need {text}")

    @rule(user=PEOPLE, room=ROOM, text=st.sampled_from((
        "spanish interpreting thursday mornings", "aventones", "rides every day 8am")))
    def give(self, user: str, room: str, text: str) -> None:
        """Offer something."""
        self._say(user, room, f"/offer {text}")

    @precondition(lambda self: self.board.open())
    @rule(user=PEOPLE, room=ROOM, pick=PICK, place=PICK, amount=st.sampled_from(
        ("", "", "1", "3", "8", "+2")))
    def promise(self, user: str, room: str, pick: int, place: int, amount: str) -> None:
        """Take a place that there is, or all of it."""
        need = self._need(pick)
        name = need.places[place % len(need.places)].name.replace("-", " ") or "main"
        self._say(user, room, f"/claim {need.number} {name} {amount}".strip()
                  if need.parts else f"/claim {need.number} {amount}".strip())

    @precondition(lambda self: self.board.promises())
    @rule(room=ROOM, pick=PICK, what=st.sampled_from((
        "unclaim {}", "unclaim {} {}", "no-puedo {} 1", "cover {}", "quien-me-cubre {} {}",
        "cover {}", "cover {} off", "done {}", "done {} {}", "still {}", "yes {}", "no {}", "undo",
        "claim {} {} +1", "got {} 2")))
    def help(self, room: str, pick: int, what: str) -> None:
        """Let a helper go on with what they are on."""
        promises = list(self.board.promises())
        number, person, part = promises[pick % len(promises)]
        self._say(person, room, f"/{what.format(number, part.replace('-', ' '))}".strip())

    @precondition(lambda self: self.board.promises(loose=True))
    @rule(user=PEOPLE, room=ROOM, pick=PICK)
    def take_over(self, user: str, room: str, pick: int) -> None:
        """Take a place whose helper looks for cover or has not answered."""
        promises = list(self.board.promises(loose=True))
        number, _, part = promises[pick % len(promises)]
        self._say(user, room, f"/claim {number} {part.replace('-', ' ')}".strip())

    @precondition(lambda self: self.board.promises())
    @rule(room=ROOM, pick=PICK, text=DATES)
    def move(self, room: str, pick: int, text: str) -> None:
        """Move what somebody is on."""
        promises = list(self.board.promises())
        number = promises[pick % len(promises)][0]
        poster = next(need.by for need in self.board.open() if need.number == number)
        self._say(plain_id(poster), room, f"/move {number} {text}")

    @precondition(lambda self: self.board.open())
    @rule(room=ROOM, pick=PICK, what=st.one_of(
        st.sampled_from(("urgent {}", "urgent {} no", "got {}", "got {} 3", "undo", "still {}",
                         "done {}", "cancel {}")),
        EDITS.map("edit {{}} {}".format)))
    def own(self, room: str, pick: int, what: str) -> None:
        """Let whoever asked go on with it."""
        need = self._need(pick)
        self._say(plain_id(need.by), room, f"/{what.format(need.number)}")

    @rule(user=PEOPLE, room=ROOM, number=NUMBER, word=WORDS, place=PLACES)
    def anything(self, user: str, room: str, number: int, word: str, place: str) -> None:
        """Say something about a number that may not be there."""
        self._say(user, room, f"/{word} {number} {place}".strip())

    @precondition(lambda self: self.board.shown)
    @rule(user=PEOPLE, pick=PICK)
    def press(self, user: str, pick: int) -> None:
        """Press a button of any message there is."""
        message = list(self.board.shown)[pick % len(self.board.shown)]
        actions = self.board.shown[message][1]
        if actions:
            self._do(Op("press", user=user, on=message, action=actions[pick % len(actions)]))

    @rule(user=PEOPLE, pick=PICK, text=NEEDS, gone=st.booleans())
    def reword(self, user: str, pick: int, text: str, gone: bool) -> None:
        """Edit or delete one's own message."""
        of = self.board.said[pick % len(self.board.said)]
        self._do(Op("delete", user=user, of=of) if gone else
                 Op("edit", user=user, of=of, text=f"/need {text}"))

    # In another year a card would show the year of its date.
    @precondition(lambda self: self.board.session.clock.now() < START + timedelta(days=30))
    @rule(by=HOURS)
    def wait(self, by: str) -> None:
        """Let time pass."""
        self._do(Op("advance", by=by))

    @rule()
    def restart(self) -> None:
        """Start again from what is on disk."""
        before = self.board.promises()
        self.board.restart()
        self.caused, self.before = [], before
        assert self.board.promises() == before

    # ---- what always holds ----

    @invariant()
    def nothing_is_promised_twice(self) -> None:
        """No place holds more than it wants, nobody twice, nothing that is not there."""
        for need in self.board.needs():
            places = {place.name: place for place in need.places}
            assert len(places) == len(need.parts) + 1
            keys = [(claim.by, claim.part) for claim in need.claims]
            assert len(set(keys)) == len(keys)
            for claim in need.claims:
                assert claim.amount > 0
                assert claim.part in places
            for name, place in places.items():
                assert need.held(name) <= place.wanted, (need.number, name)

    @invariant()
    def every_card_shows_how_it_stands(self) -> None:
        """What each card last showed is what would be drawn now."""
        for number, message, drawn, _ in self.board.cards():
            assert self.board.shown[message] == drawn, (number, message)

    @invariant()
    def every_helper_is_told(self) -> None:
        """Whoever is on something heard of it, and so did whoever was let go by somebody else."""
        now = self.board.promises()
        told = {(event.get("about"), event.get("to")) for event in self.caused}
        for key in self.before.keys() | now.keys():
            number, person, _ = key
            if self.before.get(key) != now.get(key) and (person != self.actor or key in now):
                assert (number, person) in told, (key, self.before.get(key), now.get(key))

    @invariant()
    def nothing_goes_wrong_inside(self) -> None:
        """No error is logged."""
        assert self.board.errors.found == []


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=6, stateful_step_count=40, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck))
TestAnyOrder = pytest.mark.slow(TestAnyOrder)

"""The load under which the console is killed, and what has to be there afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tests.console_process import Event, say


@dataclass(frozen=True, slots=True)
class Step:
    """One op and what it does to the board: ask, claim, reword or undo."""

    op: Event
    verb: str
    number: int
    person: str
    title: str = ""
    amount: int = 0


@dataclass(slots=True)
class Thing:
    """A need as it has to be."""

    title: str
    wanted: int
    state: str = "open"
    claims: dict[str, int] = field(default_factory=dict)
    reworded: bool = field(default=False, compare=False)

    @property
    def missing(self) -> int:
        """How much nobody has promised."""
        return self.wanted - sum(self.claims.values())


@dataclass(slots=True)
class Board:
    """All needs by number, in a model too simple to be wrong."""

    things: dict[int, Thing] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Do what a step does."""
        if step.verb == "ask":
            self.things[step.number] = Thing(step.title, step.amount)
            return
        thing = self.things[step.number]
        match step.verb:
            case "claim":
                thing.claims[step.person] = step.amount
            case "reword":
                thing.title, thing.reworded = step.title, True
            case "unclaim":
                del thing.claims[step.person]
            case "withdraw":
                thing.state = "cancelled"


@dataclass(slots=True)
class Load:
    """Makes steps that all succeed, one after the other."""

    random: Random
    steps: list[Step] = field(default_factory=list)
    planned: Board = field(default_factory=Board)

    def more(self, count: int) -> list[Step]:
        """Return so many new steps."""
        return [self._next() for _ in range(count)]

    def _next(self) -> Step:
        step = self._pick()
        step = replace(step, op={**step.op, "id": f"e{len(self.steps)}"})
        self.steps.append(step)
        self.planned.take(step)
        return step

    def _pick(self) -> Step:
        kind = self.random.random()
        open_now = [n for n, thing in self.planned.things.items() if thing.state == "open"][-40:]
        room = self.random.choice(["#general", "#kitchen"])
        if kind < 0.3 or not open_now:
            return self._ask(room)
        number = self.random.choice(open_now)
        thing = self.planned.things[number]
        if kind < 0.75 and thing.missing:
            amount = self.random.randint(1, min(5, thing.missing))
            person = f"c{len(self.steps)}"
            return Step(say(person, f"/claim {number} {amount}", room), "claim", number, person,
                        amount=amount)
        if kind < 0.85 and thing.claims:
            person = self.random.choice(list(thing.claims))
            return Step(say(person, "/undo", room), "unclaim", number, person)
        if kind < 0.9 and not thing.claims and not thing.reworded:
            return Step(say(f"a{number}", "/undo", room), "withdraw", number, f"a{number}")
        title = self._title()
        op = {"op": "edit", "user": f"a{number}", "of": self._made(number),
              "text": f"/need {thing.wanted} {title}"}
        return Step(op, "reword", number, f"a{number}", title)

    def _ask(self, room: str) -> Step:
        number, amount = len(self.planned.things) + 1, self.random.randint(2, 60)
        title = self._title()
        return Step(say(f"a{number}", f"/need {amount} {title}", room), "ask", number,
                    f"a{number}", title, amount)

    def _title(self) -> str:
        return "crates q" + "".join("bcdfghjkmp"[int(digit)] for digit in str(len(self.steps)))

    def _made(self, number: int) -> str:
        return next(str(step.op["id"]) for step in self.steps
                    if step.verb == "ask" and step.number == number)


def after(steps: Sequence[Step]) -> Board:
    """Return the board after these steps."""
    board = Board()
    for step in steps:
        board.take(step)
    return board

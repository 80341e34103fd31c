"""What packages of commands bring: gathered by entry point, checked once, never changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import entry_points
from typing import Any

from bot.command import Command
from bot.context import Context
from bot.domain.group import Group
from bot.ports import Delivery, Due, Post, Sealer, UnitOfWork
from bot.records import Thing
from bot.text import Button, Node
from bot.words import Vocabulary

Draw = Callable[[UnitOfWork, str, int, str], tuple[Node, tuple[Button, ...]]]
View = Callable[[UnitOfWork, Group, datetime], Node | None]
Plan = Callable[[Context, Thing], None]
Answered = Callable[[Context, str, Post | None], tuple[str, dict[str, Any]] | None]
Reveal = Callable[[UnitOfWork, Delivery, Sealer], Node | None]
Woken = Callable[[Context, Due], None]


def _no_plan(_ctx: Context, _thing: Thing) -> None:
    """Set nothing."""


def _no_rearm(_ctx: Context) -> None:
    """Set nothing."""


def _no_answer(_ctx: Context, _text: str, _post: Post | None) -> None:
    """Take talk for talk."""


def _nothing(_uow: UnitOfWork, _delivery: Delivery, _sealer: Sealer) -> None:
    """Reveal nothing."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Commands, how cards are drawn, what is said on arrival, what each kind of wake does.

    ``views`` draw what shows the whole board; ``plan`` sets the wakes of a thing that changed,
    ``rearm`` all wakes of a group. ``answered`` turns what is written in a direct chat into the
    command (its name and values) whose question it answers; ``reveal`` draws sealed details as
    they go out, or gives None if they must not.
    """

    commands: tuple[Command, ...]
    draw: Draw
    greeting: Node
    wakes: dict[str, Woken] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    plan: Plan = _no_plan
    rearm: Callable[[Context], None] = _no_rearm
    answered: Answered = _no_answer
    reveal: Reveal = _nothing
    vocabulary: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        """Build the vocabulary; two commands with the same word are refused."""
        object.__setattr__(self, "vocabulary", Vocabulary(self.commands))


def load() -> Catalogue:
    """Return the catalogue of the installed packages of commands.

    The first one draws the cards and greets; others add commands.
    """
    found = [entry.load() for entry in entry_points(group="apoyo.commands")]
    found.sort(key=lambda one: one.greeting == "")
    commands = tuple(command for one in found for command in one.commands)
    first = found[0]
    return Catalogue(
        commands, first.draw, first.greeting,
        {what: woken for one in found for what, woken in one.wakes.items()},
        {name: view for one in found for name, view in one.views.items()}, first.plan,
        first.rearm, first.answered, first.reveal,
    )

"""What packages of commands bring: gathered by entry point, checked once, never changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import entry_points

from bot.command import Command
from bot.context import Context
from bot.ports import Due, UnitOfWork
from bot.text import Button, Node
from bot.words import Vocabulary

Draw = Callable[[UnitOfWork, str, int, str], tuple[Node, tuple[Button, ...]]]
Woken = Callable[[Context, Due], None]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Commands, how cards are drawn, what is said on arrival, and what each kind of wake does."""

    commands: tuple[Command, ...]
    draw: Draw
    greeting: Node
    wakes: dict[str, Woken] = field(default_factory=dict)
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
    wakes = {what: woken for one in found for what, woken in one.wakes.items()}
    return Catalogue(commands, found[0].draw, found[0].greeting, wakes)

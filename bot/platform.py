"""What a chat platform's package offers the composition root, found by entry point.

The package is loaded to ask for this record, so it must not import its client library before
``connect`` is called: a group on one chat never loads another's.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from bot.engine import Engine
from bot.ports import Adapter


@dataclass(frozen=True, slots=True)
class Tool:
    """A command of the command line that a platform brings, such as ``apoyo console``.

    ``describe`` declares its arguments; ``run`` gets them parsed and returns the exit status.
    """

    name: str
    help: str
    describe: Callable[[ArgumentParser], None]
    run: Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Platform:
    """One chat. ``connect(engine, section)`` builds its adapter from its section of the
    configuration (raises ConfigError); None for a platform that is only used by its tools.
    """

    name: str
    tools: tuple[Tool, ...] = ()
    connect: Callable[[Engine, dict[str, Any]], Adapter] | None = None


def platforms() -> Iterable[Platform]:
    """Return the platforms installed, by name."""
    found = entry_points(group="apoyo.adapters")
    return [entry.load() for entry in sorted(found, key=lambda entry: entry.name)]

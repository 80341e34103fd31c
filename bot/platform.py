"""What a chat platform's package offers the composition root, found by entry point.

The package is loaded to ask for this record, so it must not import its client library before
``connect`` is called: a group on one chat never loads another's.
"""

from argparse import ArgumentParser
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
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
class Finding:
    """One thing ``apoyo check`` has looked at.

    ``ok`` is None for what is good to know and nothing to mend.
    """

    what: str
    ok: bool | None
    says: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something ``apoyo init`` asks for a chat: the key it answers, the question in plain words.

    ``secret`` answers go into a file of their own, which only its owner can read, and the key
    ``KEY_file`` names it.
    """

    key: str
    asks: str
    hint: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Platform:
    """One chat. ``connect(engine, section)`` builds its adapter from its section of the
    configuration (raises ConfigError); None for a platform that is only used by its tools.

    ``check(section, folder)`` looks at its section and at the service as it is now;
    ``questions`` are what a section needs.
    """

    name: str
    tools: tuple[Tool, ...] = ()
    connect: Callable[[Engine, dict[str, Any]], Adapter] | None = None
    check: Callable[[dict[str, Any], Path], Awaitable[list[Finding]]] | None = None
    questions: tuple[Question, ...] = ()


def platforms() -> Iterable[Platform]:
    """Return the platforms installed, by name."""
    found = entry_points(group="apoyo.adapters")
    return [entry.load() for entry in sorted(found, key=lambda entry: entry.name)]

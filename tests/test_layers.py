"""Imports point inwards: held over the syntax tree of every file."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STDLIB_ONLY = ("bot/domain",)
ONLY_IMPORTER = {
    "apscheduler": ("bot/clock.py",),
    "tinydb": ("bot/store/",),
    "psycopg": ("bot/store/",),
    "cryptography": ("bot/sealing/", "bot/store/veil.py"),
    "nio": ("adapters/matrix/",),
    "discord": ("adapters/discord/",),
    "prompt_toolkit": ("adapters/console/",),
}
DATES_MAY = {"bot/when/expand.py": {"dateutil"}, "bot/when/show.py": {"babel", "dateutil"}}


def imported(source: str) -> set[str]:
    """Return the dotted names of all modules a source imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def breaches(path: str, source: str) -> list[str]:
    """Return what a file imports that its place in the house forbids."""
    import sys

    found = []
    for name in imported(source):
        top = name.split(".")[0]
        outside = top not in sys.stdlib_module_names
        if name.startswith("."):
            found.append(f"{path}: relative import {name}")
        if path.startswith("bot/") and top in ("adapters", "commands"):
            found.append(f"{path}: the core imports {name}")
        if path.startswith("commands/") and top == "adapters":
            found.append(f"{path}: a command imports {name}")
        if path.startswith("adapters/"):
            own = ".".join(path.split("/")[:2])
            if top == "commands" or (top == "adapters" and not name.startswith(own)):
                found.append(f"{path}: an adapter imports {name}")
        if path.startswith("bot/domain/") and outside and not name.startswith("bot.domain"):
            found.append(f"{path}: the domain imports {name}")
        if path.startswith("bot/when/") and outside and not name.startswith("bot.when") \
                and top not in DATES_MAY.get(path, set()):
            found.append(f"{path}: reading dates imports {name}")
        if path.startswith("bot/guard/") and outside and not name.startswith(
                ("bot.guard", "bot.when")):
            found.append(f"{path}: the guard imports {name}")
        if top in ONLY_IMPORTER and not path.startswith(ONLY_IMPORTER[top]):
            found.append(f"{path}: only {', '.join(ONLY_IMPORTER[top])} may import {name}")
    return found


def sources() -> list[Path]:
    return [path for folder in ("bot", "commands", "adapters")
            for path in sorted((ROOT / folder).rglob("*.py"))]


def test_no_file_imports_what_its_place_forbids() -> None:
    found = [breach for path in sources()
             for breach in breaches(str(path.relative_to(ROOT)), path.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("path", "source"), [
    ("bot/engine.py", "import adapters.console"),
    ("bot/domain/need.py", "import msgspec"),
    ("bot/domain/need.py", "from bot.text import t"),
    ("bot/outbox.py", "from apscheduler.schedulers import base"),
    ("commands/need.py", "from adapters.console import adapter"),
    ("adapters/console/adapter.py", "from commands.board import draw"),
    ("adapters/console/adapter.py", "def f():\n    import adapters.matrix.client"),
    ("bot/when/reader.py", "import dateutil"),
    ("commands/need.py", "import tinydb"),
])
def test_a_planted_breach_is_found(path: str, source: str) -> None:
    assert breaches(path, source)

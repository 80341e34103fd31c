"""Where the parts meet the configuration. The client library is loaded only from here on."""

from pathlib import Path
from typing import Any

from adapters.matrix.settings import read_settings
from bot.engine import Engine
from bot.platform import Finding, Question
from bot.ports import Adapter

FOLDER = "matrix"  # in the data folder: the keys of the account


def connect(engine: Engine, section: dict[str, Any]) -> Adapter:
    """Build the adapter from its section of the configuration. Raises ConfigError."""
    settings = read_settings(section)
    from adapters.matrix.adapter import MatrixAdapter
    from adapters.matrix.dialling import dial

    return MatrixAdapter(engine, settings, engine.data / FOLDER, dial)


async def check(section: dict[str, Any], folder: Path) -> list[Finding]:
    """Look at the homeserver and the account. Raises ConfigError."""
    settings = read_settings(section)
    from adapters.matrix.account import look

    return await look(settings, folder)


QUESTIONS = (
    Question("homeserver", "Matrix: the address of the homeserver", "https://matrix.example.org"),
    Question("user", "Matrix: the bot's whole user id", "@apoyo:example.org"),
    Question("password", "Matrix: the bot's password", "It stays on this machine.", secret=True),
)

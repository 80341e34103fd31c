"""Where the parts meet the configuration. The client library is loaded only from here on."""

from typing import Any

from adapters.matrix.settings import read_settings
from bot.engine import Engine
from bot.ports import Adapter

FOLDER = "matrix"  # in the data folder: the keys of the account


def connect(engine: Engine, section: dict[str, Any]) -> Adapter:
    """Build the adapter from its section of the configuration. Raises ConfigError."""
    settings = read_settings(section)
    from adapters.matrix.adapter import MatrixAdapter
    from adapters.matrix.dialling import dial

    return MatrixAdapter(engine, settings, engine.data / FOLDER, dial)

"""Discord: commands that complete, buttons that last, answers only their reader sees.

discord.py is loaded when a Discord section of the configuration is connected, never before.
"""

from typing import Any

from adapters.discord.tools import describe, discord
from bot.config import ConfigError
from bot.engine import Engine
from bot.platform import Platform, Tool
from bot.ports import Adapter


def _connect(engine: Engine, section: dict[str, Any]) -> Adapter:
    try:
        from adapters.discord.adapter import connect
    except ModuleNotFoundError as error:
        raise ConfigError(f"Discord needs a package that is not installed ({error.name}): "
                          "pip install 'apoyo[discord]'") from None
    return connect(engine, section)


PLATFORM = Platform(
    "discord",
    (Tool("discord", "help with setting up Discord: the invitation link", describe, discord),),
    _connect,
)

"""Discord: commands that complete, buttons that last, answers only their reader sees.

discord.py is loaded when a Discord section of the configuration is connected, never before.
"""

from pathlib import Path
from typing import Any

from adapters.discord.tools import describe, discord
from bot.config import ConfigError
from bot.engine import Engine
from bot.platform import Finding, Platform, Question, Tool
from bot.ports import Adapter


def _connect(engine: Engine, section: dict[str, Any]) -> Adapter:
    try:
        from adapters.discord.adapter import connect
    except ModuleNotFoundError as error:
        raise ConfigError(f"Discord needs a package that is not installed ({error.name}): "
                          "pip install 'apoyo[discord]'") from None
    return connect(engine, section)


async def _check(section: dict[str, Any], folder: Path) -> list[Finding]:
    from adapters.discord.checking import look

    return await look(section, folder)


QUESTIONS = (
    Question("token", "Discord: the bot's token",
             "Developer Portal, your application, Bot, Reset Token. It stays on this machine.",
             secret=True),
)

PLATFORM = Platform(
    "discord",
    (Tool("discord", "help with setting up Discord: the invitation link", describe, discord),),
    _connect, _check, QUESTIONS,
)

"""``apoyo matrix``: signing in once, and looking at the account."""

import asyncio
import getpass
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from adapters.matrix.settings import Settings, read_settings
from bot.config import ConfigError, read_config


def describe(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=("login", "check"))
    parser.add_argument("--config", type=Path, required=True, metavar="FILE")


def run(options: Any) -> int:
    """Do what was asked. Raises ConfigError and Unusable."""
    config = read_config(options.config)
    section = dict(config.adapters).get("matrix")
    if section is None:
        raise ConfigError(f"{options.config}: there is no section 'matrix' under 'adapters'.")
    settings = read_settings(section)
    from adapters.matrix.account import check, login

    folder = config.data / "matrix"
    if options.action == "login":
        return asyncio.run(login(_asked(settings), folder))
    return asyncio.run(check(settings, folder))


def _asked(settings: Settings) -> Settings:
    """Return the settings with a secret, asked for on the terminal if there is none."""
    if settings.password or settings.token:
        return settings
    return replace(settings, password=getpass.getpass(f"Password of {settings.user}: "))

"""The Discord section of the configuration, checked key by key."""

import os
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import process

from bot.config import ConfigError

KEYS = ("token", "token_file", "api_base", "development_guild", "threads", "events")
WHERE = "adapters: discord:"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator decides about Discord.

    ``api_base`` replaces Discord's own address, ``development_guild`` is the id of the one
    server that gets the commands instead of all, ``threads`` opens one under each card, ``events``
    puts shifts into the server's events.
    """

    token: str
    api_base: str | None = None
    development_guild: int | None = None
    threads: bool = False
    events: bool = False

    @property
    def application(self) -> int | None:
        """The application's id, which a token begins with; None if it does not look like it."""
        head = self.token.partition(".")[0]
        try:
            text = b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
        except (NotBase64, ValueError):
            return None
        return int(text) if text.isdecimal() else None


def check(section: dict[str, Any]) -> Settings:
    """Return the settings a section stands for. Raises ConfigError for the first mistake."""
    for key in section:
        if key not in KEYS:
            near = process.extractOne(str(key), KEYS, score_cutoff=60)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known keys: {', '.join(KEYS)}."
            raise ConfigError(f"{WHERE} unknown key '{key}'. {hint}")
    return Settings(
        token=_token(section), api_base=_api_base(section),
        development_guild=_guild(section), threads=_flag(section, "threads"),
        events=_flag(section, "events"),
    )


def _token(section: dict[str, Any]) -> str:
    token = section.get("token") or _token_in_file(section) or os.environ.get("DISCORD_TOKEN")
    if not isinstance(token, str) or not token.strip():
        raise ConfigError(
            f"{WHERE} there is no token. Copy it from the Developer Portal (your application, Bot, "
            "Reset Token) into a file only you can read and write: token_file: discord-token; or "
            "set DISCORD_TOKEN.")
    return token.strip().removeprefix("Bot ").strip()


def _token_in_file(section: dict[str, Any]) -> str | None:
    name = section.get("token_file")
    if name is None:
        return None
    try:
        return Path(str(name)).expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not a text file"
        raise ConfigError(f"{WHERE} token_file {name} cannot be read ({why}).") from None


def _api_base(section: dict[str, Any]) -> str | None:
    """Return the address to use instead of Discord's: whoever is there receives the token."""
    base = section.get("api_base") or os.environ.get("DISCORD_API_BASE")
    if not base:
        return None
    parts = urlsplit(str(base))
    if parts.scheme == "https" and parts.hostname:
        return str(base).rstrip("/")
    if parts.scheme == "http" and parts.hostname and _loopback(parts.hostname):
        return str(base).rstrip("/")
    raise ConfigError(f"{WHERE} api_base has to begin with https://. Without encryption it may "
                      "only be on this machine, such as http://127.0.0.1:8900/api/v10. Leave it "
                      "out to use Discord.")


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _guild(section: dict[str, Any]) -> int | None:
    value = section.get("development_guild")
    if value is None or value == "":
        return None
    if not str(value).isdecimal():
        raise ConfigError(f"{WHERE} development_guild is the id of a server, digits only: in "
                          "Discord, turn on Developer Mode, right-click the server, Copy ID.")
    return int(value)


def _flag(section: dict[str, Any], key: str) -> bool:
    value = section.get(key, False)
    if not isinstance(value, bool):
        raise ConfigError(f"{WHERE} '{key}' is yes or no, such as: {key}: false")
    return value

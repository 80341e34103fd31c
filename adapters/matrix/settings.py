"""The ``matrix`` section of the configuration, read and checked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.config import ConfigError

KEYS = ("homeserver", "user", "password", "password_file", "token", "token_file", "device_name",
        "allow", "appservice")


@dataclass(frozen=True, slots=True)
class Allow:
    """Whose invitations are accepted: whole servers and single people; ``*`` is everybody."""

    servers: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def takes(self, user: str) -> bool:
        """Tell whether an invitation by this person is accepted."""
        return (user in self.people or server_of(user) in self.servers
                or "*" in self.servers or "*" in self.people)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to reach the homeserver and as whom; secrets are empty where none is given."""

    homeserver: str
    user: str
    password: str = ""
    token: str = ""
    device_name: str = "Apoyo"
    allow: Allow = Allow()
    appservice: bool = False


def server_of(user: str) -> str:
    """Return the server part of a user id."""
    return user.partition(":")[2]


def read_settings(section: Mapping[str, Any], env: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of a section; secrets in the environment win. Raises ConfigError."""
    for key in section:
        if key not in KEYS:
            raise ConfigError(f"adapters, matrix: unknown key '{key}'. Known: {', '.join(KEYS)}.")
    homeserver = _text(section, "homeserver", "https://matrix.example.org").rstrip("/")
    if not homeserver.startswith(("http://", "https://")):
        raise ConfigError("adapters, matrix: 'homeserver' begins with https://")
    user = _text(section, "user", '"@apoyo:example.org"')
    if not user.startswith("@") or not server_of(user):
        raise ConfigError("adapters, matrix: 'user' is a whole user id in quotes, such as: "
                          'user: "@apoyo:example.org"')
    return Settings(
        homeserver, user,
        password=env.get("MATRIX_PASSWORD") or _secret(section, "password"),
        token=env.get("MATRIX_TOKEN") or _secret(section, "token"),
        device_name=str(section.get("device_name") or "Apoyo"),
        allow=_allow(section.get("allow"), user), appservice=section.get("appservice") is True,
    )


def _text(section: Mapping[str, Any], key: str, example: str) -> str:
    value = section.get(key)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"adapters, matrix: '{key}' is missing, such as: {key}: {example}")
    return value


def _secret(section: Mapping[str, Any], key: str) -> str:
    path = section.get(f"{key}_file")
    if path is None:
        return str(section.get(key) or "")
    try:
        return Path(str(path)).read_text("utf-8").strip()
    except OSError as error:
        raise ConfigError(f"adapters, matrix: '{key}_file' cannot be read ({error.strerror})."
                          ) from None


def _allow(found: object, user: str) -> Allow:
    """Return the allow-list; without one, the people of the bot's own server."""
    if found is None:
        return Allow(servers=frozenset({server_of(user)}))
    if not isinstance(found, dict) or not set(found) <= {"servers", "people"}:
        raise ConfigError("adapters, matrix: 'allow' expects 'servers' and 'people', each a list.")
    lists = {}
    for key in ("servers", "people"):
        value = found.get(key) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ConfigError(f"adapters, matrix: 'allow', '{key}' expects a list, such as: "
                              f'{key}: ["example.org"]')
        lists[key] = frozenset(value)
    return Allow(**lists)

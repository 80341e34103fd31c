"""The configuration file: read, checked key by key, with a mend for every mistake."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process

from bot.i18n import languages
from bot.zones import zone


class ConfigError(Exception):
    """Something in the configuration cannot be used; the text says where and what to write."""


@dataclass(frozen=True, slots=True)
class Backups:
    """Where copies go by themselves, how many hours apart, and how many are kept."""

    folder: Path
    every: int = 24
    keep: int = 7


@dataclass(frozen=True, slots=True)
class Config:
    """What an operator decides. ``timezone`` and ``languages`` are where new groups start."""

    data: Path = Path("apoyo-data")
    timezone: str | None = None
    languages: tuple[str, ...] = ("en",)
    adapters: tuple[tuple[str, dict[str, Any]], ...] = ()
    health_port: int | None = None
    trouble_room: str | None = None
    backups: Backups | None = None
    sealing_key_file: Path | None = None  # None: in a folder beside the data
    data_key_file: Path | None = None  # None: the data are not encrypted


KEYS = ("data", "timezone", "languages", "adapters", "health_port", "trouble_room", "backups",
        "sealing_key_file", "data_key_file")
BACKUP_KEYS = ("folder", "every_hours", "keep")


def read_config(path: Path | None) -> Config:
    """Return the configuration in a file, or the defaults without one. Raises ConfigError."""
    if path is None:
        return Config()
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}). Make one with "
                          f"'apoyo init', or copy config.example.yaml to {path}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(f"{path}{place}: this is not valid YAML. Write one 'key: value' a line, "
                          "with a space after the colon.") from None
    return check({} if found is None else found, path)


def check(found: object, path: Path) -> Config:
    """Return the configuration a document stands for. Raises ConfigError for the first mistake."""
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: expected 'key: value' lines, found {_kind(found)}.")
    for key in found:
        if key not in KEYS:
            near = process.extractOne(str(key), KEYS, score_cutoff=60)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known keys: {', '.join(KEYS)}."
            raise ConfigError(f"{path}: unknown key '{key}'. {hint}")
    return Config(
        data=(path.parent / Path(_text(found, "data", "a folder, such as: data: apoyo-data",
                                       path, "apoyo-data")).expanduser()).resolve(),
        timezone=_zone(found, path),
        languages=_languages(found, path),
        adapters=_adapters(found, path),
        health_port=_number(found, "health_port", path, 65535),
        trouble_room=_room(found, path),
        backups=_backups(found.get("backups"), path),
        sealing_key_file=_key_file(found, "sealing_key_file", path),
        data_key_file=_key_file(found, "data_key_file", path),
    )


def _text(found: dict[Any, Any], key: str, expected: str, path: Path, default: str) -> str:
    value = found.get(key, default)
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{path}: '{key}' is {_kind(value)}, expected {expected}")
    return value


def _zone(found: dict[Any, Any], path: Path) -> str | None:
    if found.get("timezone") is None:
        return None
    name = _text(found, "timezone", "a name, such as: timezone: America/New_York", path, "")
    try:
        zone(name)
    except ValueError as error:
        raise ConfigError(f"{path}: 'timezone': {error}. Write a name from the tz database, "
                          "such as: timezone: America/New_York") from None
    return name


def _key_file(found: dict[Any, Any], key: str, path: Path) -> Path | None:
    if found.get(key) is None:
        return None
    name = _text(found, key, f"a file, such as: {key}: keys/{key.split('_')[0]}.key", path, "")
    return (path.parent / Path(name).expanduser()).resolve()


def _languages(found: dict[Any, Any], path: Path) -> tuple[str, ...]:
    value = found.get("languages", ["en"])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not value or any(v not in languages() for v in value):
        raise ConfigError(f"{path}: 'languages' is {value!r}, expected a list of "
                          f"{', '.join(languages())}, such as: languages: [en, es]")
    return tuple(dict.fromkeys(value))


def _adapters(found: dict[Any, Any], path: Path) -> tuple[tuple[str, dict[str, Any]], ...]:
    value = found.get("adapters") or {}
    if not isinstance(value, dict) or any(not isinstance(v, dict) for v in value.values()):
        raise ConfigError(f"{path}: 'adapters' expects a section for each chat, with its keys "
                          "indented below its name.")
    return tuple((str(name), _beside(section, path)) for name, section in value.items())


def _beside(section: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return a section whose ``…_file`` keys are found from the configuration's own folder."""
    return {key: str((path.parent / Path(value).expanduser()).resolve())
            if str(key).endswith("_file") and isinstance(value, str) else value
            for key, value in section.items()}


def _number(found: dict[Any, Any], key: str, path: Path, most: int) -> int | None:
    value = found.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
        raise ConfigError(f"{path}: '{key}' is {value!r}, expected a number from 1 to {most}.")
    return value


def _room(found: dict[Any, Any], path: Path) -> str | None:
    if found.get("trouble_room") is None:
        return None
    expected = ('a room with its chat before it, in quotes, such as: trouble_room: '
                '"matrix:!abc:example.org" or "discord:123456789"')
    room = _text(found, "trouble_room", expected, path, "")
    if ":" not in room:
        raise ConfigError(f"{path}: 'trouble_room' is {room!r}, expected {expected}")
    return room


def _backups(found: object, path: Path) -> Backups | None:
    if found is None:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("folder"), str):
        raise ConfigError(f"{path}: 'backups' expects a section with a folder, such as: "
                          "backups:\n  folder: /mnt/stick/apoyo")
    for key in found:
        if key not in BACKUP_KEYS:
            raise ConfigError(f"{path}: unknown key '{key}' under 'backups'. Known keys: "
                              f"{', '.join(BACKUP_KEYS)}.")
    return Backups((path.parent / Path(found["folder"]).expanduser()).resolve(),
                   _number(found, "every_hours", path, 24 * 31) or 24,
                   _number(found, "keep", path, 1000) or 7)


def _kind(value: object) -> str:
    names = {dict: "a section", list: "a list", str: "a text", int: "a number", bool: "yes or no",
             type(None): "empty"}
    return names.get(type(value), type(value).__name__)

"""``apoyo check``: what stands in the way of running, each thing with its mend."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.config import Config, ConfigError, read_config
from bot.domain.act import Wake
from bot.domain.group import Group, Place
from bot.ops.vitals import LEAST_ROOM, free_room
from bot.platform import Finding, platforms
from bot.ports import KeyTrouble, UnitOfWork
from bot.records import KINDS
from bot.sealing.disk import files
from bot.store import StoreDamaged, StoreKey, StoreLocked, StoreTooNew, peek
from bot.store.files import Lock
from bot.zones import machine, zone

WITHIN = 30.0  # seconds a chat's own checks may take
OFF = 60.0  # seconds a clock may be away
NEXT = 5  # posts to come that are shown
OURS = datetime(2026, 1, 1, tzinfo=UTC)  # a clock before this program was written is wrong
RISKS = {"plain": "not encrypted", "public": "open to anybody", "bridged": "bridged",
         "history": "readable from outside"}
POSTS = {"digest": "the daily summary", "remind": "a reminder", "snooze": "a reminder put off",
         "care": "care for a need"}


def check(file: Path) -> list[Finding]:
    """Look at everything; the first finding is about the configuration itself."""
    try:
        config = read_config(file)
    except ConfigError as error:
        return [Finding("config", False, str(error), "Correct that line and check again.")]
    found = [Finding("config", True, f"{file} is understood.")]
    found += [*_machine(), *_folder(config.data), *_data(config)]
    if not config.adapters:
        found.append(Finding("chats", False, "no chat is set up under 'adapters'.",
                             "Set one up with: apoyo init"))
    return found + asyncio.run(_chats(config))


def _machine() -> Iterator[Finding]:
    now = datetime.now(UTC)
    yield Finding("clock", now > OURS, f"it is {now:%Y-%m-%d %H:%M} UTC by this machine.",
                  "" if now > OURS else "Set the clock, and let it follow the network's time: "
                                        "timedatectl set-ntp true")
    yield Finding("time zone", True, f"this machine's is {machine()}.")
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer.")


def _folder(folder: Path) -> Iterator[Finding]:
    there = folder if folder.exists() else folder.parent
    if folder.exists() and not folder.is_dir():
        yield Finding("data folder", False, f"{folder} is a file.",
                      "Write another folder behind 'data'.")
        return
    if not os.access(there, os.W_OK | os.X_OK):
        yield Finding("data folder", False, f"{there} cannot be written to.",
                      f"Give it to whoever runs Apoyo: chown -R USER {there}")
    elif folder.exists() and folder.stat().st_mode & 0o077:
        yield Finding("data folder", False, f"others on this machine may look into {folder}.",
                      f"chmod 700 {folder}")
    else:
        yield Finding("data folder", True, f"{folder} is ours alone." if folder.exists() else
                      f"{folder} will be made at the first start.")
    free = free_room(folder)
    yield Finding("disk", free >= LEAST_ROOM, f"{free / 2**20:,.0f} MB are free.",
                  "" if free >= LEAST_ROOM else "Make room: below 200 MB it gets dangerous.")


def _data(config: Config) -> Iterator[Finding]:
    try:
        uow = peek(config.data, KINDS, files=files(config.data, config.data_key_file))
    except FileNotFoundError:
        yield Finding("database", True, "nothing is kept yet.")
        return
    except (StoreDamaged, StoreKey, StoreTooNew, KeyTrouble) as error:
        yield Finding("database", False, str(error), "docs/store.md says more about each case.")
        return
    except OSError as error:
        yield Finding("database", False, f"it cannot be read ({error.strerror}).",
                      f"Look at who may read {config.data}.")
        return
    groups, rooms = uow.count(Group, "id"), uow.count(Place, "id")
    yield Finding("database", True, f"{groups} groups in {rooms} rooms.")
    yield _running(config.data)
    yield from _rooms(uow)
    coming = list(_coming(uow))
    if coming:
        yield Finding("next posts", None, "; ".join(coming))


def _rooms(uow: UnitOfWork) -> Iterator[Finding]:
    """Tell in how many rooms others can read along; which ones, /privacy says there."""
    places = uow.find(Place, "id", limit=1000)
    found = Counter(risk for place in places for risk in place.risks)
    parts = [f"{count} {RISKS[risk]}" for risk, count in found.items() if risk in RISKS]
    if parts:
        yield Finding("rooms", None, f"of {len(places)} rooms, {', '.join(parts)}. /privacy in a "
                      "room says what that means there; docs/safety.md what to do.")


def _running(folder: Path) -> Finding:
    try:
        Lock(folder / "db.json.lock").release()
    except StoreLocked as locked:
        return Finding("process", None, f"Apoyo is running as process {locked.pid}.")
    return Finding("process", None, "Apoyo is not running at the moment.")


def _coming(uow: UnitOfWork) -> Iterator[str]:
    """Yield the next posts: when and of what kind, never what they say."""
    now = datetime.now(UTC)
    wakes = (wake for wake in uow.find(Wake, "due", limit=200) if wake.what in POSTS)
    for _, wake in zip(range(NEXT), wakes, strict=False):
        group = uow.get(Group, wake.group)
        local = wake.due.astimezone(zone(group.zone) if group else UTC)
        late = ", late" if wake.due < now - timedelta(minutes=5) else ""
        yield f"{local:%a %H:%M} {POSTS[wake.what]}{late}"


async def _chats(config: Config) -> list[Finding]:
    known = {platform.name: platform for platform in platforms() if platform.connect}
    found: list[Finding] = []
    for name, section in config.adapters:
        platform = known.get(name)
        if platform is None:
            found.append(Finding(name, False, "there is no such chat.",
                                 f"Known: {', '.join(sorted(known))}."))
        elif platform.check:
            try:
                found += await asyncio.wait_for(platform.check(section, config.data / name), WITHIN)
            except ConfigError as error:
                found.append(Finding(name, False, str(error), "Correct that line."))
            except TimeoutError:
                found.append(Finding(name, False, f"no answer within {WITHIN:.0f} s.",
                                     "Look at the network, and at the address."))
    return found


def clock(service: str, date: str | None) -> list[Finding]:
    """Compare this machine's clock with the ``Date`` a service's answer carried (RFC 9110)."""
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return []
    away = abs((datetime.now(UTC) - theirs).total_seconds())
    if away < OFF:
        return [Finding(f"{service} clock", True, "this machine's clock agrees with it.")]
    return [Finding(f"{service} clock", False, f"this machine's clock is {away:.0f} s away from "
                    "it: reminders would come at the wrong time.",
                    "Let the clock follow the network's time: timedatectl set-ntp true")]


def shown(found: list[Finding]) -> str:
    """Return the findings as people read them."""
    signs = {True: "ok  ", False: "BAD ", None: "    "}
    wide = max(len(one.what) for one in found)
    lines = []
    for one in found:
        lines.append(f"{signs[one.ok]}{one.what:{wide}}  {one.says}")
        if one.mend and one.ok is not True:
            lines.append(f"    {'':{wide}}  -> {one.mend}")
    bad = sum(one.ok is False for one in found)
    lines.append(f"{bad} to mend." if bad else "All is well.")
    return "\n".join(lines)


def as_json(found: list[Finding]) -> str:
    """Return the findings as JSON, for programs."""
    return json.dumps([{"what": one.what, "ok": one.ok, "says": one.says, "mend": one.mend}
                       for one in found], indent=1)

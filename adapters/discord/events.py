"""The server's own events for the shifts of the coming days, where a group wants them.

What Discord lists is the only memory: an event of ours is known by the roster's number at the
head of its name and by its start. So a lost answer or a restart makes no second one.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import discord

from adapters.discord.incoming import PREFIX
from adapters.discord.mending import Mender, Text
from adapters.discord.trouble import NETWORK, NO_ACCESS, NO_PERMISSION
from bot.domain.group import Group, Place
from bot.domain.roster import Roster
from bot.domain.shift import Staffing, staffed
from bot.engine import Engine
from bot.ports import Delivery, UnitOfWork
from bot.rosters.rostering import missing
from bot.rosters.shifts import ahead, at, local
from bot.text import Usage, lines, t

log = logging.getLogger(__name__)

AHEAD = timedelta(days=7)
MOST = 25  # events of ours in one server; Discord has room for a hundred
EVERY = 900.0  # seconds
SOON = 2.0  # seconds in which several changes become one look
NAME, PLACE, WORDS = 100, 100, 1000  # docs: Guild Scheduled Event, characters
EXTERNAL, GUILD_ONLY, SCHEDULED = 3, 2, 1
_OURS = re.compile(r"(\d+) · ")

Body = dict[str, Any]
Key = tuple[int, datetime]


class Events:
    """Keeps the events of every server in step with the rosters of its group."""

    def __init__(self, engine: Engine, mender: Mender, text: Text) -> None:
        self._engine, self._mender, self._text = engine, mender, text
        self._changed, self._one = asyncio.Event(), asyncio.Lock()

    def carried(self, delivery: Delivery) -> None:
        """Note that a card was drawn anew: shifts may have changed."""
        if delivery.card:
            self._changed.set()

    async def run(self, client: discord.Client) -> None:
        """Look at every change, and now and then because time passes."""
        await client.wait_until_ready()
        while True:
            self._changed.clear()
            await self.keep(client)
            try:
                await asyncio.wait_for(self._changed.wait(), EVERY)
                await asyncio.sleep(SOON)
            except TimeoutError:
                pass

    async def keep(self, client: discord.Client) -> None:
        """Bring every server's events into step once; never twice at a time."""
        async with self._one:
            for guild in list(client.guilds):
                try:
                    wanted = self._engine.store.read(self._wanted(guild))
                    await self._step(client, guild.id, wanted)
                except (discord.HTTPException, discord.RateLimited, *NETWORK) as error:
                    code = getattr(error, "code", 0)
                    log.info("events not kept: %s, code %s", type(error).__name__, code)
                    if code in (NO_ACCESS, NO_PERMISSION):
                        await self._mender.eventless(client, guild, self._text)

    async def _step(self, client: discord.Client, guild: int, wanted: dict[Key, Body]) -> None:
        for one in await client.http.get_scheduled_events(guild, False):
            key = _key(one, client.application_id or 0)
            if key is None:
                continue
            want = wanted.pop(key, None)
            number = int(one["id"])
            if want is None:
                if key[1] > self._engine.clock.now():
                    await client.http.delete_scheduled_event(guild, number)
            elif any(_shown(one, name) != want[name] for name in want):
                await client.http.edit_scheduled_event(guild, number, **want)
        for want in wanted.values():
            await client.http.create_guild_scheduled_event(guild, **want)

    def _wanted(self, guild: discord.Guild) -> Callable[[UnitOfWork], dict[Key, Body]]:
        community, now = f"{PREFIX}{guild.id}", self._engine.clock.now()

        def work(uow: UnitOfWork) -> dict[Key, Body]:
            groups = {one.group for one in uow.find(Place, "id") if one.community == community}
            found: dict[Key, Body] = {}
            for group in filter(None, (uow.get(Group, one) for one in groups)):
                here = local(now, group.zone)
                for roster in uow.find(Roster, "state", group.id, "open"):
                    for one in staffed(roster, ahead(roster, here, AHEAD)):
                        start = at(one.shift.start, group.zone)
                        if start > now:
                            found[roster.number, start] = self._body(guild, group, roster, one)
            soonest = sorted(found, key=lambda key: key[1])[:MOST]
            return {key: found[key] for key in soonest}

        return work

    def _body(self, guild: discord.Guild, group: Group, roster: Roster, one: Staffing) -> Body:
        number = str(roster.number)
        gaps = t("missing: {roles}", roles=missing(one.gaps)) if one.gaps else None
        channel = guild.get_channel(int((roster.room or "").removeprefix(PREFIX) or 0)) if (
            roster.room or "").startswith(PREFIX) else None
        return {
            "name": f"{number} · {roster.what}"[:NAME],
            "description": self._text(
                lines(gaps, Usage("signup", number)), group.languages)[:WORDS],
            "scheduled_start_time": at(one.shift.start, group.zone).isoformat(),
            "scheduled_end_time": at(one.shift.end, group.zone).isoformat(),
            "privacy_level": GUILD_ONLY, "entity_type": EXTERNAL, "channel_id": None,
            "entity_metadata": {"location": f"#{channel.name}"[:PLACE] if channel else guild.name},
        }


def _key(event: Any, me: int) -> Key | None:
    """Return which shift an event stands for; None if it is not ours or has begun."""
    head = _OURS.match(str(event["name"]))
    if head is None or int(event.get("creator_id") or 0) != me or event["status"] != SCHEDULED:
        return None
    return int(head[1]), datetime.fromisoformat(event["scheduled_start_time"])


def _shown(event: Any, name: str) -> Any:
    """Return what an event says, in the form in which it is wanted."""
    value = event.get(name)
    if name.endswith("_time") and value:
        return datetime.fromisoformat(value).isoformat()
    return {"location": value.get("location")} if name == "entity_metadata" and value else value

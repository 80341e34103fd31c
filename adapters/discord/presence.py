"""Who is where: looked up where it matters, for Discord tells only bots with a privileged intent.

Who has left is looked up now and then, for those who have promised something still open; where
somebody belongs, when they write to the bot directly before they were seen anywhere.
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial

import discord

from adapters.discord.incoming import PREFIX
from adapters.discord.trouble import NETWORK
from bot.domain.group import Member, Place
from bot.domain.need import Need
from bot.engine import Engine
from bot.ports import Incoming, Person, Room, UnitOfWork, Went

UNKNOWN_MEMBER = 10007
MOST_SERVERS = 20  # to look through for somebody new


async def departures(client: discord.Client, engine: Engine) -> list[Incoming]:
    """Return an event for each room that somebody who has left was seen in."""
    found: list[Incoming] = []
    for guild in list(client.guilds):
        for member, rooms in engine.store.read(partial(_helpers, guild)):
            if not await _here(client, guild.id, int(member.person.removeprefix(PREFIX))):
                found += [_went(member, room) for room in rooms]
    return found


async def placed(client: discord.Client, engine: Engine, incoming: Incoming) -> Incoming:
    """Return an event with the group it is for, if only the servers can tell: one and no more."""
    person = incoming.person
    if incoming.room or person is None:
        return incoming
    if engine.store.read(lambda uow: uow.count(Member, "person", person.id)):
        return incoming
    number = int(person.id.removeprefix(PREFIX))
    there = [guild.id for guild in client.guilds[:MOST_SERVERS]
             if len(client.guilds) == 1 or await _found(client, guild.id, number)]
    if len(there) != 1:
        return incoming
    return replace(incoming, community=f"{PREFIX}{there[0]}")


async def _found(client: discord.Client, guild: int, person: int) -> bool:
    with suppress(discord.HTTPException, discord.RateLimited, *NETWORK):
        await client.http.get_member(guild, person)
        return True
    return False


def _helpers(guild: discord.Guild, uow: UnitOfWork) -> list[tuple[Member, list[Room]]]:
    places = [place for channel in guild.text_channels
              if (place := uow.get(Place, f"{PREFIX}{channel.id}"))]
    found: list[tuple[Member, list[Room]]] = []
    for group in {place.group for place in places}:
        for member in uow.find(Member, "name", group):
            rooms = [Room(place.id, place.group, place.name) for place in places
                     if place.id in member.rooms]
            if (rooms and not member.gone and member.person.startswith(PREFIX)
                    and uow.count(Need, "helper", group, member.person, "open")):
                found.append((member, rooms))
    return found


async def _here(client: discord.Client, guild: int, person: int) -> bool:
    """Tell whether somebody is in a server; if that cannot be found out, they are."""
    with suppress(discord.HTTPException, discord.RateLimited, *NETWORK):
        try:
            await client.http.get_member(guild, person)
        except discord.NotFound as error:
            return error.code != UNKNOWN_MEMBER
    return True


def _went(member: Member, room: Room) -> Incoming:
    since = int(member.seen.timestamp())
    return Incoming(
        event=f"{PREFIX}went:{member.person}:{room.id}:{since}", content=Went(),
        person=Person(member.person, member.name), room=room)

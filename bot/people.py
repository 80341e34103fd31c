"""Which group an event belongs to, and who in it is speaking."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.act import PURGE, Wake
from bot.domain.group import Account, Group, Member, Place
from bot.i18n import nearest
from bot.ports import Came, Incoming, Person, Room, UnitOfWork, Went
from bot.words import clean

NAME = 64  # characters of a name that are shown
SEEN_EVERY = timedelta(hours=1)  # how fine "last seen" is kept: no more than is of use


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new group starts with: its IANA zone and its languages."""

    zone: str
    languages: tuple[str, ...] = ("en",)


def group_of(uow: UnitOfWork, incoming: Incoming, defaults: Defaults, now: datetime
             ) -> Group | None:
    """Return the group an event belongs to, founded if it is new; None for a stranger's message.

    In a direct chat it is the one named, else the one the person was last active in.
    """
    if incoming.room:
        return _of_room(uow, incoming.room, incoming.risks, defaults, now)
    if incoming.community:
        return _founded(uow, incoming.community, defaults, now)
    if incoming.person:
        for member in uow.find(Member, "person", incoming.person.id, newest=True):
            if not member.gone and not member.guest:
                return group_at(uow, member.group)
    return None


def _of_room(uow: UnitOfWork, room: Room, risks: tuple[str, ...], defaults: Defaults,
             now: datetime) -> Group:
    place = uow.get(Place, room.id)
    if place and place.risks != risks:
        place = replace(place, risks=risks)
        uow.put(place)
    if place:
        group = group_at(uow, place.group)
        if group:
            return group
    group = _founded(uow, room.community, defaults, now)
    uow.put(Place(id=room.id, group=group.id, name=room.name, since=now,
                  community=room.community, risks=risks))
    uow.remove(Wake, PURGE, group.id)
    return group


def group_at(uow: UnitOfWork, key: str) -> Group | None:
    """Return a group by its key, or what it has become part of."""
    group = uow.get(Group, key)
    while group and group.into:
        group = uow.get(Group, group.into)
    return group


def _founded(uow: UnitOfWork, community: str, defaults: Defaults, now: datetime) -> Group:
    group = group_at(uow, community)
    if group is None:
        group = Group(id=community, zone=defaults.zone, languages=defaults.languages, created=now)
        uow.put(group)
    return group


def member_of(uow: UnitOfWork, group: Group, incoming: Incoming, person: Person, now: datetime
              ) -> Member:
    """Return the person as a member of the group, noted as present."""
    known = uow.get(Member, group.id, person.id)
    if known and known.guest:
        place = uow.get(Place, incoming.room.id) if incoming.room else None
        if place is None or place.group != group.id:
            return known  # as a guest from an allied group, whom nobody here can name
        known = replace(known, guest="")
    name = clean(person.name)[:NAME] or (known.name if known else person.id.partition(":")[2])
    member = known or Member(group=group.id, person=person.id, name=name, seen=now)
    if member.name != name:
        member = replace(member, name=name)
    latest = uow.find(Member, "person", person.id, newest=True, limit=1)
    if not latest or latest[0].group != group.id:
        member = replace(member, turn=uow.number("turn"))
    spoken = nearest(incoming.language)
    if spoken and spoken != member.spoken:
        member = replace(member, spoken=spoken)
    if incoming.room and incoming.room.id not in member.rooms:
        member = replace(member, rooms=(*member.rooms, incoming.room.id))
    if member.gone and incoming.room:
        member = replace(member, gone=False)
    if now - member.seen > SEEN_EVERY:
        member = replace(member, seen=now)
    if member is not known:
        uow.put(member)
    return member


def introduced(uow: UnitOfWork, group: Group, person: Person, now: datetime) -> str:
    """Return the key of somebody mentioned in a group, known in it from now on."""
    linked = uow.get(Account, person.id)
    key = linked.person if linked else person.id
    if uow.get(Member, group.id, key) is None:
        name = clean(person.name)[:NAME] or person.id.partition(":")[2]
        uow.put(Member(group=group.id, person=key, name=name, seen=now))
    return key


def unheard(uow: UnitOfWork, group: Group, incoming: Incoming) -> bool:
    """Tell whether moderators have us ignore whoever this is from: it gets no answer at all."""
    if incoming.person is None or incoming.moderator or isinstance(
            incoming.content, Came | Went):
        return False  # no moderator can be shut out by another
    member = uow.get(Member, group.id, incoming.person.id)
    return member is not None and member.ignored


def language_of(group: Group, member: Member | None) -> str:
    """Return the language for direct answers: chosen, else the client's, else the group's."""
    chosen = (member.language or member.spoken) if member else None
    return chosen or group.languages[0]

"""Deliveries that cannot arrive: what goes out in their place, and how they are told apart."""

from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

import msgspec

from bot.domain.group import Group, Member
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.sealed import VIEW as SEALED
from bot.groups.accounts import person_of
from bot.people import language_of
from bot.ports import Delivery, Rendered, UnitOfWork
from bot.text import Node, t


def in_place_of(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Delivery | None:
    """Return what goes out instead of a delivery that never can, if anything does.

    A card that cannot be edited is posted again; of anything else whoever caused it is told.
    """
    told = delivery.cause or _maker(uow, delivery)
    need = uow.get(Need, delivery.group, delivery.about) if delivery.view == SEALED and (
        delivery.about) else None
    if need:
        told = need.by  # they have to know, whoever caused it
    if delivery.verb == "edit" and delivery.card:
        after = replace(delivery, message=None)
    elif (delivery.verb == "send" or need) and told and delivery.lane != told:
        group = uow.get(Group, delivery.group)
        languages = (language_of(group, _member(uow, group.id, told)),) if group else ("en",)
        after = replace(
            delivery, languages=languages, room=None, to=told, lane=told, card=False, view="",
            platform=told.partition(":")[0], buttons=(), message=None, file=None,
            body=_unreachable(uow, delivery))
    else:
        return None
    return replace(
        after, verb="send", key=next_key(delivery.key), tries=0, due=None, reply_to=None, at=now,
        drawn="",
        order=uow.number("order"), serial=uow.number("serial"))


def _maker(uow: UnitOfWork, delivery: Delivery) -> str | None:
    """Return whose reminder it is that nobody has just caused: they have to know."""
    made = uow.get(Reminder, delivery.group, delivery.about) if delivery.about else None
    return made.by or None if made else None


def hash_of(drawn: Rendered) -> str:
    """Return a short hash of what a reader sees."""
    seen = msgspec.json.encode((drawn.body, drawn.buttons, drawn.languages))
    return blake2b(seen, digest_size=8).hexdigest()


def next_key(key: str) -> str:
    """Return a key derived from another one, as long, and the same at every try."""
    return blake2b(key.encode(), digest_size=len(key) // 2).hexdigest()


def _member(uow: UnitOfWork, group: str, account: str) -> Member | None:
    return uow.get(Member, group, person_of(uow, account))


def _unreachable(uow: UnitOfWork, delivery: Delivery) -> Node:
    about = str(delivery.about or "")
    if delivery.verb == "withdraw":
        return t("I could not take back what was sealed for {number}: the message with it may "
                 "still be there.", number=about)
    if delivery.room:
        return t("I could not write in the room about {number}: I may not be allowed to there.",
                 number=about)
    need = uow.get(Need, delivery.group, delivery.about) if delivery.about else None
    if need and need.veiled and need.by == person_of(uow, delivery.lane):
        return t("I could not write to whoever asked for {number}.", number=about)
    member = _member(uow, delivery.group, delivery.lane)
    return t("I could not write to {who} directly about {number}: please tell them yourself.",
             who=member.name if member else delivery.lane.partition(":")[2], number=about)

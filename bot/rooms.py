"""Rooms that become other rooms: what stood in the old one goes on in the new one."""

from dataclasses import replace

from bot.context import Context, Message, thing
from bot.domain.act import Wake
from bot.domain.group import Member, Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.ports import Post, Room, UnitOfWork
from bot.presence import Finish
from bot.records import Thing

KEPT_VIEWS = ("board",)  # what stands in a room for good; a day's digest comes again by itself


def known(uow: UnitOfWork, room: Room | None) -> bool:
    """Tell whether a group uses this room."""
    return room is not None and uow.get(Place, room.id) is not None


def moved(ctx: Context, to: Room, finish: Finish) -> str:
    """Let the group go on in the room that has replaced this one, with its cards and settings."""
    place = ctx.uow.get(Place, ctx.room) if ctx.room else None
    if place is None or place.id == to.id:
        return finish(ctx, None, "moved")
    there = ctx.uow.get(Place, to.id)
    ctx.uow.remove(Place, place.id)
    ctx.uow.put(replace(place, id=to.id, name=to.name or place.name,
                        greeted=place.greeted or bool(there and there.greeted)))
    _people(ctx, place.id, to.id)
    _things(ctx, place.id, to.id)
    _wakes(ctx, place.id, to.id)
    _posts(ctx, place.id, to.id)
    return finish(ctx, None, "moved")


def _people(ctx: Context, old: str, new: str) -> None:
    for member in ctx.uow.find(Member, "name", ctx.group.id):
        if old in member.rooms:
            rooms = dict.fromkeys(new if room == old else room for room in member.rooms)
            ctx.uow.put(replace(member, rooms=tuple(rooms)))


def _things(ctx: Context, old: str, new: str) -> None:
    uow, group = ctx.uow, ctx.group.id
    found: list[Thing] = [*uow.find(Need, "state", group), *uow.find(Offer, "state", group),
                          *uow.find(Reminder, "state", group)]
    for one in found:
        after = replace(one, room=new) if one.room == old else one
        if isinstance(after, Reminder) and after.target == old:
            after = replace(after, target=new)
        uow.put(after)


def _wakes(ctx: Context, old: str, new: str) -> None:
    for wake in ctx.uow.find(Wake, "group", ctx.group.id):
        if wake.key == old:
            ctx.uow.remove(Wake, wake.what, old)
            ctx.uow.put(replace(wake, key=new))


def _posts(ctx: Context, old: str, new: str) -> None:
    """Post what stands in the old room anew: what is there can no longer be changed."""
    for post in ctx.uow.find(Post, "room", old):
        ctx.uow.remove(Post, post.id)
        if post.to is not None or not post.card:
            continue
        if post.view in KEPT_VIEWS:
            ctx.messages.append(Message(None, room=new, view=post.view))
        elif post.about is not None:
            found = thing(ctx.uow, ctx.group.id, post.about)
            if found and found.state == "open":
                ctx.card(post.about, new)

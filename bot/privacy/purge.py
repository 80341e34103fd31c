"""Forgetting a whole group, once the bot has been out of all its rooms for long enough."""

from datetime import timedelta

from bot.context import Context
from bot.domain.act import PURGE
from bot.domain.ally import Ally, Shared
from bot.domain.group import Account, Group, Member, Place
from bot.ports import Due, Post
from bot.records import KINDS, of_group

GONE_FOR = timedelta(days=14)  # long enough to notice a removal nobody meant
_KEYS = {kind.type: kind.key for kind in KINDS}


def left(ctx: Context, room: str) -> None:
    """Let go of a room the bot has left; after the last one the group is forgotten in time."""
    ctx.uow.remove(Place, room)
    if not ctx.uow.count(Place, "group", ctx.group.id):
        ctx.wake(PURGE, ctx.group.id, ctx.now + GONE_FOR)


def purge(ctx: Context, _due: Due) -> None:
    """Forget the group if the bot has not come back."""
    if not ctx.uow.count(Place, "group", ctx.group.id):
        forget_group(ctx)


def forget_group(ctx: Context) -> None:
    """Forget the group, its allies' cards of it too, and take away what its rooms show of it."""
    for post in ctx.uow.find(Post, "view", ctx.group.id):
        ctx.withdraw(post)
    for shared in [one for ally in ctx.uow.find(Ally, "group", ctx.group.id)
                   for one in ctx.uow.find(Shared, "state", ally.other, "open")
                   if one.owner == ctx.group.id]:
        other = ctx.uow.get(Group, shared.group)
        if other:
            ctx.beside(other).put(shared.ended("cancelled", ctx.now))
    for ally in ctx.uow.find(Ally, "group", ctx.group.id):
        ctx.uow.remove(Ally, ally.other, ctx.group.id)
    people = [one.person for one in ctx.uow.find(Member, "name", ctx.group.id)]
    for record in list(of_group(ctx.uow, ctx.group.id)):
        ctx.uow.remove(type(record), *(getattr(record, field) for field in _KEYS[type(record)]))
    for group in ctx.uow.find(Group, "id"):
        if ctx.group.id in (group.id, group.into):
            ctx.uow.remove(Group, group.id)
    for person in people:
        if not ctx.uow.count(Member, "person", person):
            for linked in ctx.uow.find(Account, "person", person):
                ctx.uow.remove(Account, linked.account)
    ctx.erase()

"""Forgetting a whole group, once the bot has been out of all its rooms for long enough."""

from datetime import timedelta

from bot.context import Context
from bot.domain.act import PURGE
from bot.domain.group import Account, Group, Member, Place
from bot.ports import Due
from bot.records import KINDS, of_group

GONE_FOR = timedelta(days=14)  # long enough to notice a removal nobody meant
_KEYS = {kind.type: kind.key for kind in KINDS}


def left(ctx: Context, room: str) -> None:
    """Let go of a room the bot has left; after the last one the group is forgotten in time."""
    ctx.uow.remove(Place, room)
    if not ctx.uow.count(Place, "group", ctx.group.id):
        ctx.wake(PURGE, ctx.group.id, ctx.now + GONE_FOR)


def purge(ctx: Context, _due: Due) -> None:
    """Forget the group, from the journal too."""
    if ctx.uow.count(Place, "group", ctx.group.id):
        return
    people = [one.person for one in ctx.uow.find(Member, "name", ctx.group.id)]
    for record in list(of_group(ctx.uow, ctx.group.id)):
        ctx.uow.remove(type(record), *(getattr(record, field) for field in _KEYS[type(record)]))
    ctx.uow.remove(Group, ctx.group.id)
    for person in people:
        if not ctx.uow.count(Member, "person", person):
            for linked in ctx.uow.find(Account, "person", person):
                ctx.uow.remove(Account, linked.account)
    ctx.erase()

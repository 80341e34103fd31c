"""People and the bot itself coming into rooms and leaving them."""

from collections.abc import Callable
from dataclasses import replace

from bot.command import Reply
from bot.context import Context, Message
from bot.domain.group import Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.text import Node, t
from bot.titles import short

Finish = Callable[[Context, Reply | None, str], str]


def came(ctx: Context, greeting: Node, *, bot: bool, finish: Finish) -> str:
    """Greet a room the bot has come into, once; note anybody else as present."""
    place = ctx.uow.get(Place, ctx.room) if bot and ctx.room else None
    if place and not place.greeted:
        ctx.uow.put(replace(place, greeted=True))
        ctx.messages.append(Message(greeting, room=place.id))
    return finish(ctx, None, "came")


def went(ctx: Context, *, bot: bool, finish: Finish) -> str:
    """Turn the promises of someone who has left the group's last room into gaps.

    Where the bot itself is gone, nothing is posted any more.
    """
    if bot:
        if ctx.room:
            ctx.uow.remove(Place, ctx.room)
            ctx.wake("digest", ctx.room, None)
        return finish(ctx, None, "went")
    rooms = tuple(room for room in ctx.author.rooms if room != ctx.room)
    ctx.uow.put(replace(ctx.author, rooms=rooms, gone=not rooms))
    if not rooms:
        for need in ctx.uow.find(Need, "helper", ctx.group.id, ctx.me, "open"):
            ctx.put(need.unclaimed(ctx.me, ctx.now))
            ctx.tell(need.by, t("{who} has left, so it is open again: {thing}.",
                                who=ctx.mention(ctx.me), thing=short(need)), about=need.number)
        for offer in ctx.uow.find(Offer, "poster", ctx.group.id, ctx.me, "open"):
            ctx.put(offer.withdrawn(ctx.now))
        for reminder in ctx.uow.find(Reminder, "target", ctx.group.id, ctx.me, "open"):
            if reminder.by != ctx.me:  # what they set for themselves still comes
                ctx.put(reminder.withdrawn(ctx.now))
                ctx.tell(reminder.by, t("{who} has left, so I will not remind them: {thing}.",
                                        who=ctx.mention(ctx.me), thing=short(reminder)),
                         about=reminder.number)
    return finish(ctx, None, "went")



"""People and the bot itself coming into rooms and leaving them."""

from collections.abc import Callable
from dataclasses import replace

from bot.command import Reply
from bot.context import Context, Message
from bot.domain.confirm import declined
from bot.domain.group import Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.domain.signing import without
from bot.ports import Post
from bot.privacy.purge import left
from bot.rosters.rostering import save
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
            left(ctx, ctx.room)
            ctx.wake("digest", ctx.room, None)
            for post in ctx.uow.find(Post, "room", ctx.room):
                ctx.uow.remove(Post, post.id)
        return finish(ctx, None, "went")
    rooms = tuple(room for room in ctx.author.rooms if room != ctx.room)
    after = replace(ctx.author, rooms=rooms, gone=not rooms)
    ctx.uow.put(after if rooms else replace(after, vouches=0, vouchers=(), trusted=False))
    if not rooms:
        release(ctx, ctx.me)
    return finish(ctx, None, "went")


def release(ctx: Context, person: str) -> None:
    """Turn all that somebody promised the group into gaps, and tell those who count on it."""
    group, who = ctx.group.id, ctx.mention(person)
    for need in ctx.uow.find(Need, "helper", group, person, "open"):
        ctx.put(need.unclaimed(person, ctx.now))
        if need.by != person:
            ctx.write(need.by, t("{who} has left, so it is open again: {thing}.", who=who,
                                 thing=short(need)), about=need.number)
    for need in ctx.uow.find(Need, "offering", group, person, "open"):
        ctx.put(declined(need, person))
        ctx.write(need.by, t("{who} has left, so their offer is gone: {thing}.", who=who,
                             thing=short(need)), about=need.number)
    for need in ctx.uow.find(Need, "poster", group, person, "open"):
        ctx.dirty[need.number] = None  # what they had sealed goes with them
    for of in ctx.uow.find(Roster, "state", group, "open"):
        after = without(of, person, ctx.now)
        if replace(after, touched=of.touched, revision=of.revision) == of:
            continue
        save(ctx, of, after, (person,))
        if of.by != person and any(one.by == person for one in of.signups):
            ctx.write(of.by, t("{who} has left, so their shifts are open again: {thing}.", who=who,
                               thing=short(of)), about=of.number)
    for offer in ctx.uow.find(Offer, "poster", group, person, "open"):
        ctx.put(offer.withdrawn(ctx.now))
    for reminder in ctx.uow.find(Reminder, "target", group, person, "open"):
        if reminder.by != person:  # what they set for themselves still comes
            ctx.put(reminder.withdrawn(ctx.now))
            ctx.write(reminder.by, t("{who} has left, so I will not remind them: {thing}.",
                                     who=who, thing=short(reminder)), about=reminder.number)

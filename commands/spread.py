"""An urgent need goes to every room at once, and to those who asked to be told."""

from bot.context import Context, Message
from bot.domain.group import Member, Place
from bot.domain.need import Need
from bot.ports import Post
from bot.text import t
from bot.titles import gap
from commands.needcard import claim_buttons

URGENT = "urgent"


def rooms(ctx: Context) -> list[str]:
    """Return every room of the group."""
    return [place.id for place in ctx.uow.find(Place, "group", ctx.group.id)]


def spread(ctx: Context, need: Need) -> None:
    """Put an urgent need's card into every room it is not in yet, and tell those who asked."""
    there = {post.room for post in ctx.uow.find(Post, "about", ctx.group.id, need.number, True)}
    there |= {one.room for one in ctx.messages if one.body is None and one.about == need.number}
    for room in rooms(ctx):
        if room not in there:
            ctx.messages.append(Message(None, room=room, about=need.number))
    body = gap(need, need.gaps, ctx.group.zone)
    for member in ctx.uow.find(Member, "pings", ctx.group.id, URGENT):
        if member.person not in (need.by, *need.helpers) and not (member.gone or member.ignored):
            ctx.tell(member.person, t("❗ Urgent: {thing}. Can you?", thing=body),
                     about=need.number, buttons=claim_buttons(need))

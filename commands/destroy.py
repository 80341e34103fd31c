"""`/destroy`: all of a group's data, gone; never by one hand in one moment."""

from datetime import timedelta

from bot.command import Option, Reply, Words, command
from bot.context import Context, Message
from bot.domain.ticket import Ticket
from bot.errors import UserError
from bot.groups.codes import give, peek, spend
from bot.privacy.purge import forget_group
from bot.refusals import MODERATORS
from bot.text import Time, Usage, lines, t
from bot.words import fold
from bot.zones import zone

ALONE_AFTER = timedelta(hours=1)
OPEN_FOR = timedelta(hours=24)
STOP = ("stop", "no", "parar", "cancel", "cancelar", "off")


@command(
    "destroy",
    "destruir",
    t("Let go of everything this group has with me; a second member confirms"),
    options=(Option("code", "codigo", t("The code that was posted, or stop")),),
    examples=(("", ""), ("K7PM-4QXR", "K7PM-4QXR"), ("stop", "parar")),
    topic="group",
    final=True,
)
def destroy(ctx: Context, code: Words = "") -> Reply | None:
    """Begin, stop or confirm letting go of the whole group."""
    if fold(code) in STOP:
        return _stop(ctx)
    if not code:
        _begin(ctx)
        return None
    asked = peek(ctx, "destroy", code)
    if asked is None or asked.group != ctx.group.id:
        raise UserError(t("That code is not right, or its time is over. {usage} begins.",
                          usage=Usage("destroy")))
    if asked.by == ctx.me and ctx.now < asked.since + ALONE_AFTER:
        local = (asked.since + ALONE_AFTER).astimezone(zone(ctx.group.zone)).replace(tzinfo=None)
        raise UserError(t("Another member can confirm it now; you yourself from {when} on.",
                          when=Time(local.isoformat(timespec="minutes"), ctx.group.zone)))
    forget_group(ctx)
    ctx.uow.uncount(f"group:{ctx.group.id}")  # no old card is left whose button could mean another
    return Reply(t("Everything of this group is gone, within a minute from my files too, and from "
                   "my backups as they are replaced. Take care of each other."), public=True)


def _begin(ctx: Context) -> None:
    if not ctx.moderator:
        raise UserError(MODERATORS)
    if ctx.room is None:
        raise UserError(t("Please type that in a room of the group, where everybody reads it."))
    _spend_all(ctx)
    code = give(ctx, "destroy", good_for=OPEN_FOR)
    body = lines(
        t("{who} wants to let go of everything this group has with me: needs, offers, reminders, "
          "rosters, members, settings. It cannot be undone.", who=ctx.mention(ctx.me)),
        t("Another member confirms with {usage}; alone, {who} can do so in an hour.",
          usage=Usage("destroy", code), who=ctx.mention(ctx.me)),
        t("Whoever does not want it: {stop}", stop=Usage("destroy", "stop", "parar")))
    for room in ctx.windows(ctx.room):
        ctx.messages.append(Message(body, room=room))


def _stop(ctx: Context) -> Reply:
    if not _spend_all(ctx):
        raise UserError(t("There is nothing to stop."))
    return Reply(t("Stopped. Nothing of this group is let go."), public=True)


def _spend_all(ctx: Context) -> bool:
    found = [one for one in ctx.uow.find(Ticket, "group", ctx.group.id)
             if one.purpose == "destroy"]
    for one in found:
        spend(ctx, one)
    return bool(found)

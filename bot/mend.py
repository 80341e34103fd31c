"""A message that made something is edited or deleted: what it made follows."""

from collections.abc import Callable
from dataclasses import replace

from bot.command import Reply
from bot.context import Context
from bot.domain.act import UNDO_FOR, Act
from bot.domain.errors import Ended, Refused
from bot.domain.group import Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.meaning import Meant, Unclear
from bot.parse import bind, split
from bot.ports import Incoming, Room, UnitOfWork
from bot.records import Thing
from bot.refusals import worded
from bot.text import Button, Code, Node, Usage, t
from bot.titles import short
from bot.undo import take_back

DID = "did"  # the outcome of an event that changed something
TALK = "talk"

Finish = Callable[[Context, Reply | None, str], str]
Run = Callable[[Context, Meant | Unclear | None], str]


def edited(ctx: Context, of: str, meant: Meant | Unclear | None, run: Run, finish: Finish) -> str:
    """Correct what a message made, within ten minutes; what made nothing is read anew."""
    made, act = _made(ctx, of), ctx.uow.get(Act, of)
    if act and act.by != ctx.me:
        return TALK
    if act and act.undone:
        return run(ctx, meant) if meant else TALK
    since = act.at if act else made.created if made else None
    if since is None and ctx.uow.outcome(of) != DID:
        return run(ctx, meant) if meant else TALK
    if since is None or ctx.now - since > UNDO_FOR:
        return finish(ctx, Reply(_late(made)), "late")
    if meant is None:
        return deleted(ctx, of, finish)
    if not isinstance(meant, Meant):
        return run(ctx, meant)
    mark = ctx.uow.mark()
    try:
        if made and made.state != "open":
            raise Ended(made.number, made.state)
        if made and meant.command.remake and meant.command.name in _makers(made):
            meant.command.remake(ctx, made, **bind(meant.command, split(meant.command, meant.rest)))
            return finish(ctx, None, "edited")
        if act and not _said_again(act, meant):
            take_back(ctx, act)
    except (UserError, Refused) as error:
        ctx.uow.rewind(mark)
        ctx.messages.clear()
        ctx.dirty.clear()
        body = worded(error, ctx) if isinstance(error, Refused) else error.body
        return finish(ctx, Reply(body), "refused")
    return run(ctx, meant)


def _said_again(act: Act, meant: Meant) -> bool:
    """Tell whether the new words take the place of the old ones by themselves."""
    return meant.command.again and act.command == f"/{meant.command.name}"


def _makers(made: Thing) -> tuple[str, ...]:
    """Return the names of the commands that make such a thing."""
    return {Need: ("need", "urgent"), Offer: ("offer",), Reminder: ("remind",),
            Roster: ("shift new",)}[type(made)]


def deleted(ctx: Context, of: str, finish: Finish) -> str:
    """Withdraw what a message made if nobody has taken it, else ask; or take back what it did."""
    made = _made(ctx, of)
    if made is None:
        return _unsaid(ctx, of, finish)
    if made.state != "open":
        return TALK
    if not isinstance(made, Need):
        ctx.put(made.withdrawn(ctx.now))
    elif made.claims:
        ctx.write(ctx.me, t("{who} is on {thing} already. Should it be withdrawn all the same?",
                            who=ctx.mentions(made.helpers),
                            thing=short(made)),
                  about=made.number,
                  buttons=(Button("cancel:yes", t("Withdraw it")), Button("keep", t("Keep it"))))
    else:
        ctx.put(made.ended("cancelled", ctx.now))
    return finish(ctx, None, "deleted")


def _unsaid(ctx: Context, of: str, finish: Finish) -> str:
    """Take back a command whose message is gone, for as long as it could be undone."""
    act = ctx.uow.get(Act, of)
    if act is None or act.by != ctx.me or act.undone or ctx.now - act.at > UNDO_FOR:
        return TALK
    mark = ctx.uow.mark()
    try:
        take_back(ctx, act)
    except UserError as error:
        ctx.uow.rewind(mark)
        ctx.messages.clear()
        ctx.dirty.clear()
        return finish(ctx, Reply(error.body), "refused")
    return finish(ctx, Reply(t("Taken back: {command}", command=Code(act.text))), "unsaid")


def where_made(uow: UnitOfWork, incoming: Incoming, of: str) -> Incoming:
    """Return the event with the room and the group in which its message was handled."""
    handled: Act | Thing | None = uow.get(Act, of) or next(iter(made_by(uow, of)), None)
    if handled is None or incoming.person is None or handled.by != incoming.person.id:
        return incoming  # nobody comes in by somebody else's words
    place = uow.get(Place, handled.room) if handled.room else None
    if place:
        return replace(incoming, room=Room(place.id, place.group, place.name))
    return replace(incoming, community=handled.group)


def made_by(uow: UnitOfWork, event: str) -> list[Thing]:
    """Return the things a message has made: one at most."""
    return [*uow.find(Need, "origin", event), *uow.find(Offer, "origin", event),
            *uow.find(Reminder, "origin", event), *uow.find(Roster, "origin", event)]


def _made(ctx: Context, event: str) -> Thing | None:
    """Return what a message of the author's made, if anything."""
    mine = (one for one in made_by(ctx.uow, event)
            if one.by == ctx.me and one.group == ctx.group.id)
    return next(mine, None)


def _late(made: Thing | None) -> Node:
    if made is None:
        return t("That was more than ten minutes ago, so it stays as it is.")
    return t("That was more than ten minutes ago. To change it: {usage}",
             usage=Usage("edit", str(made.number)))

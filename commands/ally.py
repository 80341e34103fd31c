"""`/ally` and `/share`: groups that are friends pass needs on, and nothing else."""

from datetime import datetime, timedelta

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.ally import SHARED_FOR, Ally, Shared
from bot.domain.care import over_of
from bot.domain.group import Group
from bot.domain.need import Need
from bot.errors import UserError
from bot.groups.codes import give, take
from bot.groups.visiting import in_words
from bot.naming import label
from bot.people import group_at
from bot.ports import Due
from bot.refusals import MODERATORS
from bot.text import Bold, Bullets, Node, Usage, lines, t
from bot.titles import short
from bot.when.expand import instant
from bot.words import fold
from bot.zones import zone

STEP = "shared"
LIST = ("list", "lista", "ver")
END = ("end", "off", "terminar", "fin", "no", "stop")
WITH = ("with", "con", "to", "a")


@command(
    "ally",
    "aliar",
    t("Make friends with another group, so that needs can be passed on"),
    options=(Option("code", "codigo", t("The other group's code; list; or end and its name")),),
    also="alianza allies aliados",
    examples=(("", ""), ("K7PM-4QXR", "K7PM-4QXR"), ("list", "lista"),
              ("end middletown", "terminar middletown")),
    topic="group",
    final=True,
)
def ally(ctx: Context, code: Words = "") -> Reply:
    """Give a code, ally with the group that gave one, list allies, or end an alliance."""
    first, _, rest = code.partition(" ")
    if fold(first) in LIST:
        return _list(ctx)
    if not ctx.moderator:
        raise UserError(MODERATORS)
    if not code:
        return _give(ctx)
    return _end(ctx, rest) if fold(first) in END else _ally(ctx, code)


def _give(ctx: Context) -> Reply:
    body = t("In the other group, a moderator types {usage} within ten minutes. Then needs can be "
             "passed on, both ways; nobody's name goes over.",
             usage=Usage("ally", give(ctx, "ally")))
    if ctx.room is None:
        return Reply(body)
    ctx.write(ctx.me, body)
    return Reply(t("I have sent you a code directly; it is good for ten minutes."))


def _ally(ctx: Context, code: str) -> Reply:
    ticket = take(ctx, "ally", code)
    other = group_at(ctx.uow, ticket.group) if ticket else None
    if other is None:
        raise UserError(t("That code is not right, or older than ten minutes. {usage} in the "
                          "other group gives a new one.", usage=Usage("ally")))
    if other.id == ctx.group.id:
        raise UserError(t("That is this group itself."))
    for one, two in ((ctx.group, other), (other, ctx.group)):
        ctx.uow.put(Ally(group=one.id, other=two.id, since=ctx.now))
    if ticket:
        ctx.beside(other).write(ticket.by, t("{group} is your ally now.",
                                             group=label(ctx.uow, ctx.group)))
    name = label(ctx.uow, other)
    return Reply(t("{group} is your ally now. To pass a need on: {usage}", group=name,
                   usage=Usage("share", f"12 with {name}", f"12 con {name}")))


def _list(ctx: Context) -> Reply:
    found: list[Node] = [label(ctx.uow, one) for one in _allies(ctx)]
    if not found:
        return Reply(t("This group has no allies yet. {usage} begins.", usage=Usage("ally")))
    return Reply(lines(Bold(t("Allies")), Bullets(tuple(found))))


def _end(ctx: Context, name: str) -> Reply:
    other = _named(ctx, name)
    ctx.uow.remove(Ally, ctx.group.id, other.id)
    ctx.uow.remove(Ally, other.id, ctx.group.id)
    beside = ctx.beside(other)
    for here, there in ((ctx, other.id), (beside, ctx.group.id)):
        for one in ctx.uow.find(Shared, "state", here.group.id, "open"):
            if one.owner == there:
                here.put(one.ended("cancelled", ctx.now))
    return Reply(t("{group} is no longer your ally. What was promised stands.",
                   group=label(ctx.uow, other)))


@command(
    "share",
    "compartir",
    t("Pass a need on to an allied group, without names"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="asked"),
        Option("group", "grupo", t("With which group: with middletown")),
    ),
    examples=(("12 with middletown", "12 con middletown"),),
    topic="group",
    final=True,
)
def share(ctx: Context, number: Number, group: Words = "") -> Reply:
    """Put a card of a need into an allied group: what, when, how much, and nothing more."""
    need = ctx.need(number)
    need.only(ctx.me, ctx.moderator)
    need.still(ctx.now)
    head, _, rest = group.partition(" ")
    other = _named(ctx, rest if fold(head) in WITH else group)
    if any(one.group == other.id for one in ctx.uow.find(
            Shared, "source", ctx.group.id, number, "open")):
        raise UserError(t("{group} has it already.", group=label(ctx.uow, other)))
    beside = ctx.beside(other)
    made = Shared(group=other.id, number=beside.number(), owner=ctx.group.id, source=number,
                  what=in_words(need), when=need.when, created=ctx.now, touched=ctx.now)
    beside.put(made)
    beside.card(made.number)
    beside.wake(STEP, f"{other.id}/{made.number}", _until(ctx, need))
    return Reply(t("{group} sees it now: what and when, no names. I tell you who comes forward, "
                   "by their group. {thing}", group=label(ctx.uow, other), thing=short(need)))


def _until(ctx: Context, need: Need) -> datetime:
    ends = ctx.now + SHARED_FOR
    if need.when and need.when.start:
        ends = max(ctx.now + timedelta(hours=1), instant(over_of(need), zone(ctx.group.zone)))
    return ends


def expire(ctx: Context, due: Due) -> None:
    """Take a shared card from the board when its time is over."""
    number = int(due.key.rpartition("/")[2])
    found = ctx.uow.get(Shared, ctx.group.id, number)
    if found and found.state == "open":
        ctx.put(found.ended("cancelled", ctx.now))


def _allies(ctx: Context) -> list[Group]:
    found = (group_at(ctx.uow, one.other) for one in ctx.uow.find(Ally, "group", ctx.group.id))
    return [group for group in found if group]


def _named(ctx: Context, name: str) -> Group:
    """Return the ally of this name. Raises UserError that lists the allies."""
    allies, wanted = _allies(ctx), fold(name).strip(" .")
    found = [one for one in allies if fold(label(ctx.uow, one)) == wanted] or [
        one for one in allies if wanted and wanted in fold(label(ctx.uow, one))]
    if len(found) == 1:
        return found[0]
    if not allies:
        raise UserError(t("This group has no allies yet. {usage} begins.", usage=Usage("ally")))
    raise UserError(t("With which ally: {names}?",
                      names=", ".join(label(ctx.uow, one) for one in allies)))

"""`/show`, `/needs`, `/offers`, `/mine`: reading the board."""

from collections.abc import Iterable, Sequence

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.ports import Key
from bot.records import Thing
from bot.text import Amount, Bold, Bullets, Node, Usage, lines, n, row, t
from bot.titles import line, places
from bot.words import fold
from commands.board import LONG_LIST, draw
from commands.roster import own_shifts
from commands.times import by_day

SEARCHED = 5000
FEW = 200
OPEN = ("", "open", "abiertas", "abiertos", "pendientes", "all", "todas", "todo")
MINE = ("mine", "mias", "mios", "lo-mio", "lo mio")
TODAY = ("today", "hoy")
URGENT = ("urgent", "urgente", "urgentes")


@command(
    "show",
    "ver",
    t("Show one thing on the board"),
    options=(Option("number", "numero", t("The number on the card"), suggest="open"),),
    also="mostrar",
    examples=(("12", "12"),),
    topic="needs",
)
def show(ctx: Context, number: Number) -> Reply:
    """Show a thing as its card shows it, with its buttons."""
    found = ctx.thing(number)
    body, buttons = draw(ctx.uow, ctx.group.id, found.number, ctx.group.zone)
    return Reply(body, buttons, about=number)


@command(
    "needs",
    "necesidades",
    t("List what is needed"),
    options=(Option("filter", "filtro", t("Words to look for, or: open, mine, today, urgent")),),
    also="pendientes",
    examples=(("", ""), ("court", "corte"), ("today", "hoy")),
    topic="needs",
)
def needs(ctx: Context, filter: Words = "") -> Reply:  # noqa: A002 - the name people read
    """List open needs: what has a date first, soonest first, then the rest, oldest first."""
    wanted = fold(filter).strip()
    if wanted in MINE:
        return own(ctx)
    if wanted in TODAY:
        found = _open(ctx, upto=ctx.today.isoformat() + "~")
        return _list(ctx, found, t("Needed today:"), t("Nothing is needed today."))
    if wanted in URGENT:
        found = [need for need in _open(ctx) if need.urgent and not need.covered]
        return _list(ctx, found, t("Urgent:"), t("Nothing is urgent right now."))
    if wanted in OPEN:
        total = ctx.uow.count(Need, "state", ctx.group.id, "open")
        return _list(ctx, _open(ctx, limit=FEW), t("Needed now:"),
                     t("Nothing is needed right now."), total)
    found = [need for need in _open(ctx) if all(word in fold(need.what) for word in wanted.split())]
    return _list(ctx, found, t("Needed, with {words}:", words=filter),
                 t("Nothing open with {words}. {usage} shows everything.", words=filter,
                   usage=Usage("needs")))


def _open(ctx: Context, upto: Key | None = None, limit: int = SEARCHED) -> list[Need]:
    group = ctx.group.id
    dated = ctx.uow.find(Need, "day", group, "open", upto=upto, limit=limit)
    if upto is not None:
        return [need for need in by_day(dated, ctx.today)
                if need.when and need.when.day == ctx.today.isoformat()]
    some = ctx.uow.find(Need, "state", group, "open", limit=limit)
    known = {need.number for need in dated if need.dated}
    return [need for need in dated if need.number in known] + [
        need for need in some if need.number not in known]


@command(
    "offers",
    "ofertas",
    t("List what is offered"),
    options=(Option("filter", "filtro", t("Words to look for")),),
    examples=(("", ""), ("interpreting", "interpretación")),
    topic="needs",
)
def offers(ctx: Context, filter: Words = "") -> Reply:  # noqa: A002 - the name people read
    """List standing offers, oldest first."""
    found = ctx.uow.find(Offer, "state", ctx.group.id, "open", limit=SEARCHED)
    words = fold(filter).split()
    found = [offer for offer in found if all(word in fold(offer.what) for word in words)]
    return _list(ctx, found, t("Offered:"), t("Nothing like that is offered right now."))


@command(
    "mine",
    "lo-mío",
    t("What you asked for, promised and offer"),
    also="mis-cosas",
    examples=(("", ""),),
    topic="needs",
)
def mine(ctx: Context) -> Reply:
    """List a person's own: asked for, promised, offered."""
    return own(ctx)


def own(ctx: Context) -> Reply:
    """Return the list of what is a person's own."""
    group, me = ctx.group.id, ctx.me
    parts: list[Node] = []
    for heading, found in (
        (t("You asked for:"), ctx.uow.find(Need, "poster", group, me, "open", limit=LONG_LIST)),
        (t("You promised:"), ctx.uow.find(Need, "helper", group, me, "open", limit=LONG_LIST)),
        (t("You offer:"), ctx.uow.find(Offer, "poster", group, me, "open", limit=LONG_LIST)),
    ):
        if found:
            parts += [Bold(heading), _bullets(ctx, found)]
    turns = own_shifts(ctx)
    if turns:
        parts += [Bold(t("Your shifts:")), Bullets(tuple(turns[:LONG_LIST]))]
    if not parts:
        return Reply(t("Nothing of yours is open. {usage} shows what others need.",
                       usage=Usage("needs")))
    return Reply(lines(*parts))


def _list(ctx: Context, found: Sequence[Thing], heading: Node, nothing: Node,
          total: int = 0) -> Reply:
    if not found:
        return Reply(nothing)
    more = max(total, len(found)) - LONG_LIST
    rest = n("… and {n} more: add a word to look for.", "… and {n} more: add a word to look for.",
             more) if more > 0 else None
    return Reply(lines(Bold(heading), _bullets(ctx, found[:LONG_LIST]), rest))


def _bullets(ctx: Context, found: Iterable[Thing]) -> Bullets:
    return Bullets(tuple(_state(ctx, one) for one in found))


def _state(ctx: Context, one: Thing) -> Node:
    head = line(one, ctx.group.zone)
    if not isinstance(one, Need) or not one.claims and not one.parts:
        return head
    if one.parts and one.gaps:
        return row(head, " · ", t("still open: {places}", places=places(one, one.gaps, short=True)))
    if one.missing and one.counted:
        return row(head, " · ", t("{missing} missing", missing=Amount(one.missing, one.unit)))
    return row(head, " · ", ctx.helpers(one))

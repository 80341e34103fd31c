"""How things on the board look: cards for rooms, lines for lists, titles inside sentences."""

from bot.context import thing
from bot.domain.group import Group
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.naming import asker, helpers, name
from bot.ports import UnitOfWork
from bot.text import Amount, Bold, Button, Lines, Node, Progress, Row, n, row, t
from bot.titles import line

CLAIM = Button("claim", t("I'll do it"))
DONE = Button("done", t("It's done"))
UNCLAIM = Button("unclaim", t("I can't after all"))
LONG_LIST = 10


def draw(uow: UnitOfWork, group: str, number: int, zone: str) -> tuple[Node, tuple[Button, ...]]:
    """Draw a thing's card and its buttons from the state it is in."""
    found = thing(uow, group, number)
    if isinstance(found, Need):
        return _need(uow, found, zone)
    if isinstance(found, Offer):
        return _offer(uow, found, zone)
    if isinstance(found, Reminder):
        return _reminder(found, zone), ()
    return t("{number} is gone.", number=str(number)), ()


def _need(uow: UnitOfWork, need: Need, zone: str) -> tuple[Node, tuple[Button, ...]]:
    head = Bold(line(need, zone))
    if need.state == "done":
        return Lines((head, t("✓ Done. Thank you!"))), ()
    if need.state == "closed":
        return Lines((head, t("Closed for lack of news."))), ()
    if need.state == "cancelled":
        return Lines((head, t("Withdrawn."))), ()
    group = uow.get(Group, need.group)
    body: list[Node] = [head]
    if need.counted:
        body.append(_progress(need))
    if need.claims:
        body.append(_helpers(uow, group, need))
    else:
        body.append(_asked(uow, group, need))
    if need.offered:
        body.append(_offering(uow, group, need))
    if need.received and need.state == "open":
        body.append(t("Received: {amount}", amount=Amount(need.received, need.unit)))
    claim = (CLAIM,) if need.missing else ()
    done = (DONE,) if need.claims else ()
    return Lines(tuple(body)), claim + done


def _asked(uow: UnitOfWork, group: Group | None, need: Need) -> Node:
    who = asker(uow, group, need)
    if need.sensitive:
        return t("Asked by {who}, who says yes or no to whoever offers. Who can?", who=who)
    return t("Asked by {who}. Who can?", who=who)


def _offering(uow: UnitOfWork, group: Group | None, need: Need) -> Node:
    people = tuple(dict.fromkeys(offer.by for offer in need.offered))
    return t("Waiting for a yes: {who}", who=helpers(uow, group, people, need.group))


def _progress(need: Need) -> Node:
    bar: tuple[Node, ...] = (Progress(need.promised(), need.wanted), " ")
    if not need.missing:
        return row(*bar, t("all promised"))
    return row(*bar, t("{promised} of {wanted} promised, {missing} still missing",
                       promised=Amount(need.promised(), need.unit),
                       wanted=Amount(need.wanted, need.unit),
                       missing=Amount(need.missing, need.unit)))


def _helpers(uow: UnitOfWork, group: Group | None, need: Need) -> Node:
    if group and "helpers" in group.hidden:
        return n("{n} person is on it.", "{n} people are on it.", len(need.helpers))
    parts: list[Node] = []
    for claim in need.claims:
        parts += [", "] if parts else []
        parts.append(name(uow, need.group, claim.by))
        if need.counted:
            parts += [" ", Amount(claim.amount, need.unit)]
        if claim.note:
            parts += [" (", claim.note, ")"]
    if need.counted or len(need.claims) > 1:
        return t("On it: {who}", who=Row(tuple(parts)))
    return t("{who} is on it.", who=Row(tuple(parts)))


def _reminder(reminder: Reminder, zone: str) -> Node:
    head = Bold(row("⏰ ", line(reminder, reminder.zone or zone)))
    return head if reminder.state == "open" else Lines((head, t("over")))


def _offer(uow: UnitOfWork, offer: Offer, zone: str) -> tuple[Node, tuple[Button, ...]]:
    head = Bold(line(offer, zone))
    if offer.state != "open":
        return Lines((head, t("No longer offered. Thank you!"))), ()
    group = uow.get(Group, offer.group)
    who = (t("a neighbour") if group and "posters" in group.hidden else
           name(uow, offer.group, offer.by))
    return Lines((head, t("Offered by {who}.", who=who))), ()

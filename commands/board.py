"""How things on the board look: cards for rooms, lines for lists, titles inside sentences."""

from bot.context import thing
from bot.domain.ally import Shared
from bot.domain.group import Group
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.naming import label, name
from bot.ports import UnitOfWork
from bot.text import Bold, Button, Lines, Node, row, t
from bot.titles import line
from commands.needcard import CLAIM as CLAIM
from commands.needcard import DONE as DONE
from commands.needcard import need_card
from commands.rosterview import card

UNCLAIM = Button("unclaim", t("I can't after all"))
LONG_LIST = 10


def draw(uow: UnitOfWork, group: str, number: int, zone: str) -> tuple[Node, tuple[Button, ...]]:
    """Draw a thing's card and its buttons from the state it is in."""
    found = thing(uow, group, number)
    if isinstance(found, Need):
        return need_card(uow, found, zone)
    if isinstance(found, Offer):
        return _offer(uow, found, zone)
    if isinstance(found, Reminder):
        return _reminder(found, zone), ()
    if isinstance(found, Shared):
        return _shared(uow, found, zone)
    if isinstance(found, Roster):
        return card(uow, found, zone)
    return t("{number} is gone.", number=str(number)), ()


def _shared(uow: UnitOfWork, shared: Shared, zone: str) -> tuple[Node, tuple[Button, ...]]:
    """Draw an ally's need: what, when, and whether somebody is still missing."""
    head = Bold(line(shared, zone))
    need, owner = uow.get(Need, shared.owner, shared.source), uow.get(Group, shared.owner)
    if shared.state != "open" or need is None or owner is None:
        return Lines((head, t("No longer needed here. Thank you!"))), ()
    if not need.gaps:
        return Lines((head, t("Taken. Thank you!"))), ()
    asked = t("Asked by a neighbour of {group}. Who can?", group=label(uow, owner))
    return Lines((head, asked)), (CLAIM,)


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

"""Every kind of record that is kept, with its key and the orders it can be found in."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from bot.domain.act import Act, Stamp, Wake
from bot.domain.ally import Ally, Shared
from bot.domain.group import Account, Group, Member, Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.domain.sealed import Sealed
from bot.domain.ticket import Ticket
from bot.ports import Delivery, Index, Kind, Memo, Post, UnitOfWork

Thing: TypeAlias = Need | Offer | Reminder | Roster | Shared

_BOARD = (
    Index("state", ("group", "state", "number")),
    Index("poster", ("group", "by", "state", "number")),
    Index("origin", ("origin",)),
    Index("day", ("group", "state", "when.start")),
)

KINDS = (
    Kind("groups", Group, ("id",), (Index("id", ("id",)),)),
    Kind("places", Place, ("id",), (Index("group", ("group", "since")), Index("id", ("id",)))),
    Kind("members", Member, ("group", "person"), (Index("person", ("person", "turn")),
                                                  Index("name", ("group", "name")),
                                                  Index("pings", ("group", "pings[]")))),
    Kind("accounts", Account, ("account",), (Index("person", ("person", "turn")),)),
    Kind("needs", Need, ("group", "number"),
         (*_BOARD, Index("ended", ("group", "state", "ended_on")),
          Index("helper", ("group", "claims[].by", "state", "number")),
          Index("offering", ("group", "offered[].by", "state", "number")))),
    Kind("offers", Offer, ("group", "number"), _BOARD),
    Kind("sealed", Sealed, ("group", "number"), (Index("group", ("group", "number")),)),
    Kind("reminders", Reminder, ("group", "number"),
         (*_BOARD[:3], Index("target", ("group", "target", "state", "number")))),
    Kind("allies", Ally, ("group", "other"), (Index("group", ("group", "since")),)),
    Kind("shared", Shared, ("group", "number"),
         (Index("state", ("group", "state", "number")),
          Index("source", ("owner", "source", "state")))),
    Kind("rosters", Roster, ("group", "number"), _BOARD[:3]),
    Kind("posts", Post, ("id",), (Index("about", ("group", "about", "card")),
                                Index("view", ("group", "view", "id")),
                                Index("room", ("room", "at")))),
    Kind("acts", Act, ("event",), (Index("person", ("group", "by", "order")),
                                   Index("at", ("at",)))),
    Kind("wakes", Wake, ("what", "key"), (Index("due", ("due",)),
                                            Index("group", ("group", "what", "key")))),
    Kind("memos", Memo, ("platform", "key")),
    Kind("stamps", Stamp, ("name",)),
    Kind("tickets", Ticket, ("id",), (Index("group", ("group", "id")),)),
    Kind("deliveries", Delivery, ("key",), (Index("order", ("order",)),
                                            Index("group", ("group", "order")))),
)

WHOLE: dict[type[Any], str] = {  # by which index all records of a group are found
    Place: "group", Member: "name", Need: "state", Offer: "state", Reminder: "state",
    Ally: "group", Shared: "state", Roster: "state", Sealed: "group",
    Post: "view", Act: "person", Wake: "group", Ticket: "group", Delivery: "group",
}


def of_group(uow: UnitOfWork, group: str) -> Iterator[Any]:
    """Give every record of a group, the group's own apart."""
    for kind, index in WHOLE.items():
        yield from uow.find(kind, index, group)

"""Naming people to others, as far as the need and the group want them named."""

from collections.abc import Iterable

from bot.domain.group import Group, Member, Place
from bot.domain.need import Need
from bot.ports import UnitOfWork
from bot.text import Bold, Bullets, Lines, Mention, Node, Row, T, n, t


def name(uow: UnitOfWork, group: str, person: str) -> Mention:
    """Name a person of a group."""
    member = uow.get(Member, group, person)
    if member and member.guest:
        return Mention("", member.name)
    return Mention(person, member.name if member else person.partition(":")[2])


def label(uow: UnitOfWork, group: Group) -> str:
    """Return what other groups call a group: its name, else that of its first room."""
    first = uow.find(Place, "group", group.id, limit=1)
    return group.name or (first[0].name.lstrip("#") if first else "") or group.id.partition(":")[2]


def nameless(node: Node, instead: str) -> Node:
    """Return words in which people are named by their group: for readers from another one."""
    match node:
        case Mention():
            return Mention("", instead)
        case T():
            holes = {key: nameless(hole, instead) for key, hole in node.holes.items()}
            return T(node.one, holes, node.many, node.n)
        case Bold():
            return Bold(nameless(node.of, instead))
        case Row() | Lines() | Bullets():
            return type(node)(tuple(nameless(one, instead) for one in node.of))
        case _:
            return node


def names(uow: UnitOfWork, group: str, people: Iterable[str]) -> Node:
    """Name several people, with commas."""
    parts: list[Node] = []
    for person in people:
        parts += [", ", name(uow, group, person)] if parts else [name(uow, group, person)]
    return Row(tuple(parts))


def asker(uow: UnitOfWork, group: Group | None, need: Need) -> Node:
    """Name who asked, for everybody to read."""
    if need.veiled or (group and "posters" in group.hidden):
        return t("a neighbour")
    return name(uow, need.group, need.by)


def helpers(uow: UnitOfWork, group: Group | None, people: tuple[str, ...], of: str) -> Node:
    """Name who helps in a group, for everybody to read; where they are hidden, count them."""
    if group and "helpers" in group.hidden:
        return n("{n} person", "{n} people", len(people))
    return names(uow, of, people)

"""Naming people to others, as far as the need and the group want them named."""

from collections.abc import Iterable

from bot.domain.group import Group, Member
from bot.domain.need import Need
from bot.ports import UnitOfWork
from bot.text import Mention, Node, Row, n, t


def name(uow: UnitOfWork, group: str, person: str) -> Mention:
    """Name a person of a group."""
    member = uow.get(Member, group, person)
    return Mention(person, member.name if member else person.partition(":")[2])


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

"""People with accounts on several chats: one person in every group, written to where they spoke.

A linked person goes by the key of one of their accounts; whoever is not linked is their account.
"""

from dataclasses import replace
from typing import Any

import msgspec

from bot.context import Context
from bot.domain.act import Wake
from bot.domain.group import Account, Group, Member
from bot.domain.need import Need
from bot.domain.part import Claim
from bot.groups.joining import merged
from bot.people import group_at
from bot.ports import Came, Delivery, Incoming, Person, Post, UnitOfWork, Went
from bot.records import KINDS, of_group

_KEYS = {kind.type: kind.key for kind in KINDS}


def person_of(uow: UnitOfWork, account: str) -> str:
    """Return the person an account belongs to."""
    linked = uow.get(Account, account)
    return linked.person if linked else account


def accounts_of(uow: UnitOfWork, person: str) -> list[Account]:
    """Return a linked person's accounts, the one they spoke from last at the end."""
    return uow.find(Account, "person", person)


def address_of(uow: UnitOfWork, person: str, chat: str = "") -> str:
    """Return the account that a person is written to: where they last spoke, on ``chat`` if set."""
    for linked in reversed(accounts_of(uow, person)):
        if linked.account.startswith(chat):
            return linked.account
    return person


def recognized(uow: UnitOfWork, incoming: Incoming) -> Incoming:
    """Return an event as one of the person to whom the account belongs."""
    person = incoming.person
    linked = uow.get(Account, person.id) if person else None
    if person is None or linked is None:
        return incoming
    if accounts_of(uow, linked.person)[-1] != linked and not isinstance(
            incoming.content, Came | Went):
        uow.put(replace(linked, turn=uow.number("turn")))
    name = person.name if person.id == linked.person else ""  # one name, not another every time
    return replace(incoming, person=Person(linked.person, name))


def unite(ctx: Context, kept: str, other: str) -> None:
    """Make one person of two: all that is ``other``'s becomes ``kept``'s, in every group."""
    for theirs in ctx.uow.find(Member, "person", other):
        group = group_at(ctx.uow, theirs.group)
        if group:
            _unite_in(ctx if group.id == ctx.group.id else ctx.beside(group), group, kept, other)
    for account in (kept, other):
        if ctx.uow.get(Account, account) is None:
            ctx.uow.put(Account(account=account, person=kept, turn=ctx.uow.number("turn")))
    for linked in accounts_of(ctx.uow, other):
        ctx.uow.put(replace(linked, person=kept))


def _unite_in(ctx: Context, group: Group, kept: str, other: str) -> None:
    for record in list(of_group(ctx.uow, group.id)):
        if isinstance(record, (Post, Delivery)):
            continue  # these name accounts, not people
        after = swapped(record, other, kept)
        if after == record:
            continue
        key = [getattr(record, name) for name in _KEYS[type(record)]]
        ctx.uow.remove(type(record), *key)
        if isinstance(after, Member):
            there = ctx.uow.get(Member, group.id, kept)
            after = merged(there, after) if there else after
        ctx.uow.put(after)
        if hasattr(after, "number"):
            ctx.dirty[after.number] = None


def swapped(record: Any, old: str, new: str) -> Any:
    """Return a record in which one person's key stands for another's."""
    after = msgspec.convert(_swap(msgspec.to_builtins(record), old, new), type(record))
    if isinstance(after, Wake):
        return replace(after, key=after.key.replace(f"\n{old}", f"\n{new}"))
    if not isinstance(after, Need):
        return after
    return replace(after, claims=_one_each(after.claims), offered=_one_each(after.offered))


def _swap(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {name: _swap(one, old, new) for name, one in value.items()}
    if isinstance(value, list | tuple):
        found = [_swap(one, old, new) for one in value]
        return list(dict.fromkeys(found)) if new in found else found
    return new if value == old else value


def _one_each(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Add up what one person has promised of one place twice."""
    found: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        key = claim.by, claim.part
        one = found.get(key)
        found[key] = claim if one is None else replace(
            one, amount=one.amount + claim.amount, note=one.note or claim.note,
            loose="" if "" in (one.loose, claim.loose) else one.loose)
    return tuple(found.values())


def separate(uow: UnitOfWork, account: str, person: str) -> None:
    """Untie an account from a person; all that is theirs stays with the one they go by."""
    for linked in accounts_of(uow, person):
        if linked.account != person and account in (person, linked.account):
            uow.remove(Account, linked.account)
    if len(accounts_of(uow, person)) == 1:
        uow.remove(Account, person)

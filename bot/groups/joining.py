"""Two groups that become one, and rooms that go their own way: what goes over, and as what."""

from dataclasses import fields, replace
from typing import Any

from bot.context import Context, thing
from bot.domain.act import Act, Wake
from bot.domain.group import Group, Member, Place
from bot.domain.reminder import Reminder
from bot.ports import Delivery, Post
from bot.records import KINDS, of_group

Numbers = dict[int, int]
_KEYS = {kind.type: kind.key for kind in KINDS}


def absorb(ctx: Context, first: Group) -> Numbers:
    """Let the context's group become part of ``first``; return the new numbers by the old ones.

    Everything goes over but what could be taken back; settings are those of the first.
    """
    second = ctx.group
    found = list(of_group(ctx.uow, second.id))
    ctx.group = first
    numbers = _numbered(ctx, found)
    for record in found:
        _take_out(ctx, record)
        if not isinstance(record, Act) and not (
                isinstance(record, Post) and record.about and record.about not in numbers):
            _put(ctx, over(record, second.id, first.id, numbers))
    ctx.uow.put(replace(second, into=first.id, name=""))
    _author(ctx)
    return numbers


def part(ctx: Context, leaving: list[Place], new: Group) -> Numbers:
    """Let rooms leave the context's group with what was asked in them; return the new numbers.

    Who is in these rooms belongs to the new group; who is in no other is no longer of the old one.
    """
    rooms, old = {place.id for place in leaving}, ctx.group
    ctx.uow.put(new)
    found = list(of_group(ctx.uow, old.id))
    going = [one for one in found if _number(one) and getattr(one, "room", None) in rooms]
    beside = ctx.beside(new)
    numbers = _numbered(beside, going)
    for record in found:
        if isinstance(record, Member):
            _split(ctx, record, new, rooms)
        elif isinstance(record, Post) and record.room and record.about is not None and (
                (record.room in rooms) != (record.about in numbers)):
            ctx.withdraw(record)  # it shows what is now on the other side
        elif record in leaving or _goes(record, rooms, old.id, numbers):
            _take_out(ctx, record)
            _put(beside, over(record, old.id, new.id, numbers))
    for number in numbers:
        beside.dirty[numbers[number]] = None
    return numbers


def over(record: Any, old: str, new: str, numbers: Numbers) -> Any:
    """Return a record as it stands in another group."""
    changed: dict[str, Any] = {"group": new}
    names = {field.name for field in fields(record)}
    for name in ("number", "about"):
        if name in names and getattr(record, name) in numbers:
            changed[name] = numbers[getattr(record, name)]
    if isinstance(record, Reminder) and record.audience == "thing" and record.target.isdecimal():
        changed["target"] = str(numbers.get(int(record.target), record.target))
    if isinstance(record, Member):  # whom one group trusts is not for another to know
        changed |= {"vouches": 0, "vouchers": (), "trusted": False}
    if isinstance(record, Wake):
        changed["key"] = _key(record.key, old, new, numbers)
    return replace(record, **changed)


def _key(key: str, old: str, new: str, numbers: Numbers) -> str:
    """Return a wake's key for another group: ``group/number``, and what may follow."""
    if not key.startswith(f"{old}/"):
        return key
    rest = key[len(old) + 1:]
    digits = rest[:len(rest) - len(rest.lstrip("0123456789"))]
    number = str(numbers.get(int(digits), digits)) if digits else ""
    return f"{new}/{number}{rest[len(digits):]}"


def _numbered(ctx: Context, found: list[Any]) -> Numbers:
    """Give things the next numbers of the context's group, in the order of the old ones."""
    old = sorted({number for one in found if (number := _number(one))})
    return {number: ctx.number() for number in old}


def _number(record: Any) -> int:
    """Return the number of a thing, 0 for what is none."""
    return int(getattr(record, "number", 0))


def _take_out(ctx: Context, record: Any) -> None:
    key = [getattr(record, name) for name in _KEYS[type(record)]]
    ctx.uow.remove(type(record), *key)


def _put(ctx: Context, record: Any) -> None:
    if isinstance(record, Member):
        known = ctx.uow.get(Member, record.group, record.person)
        # Who is trusted in one group is not so in another before that one says so.
        record = merged(known, record) if known else replace(
            record, trusted=False, vouches=0, vouchers=())
    ctx.uow.put(record)


def merged(one: Member, other: Member) -> Member:
    """Return what is known of one person from two records; what the first one chose holds."""
    return replace(
        one, language=one.language or other.language, spoken=one.spoken or other.spoken,
        zone=one.zone or other.zone, rooms=tuple(dict.fromkeys((*one.rooms, *other.rooms))),
        seen=max(one.seen, other.seen), turn=max(one.turn, other.turn),
        gone=one.gone and other.gone, ignored=one.ignored or other.ignored)


def _split(ctx: Context, member: Member, new: Group, rooms: set[str]) -> None:
    there = tuple(room for room in member.rooms if room in rooms)
    here = tuple(room for room in member.rooms if room not in rooms)
    if there:
        ctx.uow.put(replace(member, group=new.id, rooms=there))
        ctx.uow.put(replace(member, rooms=here, gone=member.gone or not here))


def _goes(record: Any, rooms: set[str], old: str, numbers: Numbers) -> bool:
    """Tell whether something goes with the rooms that leave."""
    if isinstance(record, (Post, Delivery)):
        return record.room in rooms or (record.room is None and record.about in numbers)
    if isinstance(record, Wake):
        key = record.key.partition("\n")[0]
        return key in rooms or any(key == f"{old}/{number}" for number in numbers)
    return _number(record) in numbers


def _author(ctx: Context) -> None:
    ctx.author = ctx.uow.get(Member, ctx.group.id, ctx.me) or ctx.author


def concerned(ctx: Context, number: int) -> list[str]:
    """Return the people whom a thing's number concerns."""
    found = thing(ctx.uow, ctx.group.id, number)
    if found is None or found.state != "open":
        return []
    more = getattr(found, "helpers", ()) or (
        found.hearers() if isinstance(found, Reminder) else ())
    return list(dict.fromkeys((found.by, *more)))

"""One-time codes: made, written down only as a hash, taken once, gone after their time."""

import re
from datetime import datetime, timedelta
from hashlib import blake2b
from secrets import choice

from bot.context import Context
from bot.domain.group import Group
from bot.domain.ticket import GOOD_FOR, Purpose, Ticket
from bot.people import group_at
from bot.ports import Due, UnitOfWork

STEP = "ticket"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is easily taken for another
LENGTH = 8  # 30^8: nobody guesses one in its ten minutes


def give(ctx: Context, purpose: Purpose, good_for: timedelta = GOOD_FOR) -> str:
    """Return a new code for the author and their group."""
    code = "".join(choice(LETTERS) for _ in range(LENGTH))
    made = Ticket(id=_hash(code), purpose=purpose, group=ctx.group.id, by=ctx.me, since=ctx.now,
                  until=ctx.now + good_for)
    ctx.uow.put(made)
    ctx.wake(STEP, made.id, made.until)
    return f"{code[:4]}-{code[4:]}"


def take(ctx: Context, purpose: Purpose, typed: str) -> Ticket | None:
    """Return what a typed code was made for and spend it; None if it is none, or past its time."""
    found = peek(ctx, purpose, typed)
    if found:
        spend(ctx, found)
    return found


def spend(ctx: Context, ticket: Ticket) -> None:
    """Let go of a code."""
    ctx.uow.remove(Ticket, ticket.id)
    ctx.wake(STEP, ticket.id, None)


def peek(ctx: Context, purpose: Purpose, typed: str) -> Ticket | None:
    """Return what a typed code was made for without spending it."""
    found = ctx.uow.get(Ticket, _hash(plain(typed)))
    good = found and found.purpose == purpose and ctx.now < found.until
    return found if good else None


def invited(uow: UnitOfWork, typed: str, now: datetime) -> Group | None:
    """Return the group of whoever gave a code for linking; None if it is none."""
    found = uow.get(Ticket, _hash(plain(typed)))
    good = found and found.purpose == "link" and now < found.until
    return group_at(uow, found.group) if found and good else None


def plain(typed: str) -> str:
    """Return a code as it was made: capitals, without what people put between."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())


def lapse(ctx: Context, due: Due) -> None:
    """Let go of a code whose time is over."""
    ctx.uow.remove(Ticket, due.key)


def _hash(code: str) -> str:
    return blake2b(code.encode(), digest_size=16).hexdigest()

"""Letting go of what is only remembered for a while: acts, and which events were handled."""

from datetime import datetime, timedelta

from bot.context import Context
from bot.domain.act import UNDO_FOR, Act, Wake
from bot.ports import UnitOfWork

EVENTS_FOR = timedelta(days=30)
EVERY = timedelta(hours=1)


def note_act(ctx: Context, act: Act) -> None:
    """Remember an act, and see to it that it is forgotten."""
    ctx.uow.put(act)
    if ctx.uow.get(Wake, "tidy", "") is None:
        ctx.uow.put(Wake(what="tidy", key="", due=ctx.now + EVERY))


def tidy(uow: UnitOfWork, now: datetime) -> None:
    """Forget acts past their time to be undone, and events past their time to come again."""
    for act in uow.find(Act, "at", upto=now - UNDO_FOR):
        uow.remove(Act, act.event)
    uow.forget_seen((now - EVENTS_FOR).date())
    if uow.count(Act, "at"):
        uow.put(Wake(what="tidy", key="", due=now + EVERY))

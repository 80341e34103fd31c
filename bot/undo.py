"""Taking back what one command changed, or saying who is in the way."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec

from bot.context import Context
from bot.domain.act import Act, Changed
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.merge import Conflict, without
from bot.ports import Change, Kind
from bot.records import KINDS, Thing
from bot.text import Usage, t
from bot.titles import short

_KINDS = {kind.name: kind for kind in KINDS}
_UNDOABLE = {"needs", "offers", "reminders", "rosters", "groups", "members", "places"}


def recorded(changes: Sequence[Change]) -> tuple[Changed, ...]:
    """Return what an act remembers of a transaction's changes."""
    return tuple(
        Changed(kind=one.kind, before=_doc(one.before), after=_doc(one.after))
        for one in changes
        if one.kind in _UNDOABLE and one.before != one.after
    )


def take_back(ctx: Context, act: Act) -> None:
    """Reverse an act as far as others' steps allow. Raises UserError that says why not."""
    command = ctx.vocabulary.command(act.command.lstrip("/"))
    if command and command.private:
        raise UserError(command.private)
    if act.group != ctx.group.id or not act.changed:
        raise UserError(t("{command} cannot be taken back.",
                          command=Usage(act.command.lstrip("/"))))
    for step in reversed(act.changed):
        kind = _KINDS[step.kind]
        if step.after is None:
            continue
        current = ctx.uow.get(kind.type, *(step.after[field] for field in kind.key))
        try:
            _reverse(ctx, kind, step, current)
        except Conflict:
            raise UserError(t("Others have gone on from there, so it cannot be taken back. "
                              "{usage} shows how it stands.",
                              usage=Usage("show", str(act.about or "")))) from None
    ctx.rearm = any(step.kind in ("groups", "places") for step in act.changed)
    ctx.uow.put(replace(act, undone=True))
    ctx.about = act.about
    _tell(ctx, act)


def _reverse(ctx: Context, kind: Kind, step: Changed, current: Any) -> None:
    if current is None or step.after is None:
        raise Conflict(kind.name)
    if isinstance(current, (Need, Offer, Reminder, Roster)) and (
            current.state != step.after["state"]):
        raise Conflict("state")
    if step.before is not None:
        back = msgspec.convert(without(step.before, step.after, _doc(current) or {}), kind.type)
        if isinstance(back, Need) and any(
                back.held(place.name) > place.wanted for place in back.places):
            raise Conflict("claims")
        if isinstance(back, Roster):
            back = replace(back, revision=back.revision + 1)
        _put(ctx, back)
    elif isinstance(current, Need):
        others = [helper for helper in current.helpers if helper != ctx.me]
        if others:
            raise UserError(t("{who} is on {number} already. To withdraw it all the same: {usage}",
                              who=ctx.mentions(others), number=str(current.number),
                              usage=Usage("cancel", str(current.number))))
        _put(ctx, current.ended("cancelled", ctx.now))
    elif isinstance(current, (Offer, Reminder, Roster)):
        _put(ctx, current.withdrawn(ctx.now))


def _put(ctx: Context, record: Any) -> None:
    if isinstance(record, (Need, Offer, Reminder, Roster)):
        ctx.put(record)
    else:
        ctx.uow.put(record)


def _tell(ctx: Context, act: Act) -> None:
    """Tell those who were told of the act that it no longer holds."""
    thing: Thing | None = ctx.uow.get(Need, ctx.group.id, act.about) if act.about else None
    if not isinstance(thing, Need):
        return
    for person in {thing.by: None, **dict.fromkeys(thing.helpers)}:
        ctx.tell(person, t("{who} has taken back {command}: {thing}.", who=ctx.doer(thing),
                           command=Usage(act.command.lstrip("/")), thing=short(thing)),
                 about=thing.number)


def _doc(record: Any) -> dict[str, Any] | None:
    """Return a record as the store gives it back, with lists where the record has tuples."""
    return None if record is None else msgspec.json.decode(msgspec.json.encode(record))

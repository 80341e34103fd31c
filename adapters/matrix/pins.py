"""The board's post, pinned in rooms that let us, in place of the one before."""

import logging

from adapters.matrix.server import Lost, Refused, Wire, path
from adapters.matrix.view import View
from bot.ports import Memo, Store, UnitOfWork

log = logging.getLogger(__name__)

PINNED = "m.room.pinned_events"


async def pin(wire: Wire, store: Store, view: View, event: str) -> None:
    """Pin an event and unpin the last one of ours; others' pins stay. Nothing if we may not."""
    if not view.may_state(PINNED) or event in view.pinned:
        return
    key = f"pin:{view.id}"
    last = store.read(lambda uow: uow.get(Memo, "matrix", key))
    kept = [one for one in view.pinned if last is None or one != last.value]
    if not await _set(wire, view, [*kept, event]):
        return

    def keep(uow: UnitOfWork) -> None:
        uow.put(Memo("matrix", key, event))

    store.later(keep)


async def unpin(wire: Wire, view: View, event: str) -> None:
    """Unpin an event that is being taken back, if it is pinned and we may."""
    if event in view.pinned and view.may_state(PINNED):
        await _set(wire, view, [one for one in view.pinned if one != event])


async def _set(wire: Wire, view: View, pinned: list[str]) -> bool:
    try:
        await wire.call("PUT", path("rooms", view.id, "state", PINNED, ""), {"pinned": pinned})
    except (Refused, Lost) as error:  # a pin is a convenience: the post itself is there
        log.info("pins were not changed: %s", type(error).__name__)
        return False
    return True

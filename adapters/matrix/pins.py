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
    try:
        await wire.call("PUT", path("rooms", view.id, "state", PINNED, ""),
                        {"pinned": [*kept, event]})
    except (Refused, Lost) as error:  # a pin is a convenience: the post itself is there
        log.info("the board was not pinned: %s", type(error).__name__)
        return

    def keep(uow: UnitOfWork) -> None:
        uow.put(Memo("matrix", key, event))

    store.later(keep)

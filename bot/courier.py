"""One delivery carried out: drawn, handed to its chat, noted as sent, tried again or given up.

A delivery is due, then perhaps sent, then gone from the store. Nobody waits for a note that it is
about to be sent: what a run leaves in the store counts as perhaps sent. Such a one goes out again
under its key as long as its platform knows that; later it is looked for first.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.domain.sealed import VIEW as SEALED
from bot.ports import (
    Carrier,
    Clock,
    Delivery,
    Post,
    Rendered,
    SendFailed,
    Store,
    StoreBroken,
    StoreFull,
    UnitOfWork,
)
from bot.returned import hash_of, in_place_of, next_key
from bot.text import t

log = logging.getLogger(__name__)

LONGEST_PAUSE = 900  # seconds
WITHOUT_CHAT = timedelta(days=14)  # that a delivery waits for a chat that is no longer set up
UNSAID = t("This is no longer needed.")
UNKNOWN = "?"  # in place of a hash: not all tries may have shown the same

Draw = Callable[[UnitOfWork, Delivery], Rendered | None]
Add = Callable[[Iterable[Delivery]], None]


@dataclass(slots=True)
class Courier:
    """Carries deliveries out one by one; what follows from one is handed to ``add``.

    ``uncertain`` are the keys of what an earlier run may have sent; ``turns`` counts transactions,
    after each of which what is being drawn may be out of date.
    """

    store: Store
    clock: Clock
    draw: Draw
    add: Add
    carriers: dict[str, Carrier] = field(default_factory=dict)
    uncertain: set[str] = field(default_factory=set)
    turns: int = 0

    async def carry(self, delivery: Delivery) -> Delivery | None:
        """Carry one delivery out; return it changed if it has to be tried again."""
        carrier = self.carriers.get(delivery.platform)
        if carrier is None:
            if delivery.at and self.clock.now() - delivery.at > WITHOUT_CHAT:
                return await self._give_up(delivery)
            return replace(delivery, due=self.clock.now() + timedelta(seconds=LONGEST_PAUSE))
        turns, kept = self.turns, self._kept(delivery)
        if kept is None:
            return None
        delivery = noted = kept
        try:
            noted, drawn = await self._begin(delivery)
            if drawn is None:
                if not self._perhaps_sent(delivery):
                    self.drop(delivery)
                    return None
                # It may have arrived: the same key finds that message, to be taken away.
                drawn, turns = Rendered(UNSAID, (), delivery.languages), -1
            if self._shows_already(delivery, drawn):
                self.drop(delivery)
                return None
            message = await self._found(carrier, delivery, drawn) or await carrier.deliver(
                delivery, drawn)
        except SendFailed as failed:
            if failed.permanent:
                return await self._give_up(delivery)
            sure = failed.refused and delivery.key not in self.uncertain
            return self._again(delivery if sure else noted, failed.retry_after)
        except StoreFull:
            return self._again(delivery, None)
        except StoreBroken:
            raise
        except Exception as error:  # a mistake of ours must not stop the lane
            log.error("a delivery failed: platform=%s type=%s", delivery.platform,
                      type(error).__name__)
            return self._again(noted, None)
        self._sent(delivery, drawn, message, stale=turns != self.turns,
                   repeated=delivery.card and noted.drawn == UNKNOWN)
        return None

    def doubt(self, left: Iterable[Delivery]) -> None:
        """Take what an earlier run has left for perhaps sent; of what waits, its note tells."""
        now = self.clock.now()
        self.uncertain.update(one.key for one in left if not one.due or one.due <= now)

    async def _begin(self, delivery: Delivery) -> tuple[Delivery, Rendered | None]:
        """Draw a delivery, and note with it what may be seen from now on.

        Of a new card the note goes to disk before anything that can change the card: the next run
        knows what this one may have shown.
        """
        found: list[tuple[Delivery, Rendered | None]] = []
        keep = delivery.card and delivery.verb == "send"

        def work(uow: UnitOfWork) -> None:
            drawn = self.draw(uow, delivery)
            mark = hash_of(drawn) if delivery.card and drawn else UNKNOWN
            noted = replace(delivery, drawn=mark if delivery.drawn in ("", mark) else UNKNOWN)
            if keep and noted != delivery:
                uow.put(noted)
            found.append((noted, drawn))

        if keep:
            self.store.later(work)
        await self.store.look(_nothing if keep else work)
        return found[0]

    def _perhaps_sent(self, delivery: Delivery) -> bool:
        return bool(delivery.drawn) or delivery.key in self.uncertain

    async def _found(self, carrier: Carrier, delivery: Delivery, drawn: Rendered) -> str | None:
        """Look for what an earlier try may have sent, once its key is forgotten on the platform.

        A clock that was set back cannot tell how old it is.
        """
        if delivery.verb != "send" or not self._perhaps_sent(delivery) or (
                delivery.at
                and timedelta(0) <= self.clock.now() - delivery.at < carrier.remembers):
            return None
        return await carrier.find_sent(delivery, drawn)

    def _again(self, delivery: Delivery, wish: float | None) -> Delivery:
        pause = wish if wish is not None else min(2**delivery.tries, LONGEST_PAUSE)
        due = self.clock.now() + timedelta(seconds=max(1, round(pause)))
        again = replace(delivery, tries=delivery.tries + 1, due=due)
        self.store.later(lambda uow: uow.put(again))
        return again

    def _sent(
        self, delivery: Delivery, drawn: Rendered, message: str, *, stale: bool, repeated: bool
    ) -> None:
        follow: list[Delivery] = []
        self.uncertain.discard(delivery.key)

        def work(uow: UnitOfWork) -> None:
            uow.remove(Delivery, delivery.key)
            if delivery.verb == "withdraw":
                uow.remove(Post, message)
                return
            if delivery.about is None and not drawn.buttons and not delivery.view:
                return
            known = uow.get(Post, message)
            kept = (delivery.card or delivery.view) and delivery.view != SEALED
            uow.put(Post(
                id=message, group=delivery.group, about=delivery.about, room=delivery.room,
                to=delivery.to, card=delivery.card, at=known.at if known else self.clock.now(),
                view=delivery.view, ref=delivery.ref,
                drawn=hash_of(drawn) if kept and not repeated else "",
                actions=tuple(button.action for button in drawn.buttons),
            ))
            now = self.draw(uow, delivery) if stale else drawn
            if now is None or (delivery.card and (now != drawn or repeated)):
                # It changed, or must not be said any more, since it was drawn: now or at first.
                after = replace(delivery, key=next_key(delivery.key), order=uow.number("order"),
                                verb="edit" if now else "withdraw", message=message, tries=0,
                                due=None, serial=0, at=self.clock.now(), drawn="")
                uow.put(after)
                follow.append(after)

        self.store.later(work)
        self.add(follow)

    async def _give_up(self, delivery: Delivery) -> Delivery | None:
        """Let go of what can never arrive, and tell whoever caused it."""
        log.warning("a delivery was given up: platform=%s verb=%s", delivery.platform,
                    delivery.verb)
        follow: list[Delivery] = []

        def work(uow: UnitOfWork) -> None:
            uow.remove(Delivery, delivery.key)
            if delivery.message:
                uow.remove(Post, delivery.message)
            instead = in_place_of(uow, delivery, self.clock.now())
            if instead:
                uow.put(instead)
                follow.append(instead)

        try:
            await self.store.run(None, work)
        except StoreFull:
            return self._again(delivery, LONGEST_PAUSE)
        self.add(follow)
        return None

    def _kept(self, delivery: Delivery) -> Delivery | None:
        """Return a delivery as it is kept: meanwhile what it is about may have got a new number.

        None if it was forgotten. What goes out because the disk is full was never kept.
        """
        found = self.store.read(lambda uow: uow.get(Delivery, delivery.key))
        return found if found or delivery.order else delivery

    def _shows_already(self, delivery: Delivery, drawn: Rendered) -> bool:
        """Tell whether an edit would change nothing."""
        message = delivery.message
        if delivery.verb != "edit" or message is None:
            return False
        post = self.store.read(lambda uow: uow.get(Post, message))
        return post is not None and post.drawn == hash_of(drawn)

    def drop(self, delivery: Delivery) -> None:
        """Forget a delivery that is done or has nothing to say any more."""
        self.store.later(lambda uow: uow.remove(Delivery, delivery.key))


def _nothing(_: UnitOfWork) -> None:
    """Look up nothing: only what was seen before has to be on disk."""

"""One delivery carried out: drawn, handed to its chat, noted as sent, tried again or given up."""

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
        turns = self.turns
        delivery = self._kept(delivery)
        try:
            drawn = await self.store.look(lambda uow: self.draw(uow, delivery))
            if drawn is None:
                if not delivery.tries and delivery.key not in self.uncertain:
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
            return self._again(delivery, failed.retry_after)
        except StoreFull:
            return self._again(delivery, None)
        except StoreBroken:
            raise
        except Exception as error:  # a mistake of ours must not stop the lane
            log.error("a delivery failed: platform=%s type=%s", delivery.platform,
                      type(error).__name__)
            return self._again(delivery, None)
        self._sent(delivery, drawn, message, stale=turns != self.turns)
        return None

    async def _found(self, carrier: Carrier, delivery: Delivery, drawn: Rendered) -> str | None:
        """Look for what an earlier try may have sent, once its key is forgotten on the platform.

        A clock that was set back cannot tell how old it is.
        """
        tried = delivery.tries or delivery.key in self.uncertain
        if delivery.verb != "send" or not tried or (delivery.at and timedelta(0) <= (
                self.clock.now() - delivery.at) < carrier.remembers):
            return None
        return await carrier.find_sent(delivery, drawn)

    def _again(self, delivery: Delivery, wish: float | None) -> Delivery:
        pause = wish if wish is not None else min(2**delivery.tries, LONGEST_PAUSE)
        due = self.clock.now() + timedelta(seconds=max(1, round(pause)))
        again = replace(delivery, tries=delivery.tries + 1, due=due)
        self.store.later(lambda uow: uow.put(again))
        return again

    def _sent(
        self, delivery: Delivery, drawn: Rendered, message: str, *, stale: bool
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
                drawn=hash_of(drawn) if kept else "",
                actions=tuple(button.action for button in drawn.buttons),
            ))
            now = self.draw(uow, delivery) if stale else drawn
            if now is None or (delivery.card and now != drawn):
                # It changed, or must not be said any more, since it was drawn.
                after = replace(delivery, key=next_key(delivery.key), order=uow.number("order"),
                                verb="edit" if now else "withdraw", message=message, tries=0,
                                due=None, serial=0, at=self.clock.now())
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

    def _kept(self, delivery: Delivery) -> Delivery:
        """Return a delivery as it is kept: meanwhile what it is about may have got a new number."""
        return self.store.read(lambda uow: uow.get(Delivery, delivery.key)) or delivery

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

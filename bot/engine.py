"""The one way through: an event comes in, a transaction makes it durable, deliveries go out."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

from bot.catalogue import Catalogue
from bot.domain.act import ERASE, Wake
from bot.domain.group import Group
from bot.domain.sealed import VIEW as SEALED
from bot.ops.vitals import Vitals
from bot.outbox import Outbox
from bot.people import Defaults
from bot.ports import (
    Came,
    Clock,
    Delivery,
    Due,
    Handled,
    Incoming,
    Person,
    Rendered,
    Room,
    Said,
    Sealer,
    Store,
    StoreFull,
    UnitOfWork,
    Went,
)
from bot.suggest import complete
from bot.text import T, t
from bot.tidy import tidy
from bot.turn import FAILED, Turn

SOON = timedelta(minutes=1)
AGAIN = timedelta(minutes=15)  # after which a wake that went wrong is tried again


class Engine:
    """Handles events, one transaction each; knows no chat."""

    def __init__(
        self, store: Store, clock: Clock, catalogue: Catalogue, defaults: Defaults,
        sealer: Sealer, data: Path = Path(), vitals: Vitals | None = None,
    ) -> None:
        self.data = data  # where an adapter may keep what is its own, such as keys
        self.vitals = vitals or Vitals()  # where an adapter says whether its platform is in reach
        self.store, self.clock, self.catalogue, self.defaults = store, clock, catalogue, defaults
        self.sealer = sealer
        self.outbox = Outbox(store, clock, self._draw, self.rearm)

    async def handle(self, incoming: Incoming) -> Handled:
        """Handle one event exactly once; a repetition writes nothing.

        Raises StoreBroken once the disk cannot be trusted.
        """
        content = incoming.content
        if _is_talk(incoming) and not incoming.keep:
            return Handled("talk")
        now = self.clock.now()
        written: list[Delivery] = []

        def work(uow: UnitOfWork) -> str:
            self.outbox.touch()
            turn = Turn(uow, incoming, now, self.catalogue, self.defaults, self.sealer)
            outcome = turn.run()
            written[:] = turn.mail.written
            return outcome

        try:
            ran = await self.store.run(incoming.event, work, now=now)
        except StoreFull:
            if isinstance(content, (Came, Went)) or _is_talk(incoming):
                return Handled("talk")
            return Handled("unkept", self._say_unkept(incoming, t(
                "The disk of the machine I run on is full, so I could not keep that. Nothing was "
                "changed; please try again later.")))
        if ran.repeated:
            written.clear()
        self.outbox.add(written)
        self.rearm()
        self.vitals.came(incoming.platform, "repeated" if ran.repeated else ran.value)
        return Handled(ran.value, tuple(written))

    async def tick(self) -> None:
        """Do what is due now."""
        now = self.clock.now()
        for wake in self.store.read(lambda uow: uow.find(Wake, "due", upto=now)):
            written: list[Delivery] = []
            try:
                if wake.what == ERASE:
                    await self._compact(now)
                await self.store.run(None, partial(self._wake, wake, now, written))
            except StoreFull:
                break  # the alarm rings again; by then there may be room
            self.outbox.add(written)
        self.outbox.tick()
        self.rearm()

    async def _compact(self, now: datetime) -> None:
        """Have all that was removed be gone. Raises StoreFull, to be tried again soon."""
        try:
            await self.store.compact()
        except (StoreFull, OSError) as error:
            self.store.later(lambda uow: uow.put(Wake(what=ERASE, key="", due=now + SOON)))
            raise StoreFull from error

    def suggest(
        self, person: str, room: Room | None, text: str, language: str | None
    ) -> list[tuple[str, str]]:
        """Return what could complete a typed text: labels and values, at most 25."""
        incoming = Incoming(event="", content=Came(), person=Person(person, ""),
                            room=room)
        return self.store.read(lambda uow: complete(
            uow, incoming, text, self.catalogue.vocabulary, language))

    def due(self) -> datetime | None:
        """Return the next instant at which there is something to do."""
        wakes = self.store.read(lambda uow: uow.find(Wake, "due", limit=1))
        instants = [wake.due for wake in wakes] + [i for i in (self.outbox.due(),) if i]
        return min(instants, default=None)

    def rearm(self) -> None:
        """Set the clock's alarm to the next due instant."""
        self.clock.arm(self.due)

    def _wake(self, wake: Wake, now: datetime, written: list[Delivery], uow: UnitOfWork) -> None:
        """Take a wake and write what it causes, in one transaction."""
        if uow.get(Wake, wake.what, wake.key) != wake:
            return  # it was set anew meanwhile
        self.outbox.touch()
        uow.remove(Wake, wake.what, wake.key)
        if wake.what == ERASE:
            if any(delivery.fleeting for delivery in uow.find(Delivery, "order")):
                uow.put(replace(wake, due=now + AGAIN))  # it will be in the journal until then
            return
        if wake.what == "tidy":
            tidy(uow, now)
            return
        event = f"wake:{wake.what}:{wake.key}:{wake.due.isoformat()}"
        due = Due(wake.what, wake.key, wake.due, wake.group)
        turn = Turn(uow, Incoming(event=event, content=due), now, self.catalogue, self.defaults,
                    self.sealer)
        if turn.run() == FAILED:
            uow.put(replace(wake, due=now + AGAIN))
        written[:] = turn.mail.written

    def _draw(self, uow: UnitOfWork, delivery: Delivery) -> Rendered | None:
        """Draw a delivery: a card from the state it is in now, anything else as it was written.

        None for sealed details that must not be given any more.
        """
        if delivery.view == SEALED and delivery.verb == "send":
            shown = self.catalogue.reveal(uow, delivery, self.sealer)
            return Rendered(shown, (), delivery.languages) if shown else None
        if delivery.view and delivery.card:
            return self._view(uow, delivery)
        if not delivery.card or delivery.about is None:
            return Rendered(delivery.body, delivery.buttons, delivery.languages, delivery.file)
        group = uow.get(Group, delivery.group)
        zone = group.zone if group else self.defaults.zone
        body, buttons = self.catalogue.draw(uow, delivery.group, delivery.about, zone)
        languages = group.languages if group else delivery.languages
        return Rendered(body, buttons, languages)

    def _view(self, uow: UnitOfWork, delivery: Delivery) -> Rendered:
        """Draw a post that shows the whole board."""
        group = uow.get(Group, delivery.group)
        shown = group and self.catalogue.views[delivery.view](uow, group, self.clock.now())
        return Rendered(shown or t("Nothing is open right now. Thank you!"), (),
                        group.languages if group else delivery.languages)

    def _say_unkept(self, incoming: Incoming, body: T) -> tuple[Delivery, ...]:
        """Answer without the store, when the store has no room."""
        if incoming.person is None:
            return ()
        lane = incoming.room.id if incoming.room else incoming.person.id
        answer = Delivery(
            key=uuid4().hex[:24], order=0, verb="send", lane=lane, platform=lane.partition(":")[0],
            group="", room=incoming.room.id if incoming.room else None, to=incoming.person.id,
            body=body, languages=(incoming.language or self.defaults.languages[0],),
            reply_to=incoming.event,
        )
        self.outbox.add([answer])
        return (answer,)


def _is_talk(incoming: Incoming) -> bool:
    """Tell whether an event is ordinary talk in a room, and no answer to anything of ours."""
    said = incoming.content
    return bool(isinstance(said, Said) and said.command is None and incoming.room
                and not said.reply_to)

"""Carrying deliveries out for one sign-in: to the right room, sealed where it is, in their turn."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from adapters.matrix.advertising import DESCRIPTION, descriptions
from adapters.matrix.cipher import Cipher
from adapters.matrix.hearing import PREFIX, apart, message_id
from adapters.matrix.media import handed_over
from adapters.matrix.pace import once, patiently
from adapters.matrix.past import bears, mark, own
from adapters.matrix.pins import pin, unpin
from adapters.matrix.rooms import Rooms
from adapters.matrix.server import Body, Lost, Refused, Wire, path
from adapters.matrix.shape import text
from adapters.matrix.telling import Telling
from adapters.matrix.threads import Threads
from adapters.matrix.view import View
from bot.domain.group import Group, Place
from bot.domain.sealed import VIEW as SEALED
from bot.engine import Engine
from bot.pace import NOTICE, UPKEEP, Pace, rank
from bot.ports import Delivery, Rendered, SendFailed, UnitOfWork
from bot.text import t

BOARD = "board"
REMEMBERED = timedelta(0)  # a device that has signed in anew has no keys of before: always look
WITH_EDITS = {"org.matrix.msc3912.with_relations": ["m.replace"]}  # where the server can
Request = Callable[[], Awaitable[Body]]


@dataclass(slots=True)
class Carrying:
    """Sends over one connection."""

    engine: Engine
    wire: Wire
    cipher: Cipher
    rooms: Rooms
    pace: Pace
    telling: Telling
    threads: Threads

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Carry one delivery out; return the id of its message. Raises SendFailed."""
        view = await self._place(delivery)
        if delivery.verb == "withdraw" and delivery.message:
            await self._sent(self._redaction(delivery), rank(delivery))
            await unpin(self.wire, view, apart(delivery.message)[1])
            return delivery.message
        media = await self._media(view, drawn)
        thread = await self.threads.of(view.id, (delivery.reply_to or "").removeprefix(PREFIX))
        content = self.telling.content(
            delivery, drawn, self.engine.clock.now(), thread, media,
            view.called((delivery.to or "").removeprefix(PREFIX)))
        event = await self._sent(
            partial(self._put, view, delivery.key, content), rank(delivery), view)
        if delivery.verb == "edit" and delivery.message:
            return delivery.message
        return await self._stands(view, delivery, event)

    async def find_sent(self, delivery: Delivery) -> str | None:
        """Return the message an earlier try has made, if one has. Raises SendFailed."""
        view = await self._place(delivery)
        try:
            async for event in own(self.wire, view.id, self.rooms.me, delivery.at):
                if bears(event, delivery.key):
                    return await self._stands(view, delivery, text(event.get("event_id")))
        except (Refused, Lost) as error:
            raise _failed(error) from None
        return None

    async def _stands(self, view: View, delivery: Delivery, event: str) -> str:
        """Do what follows once a message is there; return its id."""
        if delivery.view == BOARD:
            await pin(self.wire, self.engine.store, view, event)
        return message_id(view.id, event)

    async def complain(self, view: View, event: str, key: str) -> None:
        """Say that a message could not be read, where it was written. Raises SendFailed."""
        body = t("I could not read that message: its key did not reach me. "
                 "Could you send it again?")
        delivery = Delivery(key=key, order=0, verb="send", lane="", platform="matrix", group="",
                            room=PREFIX + view.id, reply_to=PREFIX + event)
        content = self.telling.content(
            delivery, Rendered(body, (), self._languages(view)), self.engine.clock.now())
        await self._sent(partial(self._put, view, key, content), NOTICE, view)

    async def advertise(self, view: View) -> None:
        """Describe the commands in a room that lets us, where they are not yet."""
        if view.space or self.rooms.is_direct(view) or not view.may_state(DESCRIPTION):
            return
        made = descriptions(self.engine.catalogue.vocabulary, self.rooms.me,
                            self._languages(view))
        for key, content in made.items():
            if view.published.get(key) != content:
                await self._sent(partial(self.wire.call, "PUT", path(
                    "rooms", view.id, "state", DESCRIPTION, key), content), UPKEEP)

    # ---- how ----

    async def _place(self, delivery: Delivery) -> View:
        """Return the room a delivery goes to. Raises SendFailed."""
        if delivery.message:
            room = apart(delivery.message)[0]
        elif delivery.room:
            room = delivery.room.removeprefix(PREFIX)
        else:
            return await self.rooms.direct(
                (delivery.to or "").removeprefix(PREFIX), partial(once, self.pace, rank(delivery)),
                encrypted=delivery.view == SEALED)
        view = self.rooms.views.get(room)
        if view is None:
            raise SendFailed("I am not in that room", permanent=True)
        return view

    async def _media(self, view: View, drawn: Rendered) -> Body | None:
        """Upload the file of a delivery, if it has one. Raises SendFailed."""
        if drawn.file is None:
            return None
        try:
            return await handed_over(self.wire, drawn.file, encrypted=view.encrypted)
        except (Refused, Lost) as error:
            raise _failed(error) from None

    def _redaction(self, delivery: Delivery) -> Request:
        room, event = apart(delivery.message or "")
        return partial(self.wire.call, "PUT", path("rooms", room, "redact", event, delivery.key),
                       WITH_EDITS)

    async def _put(self, view: View, key: str, content: Body) -> Body:
        kind = "m.room.message"
        if view.encrypted:
            content = await self.cipher.sealed(view.id, view.readers(), kind, content)
            kind = "m.room.encrypted"
        return await self.wire.call("PUT", path("rooms", view.id, "send", kind, key),
                                    content | mark(key))

    async def _sent(self, request: Request, importance: int, view: View | None = None) -> str:
        """Make a request in its turn; return the event it made. Raises SendFailed.

        Keys are handed out before: somebody's slow server holds up nobody else's turn.
        """
        try:
            if view and view.encrypted:
                await self.cipher.prepare(view.id, view.readers())
            found = await patiently(self.pace, importance, request)
        except (Refused, Lost) as error:
            raise _failed(error) from None
        return text(found.get("event_id"))

    def _languages(self, view: View) -> tuple[str, ...]:
        def work(uow: UnitOfWork) -> Group | None:
            place = uow.get(Place, PREFIX + view.id)
            return uow.get(Group, place.group) if place else None

        group = self.engine.store.read(work)
        return group.languages if group else self.engine.defaults.languages


def _failed(error: Refused | Lost) -> SendFailed:
    """Return what a homeserver's no, or its silence, means for a delivery."""
    if isinstance(error, Lost):
        return SendFailed("the homeserver does not answer")
    return SendFailed(f"refused: {error.status}", retry_after=error.retry_after, refused=True,
                      permanent=error.status != 429 and 400 <= error.status < 500)

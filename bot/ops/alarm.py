"""Telling the operators, in the room they chose, that something needs them: once, not in floods."""

from datetime import datetime, timedelta
from uuid import uuid4

from bot.context import Message
from bot.domain.group import Group, Place
from bot.engine import Engine
from bot.mail import Mail
from bot.ports import Came, Delivery, Incoming, UnitOfWork
from bot.text import Node, row, t

AGAIN = timedelta(days=1)  # the same trouble is told once a day at most


class Alarm:
    """Watches the vitals for trouble that is new."""

    def __init__(self, engine: Engine, room: str | None) -> None:
        self._engine, self.room = engine, room
        self._told: dict[str, datetime] = {}
        self._going: set[str] = set()

    async def look(self) -> None:
        """Tell what has gone wrong since, and what is well again."""
        problems, now = self._engine.vitals.problems(), self._engine.clock.now()
        going = {problem.kind for problem in problems}
        for problem in problems:
            told = self._told.get(problem.kind)
            if told is None or now - told >= AGAIN:
                self._told[problem.kind] = now
                self._going.add(problem.kind)
                await self._say(row("⚠️ ", problem.text))
        over = self._going - going
        self._going -= over
        if over and not self._going:
            await self._say(t("All is well again."))

    async def _say(self, body: Node) -> None:
        room, now = self.room, self._engine.clock.now()
        if room is None:
            return
        written: list[Delivery] = []

        def work(uow: UnitOfWork) -> None:
            place = uow.get(Place, room)
            group = uow.get(Group, place.group) if place else None
            mail = Mail(uow, Incoming(event=f"trouble:{uuid4().hex}", content=Came()), group, now)
            mail.post(Message(body, room=room))
            written[:] = mail.written

        await self._engine.store.run(None, work)
        self._engine.outbox.add(written)
        self._engine.rearm()

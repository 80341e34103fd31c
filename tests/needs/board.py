"""A board under random people: what it holds, what its cards show, and who was told what."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from adapters.console.adapter import PREFIX, Event, plain_id
from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config
from bot.domain.group import Group
from bot.domain.need import Need
from bot.ports import Post, Rendered, UnitOfWork
from bot.render import Plain

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
GROUP = f"{PREFIX}home"
ROOMS = ("#general", "#kitchen")

Promises = dict[tuple[int, str, str], tuple[float, str]]  # number, person, place: amount, looseness


class Errors(logging.Handler):
    """Gathers whatever the bot logs as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


@dataclass
class Board:
    """A session in two rooms, and all that was ever shown in it."""

    folder: Path
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    shown: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    errors: Errors = field(default_factory=Errors)
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        logging.getLogger("bot").addHandler(self.errors)
        self.session = Session.open(self.folder, Config(), START)
        self.loop.run_until_complete(self.session.start())

    def close(self) -> None:
        """Leave cleanly."""
        self.loop.run_until_complete(self.session.close())
        self.loop.close()
        logging.getLogger("bot").removeHandler(self.errors)

    def restart(self) -> None:
        """Start again on the same folder."""
        self.loop.run_until_complete(self.session.close())
        self.session = Session.open(self.folder, Config(), START)
        self.loop.run_until_complete(self.session.start())

    def do(self, op: Op) -> list[Event]:
        """Carry out an op; return what it caused."""
        before = len(self.session.out)
        self.loop.run_until_complete(self.session.do(op))
        caused = self.session.out[before:]
        for event in caused:
            if event["event"] in ("send", "edit") and "text" in event:
                self.shown[event["id"]] = event["text"], tuple(event["actions"])
            elif event["event"] == "withdraw":
                self.shown.pop(event["id"], None)
        return caused

    def say(self, user: str, room: str, text: str, *, es: bool = False) -> list[Event]:
        """Say something under an id of its own."""
        self.said.append(f"e{len(self.said)}")
        return self.do(Op("say", room=room, user=user, text=text, id=self.said[-1],
                          lang="es" if es else "en"))

    # ---- what is there ----

    def needs(self) -> list[Need]:
        """Return every need, open or not."""
        return self.session.app.store.read(lambda uow: uow.find(Need, "state", GROUP))

    def open(self) -> list[Need]:
        """Return the needs that are open."""
        return [need for need in self.needs() if need.state == "open"]

    def promises(self, *, loose: bool = False) -> Promises:
        """Return what everybody has promised of what is open, or only what can be taken over."""
        return {(need.number, plain_id(claim.by), claim.part): (claim.amount, claim.loose)
                for need in self.open() for claim in need.claims if claim.loose or not loose}

    def cards(self) -> list[tuple[int, str, tuple[str, tuple[str, ...]], tuple[str, ...]]]:
        """Return each card's number and message, what it should show, and its languages."""
        def draw(uow: UnitOfWork) -> list[tuple[int, str, tuple[str, tuple[str, ...]],
                                                tuple[str, ...]]]:
            group = uow.get(Group, GROUP)
            if group is None:
                return []
            made = []
            for need in uow.find(Need, "state", GROUP):
                body, buttons = self.session.app.engine.catalogue.draw(
                    uow, GROUP, need.number, group.zone)
                for post in uow.find(Post, "about", GROUP, need.number, True):
                    drawn = Rendered(body, buttons, post.languages)
                    plain = Plain(drawn.languages, self.session.clock.now(),
                                  self.session.adapter.usage)
                    text = plain.draw(body)
                    made.append((need.number, plain_id(post.id),
                                 (text, tuple(one.action for one in buttons)), post.languages))
            return made
        return self.session.app.store.read(draw)

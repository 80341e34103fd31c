"""Deliveries as the console shows them: one record each, with plain text and HTML."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.ports import Clock, Delivery, Rendered, SendFailed
from bot.render import Html, Plain
from bot.text import Node, Usage
from bot.words import Vocabulary

Event = dict[str, Any]
PREFIX = "console:"
UNSAID = "console?"  # begins the key of an event that nobody gave an id


def plain_id(key: str) -> str:
    """Return a key as the console's people write it: without the platform."""
    return key.removeprefix(PREFIX)


@dataclass(slots=True)
class Fault:
    """The next deliveries of a lane that are to fail; ``lost``: they come, unheard of by us."""

    times: int
    permanent: bool = False
    lost: bool = False


@dataclass(slots=True)
class ConsoleAdapter:
    """Hands every delivery to ``emit`` as a record of the console's contract."""

    clock: Clock
    emit: Callable[[Event], None]
    vocabulary: Vocabulary
    name: str = "console"
    remembers: timedelta = timedelta.max  # whoever reads knows a repeated record by its id
    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)  # by lane and kind

    async def find_sent(self, delivery: Delivery, drawn: Rendered) -> str | None:
        """Find nothing: what was printed cannot be read back, and never has to be."""
        return None

    async def deliver(self, delivery: Delivery, drawn: Rendered) -> str:
        """Show one delivery. Raises SendFailed where a fault was asked for."""
        event = self._event(delivery, drawn)
        fault = self._fault(delivery)
        if fault:
            fault.times -= 1
            self.emit(event if fault.lost else {**event, "event": "failed"})
            raise SendFailed("asked to fail", permanent=fault.permanent, refused=not fault.lost)
        self.emit(event)
        return PREFIX + str(event["id"])

    def _fault(self, delivery: Delivery) -> Fault | None:
        wanted = ((delivery.lane, kind) for kind in (delivery.verb, ""))
        found = (self.faults.get(key) for key in wanted)
        return next((fault for fault in found if fault and fault.times > 0), None)

    def _event(self, delivery: Delivery, drawn: Rendered) -> Event:
        made = f"m{delivery.serial}" if delivery.serial else f"x{delivery.key[:10]}"
        number = plain_id(delivery.message) if delivery.message else made
        event: Event = {"event": delivery.verb, "id": number}
        if delivery.room and delivery.verb != "edit":
            event["room"] = plain_id(delivery.room)
        if delivery.to and delivery.verb != "edit":
            event["to"] = plain_id(delivery.to)
        if drawn.file:
            event |= {"event": "file", "name": drawn.file.name, "type": drawn.file.type,
                      "base64": b64encode(drawn.file.data).decode()}
        elif delivery.verb != "withdraw" and drawn.body is not None:
            html = self._draw(Html, drawn, drawn.body)
            bare = "<" not in html and "&" not in html  # without tags and escapes it is the text
            event["text"] = html if bare else self._draw(Plain, drawn, drawn.body)
            event["html"] = html
            event["actions"] = [button.action for button in drawn.buttons]
            event["labels"] = [self._draw(Plain, drawn, one.label) for one in drawn.buttons]
        if delivery.about is not None:
            event["about"] = delivery.about
        asked = delivery.reply_to or ""
        if asked.startswith(PREFIX) and delivery.verb == "send":
            event["reply_to"] = plain_id(asked)
        event["key"] = delivery.key
        return event

    def _draw(self, renderer: type[Plain], drawn: Rendered, node: Node) -> str:
        return renderer(drawn.languages, self.clock.now(), self.usage).draw(node)

    def usage(self, node: Usage, language: str) -> str:
        """Return a command as it is typed here."""
        command = self.vocabulary.command(node.command)
        word = command.word(language) if command else node.command
        rest = node.spanish if language == "es" and node.spanish else node.rest
        return f"/{word} {rest}".rstrip()

"""In which thread something was said, so that the answer comes there too."""

from adapters.matrix.server import Body, Lost, Refused, Wire, path
from adapters.matrix.shape import mapping, text

REMEMBERED = 2000  # events


class Threads:
    """The roots of the threads events were said in; the server is asked about earlier ones."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._roots: dict[str, str] = {}

    def note(self, event: str, content: Body) -> None:
        """Take note of an event that may be answered."""
        self._roots[event] = _root(content)
        if len(self._roots) > REMEMBERED:
            self._roots.pop(next(iter(self._roots)))

    async def of(self, room: str, event: str) -> str:
        """Return the root of the thread an event was said in, or nothing."""
        if not event.startswith("$") or event in self._roots:
            return self._roots.get(event, "")
        try:  # heard before a restart: what relates to what is never encrypted
            found = await self._wire.call("GET", path("rooms", room, "event", event))
        except (Refused, Lost):
            return ""
        self.note(event, mapping(found.get("content")))
        return self._roots[event]


def _root(content: Body) -> str:
    relation = mapping(content.get("m.relates_to"))
    return text(relation.get("event_id")) if relation.get("rel_type") == "m.thread" else ""

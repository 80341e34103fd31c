"""Reading what a room has shown of late: whether a message of ours is there already.

A transaction id is known to one device only, and told to no other. So that a new device finds
what an earlier one has sent, every event bears a mark made from its key. It stands outside of what
is encrypted and tells the server and the room nothing: it is the same as no other value.
"""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from hashlib import blake2b

from adapters.matrix.server import Body, Wire, path
from adapters.matrix.shape import mapping, sequence, text

PAGES, PAGE = 20, 100  # as far back as is looked, in events
APART = timedelta(hours=1)  # that a server's clock may be behind ours
MARK = "apoyo.mark"


def mark(key: str) -> Body:
    """Return what an event bears so that it is found by the key of its delivery."""
    return {MARK: blake2b(key.encode(), digest_size=9, person=b"apoyo.mark").hexdigest()}


def bears(event: Body, key: str) -> bool:
    """Tell whether an event was sent for the delivery of that key. One taken back still tells."""
    return (mapping(event.get("content")).get(MARK) == mark(key)[MARK]
            or mapping(event.get("unsigned")).get("transaction_id") == key)


async def own(wire: Wire, room: str, me: str, since: datetime | None) -> AsyncIterator[Body]:
    """Give our own events in a room, the newest first, back to an instant. Raises Refused, Lost."""
    oldest = (since - APART).timestamp() * 1000 if since else 0
    begin = ""
    for _ in range(PAGES):
        asked = {"dir": "b", "limit": str(PAGE), "filter": json.dumps({"senders": [me]})}
        found = await wire.call("GET", path("rooms", room, "messages"), query=asked | (
            {"from": begin} if begin else {}))
        for event in map(mapping, sequence(found.get("chunk"))):
            sent = event.get("origin_server_ts")
            if not isinstance(sent, int) or sent < oldest:
                return
            yield event
        begin = text(found.get("end"))
        if not begin:
            return

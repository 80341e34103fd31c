"""What has happened in a room since the last token: the whole of it, oldest first."""

import asyncio
import json

from adapters.matrix.server import Body, Lost, Refused, Wire, path
from adapters.matrix.shape import events, text
from adapters.matrix.view import View, before

PAGE = 100  # events; Synapse gives no more at once
LONGEST = 60.0  # seconds between two tries
TALK = ("m.room.message", "m.room.encrypted", "m.room.redaction", "m.reaction")


async def happened(wire: Wire, view: View, timeline: Body, since: str) -> list[Body]:
    """Return the events of a timeline, with those that a limited one left out before them."""
    news = events(timeline)
    if timeline.get("limited") is True and not arrival(view, news):
        return await _gap(wire, view, text(timeline.get("prev_batch")), since) + news
    return news


async def _gap(wire: Wire, view: View, newest: str, oldest: str) -> list[Body]:
    """Return what a limited timeline left out, oldest first."""
    found: list[Body] = []
    place, pause = newest, 1.0
    while place:
        query = {"from": place, "to": oldest, "dir": "b", "limit": str(PAGE),
                 "filter": json.dumps({"types": [*TALK, "m.room.member"]})}
        try:
            page = await wire.call("GET", path("rooms", view.id, "messages"), query=query)
        except Refused as refused:
            if refused.status != 429:
                break  # we were removed meanwhile
            await asyncio.sleep(refused.retry_after or pause)
            continue
        except Lost:
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST)
            continue
        chunk = events({"events": page.get("chunk")})
        found += chunk
        place = "" if arrival(view, chunk) else text(page.get("end"))
    return found[::-1]


def arrival(view: View, news: list[Body]) -> int:
    """Return the place after our last coming into the room, 0 if it is not among these."""
    for place in range(len(news), 0, -1):
        event = news[place - 1]
        if (event["type"] == "m.room.member" and event.get("state_key") == view.me
                and event["content"].get("membership") == "join" and before(event) != "join"):
            return place
    return 0


def departure(view: View, left: Body) -> str:
    """Return the event with which we left a room, or were made to."""
    news = [*events(left.get("state")), *events(left.get("timeline"))]
    return next((text(one.get("event_id")) for one in reversed(news)
                 if one["type"] == "m.room.member" and one.get("state_key") == view.me), "")

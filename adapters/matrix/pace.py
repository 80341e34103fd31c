"""Requests that count against a homeserver's limit, in their turn.

Nothing is held back before the server says so; then everything waits as long as it asks, and what
was refused keeps its place. Making a direct chat counts too.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from adapters.matrix.server import Refused
from bot.pace import Pace

R = TypeVar("R")

AT_ONCE = 4  # sends on their way at a time; more only make each slower
LONGEST = 60.0  # seconds: no wish of a server's to wait longer is taken at its word


async def patiently(pace: Pace, importance: int, request: Callable[[], Awaitable[R]]) -> R:
    """Make a request when it is its turn, again as long as the server asks to wait.

    Raises whatever the request raises but a wish to wait.
    """
    place = pace.place()
    while True:
        async with pace.turn(importance, place):
            try:
                return await request()
            except Refused as refused:
                if refused.status != 429:
                    raise
                pace.hold(min(refused.retry_after or 1.0, LONGEST))


async def once(pace: Pace, importance: int, request: Callable[[], Awaitable[R]]) -> R:
    """Make a request when it is its turn, and let the server's no be a no.

    For what has a limit of its own as well, such as making rooms: nobody else waits for that.
    """
    async with pace.turn(importance):
        return await request()

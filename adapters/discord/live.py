"""Interactions that can still be answered: for fifteen minutes, by whoever holds their token."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Protocol

import discord

from adapters.discord.declare import language
from bot.text import File

ANSWERABLE = 14 * 60.0  # seconds; Discord's own limit is fifteen minutes
PREFIX = "discord:"


class Edit(Protocol):
    """Puts something in the place that Discord keeps for an interaction's answer."""

    async def __call__(self, **changes: Any) -> discord.Message:
        """Return the message that is there now. Raises discord.HTTPException."""


@dataclass(slots=True, eq=False)
class Live:
    """One interaction on its way to an answer.

    ``until`` is a monotonic time; ``answered`` is the message that gave the answer, ``files``
    what hangs on it, by the keys of their deliveries.
    """

    event: str
    edit: Edit
    channel: int
    language: str
    until: float
    answered: str | None = None
    slot: int | None = None
    files: dict[str, File] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Lives:
    """The interactions of the last minutes, by event: also so that none is handled twice."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Live] = OrderedDict()

    def begin(self, interaction: discord.Interaction[Any]) -> Live | None:
        """Take up an interaction; None if it has come before."""
        self._forget()
        event = f"{PREFIX}i{interaction.id}"
        if event in self._known:
            return None

        async def edit(**changes: Any) -> discord.Message:
            return await interaction.edit_original_response(**changes)

        live = Live(event, edit, interaction.channel_id or 0,
                    language(interaction.locale.value), time.monotonic() + ANSWERABLE)
        self._known[event] = live
        return live

    def adopt(self, live: Live) -> None:
        """Take up an interaction that an earlier run left."""
        self._known.setdefault(live.event, live)

    def of(self, event: str | None) -> Live | None:
        """Return the interaction of an event if it can still be answered."""
        self._forget()
        return self._known.get(event) if event else None

    def behind(self, message: str) -> Live | None:
        """Return the interaction that a message only its reader sees has answered."""
        self._forget()
        return next((one for one in self._known.values() if one.answered == message), None)

    def _forget(self) -> None:
        now = time.monotonic()
        while self._known and next(iter(self._known.values())).until < now:
            self._known.popitem(last=False)

"""Tokens of interactions that are not answered yet, kept so that a restart can answer them.

Otherwise whoever gave a command in the moment of a crash would look at "thinking" for a quarter
of an hour. There is a fixed number of places, each a Memo that goes once the answer is given.
"""

import json
import time
from functools import partial
from typing import Any

import discord

from adapters.discord.live import ANSWERABLE, Live
from bot.ports import Delivery, Memo, Post, Store, UnitOfWork

SLOTS = 128


class Lasting:
    """Keeps them, and gives back what an earlier run left."""

    def __init__(self, store: Store) -> None:
        self._store, self._free = store, list(range(SLOTS))

    def keep(self, live: Live, interaction: discord.Interaction[Any], original: int) -> None:
        """Remember an interaction; durable with the transaction that handles it."""
        if not self._free:
            return  # more at once than anybody has hands: these are answered if no crash comes
        live.slot = self._free.pop()
        value = json.dumps({
            "event": live.event, "token": interaction.token, "message": original,
            "channel": live.channel, "language": live.language, "at": int(time.time())})
        memo = Memo("discord", f"live:{live.slot}", value)
        self._store.later(lambda uow: uow.put(memo))

    def drop(self, live: Live) -> None:
        """Forget an interaction that has its answer."""
        if live.slot is None:
            return
        slot, live.slot = live.slot, None
        self._store.later(lambda uow: uow.remove(Memo, "discord", f"live:{slot}"))
        self._free.append(slot)

    def known(self, message: str) -> bool:
        """Tell whether the key is that of a message people can answer or see change."""
        return self._store.read(lambda uow: uow.get(Post, message)) is not None

    def left(self, client: discord.Client) -> list[tuple[Live, str | None]]:
        """Return what an earlier run left unanswered, once, with each one's outcome.

        The outcome is None for what was never handled, empty if the answer is still to come.
        """
        memos = self._store.read(lambda uow: [
            (slot, memo) for slot in range(SLOTS)
            if (memo := uow.get(Memo, "discord", f"live:{slot}"))])
        found = []
        for slot, memo in memos:
            if slot not in self._free:
                continue  # of this run
            self._free.remove(slot)
            value = json.loads(memo.value)
            live = _adopted(client, value, slot)
            age = time.time() - value["at"]
            if 0 <= age < ANSWERABLE:
                found.append((live, self._store.read(partial(_fate, live.event))))
            else:
                self.drop(live)
        return found


def _adopted(client: discord.Client, value: dict[str, Any], slot: int) -> Live:
    hook = discord.Webhook.partial(client.application_id or 0, value["token"], client=client)

    async def edit(**changes: Any) -> discord.Message:
        return await hook.edit_message(int(value["message"]), **changes)

    left = ANSWERABLE - (time.time() - value["at"])
    return Live(value["event"], edit, int(value["channel"]), str(value["language"]),
                time.monotonic() + left, slot=slot)


def _fate(event: str, uow: UnitOfWork) -> str | None:
    if any(one.reply_to == event for one in uow.find(Delivery, "order")):
        return ""
    return uow.outcome(event)

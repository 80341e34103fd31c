"""Buttons whose meaning is in their id, so that they work after a restart and after years.

An id reads ``a1:claim:12``: the version of this form, the action, the number it is about. A
press is read from the id alone. The library's own way (DynamicItem) looks for the button in the
message as well, and drops a press on a card that was redrawn in that moment.
"""

import re
from collections.abc import Iterable
from typing import Any

import discord

from adapters.discord.markup import LABEL, clip
from bot.render import Plain
from bot.text import Button

_ID = re.compile(r"a1:(?P<action>[a-z]\S*):(?P<about>\d*)(?P<bare>:bare)?")
STYLES = {
    "claim": discord.ButtonStyle.success, "done": discord.ButtonStyle.primary,
    "cancel": discord.ButtonStyle.danger,
}


def custom_id(button: Button, about: int | None) -> str:
    """Return a button's id; it names no person."""
    return f"a1:{button.action}:{about or ''}{':bare' if button.bare else ''}"


def meaning(identity: str) -> tuple[str, int | None, bool] | None:
    """Return what a component's id stands for: action, number, bare. None for a strange one."""
    found = _ID.fullmatch(identity)
    if found is None:
        return None
    return found["action"], int(found["about"]) if found["about"] else None, bool(found["bare"])


def view(buttons: Iterable[Button], about: int | None, labels: Plain) -> discord.ui.View | None:
    """Return a message's buttons, or None if it has none."""
    made = discord.ui.View(timeout=None)
    for button in buttons:
        one: discord.ui.Button[Any] = discord.ui.Button(
            label=clip(labels.draw(button.label), LABEL), custom_id=custom_id(button, about),
            style=STYLES.get(button.action.partition(":")[0], discord.ButtonStyle.secondary))
        made.add_item(one)
    made.stop()  # presses are read from the ids: the library need not keep every view for ever
    return made if made.children else None


def spent(message: discord.Message) -> discord.ui.View:
    """Return a message's own buttons, none of which can be pressed any more."""
    made = discord.ui.View.from_message(message, timeout=None)
    for item in made.children:
        if isinstance(item, discord.ui.Button):
            item.disabled = True
    made.stop()
    return made

"""What waits for somebody's yes or no."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.command import Reply
from bot.context import Context
from bot.records import Thing
from bot.text import Button, t

MOVED = "move"  # what a helper is asked when the date has changed
MAKE_IT = (Button("yes", t("Yes, I can")), Button("no", t("No, I can't")))


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person was asked about a thing.

    ``ref`` tells it from others about the same thing (`bot.ports.Delivery.ref`); ``name`` is what
    a person types to name it. ``answer(yes)`` does what the answer asks for.
    """

    ref: str
    name: str
    answer: Callable[[bool], Reply]


Asking: TypeAlias = Callable[[Context, Thing], list[Question]]

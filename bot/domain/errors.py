"""Why something cannot be done: reasons with their facts, worded elsewhere."""

from dataclasses import dataclass


class Refused(Exception):
    """A rule says no. Subclasses carry what a person needs to hear."""


@dataclass(eq=False)
class Taken(Refused):
    """All of a place is promised already; ``helpers`` are person keys."""

    number: int
    helpers: tuple[str, ...]
    part: str = ""


@dataclass(eq=False)
class AlreadyYours(Refused):
    """The same promise again."""

    number: int


@dataclass(eq=False)
class NotYours(Refused):
    """Only ``people`` (person keys) may do this, or a moderator."""

    number: int
    people: tuple[str, ...]


@dataclass(eq=False)
class NoSuchPlace(Refused):
    """The need has no place of this name."""

    number: int
    name: str


@dataclass(eq=False)
class NotPromised(Refused):
    """There is nothing of this person's to step back from."""

    number: int


@dataclass(eq=False)
class NotAsked(Refused):
    """Nothing about this (0: about anything) waits for this person's yes or no."""

    number: int


@dataclass(eq=False)
class Ended(Refused):
    """It is over; ``state`` says how."""

    number: int
    state: str


@dataclass(eq=False)
class NothingCounted(Refused):
    """An amount was named for something that is not counted."""

    number: int

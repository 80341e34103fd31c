"""A command is data: an annotated function becomes a frozen record that every chat is made from.

Declare one with `command`; each parameter after the context is an option whose kind is its
annotation (`Number`, `HowMany`, `Words`, …) and whose names and help stand in ``options``.
Limits are those of Discord's application commands (docs: Application Commands), checked here
so that a declaration that would fail there fails at import.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Annotated, Any, Final, get_type_hints

from bot.text import File, Node, T

ANSWERED = "answered"


class Takes(Enum):
    """What an option takes."""

    NUMBER = "the number of a thing on the board"
    AMOUNT = "how many, or how much"
    TEXT = "words, to the end of the line"
    CHOICE = "one of a few words"
    PERSON = "a member of the group"


@dataclass(frozen=True, slots=True)
class Much:
    """An amount as it was typed; ``more`` if it adds to what was said before (``+2``).

    ``unit`` is the currency sign it was typed with, if any.
    """

    n: float
    more: bool = False
    unit: str = ""


Number = Annotated[int, Takes.NUMBER]
MaybeNumber = Annotated[int | None, Takes.NUMBER]
HowMany = Annotated[Much | None, Takes.AMOUNT]
Words = Annotated[str, Takes.TEXT]
Choice = Annotated[str, Takes.CHOICE]
Who = Annotated[str | None, Takes.PERSON]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a command can be told.

    ``keyed`` options are typed as ``name: value`` anywhere in the text; the others in their
    order. ``choices`` maps each accepted word, in any language, to its value. ``suggest`` names
    the things completion offers: open, mine, asked, offered or reminders; an option that suggests
    what was ``answered`` takes it from the message that is answered (`bot.ports.Delivery.ref`).
    Words that are ``asked`` for are to be filled into a form, where a chat has such, if they are
    left out; required words always are.
    """

    name: str
    spanish: str
    help: T
    takes: Takes = Takes.TEXT
    required: bool = True
    default: Any = None
    keyed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    suggest: str = ""
    asked: bool = False

    def names(self) -> tuple[str, str]:
        """Return the option's names in each language."""
        return self.name, self.spanish


@dataclass(frozen=True, slots=True)
class Example:
    """What someone may type after the command's name, and in Spanish."""

    english: str
    spanish: str


@dataclass(frozen=True, slots=True)
class Family:
    """Commands under one word: ``/shift new``, ``/shift end``; sub-commands where a chat has such.

    Each is declared with ``command("new", "nuevo", …, of=shift)``. Any word for the family goes
    with any word for the command, so languages can be mixed. The family's word alone means the
    command called ``alone``, which should only show something.
    """

    name: str
    spanish: str
    summary: T
    also: str = ""
    alone: str = "list"
    topic: str = "group"

    def words(self) -> tuple[str, ...]:
        """Return every word that means this family, the two names first."""
        return self.name, self.spanish, *self.also.split()


@dataclass(frozen=True, slots=True)
class Command:
    """One thing people can say: its names, its options, its words of help, its function.

    In a family the names are of two words (``shift new``) and ``also`` has words for the second.

    ``remake(ctx, thing, **arguments)`` puts the message that made a thing into new words when it
    is edited. What a ``final`` command did cannot be taken back, so neither its words nor what it
    changed are remembered; ``private`` is the same and says why to whoever tries. What is
    said ``again`` takes the place of what was said before, so an edited message just says it.
    """

    name: str
    spanish: str
    summary: T
    run: Callable[..., "Reply | None"]
    options: tuple[Option, ...] = ()
    also: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    topic: str = "group"
    moderator: bool = False
    remake: Callable[..., None] | None = None
    family: Family | None = None
    final: bool = False
    private: T | None = None
    again: bool = False

    def words(self) -> tuple[str, ...]:
        """Return every word that means this command, the two names first."""
        if self.family is None:
            return self.name, self.spanish, *self.also
        heads, own = self.family.words(), (*map(second, (self.name, self.spanish)), *self.also)
        both = [f"{head} {word}" for head in heads for word in own]
        alone = heads if own[0] == self.family.alone else ()
        return tuple(dict.fromkeys((self.name, self.spanish, *both, *alone)))

    def word(self, language: str) -> str:
        """Return the command's name in a language."""
        return self.spanish if language == "es" else self.name


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers to the person who gave it; in the room only when ``public``.

    ``files`` follow it, each as a message of its own.
    """

    body: Node
    buttons: tuple[Any, ...] = ()
    about: int | None = None
    public: bool = False
    files: tuple[File, ...] = ()


def second(name: str) -> str:
    """Return a sub-command's own word: ``new`` of ``shift new``."""
    return name.partition(" ")[2]


NAME: Final = re.compile(r"[a-zñáéíóúü0-9]+(-[a-zñáéíóúü0-9]+)*")


def command(
    name: str,
    spanish: str,
    summary: T,
    *,
    options: tuple[Option, ...] = (),
    also: str = "",
    examples: tuple[tuple[str, str], ...] = (),
    topic: str = "group",
    moderator: bool = False,
    remake: Callable[..., None] | None = None,
    of: Family | None = None,
    final: bool = False,
    private: T | None = None,
    again: bool = False,
) -> Callable[[Callable[..., Reply | None]], Command]:
    """Turn a function into a Command, with ``of`` into a sub-command of a family.

    Raises ValueError for a declaration no chat could take.
    """

    def declare(run: Callable[..., Reply | None]) -> Command:
        made = Command(
            name=f"{of.name} {name}" if of else name,
            spanish=f"{of.spanish} {spanish}" if of else spanish,
            summary=summary, run=run, also=tuple(also.split()), options=_typed(run, options),
            topic=of.topic if of else topic, moderator=moderator, remake=remake, family=of,
            final=final or private is not None, private=private, again=again,
            examples=tuple(Example(*pair) for pair in examples),
        )
        _check(made)
        return made

    return declare


def _typed(run: Callable[..., Any], options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Complete the options from the signature: what they take, which are required."""
    hints = get_type_hints(run, include_extras=True)
    parameters = list(inspect.signature(run).parameters.values())[1:]
    described = {option.name: option for option in options}
    if set(described) != {parameter.name for parameter in parameters}:
        raise ValueError(f"{run.__name__}: describe exactly the parameters of the function")
    made = []
    for parameter in parameters:
        hint = hints[parameter.name]
        takes = next((m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Takes)), None)
        if takes is None:
            raise ValueError(f"{run.__name__}: {parameter.name} needs an option type")
        required = parameter.default is inspect.Parameter.empty
        base = described[parameter.name]
        made.append(replace(
            base, takes=takes, required=required,
            default=None if required else parameter.default,
            asked=takes is Takes.TEXT and not base.suggest and (required or base.asked),
        ))
    return tuple(made)


def _check(made: Command) -> None:
    """Hold the declaration against the limits of the strictest chat."""
    for word in made.words():
        if len(word.split(" ")) > 2 or any(
                not NAME.fullmatch(part) or len(part) > 32 for part in word.split(" ")):
            raise ValueError(f"{made.name}: {word!r} is no command name (lower case, 1 to 32)")
    if not 1 <= len(made.summary.one) <= 100:
        raise ValueError(f"{made.name}: the summary has 1 to 100 characters")
    if len(made.options) > 25:
        raise ValueError(f"{made.name}: at most 25 options")
    for option in made.options:
        if not 1 <= len(option.help.one) <= 100:
            raise ValueError(f"{made.name} {option.name}: the help has 1 to 100 characters")
        if len({value for _, value in option.choices}) > 25:
            raise ValueError(f"{made.name} {option.name}: at most 25 choices")
        if not NAME.fullmatch(option.name) or not NAME.fullmatch(option.spanish):
            raise ValueError(f"{made.name}: option names are lower case")
    needed = [option.required for option in made.options]
    if needed != sorted(needed, reverse=True):
        raise ValueError(f"{made.name}: required options come first")
    if not made.examples:
        raise ValueError(f"{made.name}: an example says more than a description")

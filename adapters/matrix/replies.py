"""What to reply to a message where other chats have buttons: a word, or a few."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.words import Vocabulary, slug


def steps(actions: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Give each action with its command, and what follows that where the command alone is vague."""
    found = [(action, *action.partition(":")[::2]) for action in actions]
    shared = Counter(name for _, name, _ in found)
    for action, name, rest in found:
        yield action, name, " ".join(rest.replace(":", " ").split("_")) if shared[name] > 1 else ""


def step(actions: Iterable[str], line: str, vocabulary: Vocabulary) -> str | None:
    """Return the action a reply stands for, in any of its command's words."""
    typed = slug(line.lstrip("/!"))
    for action, name, rest in steps(actions):
        command = vocabulary.command(name)
        words = command.words() if command else (name,)
        if typed in {slug(f"{word} {rest}") for word in words}:
            return action
    return None

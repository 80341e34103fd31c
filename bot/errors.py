"""A mistake a person can mend, as one kind line."""

from bot.text import Node, T


class UserError(Exception):
    """Raised by anything that cannot do what was typed; the transaction is undone."""

    def __init__(self, body: Node) -> None:
        super().__init__(body.one if isinstance(body, T) else "")
        self.body = body


class Unnumbered(UserError):
    """Words stand where a number was expected; ``words`` may name the thing meant."""

    def __init__(self, body: Node, command: str, words: str) -> None:
        super().__init__(body)
        self.command, self.words = command, words

"""Matrix: Apoyo in rooms and direct chats of any homeserver, encrypted or not."""

from adapters.matrix.plug import QUESTIONS, check, connect
from adapters.matrix.tool import describe, run
from bot.platform import Platform, Tool

PLATFORM = Platform("matrix", (
    Tool("matrix", "sign in to Matrix, or look at the account", describe, run),
), connect, check, QUESTIONS)

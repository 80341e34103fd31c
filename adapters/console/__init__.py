"""The console: Apoyo without an account, for people in a terminal and for programs."""

from adapters.console.tools import console, describe_console, describe_play, play
from bot.platform import Platform, Tool

PLATFORM = Platform("console", (
    Tool("console", "a chat in this terminal, no account needed", describe_console, console),
    Tool("play", "run conversation files and check them", describe_play, play),
))

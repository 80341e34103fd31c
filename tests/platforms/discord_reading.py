"""Discord's markdown as a person reads it, and whatever in it does more than stand there."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

_PIECES = re.compile(
    r"\\(?P<plain>[^0-9A-Za-z\s])|`(?P<code>[^`]+)`|\*\*(?P<bold>)|<@!?(?P<person>\d+)>"
    r"|<t:(?P<time>\d+)(?::[tTdDfFsSR])?>|</(?P<command>[^:<>]+):\d+>"
    r"|(?P<live>https?://\S+|<@&\d+>|<#\d+>|<a?:\w+:\d+>|@everyone|@here|\]\(|discord\.gg/\S+"
    r"|\|\||~~|[*_`]|(?m:^(?:#{1,3}|-#|>{1,3}|[-*+]) ))")


def read(text: str, names: Mapping[int, str]) -> tuple[str, tuple[str, ...]]:
    """Return the text as it is read, and the active things of other people's in it."""
    live: list[str] = []

    def shown(found: re.Match[str]) -> str:
        kind, value = found.lastgroup, found[found.lastgroup or 0]
        match kind:
            case "plain" | "code":
                return str(value)
            case "bold":
                return ""
            case "person":
                return names.get(int(value), "unknown user")
            case "time":
                return f"{datetime.fromtimestamp(int(value), UTC):%A, %B %d, %Y %H:%M}"
            case "command":
                return f"/{value}"
            case _:
                live.append(str(value))
                return str(value)

    return _PIECES.sub(shown, text), tuple(live)

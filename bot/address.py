"""Is this meant for the bot? Sigils and mentions at the head of a typed line."""

import re
from collections.abc import Iterable

from bot.ports import Said
from bot.words import fold


def heard(text: str, names: Iterable[str], reply_to: str | None = None) -> Said:
    """Return a typed line with what of it is a command.

    ``/x`` and a mention of one of the names are always meant for the bot; ``!x`` only if it is
    nearly a command. Anything else is talk.
    """
    line = text.strip()
    if line.startswith("/"):
        return Said(text, line.lstrip("/").strip(), reply_to=reply_to)
    if line.startswith("!"):
        return Said(text, line[1:].strip(), strict=False, reply_to=reply_to)
    for name in names:
        found = re.match(rf"@?{re.escape(fold(name))}(?:[:,]|\s|$)\s*", fold(line[:80]))
        mentioned = line.startswith("@") or (found and found[0].rstrip()[-1:] in (":", ","))
        if found and mentioned:
            return Said(text, line[found.end() :].lstrip("/!").strip(), reply_to=reply_to)
    return Said(text, None, reply_to=reply_to)

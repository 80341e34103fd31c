"""Drawing a tree in Discord's markdown, with everybody's own text made harmless."""

import re
from collections.abc import Callable
from datetime import datetime

from bot.render import Plain
from bot.text import Code, Mention, Node, Time, Usage
from bot.zones import zone

LONGEST = 2000  # characters of one message
LABEL = 80  # characters on a button

# What Discord's markdown reads: emphasis, code, spoilers, masked links, <@…> and the like
# anywhere; headings, lists and quotes at the head; links and invitations as soon as they are
# whole. A backslash takes the meaning from each.
_MARKS = re.compile(r"[\\*_~`|<\[\]]|^[#>+-]|:(?=//)|(?<=discord)\.(?=gg/)|\.(?=com/invite/)"
                    r"|@(?=everyone|here)")


class Markup(Plain):
    """Discord's markdown. ``usage`` may return a command mention, ``</need:1>``."""

    def draw(self, node: Node) -> str:
        """Return the tree as markdown."""
        match node:
            case Code():
                return self.code(node.text)
            case Usage():
                return self.each(lambda one: _typed(one, node))
            case _:
                return super().draw(node)

    def escape(self, text: str) -> str:
        """Make somebody's text harmless."""
        return _MARKS.sub(r"\\\g<0>", text)

    def bold(self, text: str) -> str:
        """Make drawn text stand out."""
        return f"**{text}**"

    def code(self, text: str) -> str:
        """Set off raw text that is to be typed; inside, nothing is escaped but the end."""
        raw = " ".join(text.replace("`", "\u02cb").split())
        return f"`{raw}`" if raw else ""

    def mention(self, node: Mention) -> str:
        """Name a person; nobody is rung, because no message allows it."""
        platform, _, number = node.person.partition(":")
        if platform == "discord" and number.isdecimal():
            return f"<@{number}>"
        return self.escape(node.name)

    def time(self, node: Time) -> str:
        """Return a time each reader sees in their own zone; days and repetitions in words."""
        start, end = instant(node.start, node.zone), instant(node.end, node.zone)
        if start is None or node.rrule or (node.end and end is None):
            return super().time(node)
        if end is None:
            return f"<t:{start}:F>"
        return f"<t:{start}:F>–<t:{end}:{'t' if node.start[:10] == node.end[:10] else 'F'}>"


def _typed(one: Plain, node: Usage) -> str:
    text = one.usage(node, one.language)
    return text if text.startswith("</") else one.code(text)


def instant(text: str, name: str) -> int | None:
    """Return the Unix time of an ISO local time in a zone; None for a day or nothing."""
    if len(text) <= 10:
        return None
    return int(datetime.fromisoformat(text).replace(tzinfo=zone(name)).timestamp())


def clip(text: str, most: int = LONGEST) -> str:
    """Return text that fits, cut after a whole line or word where it has to be."""
    if len(text) <= most:
        return text
    head = text[: most - 2]
    for mark in ("\n", " "):
        cut = head.rfind(mark)
        if cut > most // 2:
            return head[:cut] + mark + "…"
    return head + "…"


Usages = Callable[[Usage, str], str]

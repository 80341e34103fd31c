"""People named in a text, however a client writes that: as a link, by id, by shown name."""

import re
from typing import Any
from urllib.parse import unquote

from adapters.matrix.shape import mapping, sequence, text
from adapters.matrix.view import View
from bot.words import fold

MOST = 20  # people one message can name
_NAMED = re.compile(
    r"\[[^\]\n]*\]\(https://matrix\.to/#/([^)\s]+)\)"  # as Element X writes it
    r"|https://matrix\.to/#/([^\s)>]+)"
    r"|(?<![\w@/])(@[^\s:@]+:[\w.:\-\[\]]*[\w\]])")
_QUOTED = re.compile(r"<mx-reply>.*?</mx-reply>", re.DOTALL)
Body = dict[str, Any]


def readable(view: View, typed: str, body: Body) -> tuple[str, list[str]]:
    """Return a text in which members stand as ``@`` and their shown name, and who they are.

    What names ourselves stays as our id. Anybody who is not in the room stays as typed.
    """
    people: dict[str, None] = {}

    def shown(user: str, otherwise: str) -> str:
        if user == view.me:
            return user
        if user not in view.members or len(people) >= MOST:
            return otherwise
        people[user] = None
        return f"@{view.called(user)}"

    line = _NAMED.sub(
        lambda found: shown(_user(found[1] or found[2] or found[3]), found[0]), typed)
    for user in sequence(mapping(body.get("m.mentions")).get("user_ids"))[:MOST]:
        if isinstance(user, str) and user in view.members and user not in (view.me, *people):
            people[user] = None
            line = _by_name(line, view.members[user], view.called(user))
    return line, list(people)


def meant(me: str, body: Body) -> bool:
    """Tell whether a client marked a message as one that mentions us.

    Those that do not say whom a message mentions show it by a link.
    """
    if "m.mentions" in body:
        return me in sequence(mapping(body["m.mentions"]).get("user_ids"))
    links = re.findall(r'href="https://matrix\.to/#/([^"]+)"',
                       _QUOTED.sub("", text(body.get("formatted_body"))[:20_000]))
    return any(_user(link) == me for link in links)


def _user(link: str) -> str:
    return unquote(link).partition("?")[0]


def _by_name(line: str, name: str, called: str) -> str:
    """Put an ``@`` before the first place where somebody's shown name stands."""
    place = fold(line).find(fold(name)) if len(fold(line)) == len(line) else line.find(name)
    if place < 0:
        return line
    start = place - 1 if line[:place].endswith("@") else place
    return f"{line[:start]}@{called}{line[place + len(name):]}"

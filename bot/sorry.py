"""What is said when there is nothing to be done: not understood, not known, gone wrong."""

import logging
import secrets
import traceback
from datetime import UTC, datetime

from bot.meaning import Unclear
from bot.render import Plain
from bot.text import Node, Usage, t

log = logging.getLogger(__name__)

STRANGER = t("I don't know you from any group yet. Write to me once in a room I am in.")
SPENT = t("That button is no longer in use. {usage} shows what is open.", usage=Usage("needs"))


def plain(node: Node) -> str:
    """Return a tree as English text, for the command line and the machine's own watchers."""
    return Plain(("en",), datetime.now(UTC), lambda usage, _: f"/{usage.command} {usage.rest}"
                 ).draw(node)


def puzzled(unclear: Unclear | None) -> Node:
    """Return the answer to what was meant for the bot but is no command."""
    if unclear is None or not unclear.text:
        return t("I am here. {usage} shows what you can type.", usage=Usage("help"))
    if unclear.near:
        return t("I don't know that. Did you mean {usage}?", usage=Usage(unclear.near.name))
    if unclear.family:
        return t("I don't know that. {usage} shows what it can be.", usage=Usage(
            "help", unclear.family.name, unclear.family.spanish))
    if unclear.talk:
        return t("Hello! {need} asks for something, {usage} shows what else you can type.",
                 need=Usage("need", "ride to court tuesday", "transporte a la corte el martes"),
                 usage=Usage("help"))
    return t("I don't know that. {usage} shows what you can type.", usage=Usage("help"))


def failed(error: Exception) -> Node:
    """Log a mistake of ours without anybody's words; return the answer with a reference to it."""
    reference = secrets.token_hex(3)
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("event failed: ref=%s type=%s at=%s:%s", reference, type(error).__name__,
              place.name, place.lineno)
    return t("Sorry, something went wrong on my side and nothing was changed. "
             "Reference: {reference}", reference=reference)

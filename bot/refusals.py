"""How the domain's refusals are said to people."""

from bot.context import Context
from bot.domain.errors import (
    AlreadyYours,
    Ended,
    NoSuchPlace,
    NotAsked,
    NothingCounted,
    NotPromised,
    NotYours,
    Refused,
    Taken,
)
from bot.domain.need import Need
from bot.text import Node, Usage, t
from bot.titles import place, places, typed

MODERATORS = t("Only moderators can change that here. A moderator can open it to everyone: "
               "{usage}.", usage=Usage("settings", "open yes", "abierto sí"))


def worded(refused: Refused, ctx: Context) -> Node:
    """Return one kind line for a refusal: what is so, and what to type instead."""
    match refused:
        case Taken(number, helpers, part):
            need = ctx.need(number)
            if need.gaps and need.parts:
                return t("{place} is taken already: {who} is on it. Thank you! Still open: "
                         "{places}. For example {usage}", who=ctx.mentions(helpers),
                         place=place(need.place(part)), places=places(need, need.gaps, short=True),
                         usage=typed("claim", need, need.gaps[0].name))
            if ctx.me in helpers:
                return t("{number} is fully promised, thanks to you too.", number=str(number))
            found = ctx.thing(number)
            who: Node = ctx.helpers(found) if isinstance(found, Need) else ctx.mentions(helpers)
            return t("{number} is taken already: {who} is on it. Thank you! {usage} shows what "
                     "is open.", number=str(number), who=who, usage=Usage("needs"))
        case AlreadyYours(number):
            return t("You are already on {number}. Thank you!", number=str(number))
        case NotYours(number, people):
            found = ctx.thing(number)
            if not people:
                return t("Only a moderator can do that with {number}: please ask one.",
                         number=str(number))
            who = ctx.mentions(people)
            if isinstance(found, Need) and (found.veiled or ctx.group.hidden):
                who = t("whoever asked")
            return t("Only {who} or a moderator can do that with {number}: please ask them.",
                     number=str(number), who=who)
        case NoSuchPlace(number, name):
            return t("{number} has no place called {name}. {usage} shows what it needs.",
                     number=str(number), name=name, usage=Usage("show", str(number)))
        case NotPromised(number):
            return t("You have promised nothing on {number}, so there is nothing to step back "
                     "from.", number=str(number))
        case NotAsked(0):
            return t("Nothing waits for a yes or no of yours.")
        case NotAsked(number):
            return t("Nothing about {number} waits for a yes or no of yours.",
                     number=str(number))
        case Ended(number, "done"):
            return t("{number} is done already.", number=str(number))
        case Ended(number):
            return t("{number} was withdrawn.", number=str(number))
        case NothingCounted(number):
            return t("{number} is one thing, so there is nothing to count. Try {usage}.",
                     number=str(number), usage=Usage("claim", str(number)))
    raise refused

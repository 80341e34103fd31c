"""`/urgent` and `/pings`: what cannot wait, and who wants to be told of it at once."""

import re
from dataclasses import replace

from bot.command import Choice, Option, Reply, Words, command
from bot.context import Context
from bot.domain.errors import Ended
from bot.domain.need import Need
from bot.text import Usage, t
from bot.titles import line
from commands.need import put_up
from commands.spread import URGENT, spread
from commands.wording import remake

_NUMBER = re.compile(r"#?(\d{1,9})\b[.:]?(?:\s+(?P<no>no|off|ya no|not any ?more))?\s*",
                     re.IGNORECASE)
STATES = (("on", "on"), ("sí", "on"), ("yes", "on"), ("off", "off"), ("no", "off"))


def _remake(ctx: Context, made: Need, what: str, when: str) -> None:
    remake(ctx, made, f"urgent {what}", when)


@command(
    "urgent",
    "urgente",
    t("Say that it cannot wait, in every room at once"),
    options=(
        Option("what", "que", t("A number on the board, or what is needed right now")),
        Option("when", "cuando", t("The date, if the text does not say it"), keyed=True),
    ),
    also="emergency emergencia",
    examples=(("12", "12"), ("ride to the hospital now", "transporte al hospital ahora"),
              ("12 no", "12 no")),
    topic="needs",
    remake=_remake,
)
def urgent(ctx: Context, what: Words, when: Words = "") -> Reply | None:
    """Make a need urgent, or no longer so; with words, ask for something urgent."""
    found = _NUMBER.fullmatch(what.strip())
    if found is None:
        put_up(ctx, f"urgent {what}", when)
        return None
    need = ctx.need(int(found[1]))
    need.only(ctx.me, ctx.moderator, helpers=True)
    if need.state != "open":
        raise Ended(need.number, need.state)
    after = replace(need, urgent=not found["no"], touched=ctx.now)
    thing = line(after, ctx.group.zone)
    if after.urgent == need.urgent:
        return Reply(t("It is marked so already: {thing}.", thing=thing), about=need.number)
    ctx.put(after)
    if not after.urgent:
        return Reply(t("No longer marked as urgent: {thing}.", thing=thing), about=need.number)
    spread(ctx, after)
    return Reply(t("Marked as urgent, in every room: {thing}.", thing=thing), about=need.number)


@command(
    "pings",
    "notificaciones",
    t("Be told directly, day and night, when something is urgent"),
    options=(
        Option("of", "de", t("urgent"), choices=(("urgent", URGENT), ("urgente", URGENT))),
        Option("state", "estado", t("on or off"), choices=STATES),
    ),
    also="notifications avisos",
    examples=(("urgent on", "urgente sí"), ("urgent off", "urgente no")),
    topic="you",
)
def pings(ctx: Context, of: Choice = URGENT, state: Choice = "") -> Reply:
    """Set or show what the author wants to be told of at once."""
    now = of in ctx.author.pings
    if state:
        now = state == "on"
        kept = tuple(one for one in ctx.author.pings if one != of)
        ctx.author = replace(ctx.author, pings=(*kept, of) if now else kept)
        ctx.uow.put(ctx.author)
    if now:
        return Reply(t("I write to you directly, day and night, when something is urgent. To "
                       "stop: {usage}", usage=Usage("pings", "urgent off", "urgente no")))
    return Reply(t("I do not write to you when something is urgent. To be told: {usage}",
                   usage=Usage("pings", "urgent on", "urgente sí")))

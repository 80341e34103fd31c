"""`/forget`, `/export`, `/privacy`: what is kept about people, shown and let go."""

import re
from collections.abc import Callable

import msgspec

from bot.command import Option, Reply, Words, command
from bot.context import Context
from bot.domain.act import Act
from bot.domain.group import Member, Place
from bot.domain.need import Need
from bot.errors import UserError
from bot.groups.accounts import accounts_of
from bot.ports import Delivery
from bot.privacy.forgetting import forget_everywhere, forget_thing
from bot.privacy.retention import HELD, TABLE
from bot.privacy.traces import mentions, part_of
from bot.records import KINDS, of_group
from bot.text import Bold, Bullets, File, Node, Usage, lines, n, row, t
from bot.titles import short
from bot.words import fold
from commands.safety import about

ME = {"me", "myself", "mi", "yo", "todo", "si", "yes", "everything", "all"}
WENT: dict[str, Callable[[int], Node]] = {
    "Need": lambda count: n("{n} need of yours", "{n} needs of yours", count),
    "Offer": lambda count: n("{n} offer", "{n} offers", count),
    "Reminder": lambda count: n("{n} reminder", "{n} reminders", count),
    "Roster": lambda count: n("{n} roster", "{n} rosters", count),
    "Claim": lambda count: n("{n} promise", "{n} promises", count),
    "Post": lambda count: n("{n} message of mine to you", "{n} messages of mine to you", count),
}


@command(
    "forget",
    "olvídame",
    t("Be forgotten here, or have one thing of yours forgotten"),
    options=(Option("what", "que", t("me, or the number of a thing of yours")),),
    also="olvida",
    examples=(("me", "sí"), ("12", "12")),
    topic="you",
    final=True,
)
def forget(ctx: Context, what: Words = "") -> Reply:
    """Forget a person everywhere, or one thing of theirs; say what went."""
    wanted = fold(what).strip(" .!#")
    words = set(re.findall(r"\w+", wanted)) - {"a"}
    if words and words <= ME:
        return _everything(ctx)
    if not wanted.isdecimal():
        raise UserError(t("{me} lets go of all I keep about you, {number} of one thing of "
                          "yours.", me=Usage("forget", "me", "sí"), number=Usage("forget", "12")))
    found = ctx.thing(int(wanted))
    found.only(ctx.me, ctx.moderator)
    if isinstance(found, Need) and found.state == "open" and found.claims:
        raise UserError(t("Somebody is on {thing}. First withdraw it, so that they hear of it: "
                          "{usage}", thing=short(found), usage=Usage("cancel", wanted)))
    said = short(found)
    forget_thing(ctx, found)
    ctx.about = None
    return Reply(t("Forgotten: {thing}. My messages that showed it are taken away.", thing=said))


def _everything(ctx: Context) -> Reply:
    gone = forget_everywhere(ctx, ctx.me)
    went: list[Node] = [t("who you are here, your language and your rooms")]
    went += [said(gone[kind]) for kind, said in WENT.items() if gone.get(kind)]
    return Reply(lines(
        t("You are forgotten. This went:"), Bullets(tuple(went)),
        t("Within a minute it is gone from my files too, and from my backups as they are replaced. "
          "What you wrote yourself stays in the chat: only you can delete that.")))


@command(
    "export",
    "exportar",
    t("Get all I keep about you as a file, by direct message"),
    examples=(("", ""),),
    topic="you",
)
def export(ctx: Context) -> Reply:
    """Hand over everything that is kept about a person, and nothing about others."""
    found: dict[str, list[object]] = {}
    names = {kind.type: kind.name for kind in KINDS}
    for member in ctx.uow.find(Member, "person", ctx.me):
        others = {one.person for one in ctx.uow.find(Member, "name", member.group)} - {ctx.me}
        for record in of_group(ctx.uow, member.group):
            own = not isinstance(record, Member) or record.person == ctx.me
            if own and mentions(record, ctx.me) and not isinstance(record, (Act, Delivery)):
                found.setdefault(names[type(record)], []).append(part_of(record, ctx.me, others))
    linked = accounts_of(ctx.uow, ctx.me)
    if linked:
        found["accounts"] = [one.account for one in linked]
    data = msgspec.json.format(msgspec.json.encode(found), indent=2)
    file = File("apoyo-export.json", "application/json", data)
    if ctx.room is None:
        return Reply(t("This is all I keep about you."), files=(file,))
    ctx.write(ctx.me, t("This is all I keep about you."))
    ctx.enclose(file, to=ctx.me)
    return Reply(t("I have sent it to you directly."))


@command(
    "privacy",
    "privacidad",
    t("What I keep, why, and for how long"),
    examples=(("", ""),),
    topic="you",
)
def privacy(ctx: Context) -> Reply:
    """Say what is kept in plain words, from the table the purge goes by."""
    holes: dict[str, Node] = {
        "days": str(ctx.group.keep), "undo": Usage("undo"), "destroy": Usage("destroy"),
        "forget": Usage("forget", "me", "sí"), "one": Usage("forget", "12"),
        "export": Usage("export"), "keep": Usage("settings", "keep 14", "conservar 14")}
    kept = tuple(row(Bold(one.what), ": ", one.ends.filled(holes)) for one in TABLE)
    return Reply(lines(
        t("I keep what a command of yours needs, no chat, in one folder on the machine I run on: "
          "what it is, and until when."),
        *(one.filled(holes) for one in HELD), Bullets(kept), *_here(ctx)))


def _here(ctx: Context) -> list[Node]:
    """Say who else can read along in the room this was asked in."""
    place = ctx.uow.get(Place, ctx.room) if ctx.room else None
    return about(place) if place else []

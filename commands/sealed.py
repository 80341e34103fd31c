"""Sealed details on their way: given to whoever is confirmed, taken back, drawn as they go out.

What helpers have follows from the need's state: `settle` looks at it after every change.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.context import Context, Message
from bot.domain.care import MORNING, start_of
from bot.domain.group import Group, Member
from bot.domain.need import Need
from bot.domain.sealed import VIEW, Sealed, confirmed, readable
from bot.groups.accounts import address_of, person_of
from bot.ports import Delivery, Due, KeyTrouble, Post, Sealer, UnitOfWork
from bot.text import Node, Usage, lines, t
from bot.titles import short
from bot.when.expand import instant
from bot.zones import zone

STEP = "sealed"
log = logging.getLogger(__name__)


def settle(ctx: Context, need: Need) -> None:
    """Give what is sealed to those who may have it now, and take it back from all others."""
    kept = ctx.uow.get(Sealed, need.group, need.number)
    if kept is None:
        return _missed(ctx, need)
    if need.state != "open" or not _here(ctx, need.by):
        return end(ctx, need, kept)
    due = kept.reveal(begins(ctx, need))
    ctx.wake(STEP, f"{need.group}/{need.number}", due if due > ctx.now else None)
    helping = [one for one in confirmed(need) if one != need.by and _here(ctx, one)]
    barred = [one for one in helping if not may(ctx, one)]
    right = [one for one in helping if one not in barred] if due <= ctx.now else []
    lost = [one for one in kept.given if one not in right]
    take_back(ctx, need, lost)
    for person in right:
        if person not in kept.given:
            give(ctx, need, kept, person)
    for person in barred:
        if person not in kept.withheld:
            ctx.tell(need.by, t("{who} is in a chat whose operator can read what I write, so I "
                                "keep from them what is sealed for {thing}: please tell them "
                                "yourself.", who=ctx.mention(person), thing=short(need)),
                     about=need.number)
    ctx.uow.put(replace(kept, given=tuple(right), withheld=tuple(barred)))
    return None


def may(ctx: Context, person: str) -> bool:
    """Tell whether what is sealed may be written to a person: nobody else can read it there."""
    return ctx.group.sealed_discord or not readable(address_of(ctx.uow, person))


def end(ctx: Context, need: Need, kept: Sealed) -> None:
    """Forget what is sealed for a need, everywhere."""
    take_back(ctx, need, kept.given, quietly=True)
    ctx.uow.remove(Sealed, kept.group, kept.number)
    ctx.wake(STEP, f"{need.group}/{need.number}", None)
    ctx.erase()


def give(ctx: Context, need: Need, kept: Sealed, person: str) -> None:
    """Send it to one helper; what it says is drawn as it goes out, and written nowhere."""
    ctx.messages.append(Message(None, to=person, about=need.number, view=VIEW, ref=kept.id))


def take_back(ctx: Context, need: Need, people: Iterable[str], *, quietly: bool = False) -> None:
    """Take the messages with sealed details away from people, and say what that is worth."""
    gone = set(people)
    if not gone:
        return
    for post in ctx.uow.find(Post, "about", need.group, need.number, False):
        if post.view == VIEW and post.to and person_of(ctx.uow, post.to) in gone:
            ctx.withdraw(post)
    if not quietly:
        ctx.write(need.by, t("I have taken back from {who} what is sealed for {thing}. What has "
                             "been read cannot be un-seen.", who=ctx.mentions(sorted(gone)),
                             thing=short(need)), about=need.number)


def begins(ctx: Context, need: Need) -> datetime | None:
    """Return the instant at which a dated need begins; a day without a time begins at ten."""
    if not need.when or not need.when.start:
        return None
    start, clocked = start_of(need)
    local = start if clocked else datetime.combine(start.date(), MORNING)
    return instant(local, zone(ctx.group.zone))


def come(ctx: Context, due: Due) -> None:
    """Give what was to be given only shortly before."""
    group, _, number = due.key.rpartition("/")
    need = ctx.uow.get(Need, group, int(number))
    if need:
        settle(ctx, need)


def reveal(uow: UnitOfWork, delivery: Delivery, sealer: Sealer) -> Node | None:
    """Draw sealed details for one helper, or None if they may not have them any more."""
    number = delivery.about or 0
    kept, need = (uow.get(kind, delivery.group, number) for kind in (Sealed, Need))
    if not isinstance(kept, Sealed) or not isinstance(need, Need) or kept.id != delivery.ref:
        return None
    person, group = person_of(uow, delivery.to or ""), uow.get(Group, delivery.group)
    if person not in kept.given or person not in confirmed(need) or group is None:
        return None
    if readable(delivery.to or "") and not group.sealed_discord:
        return None
    text = sealer.open(kept.box, kept.id)
    if text is None:
        return t("What was sealed for {thing} can no longer be opened. Please ask whoever needs "
                 "it.", thing=short(need))
    return lines(
        t("Only for you, about {thing}:", thing=short(need)), text,
        t("I take this message away when it is over. What you have read cannot be un-seen: please "
          "keep it to yourself."))


def boxed(ctx: Context, text: str, place: str) -> str | None:
    """Return a text in its box, or None, with a line in the log, if there is no key."""
    try:
        return ctx.sealer.seal(text, place)
    except KeyTrouble as trouble:
        log.error("nothing can be sealed: %s", trouble)
        return None


def _missed(ctx: Context, need: Need) -> None:
    """Say what an undoing could not bring back."""
    if need.sealing != "kept" or need.state != "open":
        return
    ctx.put(replace(need, sealing=""))
    ctx.write(need.by, t("What was sealed for {thing} is gone and does not come back. Seal it "
                         "again if it is needed: {usage}", thing=short(need),
                         usage=Usage("seal", f"{need.number} …")), about=need.number)


def _here(ctx: Context, person: str) -> bool:
    member = ctx.uow.get(Member, ctx.group.id, person)
    return member is None or not (member.gone or member.ignored)

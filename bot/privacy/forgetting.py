"""Letting go: of one thing, of one person, and every day of what has had its time."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, get_args

from bot.context import Context, thing
from bot.domain.act import Act, Wake
from bot.domain.ally import Shared
from bot.domain.group import Account, Group, Member
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.domain.sealed import Sealed
from bot.groups.accounts import accounts_of
from bot.people import group_at
from bot.ports import Delivery, Due, Post, UnitOfWork
from bot.presence import release
from bot.privacy.retention import POSTS_FOR, UNSEEN_FOR
from bot.privacy.traces import mentions, without
from bot.records import KINDS, Thing, of_group
from bot.text import t
from bot.titles import short
from bot.when.expand import instant
from bot.zones import zone

STEP = "retain"
PAST = "past"  # the view of a day's summary once the day is over
EARLY = time(3)  # local: when the daily purge comes
DAY = timedelta(days=1)
THINGS = get_args(Thing)
_KEYS = {kind.type: kind.key for kind in KINDS}


# ---- one thing ---------------------------------------------------------------------------


def forget_thing(ctx: Context, one: Thing) -> None:
    """Let go of a thing: its record, its wakes, and the bot's messages that show it."""
    group, number = ctx.group.id, one.number
    for post in [*ctx.uow.find(Post, "about", group, number)]:
        ctx.withdraw(post)
    for wake in ctx.uow.find(Wake, "group", group):
        if wake.key.partition("\n")[0] == f"{group}/{number}":
            ctx.uow.remove(Wake, wake.what, wake.key)
    for act in ctx.uow.find(Act, "person", group):
        if act.about == number:
            ctx.uow.remove(Act, act.event)
    for made in ctx.uow.find(Reminder, "target", group, str(number)):
        ctx.uow.remove(Reminder, group, made.number)
    ctx.uow.remove(type(one), group, number)
    ctx.uow.remove(Sealed, group, number)
    ctx.dirty.pop(number, None)
    for shared in ctx.uow.find(Shared, "source", group, number):
        owner = ctx.uow.get(Group, shared.group)
        if owner:
            forget_thing(ctx.beside(owner), shared)
    ctx.erase()


# ---- one person --------------------------------------------------------------------------


def forget_person(ctx: Context, person: str) -> dict[str, int]:
    """Let go of a person in the context's group; return how many of what went, by kind.

    What they promised is free again and whoever asked is told; what they asked for is withdrawn
    and whoever is on it is told. What all go by stays, without them.
    """
    gone: dict[str, int] = {}
    release(ctx, person)
    for one in _things(ctx.uow, ctx.group.id):
        own = one.by == person or (isinstance(one, Reminder) and one.target == person)
        if own and not _of_others(one, person):
            _tell_helpers(ctx, one, person)
            forget_thing(ctx, one)
            gone[type(one).__name__] = gone.get(type(one).__name__, 0) + 1
    accounts = {person, *(one.account for one in accounts_of(ctx.uow, person))}
    for record in list(of_group(ctx.uow, ctx.group.id)):
        if isinstance(record, Post) and record.to in accounts:
            ctx.withdraw(record)
            gone["Post"] = gone.get("Post", 0) + 1
        elif isinstance(record, Delivery) and (record.to in accounts or mentions(record, person)):
            remove(ctx.uow, record)
        elif mentions(record, person):
            _without(ctx, record, person, gone)
    ctx.erase()
    return gone


def _of_others(one: Thing, person: str) -> bool:
    """Whether others go by a thing, whoever made it: a roster, a reminder that is for them."""
    if one.state != "open" or not isinstance(one, Roster | Reminder):
        return False
    return isinstance(one, Roster) or one.audience in ("room", "thing") or (
        any(hearer != person for hearer in one.hearers()))


def _without(ctx: Context, record: Any, person: str, gone: dict[str, int]) -> None:
    own = isinstance(record, Member) and record.person == person
    if isinstance(record, Member) and own and record.ignored:
        # What moderators have said of somebody is not theirs to take back.
        ctx.uow.put(Member(group=record.group, person=person, name="", seen=record.seen,
                           ignored=True))
        return
    if own or not isinstance(record, (Member, Sealed, *THINGS)):
        remove(ctx.uow, record)
        return
    ctx.uow.put(without(record, person))
    if isinstance(record, Need):
        gone["Claim"] = gone.get("Claim", 0) + 1
    if isinstance(record, THINGS):
        ctx.dirty[record.number] = None


def forget_everywhere(ctx: Context, person: str) -> dict[str, int]:
    """Let go of a person in every group, and of their linked accounts; return what went."""
    gone: dict[str, int] = {}
    for member in ctx.uow.find(Member, "person", person):
        group = group_at(ctx.uow, member.group)
        if group:
            here = ctx if group.id == ctx.group.id else ctx.beside(group)
            for kind, count in forget_person(here, person).items():
                gone[kind] = gone.get(kind, 0) + count
    for linked in accounts_of(ctx.uow, person):
        ctx.uow.remove(Account, linked.account)
    return gone


def _tell_helpers(ctx: Context, one: Thing, person: str) -> None:
    if not isinstance(one, Need) or one.state != "open":
        return
    for helper in one.helpers:
        if helper != person:
            ctx.write(helper, t("No longer needed: {thing}. Thank you all the same.",
                                thing=short(one)))


def remove(uow: UnitOfWork, record: Any) -> None:
    """Remove a record by its key."""
    uow.remove(type(record), *(getattr(record, field) for field in _KEYS[type(record)]))


# ---- every day ---------------------------------------------------------------------------


def arm(uow: UnitOfWork, group: Group, now: datetime) -> None:
    """See to it that the group's daily purge comes."""
    if uow.get(Wake, STEP, group.id) is None:
        where = zone(group.zone)
        today = now.astimezone(where).date()
        due = instant(datetime.combine(today, EARLY), where)
        if due <= now:
            due = instant(datetime.combine(today + DAY, EARLY), where)
        uow.put(Wake(what=STEP, key=group.id, due=due, group=group.id))


def sweep(ctx: Context, due: Due) -> None:
    """Let go of all in the group that has had its time."""
    arm(ctx.uow, ctx.group, ctx.now)
    for one in over(ctx.uow, ctx.group, ctx.today):
        forget_thing(ctx, one)
    for offer in ctx.uow.find(Offer, "state", ctx.group.id, "open"):
        if offer.touched < ctx.now - UNSEEN_FOR:
            forget_thing(ctx, offer)
    going = _things(ctx.uow, ctx.group.id, "open")
    for member in ctx.uow.find(Member, "name", ctx.group.id):
        if member.seen < ctx.now - UNSEEN_FOR and not member.ignored and not any(
                mentions(one, member.person) for one in going):
            forget_person(ctx, member.person)
    for post in ctx.uow.find(Post, "view", ctx.group.id):
        if post.view == PAST and post.at < ctx.now - timedelta(days=ctx.group.keep):
            ctx.withdraw(post)  # it names what may be gone by now
        elif _stale(ctx, post):
            ctx.uow.remove(Post, post.id)


def _stale(ctx: Context, post: Post) -> bool:
    if post.about is not None:
        return thing(ctx.uow, ctx.group.id, post.about) is None
    return not post.view and post.at < ctx.now - POSTS_FOR


def over(uow: UnitOfWork, group: Group, today: date) -> Iterable[Thing]:
    """Return what is finished for so long that it goes on a day, oldest number first."""
    last = (today - timedelta(days=group.keep)).isoformat()
    found: list[Thing] = []
    for state in ("done", "cancelled", "closed"):
        found += uow.find(Need, "ended", group.id, state, upto=last)
        found += [one for one in _things(uow, group.id, state)
                  if not isinstance(one, Need) and one.touched.date().isoformat() <= last]
    return sorted(found, key=lambda one: one.number)


def tomorrow(uow: UnitOfWork, group: Group, today: date) -> list[int]:
    """Return the numbers of what goes with the next day's purge; reminders are somebody's own."""
    return [one.number for one in over(uow, group, today + DAY) if not isinstance(one, Reminder)]


def _things(uow: UnitOfWork, group: str, *state: str) -> list[Thing]:
    found: list[Thing] = []
    for kind in get_args(Thing):
        found += uow.find(kind, "state", group, *state)
    return found



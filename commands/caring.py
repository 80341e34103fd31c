"""Care by itself: what a need asks of people as time goes on, said to those it concerns."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache, partial

from bot.context import Context, Message
from bot.domain.care import Step, over_of, steps
from bot.domain.need import Need
from bot.ports import Due
from bot.text import Button, Node, Time, Usage, lines, row, t
from bot.titles import gap, line, places, title
from bot.when.expand import instant
from bot.zones import zone
from commands import confirm
from commands.answering import MAKE_IT, MOVED
from commands.board import DONE, UNCLAIM
from commands.needcard import claim_buttons
from commands.spread import rooms
from commands.times import LOOK_BACK, times

STEP = "care"
STILL = Button("still", t("Still on"))
NEEDED = Button("still", t("Still needed"))
AGAIN = Button("still", t("I can after all"))
COVER = Button("cover", t("Find somebody for me"))
OVER = Button("cancel:yes", t("No longer needed"))


def plan(ctx: Context, need: Need) -> None:
    """Set the need's wake to the next thing it asks for."""
    cared = need.cared or need.created
    ahead = (step.due for step in _steps(ctx, need) if step.due > max(cared, ctx.now))
    ctx.wake(STEP, f"{need.group}/{need.number}", next(ahead, None))


def _steps(ctx: Context, need: Need) -> list[Step]:
    """Return all that a need asks for, at each of its next times if it comes again."""
    since = max(need.cared or need.created, ctx.now - LOOK_BACK)
    found = {step for one in times(need, _here(ctx, since)) for step in steps(one, local(ctx))}
    return sorted(found, key=lambda step: (step.due, step.kind, step.person))


def _here(ctx: Context, moment: datetime) -> datetime:
    return moment.astimezone(zone(ctx.group.zone)).replace(tzinfo=None)


def _now(ctx: Context, need: Need) -> Need:
    """Return a need as it stands at the time that comes next."""
    return next(times(need, _here(ctx, ctx.now)))


def care(ctx: Context, due: Due) -> None:
    """Do what has fallen due for a need, and set its next wake."""
    group, _, number = due.key.rpartition("/")
    need = ctx.uow.get(Need, group, int(number))
    if need is None or need.state != "open":
        return
    cared = need.cared or need.created
    fallen = [step for step in _steps(ctx, need) if cared < step.due <= ctx.now]
    ctx.put(replace(need, cared=ctx.now))
    latest = {(step.kind, step.person): step for step in fallen}  # of several alike the last
    for step in latest.values():
        current = ctx.uow.get(Need, group, int(number))
        if current and current.state == "open" and not _in_vain(ctx, current, step):
            _do(ctx, current, step)


def local(ctx: Context) -> Callable[[datetime], datetime]:
    """Return what makes an instant of a time on the group's wall clock."""
    return partial(_instant, ctx.group.zone)


@lru_cache(maxsize=4096)  # the same few days are looked at again and again
def _instant(name: str, local: datetime) -> datetime:
    return instant(local, zone(name))


def _in_vain(ctx: Context, need: Need, step: Step) -> bool:
    """Tell whether it is too late for a step: nobody is told of a ride that has gone."""
    if step.kind not in ("soon", "sure", "silent", "raise") or not need.when:
        return False
    return ctx.now >= local(ctx)(over_of(_now(ctx, need)))


def _do(ctx: Context, need: Need, step: Step) -> None:
    about, poster, helper = need.number, need.by, step.person
    thing = _own(ctx, need, helper) if helper else line(need, ctx.group.zone)
    match step.kind:
        case "soon":
            _soon(ctx, _now(ctx, need), helper)
        case "sure":
            ctx.put(need.inquired(ctx.now, helper))
            ctx.tell(helper, t("Are you still on for {thing}?", thing=thing), about,
                     (STILL, UNCLAIM))
        case "silent":
            ctx.tell(poster, t("{who} has not said whether they are still on: {thing}.",
                               who=ctx.mention(helper), thing=thing), about)
        case "raise":
            for room in rooms(ctx) if need.urgent else ctx.windows(need.room):
                missing = gap(need, need.gaps, ctx.group.zone)
                ctx.messages.append(Message(
                    t("Still missing: {thing}", thing=missing), room=room, about=about,
                    buttons=claim_buttons(need)))
        case "after":
            ctx.put(need.inquired(ctx.now))
            body = t("Did it work out? {thing}", thing=thing)
            for person in dict.fromkeys((poster, *need.helpers)):
                ctx.tell(person, body, about, (DONE, NEEDED))
        case "idle":
            ctx.put(need.inquired(ctx.now, helper))
            ctx.tell(helper, t("Are you still on it? {thing}. If I hear nothing in two days, it "
                               "is free again for others.", thing=thing), about, (STILL, UNCLAIM))
        case "free":
            ctx.put(need.unclaimed(helper, ctx.now))
            ctx.tell(poster, t("I heard nothing from {who}, so it is open again: {thing}.",
                               who=ctx.mention(helper), thing=thing), about)
            ctx.tell(helper, t("It is free again for others: {thing}. Thank you all the same.",
                               thing=thing), about)
        case "stale":
            ctx.put(need.inquired(ctx.now))
            ctx.tell(poster, t("Is it still needed? {thing}", thing=thing), about, (NEEDED, OVER))
        case "waiting" | "lapse":
            confirm.care(ctx, need, step)
        case "end":
            ctx.put(need.ended("closed", ctx.now))
            ctx.tell(poster, t("It has been quiet, so I have closed it: {thing}. {usage} asks "
                               "again.", thing=thing, usage=Usage("need")), about)


def _mine(need: Need, helper: str) -> Node | None:
    """Return a helper's own places, where a need has several."""
    own = [replace(need.place(claim.part), wanted=claim.amount)
           for claim in need.claims_of(helper) if claim.part]
    return places(need, own) if own else None


def _own(ctx: Context, need: Need, helper: str) -> Node:
    mine = _mine(need, helper)
    thing = line(need, ctx.group.zone)
    return row(thing, " · ", mine) if mine else thing


def _soon(ctx: Context, need: Need, helper: str) -> None:
    """Remind a helper; what is not today can still be handed back in time."""
    start = need.when.start if need.when else ""
    today = start[:10] == ctx.today.isoformat()
    tomorrow = start[:10] == (ctx.today + timedelta(days=1)).isoformat()
    thing = _own(ctx, need, helper)
    mine = _mine(need, helper)
    head: Node = row(str(need.number), " · ", title(need), *((" · ", mine) if mine else ()))
    clock = Time(start, ctx.group.zone, need.when.end if need.when else "")
    if today:
        first = t("It's today: {thing}, {time}", thing=head, time=clock)
    elif tomorrow:
        first = t("It's tomorrow: {thing}, {time}", thing=head, time=clock)
    else:
        first = t("Soon: {thing}", thing=thing)
    last = t("If you can't, say so today if possible: {usage}",
             usage=Usage("unclaim", str(need.number)))
    loose = {claim.loose for claim in need.claims_of(helper)}
    if "moved" in loose:
        ctx.tell(helper, lines(first, t("You have not said whether you can. Can you?")),
                 need.number, MAKE_IT, MOVED)
    elif "cover" in loose:
        ctx.tell(helper, lines(first, t("Nobody has taken over from you yet.")), need.number,
                 (AGAIN, UNCLAIM))
        ctx.tell(need.by, t("Nobody has taken over from {who} yet: {thing}.",
                            who=ctx.mention(helper), thing=thing), need.number)
    else:
        ctx.tell(helper, first if today else lines(first, last), need.number,
                 (DONE, UNCLAIM, COVER))

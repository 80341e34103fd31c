"""When reminders come: their next instant, what is said then, and what of it can be put off."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.context import Context, Message
from bot.domain.group import Group, Member
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.ports import Due
from bot.render import moment
from bot.text import Button, Node, Time, row, t
from bot.when.expand import instant, occurrences
from bot.zones import zone

LATE = timedelta(seconds=90)  # later than this is said
TOO_LATE = timedelta(hours=24)  # a one-off later than this only tells its author
MORNING = time(9)  # when a day without a clock time means
SNOOZE = Button("snooze", t("In an hour"))
DONE = Button("done", t("It's done"))
STEP = "remind"
PUT_OFF = "snooze"


def key(made: Reminder) -> str:
    """Return the key of a reminder's wake."""
    return f"{made.group}/{made.number}"


def arm(ctx: Context, made: Reminder) -> Reminder:
    """Return a reminder set to its next instant after now, with its wake."""
    due = _next(ctx, made)
    ctx.wake(STEP, key(made), due)
    return replace(made, due=due)


def _next(ctx: Context, made: Reminder) -> datetime | None:
    if made.state != "open":
        return None
    if made.leads:
        return next((due for due in _leads(ctx, made) if due > ctx.now), None)
    start = _start(made)
    if start is None or made.when is None:
        return None
    where = zone(made.zone or ctx.group.zone)
    if made.when.rrule:
        return next(occurrences(start, made.when.rrule, ctx.now, where), None)
    due = instant(start, where)
    return due if due > ctx.now or made.due is None else None


def _start(made: Reminder) -> datetime | None:
    """Return a reminder's first local time; a day alone means the morning."""
    start = moment(made.when.start) if made.when else None
    if start is None or isinstance(start, datetime):
        return start
    return datetime.combine(start, MORNING)


def _leads(ctx: Context, made: Reminder) -> list[datetime]:
    """Return the instants before a need's own time, soonest first."""
    need = ctx.uow.get(Need, made.group, int(made.target))
    start = moment(need.when.start) if need and need.state == "open" and need.when else None
    if start is None:
        return []
    local = start if isinstance(start, datetime) else datetime.combine(start, MORNING)
    base = instant(local, zone(ctx.group.zone))
    return [base - timedelta(seconds=lead) for lead in made.leads]


def rearm_one(ctx: Context, made: Reminder) -> None:
    """Set a reminder's wake by what it says now."""
    after = arm(ctx, made)
    if after != made:
        ctx.uow.put(after)


def rearm_leads(ctx: Context, number: int) -> None:
    """Set the reminders before a need's time anew, after it has changed."""
    for made in ctx.uow.find(Reminder, "target", ctx.group.id, str(number), "open"):
        if not made.leads or (made.due and made.due <= ctx.now and made.due in _leads(ctx, made)):
            continue  # one that is due this very moment is still to be said
        after, begins = arm(ctx, made), _leads(ctx, replace(made, leads=(0,)))
        # What was withdrawn can be restored, what has no date can get one: then it counts again.
        over = bool(begins) and begins[0] <= ctx.now
        ctx.uow.put(replace(after, state="done") if over and not after.due else after)


def ring(ctx: Context, due: Due) -> None:
    """Say a reminder to those it is for, and set it to its next time."""
    group, _, number = due.key.rpartition("/")
    made = ctx.uow.get(Reminder, group, int(number))
    if made is None or made.state != "open" or made.due is None or made.due > due.due:
        return
    ahead = arm(ctx, made)
    over = ahead.due is None
    ctx.put(replace(ahead, state="done", touched=ctx.now) if over else ahead)
    if made.leads and _gone(ctx, made):
        return
    late = ctx.now - due.due
    if late > TOO_LATE and not made.repeats:
        ctx.write(made.by, t("I was away when this was due, {when}: {what}",
                             when=_shown(due.due, ctx.group), what=made.what), about=made.number)
        return
    say(ctx, made, due.due if late > LATE else None)


def _gone(ctx: Context, made: Reminder) -> bool:
    """Tell whether what a reminder counts back from has begun: then it is of no use any more."""
    need = ctx.uow.get(Need, made.group, int(made.target))
    return not need or not _leads(ctx, replace(made, leads=(0,))) or (
        _leads(ctx, replace(made, leads=(0,)))[0] <= ctx.now)


def say(ctx: Context, made: Reminder, late: datetime | None) -> None:
    """Write a reminder to everyone it is for; ``late`` is when it should have come."""
    body: Node = row("⏰ ", made.what)
    if made.leads:
        need = ctx.uow.get(Need, made.group, int(made.target))
        when = need.when if need else None
        body = row("⏰ ", made.target, " · ", made.what, *(
            (" · ", Time(when.start, ctx.group.zone, when.end)) if when else ()))
    if late:
        body = row(body, " ", t("(late: it was due {when})", when=_shown(late, ctx.group)))
    if made.audience == "room":
        ctx.messages.append(Message(body, room=made.target, about=made.number))
    for person in dict.fromkeys((*_hearers(ctx, made), *made.joined)):
        if person != made.by and _left(ctx, person):
            continue
        ctx.messages.append(Message(body, to=person, about=made.number, buttons=(SNOOZE, DONE)))


def _left(ctx: Context, person: str) -> bool:
    member = ctx.uow.get(Member, ctx.group.id, person)
    return member is not None and member.gone


def _hearers(ctx: Context, made: Reminder) -> tuple[str, ...]:
    if made.audience == "thing":
        need = ctx.uow.get(Need, made.group, int(made.target))
        return need.helpers if need and need.state == "open" else ()
    return (made.target,) if made.audience != "room" else ()


def ring_again(ctx: Context, due: Due) -> None:
    """Say a reminder that one person put off, to that person."""
    which, _, person = due.key.partition("\n")
    group, _, number = which.rpartition("/")
    made = ctx.uow.get(Reminder, group, int(number))
    if made and made.state != "cancelled":
        ctx.messages.append(Message(row("⏰ ", made.what), to=person, about=made.number,
                                    buttons=(SNOOZE, DONE)))


def clock_of(group: Group, made: Reminder) -> tuple[Node, ...]:
    """Return when a reminder comes, as it follows its words."""
    if made.state != "open":
        return (" · ", t("over"))
    if made.leads:
        return (" · ", _shown(made.due, group)) if made.due else ()
    when, start = made.when, _start(made)
    if when is None or start is None:
        return ()
    return (" · ", Time(start.isoformat(timespec="minutes"), made.zone or group.zone, "",
                        when.rrule))


def _shown(due: datetime, group: Group) -> Time:
    local = due.astimezone(zone(group.zone)).replace(tzinfo=None)
    return Time(local.isoformat(timespec="minutes"), group.zone)



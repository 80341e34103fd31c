"""Care for rosters by itself: reminders, gaps called out, what ends with a shift."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.context import Context, Message
from bot.domain.roster import Roster
from bot.domain.shift import Staffing, on, staffed
from bot.domain.signing import pruned
from bot.domain.watch import AHEAD, Step, steps
from bot.ports import Due
from bot.rosters.rostering import aimed, at_shift, clock, drop_button, drop_usage, missing
from bot.rosters.shifts import ahead, at, local, shift_of
from bot.text import Bold, Bullets, Button, Node, lines, row, t
from bot.titles import short
from commands.board import CLAIM
from commands.handing import hand_over, unread
from commands.shiftcover import ask_next

STEP = "shifts"
BUTTONS = 3
WEEK = timedelta(days=7)


def plan(ctx: Context, of: Roster) -> None:
    """Set a roster's wake to the next thing it asks for."""
    cared = max(of.cared or of.created, ctx.now)
    due = next((step.due for step in _steps(ctx, of, cared) if step.due > cared), None)
    if due is None and of.state == "open" and of.repeats:
        due = cared + WEEK  # its next shift is far off
    ctx.wake(STEP, f"{of.group}/{of.number}", due)


def care(ctx: Context, due: Due) -> None:
    """Do what has fallen due for a roster, and set its next wake."""
    group, _, number = due.key.rpartition("/")
    of = ctx.uow.get(Roster, group, int(number))
    if of is None or of.state != "open":
        return
    since = of.cared or of.created
    fallen = [step for step in _steps(ctx, of, since) if since < step.due <= ctx.now]
    over = {step.slot for step in fallen if step.kind == "over"}
    after = pruned(replace(of, cared=ctx.now), ctx.today, over)
    if not of.repeats and not ahead(of, local(ctx.now, ctx.group.zone)):
        after = after.withdrawn(ctx.now)  # its last shift is over
    ctx.put(after)
    latest = {(step.kind, step.slot, step.person): step for step in fallen}
    gaps: list[Staffing] = []
    for step in latest.values():
        now = ctx.uow.get(Roster, group, int(number)) or of
        shift = shift_of(now, step.slot)
        if shift is None or shift.cancelled:
            continue
        one = on(now, shift)
        begun = at(shift.start, ctx.group.zone) <= ctx.now
        if step.kind == "gap" and not begun and one.gaps:
            gaps.append(one)
        elif step.kind == "soon" and not begun and step.person in one.everyone:
            _soon(ctx, now, one, step.person)
        elif step.kind == "ask" and not begun:
            ask_next(ctx, now, one, step)
        elif step.kind == "note":
            hand_over(ctx, now, one)
        elif step.kind == "unread":
            unread(ctx, now, one)
    if gaps:
        _call_out(ctx, of, gaps)


def _steps(ctx: Context, of: Roster, since: datetime) -> list[Step]:
    """Return the steps of all shifts that were not over at an instant, as far as they matter."""
    begin = local(since, ctx.group.zone)
    far = max(local(ctx.now, ctx.group.zone) - begin, timedelta()) + AHEAD
    found = ahead(of, begin - timedelta(seconds=1), far)
    if not any(shift.start > begin for shift in found):  # the next one may be a week and more off
        found += [shift for shift in ahead(of, begin) if shift.start > begin][:1]
    return steps(of, staffed(of, found), _at(ctx))


def _at(ctx: Context) -> Callable[[datetime], datetime]:
    return partial(_instant, ctx.group.zone)


def _instant(name: str, moment: datetime) -> datetime:
    return at(moment, name)


def _soon(ctx: Context, of: Roster, one: Staffing, person: str) -> None:
    """Remind somebody of a shift, and of who is there with them."""
    shift = one.shift
    roles = ", ".join(crew.role.label for crew in one.crews
                      if person in crew.people or any(s.by == person for s in crew.shadows))
    thing = row(short(of), " · ", roles, " · ", clock(ctx, shift))
    days = (shift.start.date() - ctx.today).days
    first: Node = (t("It's today: {thing}", thing=thing) if days <= 0 else
                   t("It's tomorrow: {thing}", thing=thing) if days == 1 else
                   t("Soon: {thing}", thing=thing))
    others = [p for p in one.everyone if p != person]
    beside = t("With you: {who}.", who=ctx.mentions(others)) if others else None
    role = roles.split(", ")[0]
    ctx.write(person, lines(first, beside, t("If you can't: {usage}", usage=drop_usage(
        of, shift, role))), of.number, (drop_button(shift, role),))


def _call_out(ctx: Context, of: Roster, gaps: list[Staffing]) -> None:
    """Say in the room where somebody is missing: role and number, for each shift that is near."""
    one = gaps[0]
    body: Node = t("Missing: {roles} · {thing}", roles=missing(one.gaps),
                   thing=at_shift(ctx, of, one.shift))
    if len(gaps) > 1:
        body = lines(Bold(t("Missing in {thing}:", thing=short(of))), Bullets(tuple(
            row(clock(ctx, gap.shift), " · ", missing(gap.gaps)) for gap in gaps)))
    buttons = [Button(aimed(CLAIM, crew.role.label, gap.shift).action,
                      t("{role}, {day}", role=crew.role.label, day=clock(ctx, gap.shift))
                      if len(gaps) > 1 or len(one.gaps) > 1 else CLAIM.label)
               for gap in gaps for crew in gap.gaps]
    for room in ctx.windows(of.room):
        ctx.messages.append(Message(body, room=room, about=of.number,
                                    buttons=tuple(buttons[:BUTTONS])))

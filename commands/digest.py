"""`/digest` and `/board`: one post a day that says what matters, and one that is always current."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import blake2b

import msgspec

from bot.command import Choice, Option, Reply, Words, command
from bot.context import Context, Message
from bot.domain.act import Wake
from bot.domain.group import Group, Place
from bot.domain.need import Need
from bot.errors import UserError
from bot.ports import Due, Post, UnitOfWork
from bot.privacy.forgetting import PAST, tomorrow
from bot.text import Amount, Bold, Lines, Node, Time, n, row, t
from bot.titles import line, places
from bot.when.expand import instant
from bot.words import fold
from bot.zones import zone
from commands.shiftlines import near, next_ones
from commands.times import by_day

STEP = DIGEST = "digest"
BOARD = "board"
EIGHT = "08:00"
SOON = timedelta(days=7)
MOST = {"gaps": 4, "soon": 2, "oldest": 1, "past": 1}  # with the rest, at most 15 lines
DAY = timedelta(days=1)
MOST_GOING = 12  # numbers of what goes tomorrow that are named


def digest_of(uow: UnitOfWork, group: Group, now: datetime) -> Lines | None:
    """Return the day's post: gaps loud, covered lines quiet; None if there is nothing to say."""
    today = now.astimezone(zone(group.zone)).date()
    dated = by_day(uow.find(Need, "day", group.id, "open", upto=f"{today + SOON}~", limit=500),
                   today)
    past = [need for need in dated if need.when and need.when.day < today.isoformat()]
    due = [need for need in dated if need.when and need.when.day == today.isoformat()]
    gaps = [need for need in due if not need.covered]
    soon = [need for need in dated[len(past) + len(due):]
            if not need.covered and need.when and need.when.day <= (today + SOON).isoformat()]
    undated = [need for need in uow.find(Need, "state", group.id, "open", limit=200)
               if not need.covered and not need.dated and _begun(need, today)]
    turns = near(uow, group, now)
    loud = ((t("Missing today:"), _rows(gaps, group) + turns.today, MOST["gaps"]),
            (t("Coming up, still open:"), _rows(soon, group) + turns.soon, MOST["soon"]),
            (t("Waiting longest:"), _rows(undated, group), MOST["oldest"]),
            (t("Past its date, still open:"), _rows(past, group), MOST["past"]))
    parts: list[Node] = []
    for heading, found, most in loud:
        parts += [heading, *found[:most]] if found else []
    covered = len(due) - len(gaps) + turns.covered
    if covered:
        parts.append(n("{n} thing today is covered.", "{n} things today are covered.", covered))
    going = tomorrow(uow, group, today)
    if going:
        parts.append(n("{n} finished thing will be forgotten tomorrow: {numbers}",
                       "{n} finished things will be forgotten tomorrow: {numbers}", len(going),
                       numbers=", ".join(str(number) for number in going[:MOST_GOING])))
    if not parts:
        done = uow.count(Need, "ended", group.id, "done", today.isoformat())
        thanks = n("Nothing is open, and {n} thing was done. Thank you!",
                   "Nothing is open, and {n} things were done. Thank you!", done)
        return Lines((Bold(t("Today")), thanks)) if done else None
    left = sum(max(0, len(found) - most) for _, found, most in loud)
    more = [n("… and {n} more", "… and {n} more", left)] if left else []
    day = Time(today.isoformat(), group.zone)
    return Lines((Bold(row(t("Today"), " · ", day)), *parts, *more))


def _rows(found: list[Need], group: Group) -> list[Node]:
    return [row("❗ " if need.dated or need.urgent else "• ", line(need, group.zone),
                *_missing(need)) for need in found]


def _begun(need: Need, today: date) -> bool:
    """Tell whether an undated need waits for somebody: not before its first day."""
    return need.when is None or need.when.day <= today.isoformat()


def _missing(need: Need) -> tuple[Node, ...]:
    if need.parts and need.gaps:
        return (" · ", t("still open: {places}", places=places(need, need.gaps, short=True)))
    if not need.counted or not need.claims or not need.missing:
        return ()
    return (" · ", t("{missing} missing", missing=Amount(need.missing, need.unit)))


def board_of(uow: UnitOfWork, group: Group, now: datetime) -> Node:
    """Return the board: everything open, what is dated first."""
    dated = uow.find(Need, "day", group.id, "open", limit=200)
    undated = [need for need in uow.find(Need, "state", group.id, "open", limit=50)
               if not need.dated]
    found = [need for need in dated if need.dated][:8] + undated[:6]
    turns = next_ones(uow, group, now)
    if not found and not turns:
        return Lines((Bold(t("Board")), t("Nothing is needed right now.")))
    return Lines((Bold(t("Board")), *(
        row("✓ " if need.covered else "", line(need, group.zone), *_missing(need))
        for need in found), *turns[:6]))


def arm(ctx: Context, place: Place, *, anew: bool = False) -> None:
    """See to it that a room gets its digest at its hour."""
    if not place.digest:
        ctx.wake(STEP, place.id, None)
    elif anew or ctx.uow.get(Wake, STEP, place.id) is None:
        ctx.wake(STEP, place.id, _next(ctx, place))


def _next(ctx: Context, place: Place) -> datetime:
    where = zone(ctx.group.zone)
    today = ctx.now.astimezone(where).date()
    clock = time.fromisoformat(place.digest)
    due = instant(datetime.combine(today, clock), where)
    return due if due > ctx.now else instant(datetime.combine(today + DAY, clock), where)


def post(ctx: Context, due: Due) -> None:
    """Post the digest in a room, if there is anything to say, and set the next one."""
    place = ctx.uow.get(Place, due.key)
    if place is None or not place.digest:
        return
    arm(ctx, place, anew=True)
    for old in ctx.uow.find(Post, "view", ctx.group.id, DIGEST):
        if old.room == place.id:
            ctx.uow.put(replace(old, view=PAST))
    said = digest_of(ctx.uow, ctx.group, ctx.now)
    mark = "" if said is None else hash_of(said)
    if said is not None and (mark != place.said or _urgent(ctx)):
        ctx.messages.append(Message(None, room=place.id, view=DIGEST))
    ctx.uow.put(replace(place, said=mark))


def hash_of(said: Lines) -> str:
    """Return a short hash of a digest without its date: on a quiet week nothing is repeated."""
    return blake2b(msgspec.json.encode(said.of[1:]), digest_size=8).hexdigest()


def _urgent(ctx: Context) -> bool:
    """Tell whether something of today is still missing."""
    today = ctx.today.isoformat()
    due = by_day(ctx.uow.find(Need, "day", ctx.group.id, "open", upto=f"{today}~", limit=50),
                 ctx.today)
    return bool(near(ctx.uow, ctx.group, ctx.now).today) or any(
        not need.covered and need.when and need.when.day == today for need in due)


@command(
    "digest",
    "resumen",
    t("The daily summary of this room: now, at an hour, or off"),
    options=(Option("time", "hora", t("now, off, or an hour: 8:00")),),
    also="summary",
    examples=(("now", "ahora"), ("7:30", "7:30"), ("off", "no")),
    topic="group",
)
def digest(ctx: Context, time: Words = "now") -> Reply:
    """Show the digest, or say when this room gets it."""
    wish = fold(time).strip()
    if wish in ("now", "ahora", "ya"):
        said = digest_of(ctx.uow, ctx.group, ctx.now)
        return Reply(said or board_of(ctx.uow, ctx.group, ctx.now))
    place = ctx.uow.get(Place, ctx.room) if ctx.room else None
    if place is None:
        raise UserError(t("Please type that in the room it is for."))
    clock = "" if wish in ("off", "no", "apagar", "nunca") else _clock(ctx, time)
    after = replace(place, digest=clock)
    ctx.uow.put(after)
    arm(ctx, after, anew=True)
    if not clock:
        return Reply(t("No daily summary here any more."))
    return Reply(t("The daily summary comes at {time}.", time=clock))


def _clock(ctx: Context, text: str) -> str:
    plain = re.fullmatch(r"(?:a las? )?(\d{1,2})(?:[:.h](\d\d))?", fold(text).strip())
    if plain and int(plain[1]) < 24 and int(plain[2] or 0) < 60:
        return f"{int(plain[1]):02d}:{plain[2] or '00'}"
    start = ctx.when(text).start
    if len(start) <= 10:
        raise UserError(t("At what hour? For example {example}.", example="8:00"))
    return start[11:16]


@command(
    "board",
    "tablero",
    t("Keep one post in this room that always shows what is open"),
    options=(Option("action", "accion", t("off to stop"), choices=(
        ("on", "on"), ("off", "off"), ("sí", "on"), ("no", "off"))),),
    examples=(("", ""), ("off", "no")),
    topic="group",
)
def board(ctx: Context, action: Choice = "on") -> Reply | None:
    """Post the board in the room, or stop keeping it."""
    if ctx.room is None:
        return Reply(board_of(ctx.uow, ctx.group, ctx.now))
    for old in ctx.uow.find(Post, "view", ctx.group.id, BOARD):
        if old.room == ctx.room and action == "off":
            ctx.uow.remove(Post, old.id)
        elif old.room == ctx.room:
            ctx.withdraw(old)
    if action == "off":
        return Reply(t("The board here is no longer kept up to date."))
    ctx.messages.append(Message(None, room=ctx.room, view=BOARD))
    return None

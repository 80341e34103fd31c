"""`/cover`: staying on it until somebody takes over, and finding that somebody."""

from collections.abc import Iterable
from datetime import timedelta

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context, Message
from bot.domain.care import begins
from bot.domain.need import Need
from bot.domain.part import Part
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.parts import named
from bot.ports import Due
from bot.text import Usage, lines, t
from bot.titles import gap, line, spot
from bot.words import fold
from commands.board import UNCLAIM
from commands.caring import AGAIN, local
from commands.claim import PART
from commands.fitting import ask_those_who_fit
from commands.needcard import claim_buttons
from commands.shiftcover import cover_shift

SEEK = "seek"
LATE = timedelta(hours=24)  # stepping back later than this before the time, others are asked
ALONE = timedelta(minutes=30)  # so long those who fit are asked alone, then the room
BACK = ("no", "off", "never mind", "nevermind", "ya no", "ya no hace falta", "dejalo", "back")


@command(
    "cover",
    "quien-me-cubre",
    t("Look for somebody to take your place; you stay on it until then"),
    options=(Option("number", "numero", t("The number on the card"), suggest="mine"), PART),
    also="cover-me find-cover cubranme busco-relevo quien-me-releva",
    examples=(("12", "12"), ("12 return", "12 vuelta"), ("12 off", "12 ya no")),
    topic="needs",
)
def cover(ctx: Context, number: Number, part: Words = "") -> Reply:
    """Keep a promise but count it as a gap, and ask others to take it over."""
    if isinstance(ctx.thing(number), Roster):
        return cover_shift(ctx, number, part)
    return cover_need(ctx, ctx.need(number), part)


def cover_need(ctx: Context, need: Need, part: str) -> Reply:
    """Look for cover for one's promises on a need, or for one of them."""
    if fold(part).strip(" .!") in BACK:
        return _given_back(ctx, need)
    which, rest = named(need, part)
    if rest and which is None and need.parts:
        raise UserError(t("{number} has no place called {name}. {usage} shows what it needs.",
                          number=str(need.number), name=rest,
                          usage=Usage("show", str(need.number))))
    mine = [c for c in need.claims_of(ctx.me) if which in (None, c.part)]
    after = need.loosened(ctx.me, ctx.now, "cover", which)
    thing = spot(after, which or "", ctx.group.zone)
    again = Usage("cover", f"{need.number} off", f"{need.number} ya no")
    if all(claim.loose == "cover" for claim in mine):
        return Reply(t("I am looking already: {thing}. If you can after all: {usage}",
                       thing=thing, usage=again), (AGAIN, UNCLAIM), about=need.number)
    ctx.put(after)
    ctx.tell(need.by, t("{who} is looking for cover, and stays on it until somebody takes over: "
                        "{thing}.", who=ctx.mention(ctx.me), thing=thing), about=need.number)
    seek(ctx, after, [claim.part for claim in mine])
    return Reply(lines(
        t("I am asking around, first those who fit, then the room. Until somebody takes it you "
          "are still on {thing}.", thing=thing),
        t("If you can after all: {usage}", usage=again)), (AGAIN, UNCLAIM), about=need.number)


def _given_back(ctx: Context, need: Need) -> Reply:
    """Make a promise firm again, as long as nobody has taken it over."""
    if not any(claim.loose == "cover" for claim in need.claims_of(ctx.me)):
        raise UserError(t("You are not looking for cover on {number}.", number=str(need.number)))
    after = need.still(ctx.now, ctx.me)
    ctx.put(after)
    thing = line(after, ctx.group.zone)
    ctx.tell(after.by, t("{who} can after all: {thing}.", who=ctx.mention(ctx.me), thing=thing),
             about=after.number)
    return Reply(t("Good to know, you are on it: {thing}.", thing=thing), about=after.number)


def is_late(ctx: Context, need: Need) -> bool:
    """Tell whether a dated need begins within a day, so that a gap on it is urgent."""
    start = begins(need, local(ctx))
    return start is not None and ctx.now < start <= ctx.now + LATE


def seek(ctx: Context, need: Need, lost: Iterable[str]) -> None:
    """Ask those who fit the lost places privately, and the room later; at once if nobody fits."""
    gaps = _lost(need, lost)
    key = f"{need.group}/{need.number}\n{','.join(one.name for one in gaps)}"
    if ask_those_who_fit(ctx, need, gaps, t("Somebody can't make it.")):
        ctx.wake(SEEK, key, ctx.now + _patience(ctx, need))
    else:
        ctx.wake(SEEK, key, None)
        _ask_room(ctx, need, gaps)


def _lost(need: Need, names: Iterable[str]) -> tuple[Part, ...]:
    return tuple(one for one in need.gaps if one.name in names)


def _patience(ctx: Context, need: Need) -> timedelta:
    """Return how long the room waits: less if it begins very soon."""
    start = begins(need, local(ctx))
    left = start - ctx.now if start and start > ctx.now else None
    return min(ALONE, left / 4) if left else ALONE


def sought(ctx: Context, due: Due) -> None:
    """Ask the room for what those who fit have not taken."""
    which, _, names = due.key.partition("\n")
    group, _, number = which.rpartition("/")
    need = ctx.uow.get(Need, group, int(number))
    if need is None or need.state != "open":
        return
    gaps, start = _lost(need, names.split(",")), begins(need, local(ctx))
    if gaps and (start is None or ctx.now < start):
        _ask_room(ctx, need, gaps)


def _ask_room(ctx: Context, need: Need, gaps: tuple[Part, ...]) -> None:
    body = gap(need, gaps, ctx.group.zone)
    for room in ctx.windows(need.room):
        ctx.messages.append(Message(
            t("Somebody can't make it. Who can? {thing}", thing=body), room=room,
            about=need.number, buttons=claim_buttons(need, gaps)))

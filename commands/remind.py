"""`/remind`: words that come back at their time, to oneself, to somebody, or to a room."""

import re
from dataclasses import dataclass

from bot.command import Option, Reply, Words, command
from bot.context import Context, when_of
from bot.domain.group import Member
from bot.domain.need import Need
from bot.domain.reminder import Audience, Reminder
from bot.domain.schedule import When
from bot.errors import UserError
from bot.parse import bind, split
from bot.records import Thing
from bot.text import Button, Node, Usage, row, t
from bot.words import fold
from commands.often import not_too_often
from commands.ringing import arm, clock_of

ME = frozenset(["me", "myself", "mi", "yo", "mi-misma", "a-mi"])
HERE = frozenset([
    "here", "everyone", "everybody", "all", "room", "us", "aqui", "todos", "todas", "todes", "sala",
    "grupo",
])
_LEAD = re.compile(r"(\d{1,3})\s*(w|d|h|m|min|s?emanas?|días?|dias?|horas?|days?|hours?|weeks?)\b",
                   re.IGNORECASE)
_LINK = re.compile(r"^(?:to|that|about|a|de|que|sobre|para)\s+", re.IGNORECASE)
SECONDS = {"w": 604800, "s": 604800, "d": 86400, "h": 3600, "m": 60}
JOIN = Button("join", t("Remind me too"))


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a reminder is for, and what was said after that."""

    audience: Audience
    target: str
    rest: str
    thing: Thing | None = None


@command(
    "remind",
    "recuerda",
    t("Be reminded, or remind a person, this room, or the helpers of a need"),
    options=(
        Option("what", "que", t("me, here, @someone or a number; then what, and when")),
        Option("when", "cuando", t("When, if the text does not say it: tomorrow 8:30"), keyed=True),
    ),
    also="recuerdame acuerdame recordar reminder recordatorio",
    examples=(
        ("me to call the landlord tomorrow 9am", "llamar al casero mañana a las 9"),
        ("here court support meeting every monday 18:00",
         "aquí junta de acompañamiento todos los lunes 18:00"),
        ("12 1d 2h", "12 1d 2h"),
    ),
    topic="time",
)
def remind(ctx: Context, what: Words, when: Words = "") -> Reply | None:
    """Keep a reminder, and say back what was understood."""
    head, _, rest = what.partition(" ")
    looked = ctx.vocabulary.command(f"reminders {head}")
    if looked and re.fullmatch(r"(#?\d{1,9}\b.*)?", rest):
        return looked.run(ctx, **bind(looked, split(looked, rest)))
    whom = _whom(ctx, what)
    leads = _leads(whom.rest) if whom.thing and not when else ()
    if leads:
        made = _before(ctx, whom, leads)
    else:
        words, date = worded(ctx, whom.rest, when, whom.audience)
        made = Reminder(
            group=ctx.group.id, number=ctx.number(), by=ctx.me, what=words, created=ctx.now,
            touched=ctx.now, audience=whom.audience, target=whom.target, when=date,
            zone=_own_zone(ctx, whom.audience), room=ctx.room, origin=ctx.event)
    made = arm(ctx, made)
    if made.due is None:
        raise UserError(t("That time has passed already."))
    ctx.put(made)
    said = t("I will remind {whom}: {thing}", whom=named(ctx, made), thing=line(ctx, made))
    public = made.audience == "room" and ctx.room == made.target
    return Reply(said, (JOIN,) if public else (), made.number, public=public)


def worded(ctx: Context, text: str, when: str, audience: Audience) -> tuple[str, When]:
    """Return a reminder's words and date. Raises UserError if there is no date."""
    zone = _own_zone(ctx, audience)
    reading = ctx.read(text, zone)
    if when:
        date, words = ctx.when(when, zone), text if reading.start else reading.what
    elif reading.start is None:
        raise UserError(t("When? For example {usage}.", usage=Usage(
            "remind", "me to call tomorrow 9am", "llamar mañana a las 9")))
    else:
        date, words = when_of(reading), _counted(text, reading.what, reading.qty)
    if not date.start:
        raise UserError(t("A reminder needs a date. Try {example}.", example=t("tuesday 9am")))
    not_too_often(date.rrule, audience)
    words = _LINK.sub("", words.strip(" ,:;"))
    if not words:
        raise UserError(t("What should I remind of? For example {usage}.", usage=Usage(
            "remind", "me to call tomorrow 9am", "llamar mañana a las 9")))
    return words, date


def _counted(text: str, what: str, qty: float | None) -> str:
    """Give a reminder back the number that a need would count: it is only words here."""
    if qty is None or not what:
        return what
    start = text.find(what)
    head = re.search(r"(\S+)\s+$", text[:start]) if start > 0 else None
    return f"{head[1]} {what}" if head else what


def _whom(ctx: Context, text: str) -> Whom:
    """Read whom a text is for from its first word. Raises UserError."""
    head, _, rest = text.partition(" ")
    first = fold(head).strip(",:")
    if first in ("to", "a") and (
            rest.startswith("@") or fold(rest.partition(" ")[0]) in HERE | ME):
        return _whom(ctx, rest)
    if first in ME:
        return Whom("me", ctx.me, rest)
    if first in HERE:
        room = ctx.room or ctx.home()
        if room is None:
            raise UserError(t("There is no room to remind in yet."))
        return Whom("room", room, rest)
    addressed = ctx.addressed(text)
    if addressed:
        return Whom("person", *addressed)
    if first in ("to", "a") and _member(ctx, rest.partition(" ")[0]):
        head, _, rest = rest.partition(" ")
    known = _member(ctx, head)
    if known and rest:
        return Whom("me" if known == ctx.me else "person", known, rest)
    if re.fullmatch(r"#?\d{1,9}", head) and rest:
        found = ctx.need(int(head.lstrip("#")))
        return Whom("thing", str(found.number), rest, found)
    return Whom("me", ctx.me, text)


def _member(ctx: Context, word: str) -> str | None:
    """Return the key of a member whose whole name is this word, as it is written or nearly so."""
    for name in (word, word.lower(), word.title()):
        for member in ctx.uow.find(Member, "name", ctx.group.id, name.strip(",:"), limit=1):
            return None if member.gone else member.person
    return None


def _leads(text: str) -> tuple[int, ...]:
    """Return lead times in seconds if a text is nothing else: ``1d 2h``."""
    left = _LEAD.sub("", fold(text))
    left = re.sub(r"[,\s]|\b(and|y|before|antes)\b", "", left)
    if left:
        return ()
    found = {int(n) * SECONDS[unit[0]] for n, unit in _LEAD.findall(fold(text))}
    return tuple(sorted(found - {0}, reverse=True))


def _before(ctx: Context, whom: Whom, leads: tuple[int, ...]) -> Reminder:
    """Return a reminder of a need's helpers, before the need's own time."""
    of = whom.thing
    if not isinstance(of, Need) or of.when is None or not of.when.start:
        raise UserError(t("{number} has no date to count back from.", number=whom.target))
    return Reminder(
        group=ctx.group.id, number=ctx.number(), by=ctx.me, what=of.what, created=ctx.now,
        touched=ctx.now, audience="thing", target=whom.target, leads=leads, room=ctx.room,
        origin=ctx.event)


def _own_zone(ctx: Context, audience: Audience) -> str:
    return (ctx.author.zone or "") if audience == "me" else ""


def line(ctx: Context, made: Reminder) -> Node:
    """Return a reminder on one line: number, words, when it comes next."""
    return row(str(made.number), " · ", made.what, *clock_of(ctx.group, made))


def named(ctx: Context, made: Reminder) -> Node:
    """Return whom a reminder is for, inside a sentence."""
    if made.audience == "thing":
        return t("the helpers of {number}", number=made.target)
    if made.audience == "room":
        return t("this room") if made.target == ctx.room else t("the room")
    return t("you") if made.target == ctx.me else ctx.mention(made.target)



"""`/connect`: rooms of several places, or several chats, with one board."""

from dataclasses import replace

from bot.command import Option, Reply, Words, command
from bot.context import Context, Message, thing
from bot.domain.group import Group, Member, Place
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.errors import UserError
from bot.groups.codes import give, take
from bot.groups.joining import Numbers, absorb, concerned, part
from bot.people import group_at
from bot.presence import release
from bot.text import Bold, Bullets, Code, Node, Usage, lines, n, row, t
from bot.titles import title
from bot.words import fold

MOST = 10  # cards and new numbers shown at once in a room that has joined
OFF = ("off", "no", "stop", "fuera", "salir", "desconectar")


@command(
    "connect",
    "conectar-sala",
    t("Join this room to a group elsewhere: one board for both"),
    options=(Option("code", "codigo", t("The code from the other room, or off to go apart")),),
    also="conectar",
    examples=(("", ""), ("K7PM-4QXR", "K7PM-4QXR"), ("off", "no")),
    topic="group",
    final=True,
)
def connect(ctx: Context, code: Words = "") -> Reply | None:
    """Give a code for this group, join another group by its code, or let this room go apart."""
    if not ctx.moderator:
        raise UserError(t("Only moderators can connect rooms here. A moderator can open it to "
                          "everyone: {usage}.", usage=Usage("settings", "open yes", "abierto sí")))
    if not code:
        return _give(ctx)
    place = ctx.uow.get(Place, ctx.room) if ctx.room else None
    if place is None:
        raise UserError(t("Please type that in the room it is for."))
    if fold(code) in OFF:
        return _apart(ctx, place)
    _join(ctx, code)
    return None


def _give(ctx: Context) -> Reply:
    body = lines(
        t("In the room that is to join, a moderator types {usage} within ten minutes. This group "
          "keeps its numbers and settings.", usage=Usage("connect", give(ctx, "connect"))),
        t("Whoever has the code can bring their room in: give it to nobody else."))
    if ctx.room is None:
        return Reply(body)
    ctx.write(ctx.me, body)  # in a room, everybody could read it
    return Reply(t("I have sent you a code directly; it is good for ten minutes."))


def _join(ctx: Context, code: str) -> None:
    ticket = take(ctx, "connect", code)
    first = group_at(ctx.uow, ticket.group) if ticket else None
    if first is None:
        raise UserError(t("That code is not right, or older than ten minutes. {usage} in the "
                          "other room gives a new one.", usage=Usage("connect")))
    if first.id == ctx.group.id:
        raise UserError(t("This room belongs to that group already."))
    theirs, ours, second = ctx.windows(), _windows(ctx, first), ctx.group
    old = _open(ctx, first)
    numbers = absorb(ctx, first)
    new = [number for number in numbers.values() if concerned(ctx, number)]
    live = {was: now for was, now in numbers.items() if now in new}
    zone = None if second.zone == first.zone else t("The time zone is {zone} now.",
                                                    zone=Code(first.zone))
    _tell_rooms(ctx, theirs, ours, live, zone)
    _tell_people(ctx, live, t("Your group has joined a larger one, so numbers have changed:"))
    for number in numbers.values():
        ctx.dirty[number] = None
    for rooms, shown in ((theirs, old), (ours, _needs(ctx, new))):
        for room in rooms:
            for number in shown[-MOST:]:
                ctx.card(number, room)
    ctx.rearm = True


def _windows(ctx: Context, group: Group) -> list[str]:
    return replace(ctx, group=group).windows()


def _open(ctx: Context, group: Group) -> list[int]:
    return [need.number for need in ctx.uow.find(Need, "state", group.id, "open")]


def _needs(ctx: Context, numbers: list[int]) -> list[int]:
    return [number for number in numbers
            if isinstance(thing(ctx.uow, ctx.group.id, number), Need)]


def _tell_rooms(ctx: Context, theirs: list[str], ours: list[str], numbers: Numbers,
                zone: Node | None) -> None:
    numbers = {old: new for old, new in numbers.items() if not _private(ctx, new)}
    for room in ours:
        ctx.messages.append(Message(t(
            "Another room has joined this group: one board and one numbering for both."),
            room=room))
    for room in theirs:
        left = len(numbers) - MOST
        ctx.messages.append(Message(lines(
            t("This room is part of a larger group now: one board and one numbering for all."),
            *_changed(ctx, dict(list(numbers.items())[:MOST])),
            n("… and {n} more", "… and {n} more", left) if left > 0 else None, zone,
            t("{usage} shows what is open.", usage=Usage("needs"))), room=room))


def _private(ctx: Context, number: int) -> bool:
    """Tell whether something is no business of a whole room."""
    found = thing(ctx.uow, ctx.group.id, number)
    return isinstance(found, Reminder) and found.audience not in ("room", "thing")


def _tell_people(ctx: Context, numbers: Numbers, heading: Node) -> None:
    people: dict[str, Numbers] = {}
    for old, new in numbers.items():
        if old == new:
            continue
        for person in concerned(ctx, new):
            people.setdefault(person, {})[old] = new
    for person, theirs in people.items():
        ctx.write(person, lines(heading, *_changed(ctx, theirs)))


def _changed(ctx: Context, numbers: Numbers) -> tuple[Node, ...]:
    """List old and new numbers."""
    found = [(old, new, thing(ctx.uow, ctx.group.id, new)) for old, new in numbers.items()]
    shown = [row(Code(str(old)), " → ", Bold(str(new)), " · ", title(what))
             for old, new, what in found if what]
    return (Bullets(tuple(shown)),) if shown else ()


def _present(ctx: Context) -> list[Member]:
    return [one for one in ctx.uow.find(Member, "name", ctx.group.id) if not one.gone]


def _apart(ctx: Context, place: Place) -> Reply:
    """Let the rooms of this place's community leave the group."""
    community = place.community or place.group
    places = ctx.uow.find(Place, "group", ctx.group.id)
    leaving = [one for one in places if (one.community or one.group) == community]
    if len(leaving) == len(places):
        raise UserError(t("This room is not connected with any other."))
    if community == ctx.group.id:
        raise UserError(t("The group began here, so its board stays here. The other room can go "
                          "its own way: there, type {usage}.", usage=Usage("connect", "off", "no")))
    known = ctx.uow.get(Group, community)
    new = replace(ctx.group, id=community, name="", into="",
                  created=known.created if known else ctx.now)
    old, remaining = ctx.group, [one for one in places if one not in leaving]
    before = {member.person for member in _present(ctx)}
    numbers = part(ctx, leaving, new)
    for person in sorted(before - {member.person for member in _present(ctx)}):
        release(ctx, person)
    beside = ctx.others[-1]
    beside.author = ctx.author
    _tell_people(beside, numbers, t("Your room has left the larger group, so numbers have "
                                    "changed:"))
    for one in remaining:
        if one.id in ctx.windows():
            ctx.messages.append(Message(t("A room has left this group and goes its own way, with "
                                          "what was asked there."), room=one.id))
    ctx.group, beside.rearm, ctx.rearm = old, True, True
    return Reply(t("This room is a group of its own now, with what was asked here."))

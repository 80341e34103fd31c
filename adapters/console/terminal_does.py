"""What a typed line does in the terminal: said in the chat, or one of the terminal's own words."""

from collections.abc import Awaitable, Callable

from adapters.console.adapter import PREFIX
from adapters.console.clock import HandClock, span
from adapters.console.events import BOT, NAMES
from adapters.console.ops import BadLine
from adapters.console.terminal_chat import Speaker, Terminal
from adapters.console.terminal_words import find, near, overview, typed
from bot.domain.group import Member, Place
from bot.i18n import nearest
from bot.text import Code, t
from bot.words import fold

MODERATOR = ("moderator", "moderacion", "moderador", "moderadora")


async def take(terminal: Terminal, line: str) -> bool:
    """Do what a line asks for; False if it is to leave."""
    line = line.strip()
    if not line.startswith(":"):
        if line:
            await terminal.speak(line)
        return True
    word, _, rest = line[1:].partition(" ")
    found = find(word)
    if found and found.name == "quit":
        return False
    try:
        if word.isdecimal():
            await _press(terminal, int(word))
        elif found:
            await DOES[found.name](terminal, rest.strip())
        else:
            _unknown(terminal, word)
    except BadLine as bad:
        terminal.say(str(bad))
    return True


def _unknown(terminal: Terminal, word: str) -> None:
    like = near(word)
    if like:
        terminal.say(t("There is no {word}. Did you mean {near}?", word=Code(f":{word}"),
                       near=typed(like.name)))
    else:
        terminal.say(t("There is no {word}. {help} shows what there is.", word=Code(f":{word}"),
                       help=typed("help")))


async def _press(terminal: Terminal, number: int) -> None:
    button = terminal.painter.buttons.by_number.get(number)
    if button is None:
        terminal.say(t("There is no button {number}.", number=str(number)))
        return
    message, action = button
    await terminal.act("press", on=message, action=action)


# ---- who and where ----


async def _as(terminal: Terminal, rest: str) -> None:
    name, *how = rest.replace(",", " ").split() or [""]
    name = name.removeprefix("@")
    if not name or name.startswith("#") or name in NAMES:
        terminal.say(t("Who? Like this: {usage}", usage=typed("as")))
        return
    speaker = terminal.people.get(name) or Speaker(name)
    for word in how:
        if fold(word) in MODERATOR:
            speaker.moderator = True
        elif code := nearest(word):
            speaker.language = code
        else:
            terminal.say(t("After the name stands en, es or moderator, not {word}.", word=word))
            return
    terminal.people[name] = terminal.who = speaker


async def _room(terminal: Terminal, rest: str) -> None:
    room = f"#{rest.removeprefix('#')}" if rest else terminal.room
    if " " in room or not room.strip("#@"):
        terminal.say(t("A room is one word, like this: {usage}", usage=typed("room")))
        return
    await terminal.op("join", room=room, user=BOT)
    terminal.room, terminal.direct = room, False


async def _dm(terminal: Terminal, rest: str) -> None:
    terminal.direct = True
    if rest:
        await terminal.speak(rest)
        return
    terminal.say(t("Now you talk to the bot alone. Back to {room}: {usage}", room=terminal.room,
                   usage=Code(terminal.drawn(typed("room")).split()[0])))


async def _leave(terminal: Terminal, rest: str) -> None:
    terminal.chat.left(terminal.who.name, terminal.room)
    await terminal.act("leave", room=terminal.room)
    terminal.say(t("{who} has left {room}.", who=terminal.who.name, room=terminal.room))


async def _people(terminal: Terminal, rest: str) -> None:
    terminal.say(", ".join(str(terminal.people.get(name, name)) for name in known_people(terminal)))


async def _rooms(terminal: Terminal, rest: str) -> None:
    terminal.say(", ".join(known_rooms(terminal)))


def known_people(terminal: Terminal) -> list[str]:
    """Return the names of everybody in the group and at the keyboard."""
    members = terminal.session.app.store.read(
        lambda uow: uow.find(Member, "name", terminal.group))
    names = {one.name for one in members if not one.gone and one.name not in NAMES}
    return sorted(names | set(terminal.people))


def known_rooms(terminal: Terminal) -> list[str]:
    """Return the rooms of the group, and the one at hand."""
    places = terminal.session.app.store.read(lambda uow: uow.find(Place, "group", terminal.group))
    return sorted({one.id.removeprefix(PREFIX) for one in places} | {terminal.room})


# ---- messages ----


async def _reply(terminal: Terminal, rest: str) -> None:
    head, _, tail = rest.partition(" ")
    about = int(head) if head.isdecimal() else None
    text = rest if about is None else tail.strip()
    if not text:
        terminal.say(t("What do you answer? Like this: {usage}", usage=typed("reply")))
        return
    to = terminal.answered(about)
    if to is None:
        terminal.say(t("There is no message here to answer.") if about is None else
                     t("There is no card of {number} here.", number=str(about)))
        return
    await terminal.speak(text, to)


async def _edit(terminal: Terminal, rest: str) -> None:
    if not rest:
        terminal.say(t("What should it say? Like this: {usage}", usage=typed("edit")))
    else:
        await _change(terminal, "edit", rest)


async def _delete(terminal: Terminal, rest: str) -> None:
    await _change(terminal, "delete", None)


async def _change(terminal: Terminal, verb: str, text: str | None) -> None:
    last = terminal.chat.last.get(terminal.who.name)
    if last is None:
        terminal.say(t("{who} has not said anything yet.", who=terminal.who.name))
        return
    event, room = last
    await terminal.act(verb, of=event, room=room, text=text)
    terminal.say(t("Your last message is changed.") if text else
                 t("Your last message is deleted."))


# ---- the terminal itself ----


async def _advance(terminal: Terminal, rest: str) -> None:
    if not isinstance(terminal.session.clock, HandClock):
        terminal.say(t("The clock is the real one. To move it, start with {option}",
                       option=Code("apoyo console --now 2026-11-23T09:00-05:00")))
        return
    try:
        span(rest)
    except ValueError:
        terminal.say(t("How long? Like this: {usage}", usage=typed("advance")))
        return
    await terminal.op("advance", by=rest)
    terminal.say(t("It is {time} now.", time=terminal.time()))


async def _help(terminal: Terminal, rest: str) -> None:
    terminal.say(overview())


DOES: dict[str, Callable[[Terminal, str], Awaitable[None]]] = {
    "as": _as, "room": _room, "dm": _dm, "reply": _reply, "edit": _edit, "delete": _delete,
    "advance": _advance, "leave": _leave, "people": _people, "rooms": _rooms, "help": _help,
}

"""The chat behind the terminal: who is speaking where, and what they have before their eyes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import msgspec
from babel.dates import format_datetime

from adapters.console.adapter import PREFIX, Event, plain_id
from adapters.console.chat import Chat
from adapters.console.events import BOT
from adapters.console.ops import decode
from adapters.console.session import Session
from adapters.console.terminal_show import Line, Painter
from adapters.console.terminal_words import hints, typed
from bot.domain.group import Member, Place
from bot.i18n import languages
from bot.ports import Post
from bot.render import LOCALES, Plain
from bot.text import Node, t

HOME = "#general"


@dataclass(slots=True)
class Speaker:
    """One of the people at the keyboard; ``language`` is that of their client, if they have one."""

    name: str
    language: str | None = None
    moderator: bool = False

    def __str__(self) -> str:
        """Return the name, and in brackets how it was introduced."""
        how = [self.language or "", "moderator" if self.moderator else ""]
        return f"{self.name} ({', '.join(filter(None, how))})" if any(how) else self.name


@dataclass(slots=True)
class Terminal:
    """A chat of several people at one keyboard. ``out`` prints one line; ``width`` is in columns.

    ``room`` is where what is typed is said, unless it goes ``direct`` to the bot.
    """

    out: Callable[[Line], None]
    width: Callable[[], int]
    session: Session = field(init=False)
    chat: Chat = field(default_factory=Chat)
    people: dict[str, Speaker] = field(default_factory=dict)
    who: Speaker = field(init=False)
    room: str = HOME
    direct: bool = False
    painter: Painter = field(init=False)
    _spoken: bool = False  # something stands above that the next prompt keeps its distance from

    def __post_init__(self) -> None:
        """Begin as ana."""
        self.who = self.people.setdefault("ana", Speaker("ana"))
        self.painter = Painter(self.drawn, self.width)

    async def start(self) -> None:
        """Take up the chat; a new one begins with hints and with the bot's arrival."""
        said = self.session.app.store.read(lambda uow: uow.counted("serial"))
        await self.session.start()
        if not said:
            texts = [self.drawn(one, code) for code in languages() for one in hints()]
            for text in dict.fromkeys(texts):
                self.show([("class:own", f"  {text}")])
            self.pause()
            await self.op("join", room=HOME, user=BOT)
        else:
            self.say(t("Here again, with everything as it was. {help} shows what to type.",
                       help=typed("help")))

    def hear(self, event: Event) -> None:
        """Print a record of the console; what nobody would see is left out."""
        message = self.chat.note(event)
        if message:
            for line in self.painter.message(event["event"], message, event.get("name", "")):
                self.show(line)

    def say(self, node: Node) -> None:
        """Print something the terminal itself has to say."""
        for line in self.painter.own(node):
            self.show(line)

    def show(self, line: Line) -> None:
        """Print a line."""
        self._spoken = True
        self.out(line)

    def pause(self) -> None:
        """Leave a line empty between what came and what will be typed."""
        if self._spoken:
            self.out([])
        self._spoken = False

    # ---- what the speaker does ----

    async def speak(self, text: str, to: str | None = None) -> None:
        """Say something where the speaker is; ``to`` answers a message of the bot's."""
        event, room = uuid4().hex, None if self.direct else self.room
        self.chat.spoke(self.who.name, event, room)
        verb = "reply" if to else "say" if room else "dm"
        await self.act(verb, room=room, text=text, to=to, id=event)

    async def act(self, verb: str, **fields: str | None) -> None:
        """Carry out an op as the speaker. Raises BadLine."""
        await self.op(verb, user=self.who.name, lang=self.who.language,
                      moderator=self.who.moderator, **fields)

    async def op(self, verb: str, **fields: str | bool | None) -> None:
        """Carry out an op of the console. Raises BadLine."""
        given = {name: value for name, value in fields.items() if value is not None}
        await self.session.do(decode(msgspec.json.encode({"op": verb, **given})))

    def answered(self, about: int | None) -> str | None:
        """Return the message answered here: the card of a number, else the latest one."""
        room = None if self.direct else self.room
        seen = self.chat.card(self.who.name, room, about)
        if seen or about is None or room is None:
            return seen.id if seen else None
        # From before this start it is known only as a card.
        cards = self.session.app.store.read(
            lambda uow: uow.find(Post, "about", self.group, about, True))
        return next((plain_id(card.id) for card in cards if card.room == PREFIX + room), None)

    # ---- what the speaker is told of it ----

    @property
    def place(self) -> str:
        """Where what is typed goes, as conversation files write it."""
        return "@bot" if self.direct else self.room

    @property
    def group(self) -> str:
        """The key of the group the room belongs to."""
        found = self.session.app.store.read(lambda uow: uow.get(Place, PREFIX + self.room))
        return found.group if found else ""

    @property
    def language(self) -> str:
        """The speaker's language: chosen, else their client's, else the first there is."""
        known = self.session.app.store.read(lambda uow: uow.find(
            Member, "person", PREFIX + self.who.name, newest=True, limit=1))
        chosen, spoken = (known[0].language, known[0].spoken) if known else (None, None)
        return (chosen or self.who.language or spoken
                or self.session.app.engine.defaults.languages[0])

    def drawn(self, node: Node, language: str | None = None) -> str:
        """Return a sentence in a language, by default the speaker's."""
        adapter = self.session.adapter
        return Plain((language or self.language,), adapter.clock.now(), adapter.usage).draw(node)

    def time(self) -> str:
        """Return the time as the speaker writes it."""
        now = datetime.fromisoformat(self.session.now())
        return format_datetime(now, "EEE d MMM, HH:mm", locale=LOCALES.get(self.language))

    def status(self) -> str:
        """Return the line below the prompt: who, where, when, and how to get help."""
        parts = (str(self.who), self.place, self.time(), self.drawn(typed("help")))
        return f" {' · '.join(parts)} "

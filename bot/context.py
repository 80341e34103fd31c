"""What a command gets to see and do: the group, the person, the board, and nothing of a chat."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot import naming
from bot.domain.act import ERASE, ERASED_AFTER, Wake
from bot.domain.ally import Shared
from bot.domain.group import Group, Member, Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.domain.schedule import When
from bot.errors import UserError
from bot.parse import after_name
from bot.people import introduced
from bot.ports import Person, Post, Sealer, UnitOfWork
from bot.records import Thing
from bot.text import Button, File, Mention, Node, Usage, t
from bot.when import Reading, read, read_when
from bot.words import Vocabulary, fold, nearest_number, nearest_word
from bot.zones import zone

UNKNOWN = ("", "unknown", "not known", "no se", "no se sabe", "desconocida", "desconocido",
           "por saber")
FARTHEST = 50  # years ahead that anybody plans


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said besides the answer: to a person, in a room, or a card."""

    body: Node | None
    to: str | None = None
    room: str | None = None
    about: int | None = None
    buttons: tuple[Button, ...] = ()
    view: str = ""
    file: File | None = None
    ref: str = ""
    fleeting: bool = False
    withdraws: str | None = None  # the id of a message of the bot's that is to be taken away


@dataclass(slots=True)
class Context:
    """One command of one person, inside its transaction.

    ``now`` is an aware instant, ``room`` the key of the room it was typed in (None: a direct
    chat), ``aloud`` whether others there have read it, ``account`` the one of the author's that
    they speak from, ``moderator`` whether they may do what could hurt the whole group, ``named``
    the people that were mentioned. ``messages`` and
    ``dirty`` gather what is to be said and which cards have to be drawn anew; ``rearm`` asks for
    every wake of the group to be set again; ``others`` are other groups that this touches.
    """

    uow: UnitOfWork
    now: datetime
    group: Group
    author: Member
    room: str | None
    moderator: bool
    language: str
    event: str
    vocabulary: Vocabulary
    sealer: Sealer
    aloud: bool = False
    risks: tuple[str, ...] = ()  # of the chat this was typed in
    account: str = ""
    named: tuple[Person, ...] = ()
    messages: list[Message] = field(default_factory=list)
    dirty: dict[int, None] = field(default_factory=dict)
    about: int | None = None
    rearm: bool = False
    others: list["Context"] = field(default_factory=list)

    # ---- the board ----

    def thing(self, number: int) -> Thing:
        """Return what a number names. Raises UserError with the nearest number there is."""
        found = thing(self.uow, self.group.id, number)
        if found and self._sees(found):
            self.about = number
            return found
        near = nearest_number(number, self._numbers())
        if near is None:
            raise UserError(t("There is no number {number} here. {usage} shows what is open.",
                              number=str(number), usage=Usage("needs")))
        raise UserError(t("There is no number {number} here. Did you mean {near}?",
                          number=str(number), near=str(near)))

    def _sees(self, found: Thing) -> bool:
        """Tell whether the author may know of a thing: a reminder can be somebody's own."""
        return not isinstance(found, Reminder) or found.seen_by(self.me)

    def need(self, number: int) -> Need:
        """Return a need. Raises UserError if the number names nothing, or something else."""
        found = self.thing(number)
        if isinstance(found, Need):
            return found
        raise UserError(t("{number} is not a need: {what}.", number=str(number), what=found.what))

    def offer(self, number: int) -> Offer:
        """Return an offer. Raises UserError if the number names nothing, or something else."""
        found = self.thing(number)
        if isinstance(found, Offer):
            return found
        raise UserError(t("{number} is not an offer: {what}.", number=str(number),
                          what=found.what))

    def put(self, changed: Thing) -> None:
        """Write a thing, and have all its cards drawn anew."""
        self.about = changed.number
        self.uow.put(changed)
        self.dirty[changed.number] = None

    def number(self) -> int:
        """Return the group's next number."""
        return self.uow.number(f"group:{self.group.id}")

    def _numbers(self) -> list[int]:
        """The numbers of what is open, the newest first, as far as it is worth comparing."""
        needs = self.uow.find(Need, "state", self.group.id, "open", limit=200, newest=True)
        offers = self.uow.find(Offer, "state", self.group.id, "open", limit=50, newest=True)
        rosters = self.uow.find(Roster, "state", self.group.id, "open", limit=50, newest=True)
        return [*(one.number for one in needs), *(one.number for one in offers),
                *(one.number for one in rosters)]

    def erase(self) -> None:
        """Have what was removed be gone from the journal too, within a minute."""
        if self.uow.get(Wake, ERASE, "") is None:
            self.uow.put(Wake(what=ERASE, key="", due=self.now + ERASED_AFTER))

    def wake(self, what: str, key: str, due: datetime | None) -> None:
        """Have something done at an instant, instead of any earlier wish of this key."""
        if due is None:
            self.uow.remove(Wake, what, key)
        else:
            self.uow.put(Wake(what=what, key=key, due=due, group=self.group.id))

    # ---- people ----

    @property
    def me(self) -> str:
        """The author's key."""
        return self.author.person

    def mention(self, person: str) -> Mention:
        """Name a person of the group."""
        return naming.name(self.uow, self.group.id, person)

    def mentions(self, people: Iterable[str]) -> Node:
        """Name several people, with commas."""
        return naming.names(self.uow, self.group.id, people)

    def person(self, name: str) -> str:
        """Return the key of the member of this name. Raises UserError with the nearest name."""
        wanted = name.removeprefix("@")
        for one in self.named:
            if wanted == one.id or fold(wanted) == fold(one.name):
                return introduced(self.uow, self.group, one, self.now)
        if self.uow.get(Member, self.group.id, wanted):
            return wanted
        found = self.uow.find(Member, "name", self.group.id, limit=500)
        for member in found:
            if fold(member.name) == fold(wanted) and not member.gone:
                return member.person
        near = nearest_word(wanted, [member.name for member in found if not member.gone])
        if near is None:
            raise UserError(t("I don't know {name} here.", name=wanted))
        raise UserError(t("I don't know {name} here. Did you mean {near}?", name=wanted, near=near))

    def addressed(self, text: str) -> tuple[str, str] | None:
        """Return the key of the person a text begins by naming with ``@``, and the rest of it.

        None if it does not begin so. Raises UserError for a name nobody has.
        """
        if not text.startswith("@"):
            return None
        name, rest = after_name(text, [one.name for one in self.named])
        return self.person(name), rest

    def asker(self, of: Thing) -> Node:
        """Name who asked for or offered a thing, unless they did so without a name."""
        return t("a neighbour") if isinstance(of, Need) and of.veiled else self.mention(of.by)

    def helpers(self, of: Need) -> Node:
        """Name who helps to whoever is here, unless the group keeps that off its cards."""
        if self.me == of.by or self.me in of.helpers:
            return self.mentions(of.helpers)
        return naming.helpers(self.uow, self.group, of.helpers, of.group)

    def doer(self, of: Thing) -> Node:
        """Name the author to others as far as the thing allows."""
        return self.asker(of) if of.by == self.me else self.mention(self.me)

    # ---- saying things ----

    def card(self, number: int, room: str | None = None) -> None:
        """Post a thing's card in a room, or where this was typed and wherever it is mirrored."""
        here = room or self.room or self.home()
        for place in (here,) if room or not here else self.windows(here):
            self.messages.append(Message(None, room=place, about=number))

    def tell(self, person: str, body: Node, about: int | None = None,
             buttons: tuple[Button, ...] = (), ref: str = "") -> None:
        """Write to one person directly; never to oneself."""
        if person != self.me:
            self.write(person, body, about, buttons, ref)

    def write(self, person: str, body: Node, about: int | None = None,
              buttons: tuple[Button, ...] = (), ref: str = "") -> None:
        """Write to one person directly, the author included; ``ref`` as in `bot.ports.Delivery`."""
        self.messages.append(Message(body, to=person, about=about, buttons=buttons, ref=ref))

    def withdraw(self, post: Post) -> None:
        """Take one of the bot's messages away: redacted or deleted, as its chat can."""
        self.uow.remove(Post, post.id)
        self.messages.append(Message(None, to=post.to, room=post.room, about=post.about,
                                     view=post.view, withdraws=post.id))

    def enclose(self, file: File, *, to: str | None = None, room: str | None = None,
                about: int | None = None) -> None:
        """Hand a file to a person or to a room; for the answer's own there is `Reply.files`."""
        self.messages.append(Message("", to=to, room=room, about=about, file=file))

    def home(self) -> str | None:
        """Return the group's first room, for what was asked in a direct chat."""
        first = self.uow.find(Place, "group", self.group.id, limit=1)
        return first[0].id if first else None

    def windows(self, room: str | None = None) -> list[str]:
        """Return one room of each community of the group: this one in its own, else the first."""
        first: dict[str, str] = {}
        for place in self.uow.find(Place, "group", self.group.id):
            first.setdefault(place.community or place.group, place.id)
        here = self.uow.get(Place, room) if room else None
        if here:
            first[here.community or here.group] = here.id
        return list(first.values())

    def beside(self, group: Group) -> "Context":
        """Return a context in which things of another group are changed and said."""
        made = replace(
            self, group=group, room=None, moderator=False, others=[], messages=[], dirty={},
            rearm=False, author=self.uow.get(Member, group.id, self.me) or Member(
                group=group.id, person=self.me, name="", seen=self.now))
        self.others.append(made)
        return made

    # ---- time ----

    @property
    def today(self) -> date:
        """The day it is in the group's zone."""
        return self.now.astimezone(zone(self.group.zone)).date()

    def read(self, text: str, where: str = "") -> Reading:
        """Find date, time, repetition and quantity in a text, on the wall clock of a zone."""
        found = read(text, self.now, zone(where or self.group.zone), self.language)
        if found.start and found.start.year > self.now.year + FARTHEST:
            return Reading(text, None, None, None, None)  # a number that looks like a year
        return found

    def when(self, text: str, where: str = "") -> When:
        """Read a text that has to be a date, on the wall clock of a zone. Raises UserError."""
        if fold(text).strip(" .?!¿¡") in UNKNOWN:
            return When(unknown=True)
        reading = read_when(text, self.now, zone(where or self.group.zone), self.language)
        if reading is None or reading.start is None or (
                reading.start.year > self.now.year + FARTHEST):
            raise UserError(t("I cannot read {text} as a date. Try {example}.", text=text,
                              example=t("tuesday 9am")))
        return when_of(reading)


def when_of(reading: Reading) -> When:
    """Return a reading's date as it is kept: ISO texts of the wall clock."""
    return When(start=_iso(reading.start), end=_iso(reading.end), rrule=reading.rrule or "")


def _iso(moment: date | datetime | None) -> str:
    if moment is None:
        return ""
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else (
        moment.isoformat())


def thing(uow: UnitOfWork, group: str, number: int) -> Thing | None:
    """Return what a number names in a group, or None."""
    return (uow.get(Need, group, number) or uow.get(Offer, group, number)
            or uow.get(Reminder, group, number) or uow.get(Roster, group, number)
            or uow.get(Shared, group, number))

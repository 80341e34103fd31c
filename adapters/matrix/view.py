"""A room as the server's own state shows it: who is in it, who may do what.

Only state events the server hands out as state come in here, never the content of an encrypted
event and never what somebody claims. Anything misshapen counts as not said.
"""

from dataclasses import dataclass, field
from math import inf
from typing import Any

from adapters.matrix.shape import mapping, name, sequence, text
from bot.ports.incoming import Risk

TYPES = ("m.room.create", "m.room.power_levels", "m.room.member", "m.room.encryption",
         "m.room.name", "m.room.tombstone", "m.room.pinned_events", "m.room.join_rules",
         "m.room.history_visibility", "m.bridge", "uk.half-shot.bridge")
MODERATOR = 50  # the level of `state_default` where the room does not say
REMEMBERED = 200  # names of people who have left
Event = dict[str, Any]


@dataclass(slots=True)
class View:
    """One room. ``members`` are those in it, with their shown names."""

    id: str
    me: str
    members: dict[str, str] = field(default_factory=dict)
    invited: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    past: dict[str, str] = field(default_factory=dict)  # names of those who have left
    encrypted: bool = False
    open: bool = False
    bridged: bool = False
    world_readable: bool = False
    title: str = ""
    replacement: str = ""
    create: Event = field(default_factory=dict)
    founder: str = ""
    powers: Event | None = None
    joined_by: str = ""  # the event with which we came in
    published: dict[str, Event] = field(default_factory=dict)
    pinned: list[str] = field(default_factory=list)

    def apply(self, event: Event) -> None:
        """Take in a state event of the server's."""
        key, content = event.get("state_key"), event["content"]
        if not isinstance(key, str):
            return
        match event["type"]:
            case "m.room.member":
                self._member(key, content, event)
            case "m.room.create" if key == "":
                self.create, self.founder = content, event["sender"]
            case "m.room.power_levels" if key == "":
                self.powers = content
            case "m.room.encryption" if key == "":
                self.encrypted = True  # never undone: nobody can talk us out of it
            case "m.room.name" if key == "":
                self.title = text(content.get("name"))[:100]
            case "m.room.join_rules" if key == "":
                self.open = content.get("join_rule") == "public"
            case "m.room.history_visibility" if key == "":
                self.world_readable = content.get("history_visibility") == "world_readable"
            case "m.bridge" | "uk.half-shot.bridge":
                self.bridged = self.bridged or bool(content)
            case "m.room.tombstone" if key == "":
                self.replacement = text(content.get("replacement_room"))
            case "m.room.pinned_events" if key == "":
                self.pinned = [one for one in sequence(content.get("pinned"))
                               if isinstance(one, str)]
            case "org.matrix.msc4391.command_description" if event["sender"] == self.me:
                self.published[key] = content

    def _member(self, user: str, content: Event, event: Event) -> None:
        membership = content.get("membership")
        if membership == "join":
            if user == self.me and user not in self.members:
                self.joined_by = text(event.get("event_id"))
            self.members[user] = name(content.get("displayname"), user[1:].partition(":")[0])
        elif user in self.members:
            self.past[user] = self.members.pop(user)
            if len(self.past) > REMEMBERED:
                self.past.pop(next(iter(self.past)))
        self.invited.discard(user)
        if membership == "invite":
            self.invited.add(user)
        elif membership in ("leave", "ban") and before(event) == "invite":
            self.declined.add(user)
        if membership in ("invite", "join"):
            self.declined.discard(user)

    # ---- what kind of room ----

    @property
    def space(self) -> bool:
        """Whether it is a space: a list of rooms, in which nobody talks."""
        return self.create.get("type") == "m.space"

    @property
    def predecessor(self) -> str:
        """The room this one says it replaces, which that room has to confirm."""
        return text(mapping(self.create.get("predecessor")).get("room_id"))

    def risks(self) -> tuple[Risk, ...]:
        """Return how others than those in the room can read what is said in it."""
        found: tuple[tuple[bool, Risk], ...] = (
            (not self.encrypted, "plain"), (self.open, "public"), (self.bridged, "bridged"),
            (self.world_readable, "history"))
        return tuple(risk for there, risk in found if there)

    def other(self) -> str | None:
        """Return the one person besides us, invited or there, if there is exactly one."""
        others = (set(self.members) | self.invited) - {self.me}
        return next(iter(others)) if len(others) == 1 else None

    def readers(self) -> set[str]:
        """Return who is to be able to read what is said here."""
        return set(self.members) | self.invited

    def called(self, user: str) -> str:
        """Return a member's name, with their id if somebody else bears the same."""
        shown = self.members.get(user) or self.past.get(user) or user[1:].partition(":")[0]
        same = sum(1 for other in self.members.values() if other == shown)
        return f"{shown} ({user})" if same > 1 else shown

    # ---- rights ----

    def level(self, user: str) -> float:
        """Return a person's power level; from room version 12 on, its creators stand above all."""
        if self._version() >= 12:
            if user == self.founder or user in sequence(self.create.get("additional_creators")):
                return inf
        elif self.powers is None:
            return 100 if user == self.founder else 0
        powers = mapping(self.powers)
        named = mapping(powers.get("users"))
        return _number(named.get(user), _number(powers.get("users_default"), 0))

    def moderates(self, user: str) -> bool:
        """Tell whether a person in the room may change its settings."""
        return user in self.members and self.level(user) >= self._needed()

    def may_state(self, kind: str) -> bool:
        """Tell whether we may set state of a type here."""
        asked = mapping(mapping(self.powers).get("events")).get(kind)
        return self.me in self.members and self.level(self.me) >= _number(asked, self._needed())

    def _needed(self) -> float:
        return _number(mapping(self.powers).get("state_default"), MODERATOR)

    def _version(self) -> int:
        version = self.create.get("room_version")
        return int(version) if isinstance(version, str) and version.isdecimal() else 1


def before(event: Event) -> str:
    """Return the membership somebody had before a membership event."""
    old = mapping(mapping(event.get("unsigned")).get("prev_content"))
    return text(old.get("membership"))


def _number(found: object, otherwise: float) -> float:
    """Return a power level: an integer, or in old rooms a text of one."""
    if isinstance(found, bool):
        return otherwise
    if isinstance(found, str) and len(found) < 20:
        try:
            return int(found)
        except ValueError:
            return otherwise
    return found if isinstance(found, int) else otherwise

"""What the console's people have before their eyes: every message as it stands now."""

from dataclasses import dataclass, field

from adapters.console.adapter import Event


@dataclass(slots=True)
class Message:
    """One of the bot's messages. ``had`` are all buttons it ever carried, ``actions`` those now.

    ``room`` alone: seen by all there; ``to`` alone: a direct message; both: seen in the room by
    that person only.
    """

    id: str
    room: str | None
    to: str | None
    about: int | None = None
    text: str = ""
    actions: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    had: set[str] = field(default_factory=set)

    @property
    def place(self) -> str:
        """Where it is, as conversation files write it: ``#general``, ``@ben``, ``#general (ben)``.
        """
        if self.room and self.to:
            return f"{self.room} ({self.to})"
        return self.room or f"@{self.to}"


@dataclass(slots=True)
class Chat:
    """The bot's messages by id, what each person said last, and the rooms they were seen in."""

    messages: dict[str, Message] = field(default_factory=dict)
    last: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    rooms: dict[str, set[str]] = field(default_factory=dict)
    _keys: set[str] = field(default_factory=set)

    def note(self, event: Event) -> Message | None:
        """Take in a record of the console and return its message.

        None for what nobody sees: a try that failed, a suggestion, a delivery repeated after a
        kill, which has the key of the first one.
        """
        key = str(event.get("key", ""))
        if event["event"] not in ("send", "edit", "withdraw", "file") or key in self._keys:
            return None
        self._keys.add(key)
        message = self.messages.get(event["id"])
        if message is None:
            message = Message(event["id"], event.get("room"), event.get("to"))
            self.messages[message.id] = message
        if event["event"] == "withdraw":
            self.messages.pop(message.id)
        message.about = event.get("about", message.about)
        message.text = event.get("text") or ""
        message.actions = list(event.get("actions", ()))
        message.labels = list(event.get("labels", message.actions))
        message.had.update(message.actions)
        return message

    def spoke(self, who: str, event: str, room: str | None) -> None:
        """Note what somebody said, in a room or directly (None)."""
        self.last[who] = event, room
        self.entered(who, room)

    def entered(self, who: str, room: str | None) -> None:
        """Note that somebody has been seen in a room."""
        if room:
            self.rooms.setdefault(who, set()).add(room)

    def left(self, who: str, room: str) -> None:
        """Note that somebody has gone from a room."""
        self.rooms.get(who, set()).discard(room)

    def card(self, who: str, room: str | None, about: int | None = None) -> Message | None:
        """Return the message somebody would answer in a place: the latest there, about a number.

        In a room, what everybody sees comes before what only they see.
        """
        there = [one for one in self.messages.values() if one.room == room
                 and one.to in (None, who) and about in (None, one.about)]
        public = [one for one in there if one.to is None]
        found = public if public and about else there
        return found[-1] if found else None

    def button(self, who: str, about: int, action: str) -> Message | None:
        """Return the latest message about a number on which somebody would press a button.

        Theirs or in a room of theirs before others; then one that carries the button now, then
        one that did.
        """
        rooms = self.rooms.get(who, set())
        seen = [one for one in self.messages.values()
                if one.about == about and one.to in (None, who)]
        return max(reversed(seen), default=None, key=lambda one: (
            one.to == who or one.room in rooms, action in one.actions, action in one.had))

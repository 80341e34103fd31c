"""From a Matrix event to what Apoyo understands."""

import re
from dataclasses import dataclass
from typing import Any

from adapters.matrix.mentions import meant, readable
from adapters.matrix.replies import step
from adapters.matrix.shape import mapping, sequence, text
from adapters.matrix.view import View, before
from bot.address import heard
from bot.ports import (
    Came,
    Content,
    Deleted,
    Edited,
    Form,
    Person,
    Post,
    Pressed,
    Reacted,
    Said,
    Store,
    Went,
)
from bot.words import Vocabulary, fold

PREFIX = "matrix:"
CAPTIONED = ("m.image", "m.file", "m.video", "m.audio")  # whose body may be words about them
STRUCTURED = ("m.bot.command", "org.matrix.msc4391.command")
LONGEST_SIGN = 20
LONGEST = 8000  # characters of a message that are looked at
Event = dict[str, Any]


def message_id(room: str, event: str) -> str:
    """Return the id of a message of ours: its event, with the room it is found in."""
    return f"{PREFIX}{room}/{event}"


def apart(message: str) -> tuple[str, str]:
    """Return the room and the event of a message id."""
    room, _, event = message.removeprefix(PREFIX).rpartition("/$")
    return room, f"${event}"


@dataclass(slots=True)
class Hearing:
    """Reads events for one account; ``names`` are those it answers to."""

    me: str
    vocabulary: Vocabulary
    store: Store
    display: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What people may call us at the head of a line."""
        own = (self.me, self.me[1:].partition(":")[0], self.display, "apoyo")
        return tuple(dict.fromkeys(one for one in own if one))

    def content(self, view: View, event: Event, direct: bool) -> Content | None:
        """Return what an event says to us; None for what is none of our business."""
        body = event["content"]
        match event["type"]:
            case "m.room.message":
                return self._message(view, body, direct)
            case "m.reaction" if not view.encrypted:
                return self._sign(view, mapping(body.get("m.relates_to")))
            case "m.room.redaction":
                of = text(body.get("redacts")) or text(event.get("redacts"))
                return Deleted(PREFIX + of) if of else None
            case "m.room.member" if not direct and isinstance(event.get("state_key"), str):
                return _membership(event, body)
        return None

    def _message(self, view: View, body: Event, direct: bool) -> Content | None:
        relation = mapping(body.get("m.relates_to"))
        if relation.get("rel_type") == "m.replace":
            of = text(relation.get("event_id"))
            said = self._said(view, mapping(body.get("m.new_content")), {}, direct)
            return Edited(PREFIX + of, said) if of and isinstance(said, Said) else None
        return self._form(view, body) or self._said(view, body, relation, direct)

    def people(self, view: View, event: Event) -> tuple[Person, ...]:
        """Return the members a message names besides us."""
        body = mapping(event["content"].get("m.new_content")) or event["content"]
        _, users = readable(view, text(body.get("body"))[:LONGEST], body)
        values = mapping(_block(body).get("arguments")).values()
        users += [one for one in values if isinstance(one, str) and one in view.members]
        return tuple(Person(PREFIX + user, view.called(user)) for user in dict.fromkeys(users))

    def _form(self, view: View, body: Event) -> Form | None:
        """Return a command filled in by the client (MSC4391), if it is meant for us alone."""
        block = _block(body)
        if sequence(mapping(body.get("m.mentions")).get("user_ids")) != [self.me]:
            return None
        command = self.vocabulary.command(text(block.get("command")).lstrip("/!"))
        values = mapping(block.get("arguments"))
        known = {option.name for option in command.options} if command else set()
        if command is None or not set(values) <= known:
            return None
        if not all(isinstance(one, (str, int)) for one in values.values()):
            return None
        return Form(command.name, {
            key: view.called(one) if one in view.members else text(one)
            if isinstance(one, str) else one for key, one in values.items()})

    def _said(self, view: View, body: Event, relation: Event, direct: bool) -> Content | None:
        kind, typed = body.get("msgtype"), text(body.get("body"))[:LONGEST]
        if kind in CAPTIONED and typed != body.get("filename", typed):
            kind = "m.text"
        if kind not in ("m.text", "m.emote") or not typed.strip():
            return None
        typed, _ = readable(view, typed, body)
        reply = text(mapping(relation.get("m.in_reply_to")).get("event_id"))
        if relation.get("rel_type") == "m.thread" and relation.get("is_falling_back") is not False:
            reply = ""
        if reply:
            typed = _without_quote(typed)
        if kind == "m.emote":
            typed = f"/me {typed}"
            if not self.vocabulary.find(typed[1:]):
                return None
        line = self._named(typed, body, bool(reply))
        to = message_id(view.id, reply) if reply else None
        return self._button(to, line) or self._addressed(heard(line, self.names, to), direct)

    def _sign(self, view: View, relation: Event) -> Reacted | None:
        """Return what a reaction says, if it is on a message of ours that can be answered."""
        to = message_id(view.id, text(relation.get("event_id")))
        if relation.get("rel_type") != "m.annotation" or not self.store.read(
                lambda uow: uow.get(Post, to)):
            return None
        return Reacted(to, text(relation.get("key"))[:LONGEST_SIGN])

    def _named(self, typed: str, body: Event, reply: bool) -> str:
        """Return a line with a mention of us, however a client wrote it, as a plain one."""
        typed = typed.strip()
        own = self.me[1:].partition(":")[0]
        typed = re.sub(rf"^!{re.escape(own)}\s+", f"{self.me} ", typed, flags=re.IGNORECASE)
        if typed.startswith(("/", "!", "@")):
            return typed
        pinged = meant(self.me, body)
        for shown in sorted(self.names, key=len, reverse=True):
            if fold(typed).startswith(fold(shown)) and (pinged or shown == self.me):
                rest = typed[len(shown):]
                if not rest or not rest[0].isalnum():
                    return f"{self.me} {rest.lstrip(' :,')}"
        if not pinged or reply:  # a reply mentions whom it answers, all by itself
            return typed
        bare = re.sub(rf"@?({'|'.join(re.escape(one) for one in self.names)})\b[,:]?", " ", typed,
                      flags=re.IGNORECASE)
        return f"{self.me} {' '.join(bare.split())}"

    def _button(self, to: str | None, line: str) -> Pressed | None:
        """Return the button a reply's single word stands for: there are none to press here."""
        post = self.store.read(lambda uow: uow.get(Post, to)) if to else None
        action = step(post.actions, line, self.vocabulary) if post else None
        return Pressed(to or "", action) if action else None

    def _addressed(self, said: Said, direct: bool) -> Said:
        """Take ``!help`` for talk in rooms, where many bots would answer it."""
        if said.command is None or said.strict or direct:
            return said
        found = self.vocabulary.find(said.command)
        if found and found.command.name == "help":
            return Said(said.text, None, reply_to=said.reply_to)
        return said


def _block(body: Event) -> Event:
    """Return the command a client has filled in, or nothing."""
    return next((mapping(body[key]) for key in STRUCTURED if key in body), {})


def _without_quote(typed: str) -> str:
    """Leave out the quoted lines with which older clients begin a reply."""
    lines = typed.splitlines()
    while lines and lines[0].startswith(">"):
        lines.pop(0)
    return "\n".join(lines).strip()


def _membership(event: Event, body: Event) -> Content | None:
    now, then = body.get("membership"), before(event)
    if now == "join" and then != "join":
        return Came()
    if now in ("leave", "ban") and then in ("join", ""):
        return Went()
    return None

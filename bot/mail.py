"""From what a command has to say to the deliveries that say it."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bot.command import Reply
from bot.context import Message
from bot.domain.group import Group, Member
from bot.domain.sealed import VIEW as SEALED
from bot.groups.accounts import address_of
from bot.naming import label, nameless
from bot.people import language_of
from bot.ports import Deleted, Delivery, Edited, Form, Incoming, Post, Reacted, Said, UnitOfWork
from bot.text import Node, lines, t
from bot.zones import zone

VIEWS = ("digest", "board")
KEY_BYTES = 12  # 24 hex digits: Discord's nonces have at most 25 characters


@dataclass(slots=True)
class Mail:
    """Writes the deliveries of one event; ``group`` is None for a stranger's direct message."""

    uow: UnitOfWork
    incoming: Incoming
    group: Group | None
    now: datetime
    account: str = ""  # of whoever spoke: answered there, whatever else is theirs
    written: list[Delivery] = field(default_factory=list)

    def answer(self, reply: Reply, language: str) -> None:
        """Answer the person who asked: seen by them alone in a room that can do that.

        What everybody in the room is meant to read is in the group's languages.
        """
        person, room = self.incoming.person, self.incoming.room
        if person is None:
            return
        shared = reply.public and room and self.group
        common = {
            "room": room.id if room else None, "about": reply.about,
            "to": None if reply.public else self.account or person.id,
            "languages": self.group.languages if shared and self.group else (language,),
            "reply_to": self._asking(),
        }
        self._send(body=self._for(person.id, reply.body), buttons=reply.buttons, **common)
        for file in reply.files:
            self._send(body="", file=file, **common)

    def _asking(self) -> str | None:
        """Return the message an answer hangs on: not what was done to it, and no bare sign."""
        match self.incoming.content:
            case Edited(of) | Deleted(of):
                return of
            case Reacted():
                return None
            case _:
                return self.incoming.event

    def post(self, message: Message) -> None:
        """Write a message to a person, into a room, or a card."""
        if not message.to and not message.room:
            return  # whoever it was for is forgotten
        if message.withdraws:
            self._write("withdraw", room=message.room, to=message.to, about=message.about,
                        view=message.view, message=message.withdraws)
            return
        languages = self._languages(message.to)
        room, content = self.incoming.room, self.incoming.content
        asked = room and room.id == message.room and isinstance(content, (Said, Form))
        self._send(room=message.room, to=message.to, about=message.about,
                   body=self._for(message.to, message.body), buttons=message.buttons,
                   languages=languages, card=message.body is None and message.view != SEALED,
                   view=message.view, ref=message.ref, file=message.file,
                   fleeting=message.fleeting,
                   reply_to=self.incoming.event if asked else None)

    def _for(self, person: str | None, body: Node | None) -> Node | None:
        """Return words as somebody may read them: who helps from an allied group reads no names."""
        member = (self.uow.get(Member, self.group.id, person) if self.group and person and body
                  else None)
        if not member or not member.guest or body is None or self.group is None:
            return body
        from_ = label(self.uow, self.group)
        return lines(nameless(body, from_), t("(This is from {group}: numbers are theirs, and the "
                                              "buttons work.)", group=from_))

    def redraw(self, number: int, group: str = "") -> None:
        """Have every card of a thing drawn anew: one edit each, however much has changed."""
        owner = self.uow.get(Group, group) if group else self.group
        if owner is None:
            return
        for card in self.uow.find(Post, "about", owner.id, number, True):
            self._write("edit", room=card.room, to=card.to, about=number, card=True,
                        languages=owner.languages, message=card.id, group=owner.id)

    def redraw_views(self) -> None:
        """Have the posts that show the whole board drawn anew: today's digest, the board."""
        if self.group is None:
            return
        today = self.now.astimezone(zone(self.group.zone)).date()
        for view in VIEWS:
            for post in self.uow.find(Post, "view", self.group.id, view):
                if view == "digest" and post.at.astimezone(zone(self.group.zone)).date() != today:
                    continue
                self._write("edit", room=post.room, card=True, view=view,
                            languages=self.group.languages, message=post.id)

    def _languages(self, to: str | None) -> tuple[str, ...]:
        if self.group is None:
            return ("en",)
        if to is None:
            return self.group.languages
        return (language_of(self.group, self.uow.get(Member, self.group.id, to)),)

    def _send(self, **fields: Any) -> None:
        """Send a message; people are written to where they last spoke, in a room on its chat."""
        room, to = fields.get("room"), fields.get("to")
        if to and to != self.account:
            chat = f"{room.partition(':')[0]}:" if room else ""
            fields["to"] = address_of(self.uow, to, chat)
        self._write("send", serial=self.uow.number("serial"), **fields)

    def _write(self, verb: str, **fields: object) -> None:
        room, to = fields.get("room"), fields.get("to")
        fields.setdefault("group", self.group.id if self.group else "")
        lane, who = str(room or to), self.incoming.person
        key = blake2b(f"{self.incoming.event}:{len(self.written)}".encode(),
                      digest_size=KEY_BYTES).hexdigest()
        delivery = Delivery(
            key=key, order=self.uow.number("order"), verb=verb, lane=lane,  # type: ignore[arg-type]
            platform=lane.partition(":")[0],
            cause=address_of(self.uow, who.id) if who else None, at=self.now,
            **fields,  # type: ignore[arg-type]
        )
        self.uow.put(delivery)
        self.written.append(delivery)

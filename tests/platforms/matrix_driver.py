"""The adapter contract's driver for Matrix: the whole adapter before a homeserver in memory.

A room is connected with the others of its group when it first appears, as ``/connect`` does.
What is a button elsewhere is pressed here by replying with its word.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from adapters.console.clock import HandClock
from adapters.matrix.adapter import MatrixAdapter
from adapters.matrix.settings import Settings
from bot.app import App, assemble
from bot.config import Config
from bot.domain.group import Group, Member, Place
from bot.ports import Memo, Post, UnitOfWork
from bot.running import look_after
from bot.text import File
from tests.contract.driver import Seen, Try
from tests.contract.files import hand_over
from tests.platforms.matrix_eyes import opened_file, shown
from tests.platforms.matrix_fake import BOT, FakeRoom, FakeServer, Lost, Refused

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


class MatrixDriver:
    """Implements `tests.contract.driver.Driver`."""

    bot = "apoyo"

    def __init__(self, folder: Path) -> None:
        self._folder, self._runner, self._ids = folder, asyncio.Runner(), count(1)
        self._clock = HandClock(START)
        self._users: dict[str, str] = {self.bot: BOT}
        self._where: dict[str, FakeRoom] = {}
        self._faults: dict[str, tuple[int, bool]] = {}
        self._unheard: dict[str, int] = {}
        self._tries: list[tuple[str, Try]] = []
        self._cards: set[str] = set()
        self._server = FakeServer(self._clock.now, self._failing, self._losing)
        self._runner.run(self._begin())

    # ---- what people do ----

    def say(self, room: str, who: str, text: str, *, event: str | None = None,
            moderator: bool = False) -> str:
        place = self._room(room)
        self._here(place, who)
        self._server.happen(place, "m.room.power_levels", BOT, {
            "users": {self._user(who): 50 if moderator else 0}}, key="")
        return self._said(place, who, text, event)

    def direct(self, who: str, text: str, *, event: str | None = None) -> str:
        known = self._app.store.read(
            lambda uow: uow.count(Member, "person", f"matrix:{self._user(who)}"))
        if not known:
            self.join("#general", who)  # nobody is known before they were seen in a room
        return self._said(self._direct(who), who, text, event)

    def reply(self, who: str, to: Seen, text: str) -> str:
        return self._said(self._where[to.id], who, text, None, reply=to.id)

    def press(self, who: str, on: Seen, action: str) -> None:
        self.reply(who, on, action.removesuffix(":yes").replace(":", " "))

    def edit(self, who: str, of: str, text: str) -> None:
        room = self._where[of]
        self._here(room, who)
        self._happen(room, who, {
            "msgtype": "m.text", "body": f"* {text}",
            "m.new_content": {"msgtype": "m.text", "body": text},
            "m.relates_to": {"rel_type": "m.replace", "event_id": f"${of}"}})

    def delete(self, who: str, of: str) -> None:
        self._happen(self._where[of], who, {"redacts": f"${of}"}, kind="m.room.redaction")

    def join(self, room: str, who: str) -> None:
        self._member(self._room(room), who, "join", "leave")

    def leave(self, room: str, who: str) -> None:
        self._member(self._room(room), who, "leave", "join")

    def fail(self, place: str, times: int, *, permanent: bool = False) -> None:
        self._faults[place] = (times, permanent)

    def lose(self, place: str, times: int) -> None:
        self._unheard[place] = times

    def away(self, hours: int) -> None:
        self._runner.run(self._end())
        self._clock.move(self._clock.now() + timedelta(hours=hours))
        self._server.forget()
        self._runner.run(self._begin())

    def advance(self, seconds: int) -> None:
        self._runner.run(self._advance(self._clock.now() + timedelta(seconds=seconds)))

    def restart(self) -> None:
        self._runner.run(self._end())
        self._runner.run(self._begin())

    def hand(self, file: File, *, room: str | None = None, to: str | None = None) -> None:
        where = f"matrix:{self._room(room).id}" if room else None

        async def work() -> None:
            await hand_over(self._app, file, where, to and f"matrix:{self._user(to)}")
            await self._settled()

        self._runner.run(work())

    def files(self, place: str) -> list[File]:
        found = []
        for room in self._server.rooms.values():
            names = (room.id[1:], next((name for name, user in self._users.items()
                                        if user == self._person(room)), None))
            contents = [self._opened(room, event) for _, event in room.timeline
                        if event["sender"] == BOT and place in names]
            found += [opened_file(one, self._server.media) for one in contents if "info" in one]
        return found

    def close(self) -> None:
        self._runner.run(self._end())
        self._runner.close()

    # ---- what people see ----

    def in_room(self, room: str) -> list[Seen]:
        return [one for one in self._seen() if one.room == room and not one.to]

    def only(self, person: str) -> list[Seen]:
        return [one for one in self._seen() if one.to == person]

    def tries(self, place: str) -> list[Try]:
        return [one for where, one in self._tries if where == place]

    def _seen(self) -> list[Seen]:
        """Return all messages of the bot as they stand now, in the order they came."""
        found: dict[str, Seen] = {}
        happened = sorted(((at, room, event) for room in self._server.rooms.values()
                           for at, event in room.timeline), key=lambda one: one[0])
        for _, room, event in happened:
            if event["sender"] != BOT or event["event_id"].startswith("$said"):
                continue
            content = self._opened(room, event)
            name = event["event_id"][1:]
            if event["type"] == "m.room.redaction":
                found.pop(event["content"]["redacts"][1:], None)
            elif "m.new_content" in content:
                old = found[content["m.relates_to"]["event_id"][1:]]
                new = shown(old.id, content["m.new_content"])
                old.text, old.live, old.actions = new.text, new.live, new.actions
                old.edits += 1
            elif "body" in content and "info" not in content:
                relation = content.get("m.relates_to", {})
                found[name] = shown(name, content, self._addressee(room, name, relation),
                                    None if self._person(room) else room.id[1:])
                self._where[name] = room
        return list(found.values())

    def _addressee(self, room: FakeRoom, name: str, relation: dict[str, Any]) -> str | None:
        """Return whom a message is for: whoever's direct chat it is in, or whom it answers.

        A card that answers its asker is for the room all the same.
        """
        post = self._app.store.read(lambda uow: uow.get(Post, f"matrix:{room.id}/${name}"))
        if post and post.card:
            self._cards.add(name)
        if name in self._cards:
            return None
        answered = relation.get("m.in_reply_to", {}).get("event_id")
        asked = next((event["sender"] for _, event in room.timeline
                      if event["event_id"] == answered), None)
        user = self._person(room) or asked
        return next((name for name, one in self._users.items() if one == user), None)

    def _opened(self, room: FakeRoom, event: dict[str, Any]) -> dict[str, Any]:
        if event["type"] != "m.room.encrypted":
            return dict(event["content"])
        assert self._adapter._home
        opened = self._adapter._home.cipher.opened(room.id, event)
        return opened["content"] if opened else {}

    # ---- how it is done ----

    def _user(self, name: str) -> str:
        return self._users.setdefault(name, f"@u{len(self._users)}:x.test")

    def _room(self, name: str) -> FakeRoom:
        new = f"!{name}" not in self._server.rooms
        room = self._server.room(f"!{name}")
        if new:
            group = name.partition("@")[2] or "home"

            def connect(uow: UnitOfWork) -> None:
                uow.put(Place(id=f"matrix:{room.id}", group=f"matrix:{group}", name=name,
                              since=self._clock.now()))

            self._runner.run(self._founded(group, connect))
        return room

    async def _founded(self, group: str, connect: Any) -> None:
        def work(uow: UnitOfWork) -> None:
            if uow.get(Group, f"matrix:{group}") is None:
                uow.put(Group(id=f"matrix:{group}", zone="UTC", languages=("en",),
                              created=self._clock.now()))
            connect(uow)

        await self._app.store.run(None, work)

    def _person(self, room: FakeRoom) -> str | None:
        users = [key for kind, key in room.state if kind == "m.room.member" and key != BOT]
        return users[0] if room.id.startswith("!direct") else None

    def _direct(self, who: str) -> FakeRoom:
        user = self._user(who)
        for room in self._server.rooms.values():
            if self._person(room) == user:
                return room
        room = self._server.rooms[self._server._create({"invite": [user]})["room_id"]]
        self._server._set(room, "m.room.member", user, {"membership": "join",
                                                        "displayname": who}, user)
        assert self._adapter._home
        self._runner.run(self._adapter._home.rooms.note_direct(user, room.id))
        return room

    def _here(self, room: FakeRoom, who: str) -> None:
        user = self._user(who)
        if ("m.room.member", user) not in room.state:
            self._server._set(room, "m.room.member", user, {"membership": "join",
                                                            "displayname": who}, user)

    def _said(self, room: FakeRoom, who: str, text: str, event: str | None, reply: str = "") -> str:
        self._here(room, who)
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if reply:
            content |= {"m.mentions": {"user_ids": [BOT]},
                        "m.relates_to": {"m.in_reply_to": {"event_id": f"${reply}"}}}
        return self._happen(room, who, content, event=event)

    def _member(self, room: FakeRoom, who: str, now: str, before: str) -> None:
        self._server.happen(room, "m.room.member", self._user(who), {
            "membership": now, "displayname": who}, key=self._user(who), before=before)
        self._runner.run(self._settled())

    def _happen(self, room: FakeRoom, who: str, content: dict[str, Any], *,
                kind: str = "m.room.message", event: str | None = None) -> str:
        name = event or f"said{next(self._ids)}"
        self._where[name] = room
        self._server.happen(room, kind, self._user(who), content, event=f"${name}")
        self._runner.run(self._settled())
        self._seen()
        return name

    def _place(self, room: FakeRoom | None, user: str) -> str:
        """Return the name of a person's direct chat, or of a room."""
        user = user or (self._person(room) or "" if room else "")
        person = next((name for name, one in self._users.items() if one == user), "")
        return person or (room.id[1:] if room else "")

    def _losing(self, room: FakeRoom | None, user: str, key: str) -> None:
        place = self._place(room, user)
        if self._unheard.get(place):
            self._unheard[place] -= 1
            raise Lost("the answer does not arrive")

    def _failing(self, room: FakeRoom | None, user: str, key: str) -> None:
        place = self._place(room, user)
        times, permanent = self._faults.get(place, (0, False))
        at = (self._clock.now() - START).total_seconds()
        if key != "create" or times:
            self._tries.append((place, Try(key, at, times <= 0, "")))
        if times > 0:
            self._faults[place] = (times - 1, permanent)
            raise Refused(403, {}) if permanent else Lost("asked to fail")

    # ---- running ----

    async def _begin(self) -> None:
        self._app: App = assemble(self._folder, self._clock, Config(timezone="UTC"))
        self._adapter = MatrixAdapter(
            self._app.engine, Settings("http://x", BOT, password="x"),  # noqa: S106
            self._folder / "matrix", lambda *_: self._server)
        self._app.attach(self._adapter)
        self._task = asyncio.ensure_future(look_after(self._adapter))
        await self._app.begin()
        await self._adapter._ready.wait()
        await self._settled()

    async def _end(self) -> None:
        await self._adapter.close()
        await self._task
        await self._app.close()

    async def _settled(self) -> None:
        """Wait until the bot has handled all that happened and carried out what came of it."""
        outbox, store = self._app.engine.outbox, self._app.store
        while True:
            while outbox._tasks:
                await asyncio.wait(set(outbox._tasks), timeout=20)
                await asyncio.sleep(0)
            memo = store.read(lambda uow: uow.get(Memo, "matrix", "since"))
            if memo and memo.value == str(self._server.head) and not outbox._tasks:
                return
            assert not self._task.done(), self._task
            await asyncio.sleep(0.001)

    async def _advance(self, to: datetime) -> None:
        engine, done = self._app.engine, None
        while (due := engine.due()) and due <= to and due != done:
            done = due
            self._clock.move(due)
            await engine.tick()
            await self._settled()
        self._clock.move(to)

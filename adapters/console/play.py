"""``apoyo play``: conversation files, run and held against what the bot really says."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from adapters.console.adapter import Event
from adapters.console.chat import Chat
from adapters.console.clock import span
from adapters.console.ops import BadLine, decode
from adapters.console.play_lines import BadFile, Statement, manner, parse
from adapters.console.play_unread import Mismatch, Unread
from adapters.console.session import Session
from bot.config import Config
from bot.zones import zone


def play_files(files: Sequence[Path], config: Config) -> int:
    """Run conversation files; return 0 if all of them come out as written, else 1."""
    failed = 0
    for file in files:
        complaint = play_file(file, config)
        failed += complaint is not None
        print(complaint or f"{file}: as written")
    if len(files) > 1:
        print(f"{len(files)} conversations: {len(files) - failed} as written, {failed} not")
    return 1 if failed else 0


def play_file(file: Path, config: Config) -> str | None:
    """Run one conversation on data of its own; return what is wrong with it, None for nothing."""
    try:
        statements = parse(file.read_text("utf-8-sig"))
    except OSError as error:
        return f"{file}: cannot be read ({error.strerror})"
    except UnicodeDecodeError:
        return f"{file}: cannot be read (it is not UTF-8 text)"
    except BadFile as bad:
        return f"{file}:{bad.line}: {bad}"
    if not statements:
        return f"{file}: there is nothing in it"
    with tempfile.TemporaryDirectory(prefix="apoyo-") as folder:
        conversation = Conversation(Path(folder) / "data", config)
        line = asyncio.run(conversation.run(statements))
    return f"{file}:{line}: {conversation.complaint}" if line else None


@dataclass(slots=True)
class Conversation:
    """One conversation on its way; ``complaint`` tells what went otherwise than written."""

    folder: Path
    config: Config
    chat: Chat = field(default_factory=Chat)
    unread: Unread = field(default_factory=Unread)
    words: dict[str, str] = field(default_factory=dict)  # {code} and the like, by name
    complaint: str = ""
    session: Session = field(init=False)

    async def run(self, statements: Sequence[Statement]) -> int:
        """Carry out all statements; return the line of the first that fails, else 0."""
        first, *others = statements
        where = zone(first.words["zone"])
        self.config = replace(self.config, timezone=first.words["zone"],
                              sealing_key_file=self.folder.parent / "keys" / "sealing.key")
        await self._open(datetime.fromisoformat(first.words["at"]).replace(tzinfo=where))
        try:
            for statement in others:
                try:
                    await self._do(statement)
                except (Mismatch, BadLine) as error:
                    self.complaint = str(error)
                    return statement.line
        finally:
            await self.session.close()
        return 0

    async def _open(self, now: datetime) -> None:
        self.session = Session.open(self.folder, self.config, now, self._hear)
        await self.session.start()

    def _hear(self, event: Event) -> None:
        message = self.chat.note(event)
        if message:
            self.unread.hear(event, message)

    async def _do(self, statement: Statement) -> None:
        match statement.verb:
            case "expect" | "file":
                self.words |= self.unread.expect(statement)
            case "fail":
                await self._op(op="fail", room=statement.get("room"), user=statement.get("who"),
                               times=int(statement.words["times"]))
            case "restart":
                await self._restart()
            case "down":
                await self._down(statement)
            case "forward":
                self.unread.clear()
                await self._op(op="advance", by=statement.words["by"])
            case _:
                self.unread.clear()
                await self._act(statement)

    # ---- what people do ----

    async def _act(self, statement: Statement) -> None:
        who, room = statement.words["who"], statement.get("room")
        about = int(statement.get("about") or 0)
        how, event = manner(statement), f"line{statement.line}"
        lang = next((word for word in how if word != "moderator"), None)
        act = partial(self._op, user=who, id=event, moderator="moderator" in how, lang=lang)
        match statement.verb:
            case "say":
                to = self._answered(who, room, about) if about else None
                self.chat.spoke(who, event, room)
                verb = "reply" if to else "say" if room else "dm"
                await act(op=verb, room=room, to=to, text=self._typed(statement.text))
            case "press":
                action = statement.words["action"]
                await act(op="press", on=self._button(who, about, action), action=action)
            case "edit" | "delete":
                said, said_in = self._last(who)
                text = self._typed(statement.text) if statement.verb == "edit" else None
                await act(op=statement.verb, of=said, room=said_in, text=text)
            case _:
                moved = self.chat.entered if statement.verb == "join" else self.chat.left
                moved(who, statement.words["room"])
                await act(op=statement.verb, room=room)

    def _typed(self, text: str) -> str:
        """Return what somebody types, with the words the bot gave them before."""
        for name, word in self.words.items():
            text = text.replace(f"{{{name}}}", word)
        return text

    async def _op(self, **fields: object) -> None:
        given = {name: value for name, value in fields.items() if value is not None}
        await self.session.do(decode(msgspec.json.encode(given)))

    def _answered(self, who: str, room: str | None, about: int) -> str:
        card = self.chat.card(who, room, about)
        if card is None:
            raise Mismatch(f"there is no message about {about} in {room or f'@{who}'} to answer")
        return card.id

    def _button(self, who: str, about: int, action: str) -> str:
        message = self.chat.button(who, about, action)
        if message is None:
            raise Mismatch(f"{who} sees no message about {about} to press {action} on")
        return message.id

    def _last(self, who: str) -> tuple[str, str | None]:
        if who not in self.chat.last:
            raise Mismatch(f"{who} has not said anything yet")
        return self.chat.last[who]

    # ---- stopping and starting again ----

    async def _restart(self) -> None:
        """Start again as after a kill: on what is on the disk at this moment, nothing more."""
        killed, left = self.session, self.folder
        self.folder = left.with_name(left.name + "+")
        shutil.copytree(left, self.folder)
        await killed.app.store.close()
        await self._open(killed.clock.now())

    async def _down(self, statement: Statement) -> None:
        await self.session.close()
        self.unread.clear()
        await self._open(self.session.clock.now() + span(statement.words["by"]))

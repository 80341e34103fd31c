"""Contract: files the bot hands over, in a room and directly."""

from typing import Protocol

from bot.app import App
from bot.ports import Delivery, UnitOfWork
from bot.text import File
from tests.contract.driver import Driver
from tests.contract.talking import ROOM, card

CALENDAR = File("roster.ics", "text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:¡Café!".encode())
PICTURE = File("horario de mañana.png", "image/png",
               b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xe0" + bytes(range(256)) * 40)


class FileDriver(Driver, Protocol):
    """A driver that can also have files handed over."""

    def hand(self, file: File, *, room: str | None = None, to: str | None = None) -> None:
        """Have the bot hand a file to a room or directly to a person."""

    def files(self, place: str) -> list[File]:
        """Return the files a room, or a person directly, can open, oldest first."""


async def hand_over(app: App, file: File, room: str | None, to: str | None) -> None:
    """Write what a command's file becomes, and wait until it has gone out. Keys are whole."""
    def work(uow: UnitOfWork) -> Delivery:
        number = uow.number("serial")
        lane = str(room or to)
        made = Delivery(key=f"{number:024x}", order=uow.number("order"), verb="send", lane=lane,
                        platform=lane.partition(":")[0], group="", room=room, to=to, body="",
                        serial=number, file=file)
        uow.put(made)
        return made

    ran = await app.store.run(None, work)
    app.engine.outbox.add([ran.value])


class Files:
    """Add it to a contract whose driver is a `FileDriver`."""

    def test_a_file_arrives_in_a_room_as_it_was(self, chat: FileDriver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.hand(CALENDAR, room=ROOM)
        chat.hand(PICTURE, room=ROOM)
        assert chat.files(ROOM) == [CALENDAR, PICTURE]
        assert card(chat, 1)

    def test_a_file_for_one_person_is_seen_by_nobody_else(self, chat: FileDriver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.hand(CALENDAR, to="ana")
        assert chat.files("ana") == [CALENDAR]
        assert chat.files(ROOM) == []

    def test_a_file_that_could_not_be_sent_comes_later_and_once(self, chat: FileDriver) -> None:
        chat.say(ROOM, "ana", "/need a crib")
        chat.fail(ROOM, 2)
        chat.hand(CALENDAR, room=ROOM)
        assert chat.files(ROOM) == []
        chat.restart()
        chat.advance(60)
        assert chat.files(ROOM) == [CALENDAR]

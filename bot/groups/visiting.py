"""Helping an allied group: its needs under a number of ours, and whoever helps as a guest there."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.command import Command
from bot.context import Context
from bot.domain.ally import Shared
from bot.domain.errors import Ended
from bot.domain.group import Group, Member
from bot.domain.need import Need
from bot.errors import UserError
from bot.naming import label
from bot.ports import UnitOfWork
from bot.text import Usage, t

OPEN = ("claim", "unclaim", "done", "still", "tell", "cover")  # what guests may do with a need
OWN = ("show", "cancel")  # what is done with our card of it


def visiting(ctx: Context, command: Command, arguments: dict[str, Any]
             ) -> tuple[Context, dict[str, Any]]:
    """Return in which group a command is to be carried out, and with what. Raises UserError.

    What is done with an ally's need is done there, by a guest whom nobody there can name.
    """
    number = arguments.get("number")
    if ctx.author.guest:
        if command.name not in OPEN or not _is_shared(ctx, number):
            raise UserError(t("That is another group's message: here only its buttons work."))
        return ctx, arguments
    shared = ctx.uow.get(Shared, ctx.group.id, number) if isinstance(number, int) else None
    if shared is None or command.name in OWN:
        return ctx, arguments
    there = ctx.uow.get(Group, shared.owner)
    if there is None or (shared.state != "open" and command.name == "claim"):
        raise Ended(shared.number, "cancelled")
    if command.name not in OPEN:
        raise UserError(t("{number} is asked for by {group}. From here you can help: {usage}",
                          number=str(shared.number), group=label(ctx.uow, there),
                          usage=Usage("claim", str(shared.number))))
    author = ctx.uow.get(Member, there.id, ctx.me) or Member(
        group=there.id, person=ctx.me, name=label(ctx.uow, ctx.group), seen=ctx.now,
        language=ctx.language, guest=ctx.group.id)
    ctx.uow.put(author)
    guest = replace(ctx, group=there, author=author, moderator=False, messages=[], dirty={},
                    others=[])
    return guest, {**arguments, "number": shared.source}


def _is_shared(ctx: Context, number: object) -> bool:
    if not isinstance(number, int):
        return False
    found = ctx.uow.get(Need, ctx.group.id, number)
    return bool(found and ctx.me in found.helpers) or any(
        one.group == ctx.author.guest
        for one in ctx.uow.find(Shared, "source", ctx.group.id, number, "open"))


def followers(uow: UnitOfWork, group: str, number: int, now: datetime) -> list[Shared]:
    """Bring what stands for a need in other groups up to it; return these."""
    need = uow.get(Need, group, number)
    found = uow.find(Shared, "source", group, number, "open")
    for one in found:
        if need is None or need.state != "open":
            uow.put(one.ended("done" if need and need.state == "done" else "cancelled", now))
        else:
            uow.put(replace(one, what=in_words(need), when=need.when))
    return found


def in_words(need: Need) -> str:
    """Return what a need asks for, without anything about anybody."""
    if not need.counted:
        return need.what
    return f"{need.unit if need.money else ''}{need.wanted:g} {need.what}"

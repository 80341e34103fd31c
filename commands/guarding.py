"""The content guard: who wrote what a whole room should not read is asked about it, alone."""

from dataclasses import replace
from typing import Any

from bot.command import Number, Option, Reply, command
from bot.context import Context
from bot.domain.act import Act
from bot.domain.ally import Shared
from bot.domain.errors import Ended
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.sealed import readable
from bot.errors import UserError
from bot.guard import ADDRESS, DIAGNOSIS, IDENTITY, PHONE, STATUS, seen, without
from bot.records import Thing
from bot.text import Button, Node, Row, Usage, lines, t
from bot.titles import line

REMOVE = Button("remove", t("Take it out"))
SEAL = Button("seal", t("Only for the helper"), bare=True)  # seals what stands there
KEEP = Button("keep", t("Leave it"))
_CALLED: dict[str, Node] = {
    PHONE: t("a phone number"), ADDRESS: t("a street address"),
    IDENTITY: t("a number that is one person's"), STATUS: t("words about immigration status"),
    DIAGNOSIS: t("words about a diagnosis"),
}
_ACTS = 20  # commands of one person that are looked through for words to forget


def watch(ctx: Context, changed: Thing) -> None:
    """Ask whoever has just put something private before a whole room what to do about it.

    What stood there before is not asked about again, nor is what another group passes on.
    """
    if not ctx.me or changed.state != "open" or isinstance(changed, Shared) or (
            isinstance(changed, Reminder) and changed.audience != "room"):
        return
    found = seen(changed.what)
    before = _before(ctx, changed) if found else changed.what
    if before == changed.what:
        return
    known = {before[one.first:one.stop] for one in seen(before)}
    new = [one.kind for one in found if changed.what[one.first:one.stop] not in known]
    if new:
        _ask(ctx, changed, new)


def _before(ctx: Context, changed: Thing) -> str:
    """Return what a thing said before this transaction; "" if it is new."""
    for one in ctx.uow.changes(0):
        if isinstance(one.after, type(changed)) and one.after.number == changed.number and (
                one.after.group == changed.group):
            return one.before.what if one.before else ""
    return changed.what


def _ask(ctx: Context, of: Thing, kinds: list[str]) -> None:
    number = str(of.number)
    sealing = isinstance(of, Need) and of.by == ctx.me and (
        not readable(ctx.me) or ctx.group.sealed_discord)
    ctx.write(ctx.me, lines(
        t("{number} tells everyone in the room {what}. Is that meant? I ask only you.",
          number=number, what=_listed(kinds)),
        t("Take it out: {remove} · Leave it: {keep}", remove=Usage("remove", number),
          keep=Usage("keep", number)),
        t("Only for whoever helps: {seal}", seal=Usage("seal", number)) if sealing else None,
    ), about=of.number, buttons=(REMOVE, SEAL, KEEP) if sealing else (REMOVE, KEEP))


def _listed(kinds: list[str]) -> Node:
    parts: list[Node] = []
    for kind in dict.fromkeys(kinds):
        parts += [", ", _CALLED[kind]] if parts else [_CALLED[kind]]
    return Row(tuple(parts))


def found_in(of: Thing) -> str:
    """Return what a thing tells that a whole room should not read, "" if it tells nothing such."""
    return ", ".join(of.what[one.first:one.stop] for one in seen(of.what))


def taken_out(ctx: Context, of: Thing) -> Thing:
    """Take out of a thing what a whole room should not read, also out of what is remembered.

    Raises UserError if nothing would be left of it.
    """
    left = without(of.what, seen(of.what))
    if not left:
        raise UserError(t("Nothing would be left of it. Say it anew: {edit}, or withdraw it: "
                          "{cancel}", edit=Usage("edit", f"{of.number} …"),
                          cancel=Usage("cancel", str(of.number))))
    after = replace(of, what=left, touched=ctx.now)
    ctx.put(after)
    for person in {of.by, ctx.me}:
        for act in ctx.uow.find(Act, "person", of.group, person, newest=True, limit=_ACTS):
            if act.about == of.number:
                ctx.uow.put(_cleaned(act))
    ctx.erase()
    return after


def _cleaned(act: Act) -> Act:
    """Return what is remembered of a command, without what was taken out of its words."""
    changed = tuple(replace(one, before=_plain(one.before), after=_plain(one.after))
                    for one in act.changed)
    return replace(act, text=without(act.text, seen(act.text)), changed=changed)


def _plain(doc: dict[str, Any] | None) -> dict[str, Any] | None:
    said = doc.get("what") if doc else None
    return {**doc, "what": without(said, seen(said))} if doc and isinstance(said, str) else doc


def _open(ctx: Context, number: int) -> Thing:
    found = ctx.thing(number)
    found.only(ctx.me, ctx.moderator)
    if found.state != "open":
        raise Ended(number, found.state)
    return found


@command(
    "remove",
    "quitar-datos",
    t("Take a phone, an address and the like out of what you posted"),
    options=(Option("number", "numero", t("The number on the card"), suggest="asked"),),
    also="take-out saca-datos",
    examples=(("12", "12"),),
    topic="needs",
    final=True,
)
def remove(ctx: Context, number: Number) -> Reply:
    """Take out of a text what a whole room should not read."""
    found = _open(ctx, number)
    if not found_in(found):
        return Reply(t("There is nothing of the kind in it: {thing}.",
                       thing=line(found, ctx.group.zone)), about=number)
    after = taken_out(ctx, found)
    return Reply(lines(t("Taken out. Now it says: {thing}.", thing=line(after, ctx.group.zone)),
                       own_message()), about=number)


def own_message() -> Node:
    """Return what the bot cannot do for people: their own message stays theirs."""
    return t("If you wrote it in the room yourself, edit that message too: I can't.")


@command(
    "keep",
    "dejar-asi",
    t("Leave what you posted as it is, with the phone or the address in it"),
    options=(Option("number", "numero", t("The number on the card"), suggest="asked"),),
    also="leave-it dejalo",
    examples=(("12", "12"),),
    topic="needs",
)
def keep(ctx: Context, number: Number) -> Reply:
    """Leave a text as it is."""
    found = _open(ctx, number)
    return Reply(t("It stays as it is: {thing}.", thing=line(found, ctx.group.zone)), about=number)

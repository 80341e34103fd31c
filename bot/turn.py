"""One incoming event inside one transaction: which group, who, what is meant, what is said."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.catalogue import Catalogue
from bot.command import Reply
from bot.context import Context, thing
from bot.domain.act import Act
from bot.domain.errors import NotAsked, NotPromised, Refused
from bot.domain.group import Group, Member
from bot.domain.sealed import readable
from bot.errors import Unnumbered, UserError
from bot.groups.accounts import recognized
from bot.groups.codes import invited
from bot.groups.visiting import followers, visiting
from bot.i18n import nearest
from bot.mail import Mail
from bot.meaning import Meant, Unclear, filled, pressed, reacted, said
from bot.mend import DID, TALK, deleted, edited, where_made
from bot.parse import LONGEST, bind, split
from bot.people import Defaults, group_at, group_of, language_of, member_of, unheard
from bot.ports import (
    Came,
    Deleted,
    Due,
    Edited,
    Form,
    Incoming,
    Moved,
    Post,
    Pressed,
    Reacted,
    Said,
    Sealer,
    UnitOfWork,
    Went,
)
from bot.presence import came, went
from bot.privacy.forgetting import arm
from bot.refusals import MODERATORS, worded
from bot.rooms import known, moved
from bot.sorry import SPENT, STRANGER, failed, puzzled
from bot.suggest import named
from bot.text import Node
from bot.tidy import note_act
from bot.undo import recorded
from bot.words import clean

FAILED = "failed"


@dataclass(slots=True)
class Turn:
    """The handling of one event; ``mail.written`` is what has to go out once it is durable."""

    uow: UnitOfWork
    incoming: Incoming
    now: datetime
    catalogue: Catalogue
    defaults: Defaults
    sealer: Sealer
    mail: Mail = field(init=False)

    def __post_init__(self) -> None:
        """Until the group is known, mail goes to whoever spoke."""
        self.mail = Mail(self.uow, self.incoming, None, self.now)

    def run(self) -> str:
        """Handle the event; return its outcome in a word."""
        content = self.incoming.content
        if self.incoming.person is None and not isinstance(
                content, (Came, Went, Moved, Due)):
            return TALK  # the bot itself, or nobody
        if isinstance(content, Moved) and not known(self.uow, self.incoming.room):
            return TALK
        self.mail.account = self.incoming.person.id if self.incoming.person else ""
        self.incoming = self.mail.incoming = recognized(self.uow, self.incoming)
        if isinstance(content, (Edited, Deleted)) and self.incoming.room is None:
            self.incoming = self.mail.incoming = where_made(self.uow, self.incoming, content.of)
        meant = self._meant()
        if meant is None and isinstance(content, (Said, Reacted)):
            return TALK
        group = self._group()
        if group is None and isinstance(meant, Meant) and meant.command.name == "link":
            group = invited(self.uow, meant.rest, self.now)  # known by the other account
        if group is None:
            return "nobody" if isinstance(content, Due) else self._stranger()
        if unheard(self.uow, group, self.incoming):
            return "ignored"
        if not isinstance(content, Due):
            arm(self.uow, group, self.now)
        self.mail.group = group
        mark = self.uow.mark()
        try:
            return self._handle(self._context(group), content, meant)
        except Exception as error:  # whatever a text makes us do wrong, its sender hears of it
            self.uow.rewind(mark)
            return self._failed(error)

    def _group(self) -> Group | None:
        """Return the group: that of the bot's message answered or pressed, else the place's."""
        content = self.incoming.content
        if isinstance(content, Due):
            return group_at(self.uow, content.group)
        post = self._answered()
        found = group_at(self.uow, post.group) if post else None
        if found is None or not self._belongs(found, unknown=False):
            found = group_of(self.uow, self.incoming, self.defaults, self.now)
        return found if found and self._belongs(found, unknown=True) else None

    def _belongs(self, group: Group, *, unknown: bool) -> bool:
        """Tell whether whoever writes directly is in the group: an old message lets nobody in."""
        person = self.incoming.person
        if person is None or self.incoming.room:
            return True
        known = self.uow.get(Member, group.id, person.id)
        return not known.gone if known else unknown

    def _meant(self) -> Meant | Unclear | None:
        content, words = self.incoming.content, self.catalogue.vocabulary
        direct, post = self.incoming.room is None, self._answered()
        match content:
            case Said():
                return said(content, words, post, direct=direct)
            case Form():
                return filled(content, words)
            case Pressed():
                return pressed(content, words, post)
            case Reacted() if post:
                group = group_at(self.uow, post.group)
                return reacted(content, words, post) if group and group.reactions else None
            case Edited():
                return said(content.said, words, None, direct=direct)
            case _:
                return None

    def _answered(self) -> Post | None:
        """Return the message of the bot that this replies to or presses, if it is known."""
        match self.incoming.content:
            case (Said(reply_to=str(message)) | Form(reply_to=str(message))
                  | Pressed(message=str(message)) | Reacted(message=message)):
                return self.uow.get(Post, message)
            case _:
                return None

    def _handle(self, ctx: Context, content: object, meant: Meant | Unclear | None) -> str:
        match content:
            case Came(bot):
                return came(ctx, self.catalogue.greeting, bot=bot, finish=self._finish)
            case Went():
                return went(ctx, bot=self.incoming.person is None, finish=self._finish)
            case Moved(to):
                return moved(ctx, to, finish=self._finish)
            case Edited(of):
                mark = self.uow.mark()
                outcome = edited(ctx, of, meant, self._run, self._finish)
                if outcome == "edited" and isinstance(meant, Meant):
                    self._remember(ctx, meant, mark)
                return outcome
            case Due(what):
                self.catalogue.wakes[what](ctx, content)
                return self._finish(ctx, None, what)
            case Deleted(of):
                mark = self.uow.mark()
                outcome = deleted(ctx, of, self._finish)
                cancel = self.catalogue.vocabulary.command("cancel")
                if outcome == "deleted" and cancel:
                    self._remember(ctx, Meant(cancel, str(ctx.about or "")), mark)
                return outcome
            case _:
                return self._run(ctx, meant)

    def _run(self, ctx: Context, meant: Meant | Unclear | None) -> str:
        """Run a command, or say what was not understood."""
        if isinstance(meant, Unclear) and meant.talk:
            meant = self._answer(ctx, meant) or meant
        if not isinstance(meant, Meant):
            return self._finish(ctx, Reply(self._puzzled(meant)), "unclear")
        mark, rearm = self.uow.mark(), ctx.rearm
        messages, dirty = list(ctx.messages), dict(ctx.dirty)
        try:
            if meant.command.moderator and not ctx.moderator:
                raise UserError(MODERATORS)
            values = meant.values
            if values is None:
                values = split(meant.command, meant.rest, [one.name for one in ctx.named])
            acting, arguments = visiting(ctx, meant.command, bind(meant.command, values))
            reply = meant.command.run(acting, **arguments)
        except (UserError, Refused) as error:
            self.uow.rewind(mark)
            if meant.phrase and isinstance(error, (NotPromised, NotAsked)):
                return TALK  # "I can't" from someone who never said they could
            fresh = self._context(ctx.group)
            # What an edit has taken back stays so.
            fresh.messages, fresh.dirty, fresh.rearm = messages, dirty, rearm
            return self._refused(fresh, error)
        changed = self._remember(acting, meant, mark)
        return self._finish(acting, reply, DID if changed else meant.command.name)

    def _answer(self, ctx: Context, unclear: Unclear) -> Meant | None:
        """Return the command for which something written in a direct chat is what it asked for."""
        found = self.catalogue.answered(ctx, unclear.text, self._answered())
        command = self.catalogue.vocabulary.command(found[0]) if found else None
        return Meant(command, values=found[1]) if found and command else None

    def _refused(self, ctx: Context, error: UserError | Refused) -> str:
        if isinstance(error, Refused):
            body = worded(error, ctx)
        elif isinstance(error, Unnumbered):
            body = named(ctx, error)
        else:
            body = error.body
        return self._finish(ctx, Reply(body), "refused")

    def _remember(self, ctx: Context, meant: Meant, mark: int) -> bool:
        """Note what a command changed, so that it can be taken back; tell whether it did."""
        changes, command = self.uow.changes(mark), meant.command
        # A correction is an act of its own; the first one stays what its message did.
        before = self.uow.get(Act, ctx.event)
        event = self.incoming.event if before and not before.undone else ctx.event
        known = self.uow.get(Member, ctx.group.id, ctx.me)  # not if they wished to be forgotten
        if (changes or command.private) and command.name != "undo" and known:
            note_act(ctx, Act(
                event=event, order=self.uow.number("order"), group=ctx.group.id, by=ctx.me,
                at=self.now, room=ctx.room, command=f"/{command.name}", about=ctx.about,
                text="" if command.final else clean(meant.text)[:LONGEST],
                changed=() if command.final else recorded(changes),
            ))
        return bool(changes)

    def _finish(self, ctx: Context, reply: Reply | None, outcome: str) -> str:
        """Write all deliveries, those of other groups that were touched first."""
        for one in (*ctx.others, ctx):
            self.mail.group = one.group
            self._write(one)
        if reply:
            self.mail.answer(reply, ctx.language)
        return outcome

    def _write(self, ctx: Context) -> None:
        """Write what one group is to be told: new cards and messages, edits of cards."""
        self._plan(ctx)
        if ctx.rearm:
            self.catalogue.rearm(ctx)
        for message in ctx.messages:
            self.mail.post(message)
        for number in ctx.dirty:
            self.mail.redraw(number)
            for one in followers(self.uow, ctx.group.id, number, self.now):
                self.mail.redraw(one.number, one.group)
        if ctx.dirty:
            self.mail.redraw_views()

    def _plan(self, ctx: Context) -> None:
        """Let what has changed set its wakes and draw its consequences, each thing once."""
        planned: set[int] = set()
        while left := [number for number in ctx.dirty if number not in planned]:
            planned.update(left)
            for number in left:
                changed = thing(self.uow, ctx.group.id, number)
                if changed:
                    self.catalogue.plan(ctx, changed)

    def _puzzled(self, unclear: Unclear | None) -> Node:
        return SPENT if isinstance(self.incoming.content, Pressed) else puzzled(unclear)

    def _stranger(self) -> str:
        self.mail.answer(Reply(STRANGER), self._language())
        return "stranger"

    def _failed(self, error: Exception) -> str:
        self.mail.written.clear()
        self.mail.answer(Reply(failed(error)), self._language())
        return FAILED

    def _language(self) -> str:
        """Return the person's language as far as it is known."""
        person, group = self.incoming.person, self.mail.group
        if person and group:
            return language_of(group, self.uow.get(Member, group.id, person.id))
        return nearest(self.incoming.language) or self.defaults.languages[0]

    def _context(self, group: Group) -> Context:
        incoming, content, person = self.incoming, self.incoming.content, self.incoming.person
        member = (member_of(self.uow, group, incoming, person, self.now) if person else
                  Member(group=group.id, person="", name="", seen=self.now))
        return Context(
            uow=self.uow, now=self.now, group=group, author=member,
            room=incoming.room.id if incoming.room else None,
            moderator=incoming.moderator or group.open, language=language_of(group, member),
            account=self.mail.account, risks=incoming.risks,
            event=content.of if isinstance(content, Edited) else incoming.event,
            vocabulary=self.catalogue.vocabulary, named=incoming.named, sealer=self.sealer,
            aloud=isinstance(content, (Said, Edited)) and (
                incoming.room is not None or readable(self.mail.account)),
        )

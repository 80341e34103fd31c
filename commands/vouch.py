"""`/vouch`: saying whom one trusts; who said it is forgotten as soon as enough have."""

from dataclasses import replace

from bot.command import Choice, Option, Reply, Who, command
from bot.context import Context
from bot.domain.group import Member
from bot.errors import UserError
from bot.text import Usage, t

TAKEN_BACK = t("A vouch is not taken back like that. Until there are enough: {usage}",
               usage=Usage("vouch", "@ben withdraw", "@ben retirar"))


@command(
    "vouch",
    "confío-en",
    t("Vouch for somebody: enough of you, and they may help without being asked about first"),
    options=(
        Option("who", "quien", t("Whom you trust: @ben")),
        Option("action", "accion", t("withdraw, to take your word back"),
               choices=(("withdraw", "no"), ("retirar", "no"), ("no", "no"))),
    ),
    also="avalar avalo vouch-for",
    examples=(("@ben", "@ben"), ("@ben withdraw", "@ben retirar")),
    topic="group",
    private=TAKEN_BACK,
)
def vouch(ctx: Context, who: Who, action: Choice = "") -> Reply:
    """Count one more who vouches for a member, or one less."""
    person = ctx.person(who or "")
    member = ctx.uow.get(Member, ctx.group.id, person)
    if member is None or person == ctx.me:
        raise UserError(t("Nobody vouches for themselves: others have to say it."))
    if not (ctx.author.trusted or ctx.moderator):
        raise UserError(t("Only moderators and those who are vouched for themselves can vouch. "
                          "Please ask one of them."))
    return _withdrawn(ctx, member) if action else _vouched(ctx, member)


def _vouched(ctx: Context, member: Member) -> Reply:
    name, needed = ctx.mention(member.person), ctx.group.vouches
    if member.trusted:
        return Reply(t("{who} is vouched for already.", who=name))
    vouchers = tuple(dict.fromkeys((*member.vouchers, ctx.me)))
    count = len(vouchers)
    if count < needed and ctx.me in member.vouchers:
        return Reply(t("You have vouched for {who} already: {n} of {needed}.", who=name,
                       n=str(count), needed=str(needed)))
    if count < needed:
        ctx.uow.put(replace(member, vouches=count, vouchers=vouchers))
        return Reply(t("Noted: {n} of {needed} vouch for {who}. Who they are I forget as soon as "
                       "they are enough.", n=str(count), needed=str(needed), who=name))
    ctx.uow.put(replace(member, vouches=count, vouchers=(), trusted=True))
    ctx.erase()
    ctx.write(member.person, t("You are vouched for here now: when you offer to help, nobody has "
                               "to be asked first."))
    return Reply(t("{who} is vouched for now. I keep the count and have forgotten by whom.",
                   who=name))


def _withdrawn(ctx: Context, member: Member) -> Reply:
    name = ctx.mention(member.person)
    if ctx.me in member.vouchers:
        left = tuple(one for one in member.vouchers if one != ctx.me)
        ctx.uow.put(replace(member, vouches=len(left), vouchers=left))
        ctx.erase()
        return Reply(t("Taken back. {n} of {needed} vouch for {who} now.", n=str(len(left)),
                       needed=str(ctx.group.vouches), who=name))
    if not member.trusted:
        return Reply(t("You have not vouched for {who}, so there is nothing to take back.",
                       who=name))
    if not ctx.moderator:
        raise UserError(t("I have forgotten who vouched for {who}, so only a moderator can take "
                          "it back now.", who=name))
    ctx.uow.put(replace(member, vouches=0, vouchers=(), trusted=False))
    ctx.write(member.person, t("You are no longer vouched for here: for some things, whoever asks "
                               "is asked first when you offer."))
    return Reply(t("Taken back: {who} is no longer vouched for.", who=name))

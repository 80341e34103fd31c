"""`/link`: one person's accounts on several chats, or two on one, become one member."""

from bot.command import Option, Reply, Words, command
from bot.context import Context
from bot.domain.group import Account, Member
from bot.errors import UserError
from bot.groups.accounts import person_of, separate, unite
from bot.groups.codes import give, take
from bot.people import language_of
from bot.text import Code, Usage, lines, t
from bot.words import fold

OFF = ("off", "no", "stop", "separar", "soltar")


@command(
    "link",
    "unir-cuentas",
    t("Tie your accounts on two chats together, in a direct message"),
    options=(Option("code", "codigo", t("The code from your other account, or off to untie")),),
    also="enlazar",
    examples=(("", ""), ("K7PM-4QXR", "K7PM-4QXR"), ("off", "no")),
    topic="you",
    final=True,
)
def link(ctx: Context, code: Words = "") -> Reply:
    """Give a code, tie the account that gave it to this one, or untie this one."""
    if ctx.room is not None:
        raise UserError(t("That is between you and me: please write {usage} to me directly.",
                          usage=Usage("link")))
    if not code:
        return Reply(t("From your other account, write to me directly within ten minutes: "
                       "{usage}. Then I take both for one person, the one you are here.",
                       usage=Usage("link", give(ctx, "link"))))
    return _off(ctx) if fold(code) in OFF else _tie(ctx, code)


def _tie(ctx: Context, code: str) -> Reply:
    ticket = take(ctx, "link", code)
    kept = person_of(ctx.uow, ticket.by) if ticket else ""
    if not kept:
        raise UserError(t("That code is not right, or older than ten minutes. {usage} from your "
                          "other account gives a new one.", usage=Usage("link")))
    if kept == ctx.me:
        raise UserError(t("Both are you already: type the code from your other account."))
    unite(ctx, kept, ctx.me)
    ctx.author = ctx.uow.get(Member, ctx.group.id, kept) or ctx.author
    ctx.language = language_of(ctx.group, ctx.author)
    return Reply(lines(
        t("Now you are one person for me: what you asked for, promised and offer is together, "
          "whichever account you use."),
        t("I write to you where you last spoke. To untie them: {usage}",
          usage=Usage("link", "off", "no"))))


def _off(ctx: Context) -> Reply:
    if ctx.uow.get(Account, ctx.account) is None:
        raise UserError(t("This account is not tied to another one."))
    separate(ctx.uow, ctx.account, ctx.me)
    return Reply(t("Untied. What you asked for, promised and offer stays with {account}.",
                   account=Code(ctx.me)))

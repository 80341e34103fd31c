"""`/ignore`: moderators have the bot give somebody no answer at all."""

from dataclasses import replace

from bot.command import Choice, Option, Reply, Who, command
from bot.context import Context
from bot.domain.group import Member
from bot.domain.need import Need
from bot.errors import UserError
from bot.text import Bullets, Node, Usage, lines, t
from bot.titles import short

LIFT = (("off", "off"), ("no", "off"), ("stop", "off"), ("quitar", "off"), ("ya-no", "off"))


@command(
    "ignore",
    "ignorar",
    t("Have me ignore somebody, or answer them again"),
    options=(
        Option("who", "quien", t("Whom: @ben")),
        Option("action", "accion", t("off, to answer them again"), choices=LIFT),
    ),
    examples=(("@ben", "@ben"), ("@ben off", "@ben no"), ("", "")),
    topic="group",
    moderator=True,
    final=True,
)
def ignore(ctx: Context, who: Who = None, action: Choice = "") -> Reply:
    """Ignore a member or no longer; what they have promised waits for others to step in."""
    if not ctx.moderator:
        raise UserError(t("Only moderators can have me ignore somebody here."))
    if not who:
        return _list(ctx)
    person = ctx.person(who)
    member = ctx.uow.get(Member, ctx.group.id, person)
    if member is None or (person == ctx.me and not action):
        raise UserError(t("Whom? For example {usage}.", usage=Usage("ignore", "@ben")))
    name = ctx.mention(person)
    if action:
        ctx.uow.put(replace(member, ignored=False))
        return Reply(t("I answer {who} again.", who=name))
    ctx.uow.put(replace(member, ignored=True))
    for need in ctx.uow.find(Need, "helper", ctx.group.id, person, "open"):
        ctx.put(need.loosened(person, ctx.now))
        ctx.tell(need.by, t("I no longer answer {who}. Their promise stands until somebody takes "
                            "it over: {thing}.", who=name, thing=short(need)), about=need.number)
    return Reply(t("I do not answer {who} any more. What they have promised stands until somebody "
                   "takes it over. To lift it: {usage}", who=name,
                   usage=Usage("ignore", f"@{member.name} off", f"@{member.name} no")))


def _list(ctx: Context) -> Reply:
    found = [one for one in ctx.uow.find(Member, "name", ctx.group.id) if one.ignored]
    if not found:
        return Reply(t("I ignore nobody here. {usage} has me do so.",
                       usage=Usage("ignore", "@ben")))
    names: tuple[Node, ...] = tuple(ctx.mention(one.person) for one in found)
    return Reply(lines(t("I do not answer:"), Bullets(names)))

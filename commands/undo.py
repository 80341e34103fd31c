"""`/undo`: taking back one's last command."""

from bot.command import Reply, command
from bot.context import Context
from bot.domain.act import UNDO_FOR, Act
from bot.errors import UserError
from bot.text import Code, t
from bot.undo import take_back


@command(
    "undo",
    "deshacer",
    t("Take back your last command, for ten minutes"),
    also="deshaz",
    examples=(("", ""),),
    topic="you",
)
def undo(ctx: Context) -> Reply:
    """Reverse the author's last command, or say why that is not possible."""
    acts = ctx.uow.find(Act, "person", ctx.group.id, ctx.me, newest=True, limit=20)
    last = next((act for act in acts if not act.undone), None)
    if last is None:
        raise UserError(t("There is nothing of yours to take back."))
    if ctx.now - last.at > UNDO_FOR:
        raise UserError(t("Your last command is more than ten minutes old; it stays."))
    take_back(ctx, last)
    return Reply(t("Taken back: {command}", command=Code(last.text)), about=last.about)

"""What people can say to Apoyo: one small module for each command or family of commands."""

from typing import Any

from bot.catalogue import Catalogue
from bot.context import Context
from bot.domain.act import PURGE
from bot.domain.group import Place
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.ports import Post
from bot.privacy.purge import purge
from bot.records import Thing
from bot.text import Usage, lines, t
from commands import caring, community, confirm, digest, seal, sealed, shiftcare, shifts
from commands.answers import no, yes
from commands.board import draw
from commands.claim import claim
from commands.cover import SEEK, cover, sought
from commands.edit import edit
from commands.finish import cancel, done, got, still
from commands.guarding import keep, remove, watch
from commands.help import help_
from commands.lists import mine, needs, offers, show
from commands.move import move
from commands.need import need
from commands.offer import offer, unoffer
from commands.personal import language
from commands.remind import remind
from commands.reminders import change, join, reminders, snooze, stop
from commands.ringing import PUT_OFF, STEP, rearm_leads, rearm_one, ring, ring_again
from commands.settings import rearm, settings
from commands.stepback import unclaim
from commands.tell import answer, tell
from commands.undo import undo
from commands.urgent import pings, urgent
from commands.vouch import vouch


def plan(ctx: Context, changed: Thing) -> None:
    """Set the wakes of a thing that has changed, and of the room it changed in."""
    watch(ctx, changed)
    if isinstance(changed, Need):
        for follow in (confirm.settle, sealed.settle, caring.plan):
            follow(ctx, ctx.uow.get(Need, changed.group, changed.number) or changed)
        rearm_leads(ctx, changed.number)
    elif isinstance(changed, Reminder):
        rearm_one(ctx, changed)
    elif isinstance(changed, Roster):
        shiftcare.plan(ctx, changed)
    place = ctx.uow.get(Place, ctx.room) if ctx.room else None
    if place:
        digest.arm(ctx, place)


def answered(ctx: Context, text: str, post: Post | None) -> tuple[str, dict[str, Any]] | None:
    """Return the command that something written in a direct chat answers, if it does."""
    back = answer(post, text)
    if back:
        return "tell", back
    number = seal.awaited(ctx, text, post)
    return ("seal", {"number": number, "details": text}) if number else None


GREETING = lines(
    t("Hello! I am Apoyo. I keep track here of who needs what and who is on it."),
    t("Ask: {need} · Help: {claim} · See: {list}",
      need=Usage("need", "ride to court tuesday", "transporte a la corte el martes"),
      claim=Usage("claim", "1"), list=Usage("needs")),
    t("Everyone may ask and everyone may help, no questions asked. {usage} shows the rest.",
      usage=Usage("help")),
    t("I speak only when spoken to or when something is due. {off} stops the daily summary, and "
      "a moderator can remove me at any time.", off=Usage("digest", "off", "no")),
)

CATALOGUE = Catalogue(
    (need, offer, claim, unclaim, done, got, still, edit, move, cover, urgent, pings, cancel,
     unoffer, show, needs, offers, mine, remind, reminders, stop, change, snooze, join,
     digest.digest, digest.board, undo, language, settings, confirm.sensitive, yes, no, vouch,
     seal.seal, tell, remove, keep, help_,
     *shifts.COMMANDS, *community.COMMANDS),
    draw,
    GREETING,
    {STEP: ring, PUT_OFF: ring_again, caring.STEP: caring.care, SEEK: sought,
     digest.STEP: digest.post, PURGE: purge, sealed.STEP: sealed.come, **shifts.WAKES,
     **community.WAKES},
    {digest.DIGEST: digest.digest_of, digest.BOARD: digest.board_of},
    plan,
    rearm,
    answered,
    sealed.reveal,
)

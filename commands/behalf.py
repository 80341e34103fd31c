"""Asking for somebody else: whoever asks is asked once whether that person agreed."""

import re
from dataclasses import replace
from functools import partial

from bot.command import Reply
from bot.context import Context
from bot.domain.need import Need
from bot.records import Thing
from bot.text import Button, t
from bot.titles import short
from bot.words import fold
from commands.answering import Question

REF = "agreed"
AGREED, NOT_ASKED = Button("yes", t("Yes, they agreed")), Button("no", t("Not yet"))
WITHDRAW = Button("cancel:yes", t("Withdraw it"))
_WHO = (r"neighbou?r|friend|mother|mom|mum|father|dad|aunt|uncle|cousin|grand\w+|sister|brother|"
        r"coworker|colleague|client|tenant|roommate|elder|family|someone|somebody")
_QUIEN = (r"vecin\w+|amig\w+|mama|madre|papa|padre|ti[ao]|prim[ao]|abuel\w+|herman\w+|companer\w+|"
          r"comadre|compadre|suegr[ao]|senor\w*|familia|alguien|compa")
_FOR = re.compile(
    rf"\bfor (?:(?:my|our|a|an|the|his|her|their|some)\s+)?(?:\w+\s+)?(?:{_WHO})\b|"
    rf"\bpara (?:(?:mi|mis|un|una|el|la|nuestr[ao]|su)\s+)?(?:{_QUIEN})\b")


def for_another(what: str) -> bool:
    """Tell whether a need sounds as if it was somebody else's."""
    return bool(_FOR.search(fold(what)))


def ask(ctx: Context, need: Need) -> None:
    """Ask whoever asks for somebody else, once, whether that person agreed."""
    ctx.put(replace(need, behalf="asked"))
    ctx.write(ctx.me, t("You ask for somebody else: {thing}. Did they agree that you ask here?",
                        thing=short(need)),
              about=need.number, buttons=(AGREED, NOT_ASKED), ref=REF)


def questions(ctx: Context, about: Thing) -> list[Question]:
    """Return the question about agreement, if it waits for the author's answer."""
    if not isinstance(about, Need) or about.by != ctx.me or about.behalf != "asked":
        return []
    return [Question(REF, REF, partial(_answered, ctx, about))] if about.state == "open" else []


def _answered(ctx: Context, need: Need, yes: bool) -> Reply:
    ctx.put(replace(need, behalf="agreed" if yes else ""))
    if yes:
        return Reply(t("Good. Thank you for asking them."), about=need.number)
    return Reply(t("Then please ask them first. It stays up until you withdraw it: {thing}.",
                   thing=short(need)), (WITHDRAW,), about=need.number)

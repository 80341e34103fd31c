"""`/seal`: what only whoever helps should know: an address, a phone number, how to ring."""

import re
from dataclasses import replace
from datetime import timedelta
from secrets import token_hex
from typing import cast

from bot.command import Number, Option, Reply, Words, command
from bot.context import Context
from bot.domain.act import Act
from bot.domain.errors import Ended
from bot.domain.need import Need
from bot.domain.sealed import Sealed, readable
from bot.errors import UserError
from bot.groups.accounts import address_of
from bot.ports import Post
from bot.text import Button, Node, Usage, lines, n, t
from bot.titles import line, short
from bot.words import fold, slug
from commands.guarding import found_in, taken_out
from commands.sealed import begins, boxed, end, may, take_back

REF = "seal"
SEAL = Button("seal", t("Tell only the helper"))
FIRST = Button("sensitive", t("Ask me first"))
ANSWER_WITHIN = timedelta(days=1)
RECENT = 20  # needs of one person that are looked through
GONE = ("no", "none", "nothing", "remove", "delete", "quitar", "borrar", "nada", "off")
_SMALL = """
hi hello hey hola thanks thank-you gracias muchas-gracias ok okay vale bueno good bien great
perfecto listo later luego despues nothing nada none ninguno ninguna no yes si
"""
SMALL_TALK = frozenset(_SMALL.split())
_LEAD = re.compile(
    r"(\d{1,3})(?:(min|m|h|d)|\s*(min(?:ute|uto)?s?|h(?:our|ora|r)?s?|d(?:ay|ia|ía)s?)"
    r"\s+(?:before|antes))\b(?:\s+(?:before|antes))?[\s:,]+", re.IGNORECASE)
_PERSONAL = re.compile(
    r"\b(?:rides?|lifts?|pick\w*|drop\w* off|deliver\w*|grocer\w*|shopping|visits?|escort|"
    r"childcare|babysit\w*|sleep|stay|shelter|repairs?|moving|clinic|doctor|medicine|meds|"
    r"appointment|raite|aventon|transporte|llevar\w*|recoger\w*|entreg\w*|mandado|compras|"
    r"despensa|visitas?|acompana\w*|ninos|ninas|ninez|cuidar|dormir|quedarse|techo|arreglar|"
    r"mudanza|clinica|medicinas?|cita)\b")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
NOT_KEPT = t("Sealed details are not kept for undoing: type them anew, or take them back with "
             "{usage}.", usage=Usage("seal", "12 no"))


@command(
    "seal",
    "en-privado",
    t("Tell something only to whoever helps: an address, a phone; in a direct chat"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="asked"),
        Option("details", "detalles", t("12 Elm St; 2h 12 Elm St gives it two hours before; no "
                                        "takes it back"), asked=True),
    ),
    also="sealed privado sellar",
    examples=(("12 12 Elm St, ring twice", "12 Calle Olmo 12, toca dos veces"),
              ("12 2h 12 Elm St", "12 2h Calle Olmo 12"), ("12 no", "12 no")),
    topic="needs",
    private=NOT_KEPT,
    again=True,
)
def seal(ctx: Context, number: Number, details: Words = "") -> Reply:
    """Keep something for whoever is confirmed to help with a need, encrypted."""
    if ctx.aloud and details:
        raise UserError(t("Others can read that there: please delete your message. Type {usage} "
                          "and tell me when I ask you, and only whoever helps gets it.",
                          usage=Usage("seal", str(number))))
    need = ctx.need(number)
    if need.by != ctx.me:
        raise UserError(t("Only whoever asked for {number} can seal something for it.",
                          number=str(number)))
    if need.state != "open":
        raise Ended(number, need.state)
    _allowed(ctx)
    kept = ctx.uow.get(Sealed, need.group, number)
    if not details:
        return _stands(ctx, need, kept)
    if fold(details).strip(" .!") in GONE:
        return _gone(ctx, need, kept)
    lead, text = _lead(ctx, need, details)
    return _seal(ctx, need, kept, text, lead)


def _allowed(ctx: Context) -> None:
    if "plain" in ctx.risks and ctx.room is None:
        raise UserError(t("This chat between us is not encrypted, so whoever runs its servers can "
                          "read along, and I seal nothing here. Start a new, encrypted chat with "
                          "me, and delete here what you have just written."))
    if readable(ctx.account) and not ctx.group.sealed_discord:
        raise UserError(t("Whoever runs this chat can read what is written in it, so I seal "
                          "nothing here. If your group accepts that, a moderator types {usage}.",
                          usage=Usage("settings", "sealed-discord yes", "sellado-discord sí")))


def _seal(ctx: Context, need: Need, kept: Sealed | None, text: str, lead: int | None) -> Reply:
    made = token_hex(8)
    box = boxed(ctx, text, made)
    if box is None:
        raise UserError(t("I cannot seal anything at the moment, so I have kept nothing. Whoever "
                          "runs me finds in the log what to do."))
    if kept:
        take_back(ctx, need, kept.given, quietly=True)
        ctx.erase()
    ctx.uow.put(Sealed(group=need.group, number=need.number, id=made, by=ctx.me, box=box,
                       at=ctx.now, lead=lead))
    ctx.put(replace(need, sealing="kept"))
    when: Node = t("Whoever takes it on gets this directly, and nobody else.")
    if need.sensitive:
        when = t("Whoever you say yes to gets this directly, and nobody else.")
    return Reply(
        lines(t("Sealed for {thing}.", thing=line(need, ctx.group.zone)), when, _late(lead),
              t("It is gone when this is over or they step back. What has been read cannot be "
                "un-seen. To take it back: {usage}", usage=Usage("seal", f"{need.number} no"))),
        () if need.sensitive else (FIRST,), about=need.number)


def _late(lead: int | None) -> Node | None:
    if lead is None:
        return None
    if lead % 60:
        return n("Not before {n} minute ahead.", "Not before {n} minutes ahead.", lead)
    return n("Not before {n} hour ahead.", "Not before {n} hours ahead.", lead // 60)


def _stands(ctx: Context, need: Need, kept: Sealed | None) -> Reply:
    """Say how it stands, never what it says; what stands in the need itself is sealed instead."""
    if kept:
        having = (t("{who} has it.", who=ctx.mentions(kept.given)) if kept.given else
                  t("Nobody has it yet."))
        return Reply(lines(t("Something is sealed for {thing}.", thing=short(need)), having,
                           t("To take it back: {usage}", usage=Usage("seal", f"{need.number} no"))),
                     about=need.number)
    private = found_in(need)
    if private:
        return _seal(ctx, cast(Need, taken_out(ctx, need)), None, private, None)
    ctx.put(replace(need, sealing="asked", touched=ctx.now))
    body = asking(need)
    if ctx.room is None:
        return Reply(body, about=need.number)
    ctx.write(ctx.me, body, about=need.number, ref=REF)
    return Reply(t("I have written to you directly: answer there."), about=need.number)


def _gone(ctx: Context, need: Need, kept: Sealed | None) -> Reply:
    if kept is None:
        ctx.put(replace(need, sealing=""))
        return Reply(t("Nothing is sealed for {thing}.", thing=short(need)), about=need.number)
    end(ctx, need, kept)
    ctx.put(replace(need, sealing=""))
    read = t("Who had it: {who}. What has been read cannot be un-seen.",
             who=ctx.mentions(kept.given)) if kept.given else None
    return Reply(lines(t("What was sealed for {thing} is gone.", thing=short(need)), read),
                 about=need.number)


def _lead(ctx: Context, need: Need, details: str) -> tuple[int | None, str]:
    found = _LEAD.match(details)
    if not found:
        return None, details
    if begins(ctx, need) is None:
        raise UserError(t("{number} has no date yet, so I don't know what is before it. Without "
                          "the time: {usage}", number=str(need.number),
                          usage=Usage("seal", f"{need.number} …")))
    unit = (found[2] or found[3])[0].lower()
    return int(found[1]) * _MINUTES[unit], details[found.end():]


# ---- asking for it -----------------------------------------------------------------------


def asking(need: Need) -> Node:
    """Return the question for what only the helper should know."""
    return lines(
        t("Is there something only whoever helps should know, such as an address or a phone "
          "number? {thing}", thing=short(need)),
        t("Answer here, or later with {usage}. It is given to nobody else.",
          usage=Usage("seal", f"{need.number} …")))


def personal(ctx: Context, need: Need) -> bool:
    """Tell whether a new need sounds as if somebody has to find whoever asks.

    What says too much already is asked about as that.
    """
    return bool(_PERSONAL.search(fold(need.what))) and _could(ctx, need) and not found_in(need)


def propose(ctx: Context, need: Need) -> None:
    """Ask the poster of a new need directly what only the helper should know."""
    ctx.write(ctx.me, asking(need), about=need.number, ref=REF,
              buttons=(SEAL,) if readable(address_of(ctx.uow, ctx.me)) else ())


def _could(ctx: Context, need: Need) -> bool:
    return not need.money and need.sealing != "kept" and may(ctx, need.by)


def hinted(ctx: Context, need: Need) -> tuple[Need, Node | None]:
    """Return what whoever asked is told beside who helps, and the need that waits for it."""
    if not _could(ctx, need):
        return need, None
    return replace(need, sealing="asked"), t(
        "Something only they should know, such as an address? Answer here, or {usage}.",
        usage=Usage("seal", f"{need.number} …"))


def awaited(ctx: Context, text: str, post: Post | None) -> int | None:
    """Return the number for which something written in a direct chat is to be sealed."""
    if readable(ctx.account) or slug(text.strip("¡👍🙏 ")) in SMALL_TALK:
        return None
    if post and post.ref == REF:
        return post.about
    before = ctx.uow.get(Act, ctx.event)
    if before and before.command == "/seal":  # the message that sealed it says something else now
        return before.about
    mine = ctx.uow.find(Need, "poster", ctx.group.id, ctx.me, "open", newest=True, limit=RECENT)
    fresh = [need for need in mine if ctx.now - need.touched <= ANSWER_WITHIN]
    asked = [need for need in fresh if need.sealing == "asked"]
    if not asked and re.search(r"\d", text):  # an address or a phone, for what was just asked for
        asked = [need for need in fresh[:1] if _could(ctx, need)]
    return max(asked, key=lambda need: need.touched).number if asked else None

"""Confirm-first: whoever asked says yes or no to each person who offers."""

import re
from dataclasses import replace
from functools import partial

from bot.command import Choice, Number, Option, Reply, command
from bot.context import Context
from bot.domain.care import Step
from bot.domain.confirm import accepted, declined, held, offers_of, pointless, reminded
from bot.domain.errors import Ended
from bot.domain.need import Need
from bot.domain.sealed import Sealed
from bot.errors import UserError
from bot.records import Thing
from bot.text import Amount, Button, Node, Usage, lines, row, t
from bot.titles import line, short
from bot.words import fold
from commands.answering import Question
from commands.board import DONE, UNCLAIM
from commands.replaced import tell_replaced
from commands.seal import hinted

YES = Button("yes", t("Yes, thank you"))
NO = Button("no", t("No, thanks"))
REF = "offer "
# "sensitive skin" and the like are no wish to be asked.
_FIRST = re.compile(
    r"^\W*(?:sensitive|confidential|delicad[oa]|confidencial|(?:de|con|en) confianza)\b"
    r"(?!\s+(?:skin|teeth|stomach|formula|de salud))[\s:,.·–-]*", re.IGNORECASE)


def asked_first(what: str) -> tuple[bool, str]:
    """Return whether a text begins with the wish to be asked first, and what it says without it."""
    found = _FIRST.match(what)
    return (True, what[found.end():]) if found else (False, what)


def of_a_kind(ctx: Context, what: str) -> bool:
    """Tell whether the group wants whoever asks to be asked first for needs with such words."""
    words = re.findall(r"\w+", fold(what))
    return any(word == kind or word in (kind + "s", kind + "es")
               for kind in ctx.group.confirm for word in words)


def waits(ctx: Context, need: Need) -> bool:
    """Tell whether the author's claim waits for a yes."""
    guarded = need.sensitive or (
        ctx.author.guest and ctx.uow.get(Sealed, need.group, need.number) is not None)
    return bool(guarded) and need.by != ctx.me and not ctx.author.trusted and (
        not need.claims_of(ctx.me))


def offered(ctx: Context, before: Need, after: Need) -> Reply:
    """Hold a promise until whoever asked says yes; they are asked, and nothing is revealed."""
    held_back = held(before, after, ctx.me)
    ctx.put(held_back)
    _ask(ctx, held_back, ctx.me)
    return Reply(t("Thank you! Whoever asked for {thing} is asked first; I tell you as soon as "
                   "they answer.", thing=short(before)), about=before.number)


def _ask(ctx: Context, need: Need, person: str) -> None:
    who: Node = ctx.mention(person)
    for offer in offers_of(need, person):
        place = need.place(offer.part)
        if place.counted:
            who = row(who, " (", Amount(offer.amount, place.unit), ")")
    notes = [row("“", one.note, "”") for one in offers_of(need, person) if one.note]
    body = t("{who} offers: {thing}. OK?", who=who, thing=line(need, ctx.group.zone))
    ctx.tell(need.by, lines(body, *notes), about=need.number, buttons=(YES, NO), ref=REF + person)


def questions(ctx: Context, about: Thing) -> list[Question]:
    """Return the offers that wait for the author's answer."""
    if not isinstance(about, Need) or about.by != ctx.me or about.state != "open":
        return []
    return [Question(REF + person, ctx.mention(person).name,
                     partial(_answered, ctx, about, person)) for person in _offering(about)]


def _offering(need: Need) -> tuple[str, ...]:
    return tuple(dict.fromkeys(offer.by for offer in need.offered))


def _answered(ctx: Context, need: Need, person: str, yes: bool) -> Reply:
    thing, who = line(need, ctx.group.zone), ctx.mention(person)
    if not yes:
        ctx.put(declined(need, person))
        ctx.tell(person, t("Thank you for offering. This time it is seen to in another way: "
                           "{thing}.", thing=thing), about=need.number)
        return Reply(t("I have told {who}, and thanked them.", who=who), about=need.number)
    after, hint = hinted(ctx, accepted(need, person, ctx.now))
    ctx.put(after)
    tell_replaced(ctx, need, after, person)
    ctx.tell(person, lines(t("Yes, please: you are on {thing}. Thank you!", thing=thing),
                           *details(ctx, after, person)),
             about=need.number, buttons=(DONE, UNCLAIM))
    told = t("{who} is on {thing}.", who=who, thing=thing)
    return Reply(lines(told, unnamed(after), hint), about=need.number)


def unnamed(need: Need) -> Node | None:
    """Return what whoever asked without a name has to know about who helps them."""
    return (t("They don't know who you are: write to them if you like.")
            if need.veiled else None)


def details(ctx: Context, need: Need, person: str) -> tuple[Node, ...]:
    """Return what a helper has to know: whom to write to, and how to step back."""
    back = t("If you can't: {usage}, no reason needed.",
             usage=Usage("unclaim", str(need.number)))
    if need.by == person:
        return (back,)
    asked = (t("Asked by a neighbour, who can write to you.") if need.veiled else
             t("Asked by {who}: write to them for the rest.", who=ctx.mention(need.by)))
    return asked, back


def settle(ctx: Context, need: Need) -> None:
    """Let offers go that have become pointless, and say so kindly."""
    gone = pointless(need)
    if not gone:
        return
    ctx.put(replace(need, offered=tuple(one for one in need.offered if one not in gone)))
    for person in dict.fromkeys(one.by for one in gone):
        ctx.tell(person, t("Thank you for offering. It is seen to now: {thing}.",
                             thing=line(need, ctx.group.zone)), about=need.number)


def care(ctx: Context, need: Need, step: Step) -> None:
    """Ask once more about an offer, or let it go because nobody answered."""
    if step.kind == "waiting":
        ctx.put(reminded(need, step.person, ctx.now))
        _ask(ctx, need, step.person)
        return
    ctx.put(declined(need, step.person))
    ctx.tell(step.person, t("Nobody has answered your offer, so it no longer binds you: {thing}. "
                            "Thank you all the same.", thing=line(need, ctx.group.zone)),
             about=need.number)


@command(
    "sensitive",
    "delicado",
    t("Be asked first about whoever offers to do what you asked for"),
    options=(
        Option("number", "numero", t("The number on the card"), suggest="asked"),
        Option("action", "accion", t("no, if anybody may take it at once"),
               choices=(("yes", "yes"), ("sí", "yes"), ("no", "no"))),
    ),
    also="delicada ask-me-first preguntame-primero",
    examples=(("12", "12"), ("12 no", "12 no")),
    topic="needs",
)
def sensitive(ctx: Context, number: Number, action: Choice = "yes") -> Reply:
    """Make a need confirm-first, or open it to the first taker."""
    need = ctx.need(number)
    if need.by != ctx.me:
        raise UserError(t("Only whoever asked for {number} can decide that.", number=str(number)))
    if need.state != "open":
        raise Ended(number, need.state)
    ctx.put(replace(need, sensitive=action == "yes"))
    if action == "yes":
        return Reply(t("From now on you are asked first about whoever offers: {thing}.",
                       thing=short(need)), about=number)
    return Reply(t("Whoever comes first has it: {thing}.", thing=short(need)), about=number)

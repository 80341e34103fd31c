"""`/settings`: how the bot works for a group, one record for each thing that can be set."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias
from zoneinfo import available_timezones

from rapidfuzz import process

from bot.command import Choice, Option, Reply, Words, command
from bot.context import Context
from bot.domain.group import Group, Place
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.errors import UserError
from bot.i18n import languages
from bot.refusals import MODERATORS
from bot.text import Bold, Bullets, Code, Node, Usage, lines, t
from bot.words import fold
from commands import caring, digest, ringing, sealed, shiftcare
from commands.personal import LANGUAGES

Change: TypeAlias = Callable[[Group, str], Group]
REDRAWN = 200  # cards that follow a change of how they look at once
MOST_VOUCHES, MOST_KINDS = 10, 30
LONGEST_NAME = 40
MOST_DAYS = 365
SHORT_ZONES = {
    "eastern": "America/New_York", "este": "America/New_York", "central": "America/Chicago",
    "centro": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "pacifico": "America/Los_Angeles",
}
OFF = ("no", "off", "none", "false", "nada", "nunca", "ninguna", "ninguno", "nadie")
HIDDEN = {"posters": "posters", "poster": "posters", "asking": "posters", "pide": "posters",
          "piden": "posters", "helpers": "helpers", "helper": "helpers", "helping": "helpers",
          "ayuda": "helpers", "ayudan": "helpers"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a group decides: its words, what a value changes, how it is shown.

    ``redraw``: open cards look different afterwards; ``rearm``: wakes come at other instants.
    """

    name: str
    words: str
    change: Change
    shown: Callable[[Group], Node]
    redraw: bool = False
    rearm: bool = False


def _zone(value: str) -> str:
    known = available_timezones()
    name = SHORT_ZONES.get(fold(value), value.replace(" ", "_"))
    match = {fold(zone): zone for zone in known}.get(fold(name))
    if match:
        return match
    near = process.extractOne(name, sorted(z for z in known if "/" in z), score_cutoff=60)
    raise UserError(t("I know no time zone {zone}. Did you mean {near}?", zone=value,
                      near=Code(near[0] if near else "America/New_York")))


def _languages(value: str) -> tuple[str, ...]:
    names = {fold(word): code for word, code in LANGUAGES} | {
        "both": "both", "ambos": "both", "bilingue": "both", "bilingual": "both"}
    codes: list[str] = []
    for word in fold(value).replace(",", " ").replace("+", " ").split():
        if word in ("and", "y"):
            continue
        code = names.get(word)
        if code is None:
            raise UserError(t("I speak {languages}, not {word}.", word=word,
                              languages=", ".join(languages())))
        codes += languages() if code == "both" else [code]
    if not codes:
        raise UserError(t("Which languages? {example}", example=Code("en es")))
    return tuple(dict.fromkeys(codes))


def _yes(value: str) -> bool:
    if fold(value) in ("yes", "on", "si", "true"):
        return True
    if fold(value) in OFF:
        return False
    raise UserError(t("Please say yes or no."))


def _days(value: str) -> int:
    digits = value.split(maxsplit=1)[0]
    if not (digits.isdecimal() and 1 <= int(digits) <= MOST_DAYS):
        raise UserError(t("How many days, from 1 to {most}? For example {usage}.",
                          most=str(MOST_DAYS), usage=Usage("settings", "keep 14",
                                                           "conservar 14")))
    return int(digits)


def _kinds(value: str) -> tuple[str, ...]:
    words = fold(value).replace(",", " ").split()
    return () if words and words[0] in OFF else tuple(dict.fromkeys(words))[:MOST_KINDS]


def _vouches(value: str) -> int:
    if not (value.isdecimal() and 1 <= int(value) <= MOST_VOUCHES):
        raise UserError(t("How many people, from 1 to {most}? For example {usage}.",
                          most=str(MOST_VOUCHES), usage=Usage("settings", "vouches 2",
                                                              "avales 2")))
    return int(value)


def _hidden(value: str) -> tuple[str, ...]:
    words = fold(value).replace(",", " ").split()
    if words and words[0] in OFF:
        return ()
    if {"both", "all", "yes", "si", "todo", "ambos"} & set(words):
        return "posters", "helpers"
    found = tuple(dict.fromkeys(HIDDEN[word] for word in words if word in HIDDEN))
    if not found:
        raise UserError(t("Whose names should cards leave out? {example}",
                          example=Usage("settings", "hide posters helpers",
                                        "ocultar pide ayuda")))
    return found


def _shown_kinds(group: Group) -> Node:
    if not group.confirm:
        return t("Whoever asked says yes first: where they want it so")
    return t("Whoever asked says yes first: where they want it so, and for {words}",
             words=", ".join(group.confirm))


def _shown_hidden(group: Group) -> Node:
    match group.hidden:
        case ():
            return t("Names on cards: yes")
        case ("posters",):
            return t("Names on cards: only those of helpers")
        case ("helpers",):
            return t("Names on cards: only those who ask")
        case _:
            return t("Names on cards: none")


def _shown_reactions(group: Group) -> Node:
    if not group.reactions:
        return t("Reactions count as answers: no")
    return t("Reactions count as answers: {take} takes a card on, {done} ends it. "
             "Not in encrypted rooms: there they would not be encrypted.", take="✋", done="✅")


SETTINGS = (
    Setting("zone", "timezone zona zona-horaria zone",
            lambda group, value: replace(group, zone=_zone(value)),
            lambda group: t("Time zone: {zone}", zone=Code(group.zone)), rearm=True),
    Setting("languages", "languages idiomas language",
            lambda group, value: replace(group, languages=_languages(value)),
            lambda group: t("Languages: {languages}", languages=", ".join(group.languages)),
            redraw=True),
    Setting("open", "open abierto",
            lambda group, value: replace(group, open=_yes(value)),
            lambda group: t("Open to everyone: yes") if group.open else
            t("Open to everyone: no, settings are for moderators")),
    Setting("keep", "keep conservar",
            lambda group, value: replace(group, keep=_days(value)),
            lambda group: t("What is finished is forgotten after {days} days",
                            days=str(group.keep))),
    Setting("name", "name nombre",
            lambda group, value: replace(group, name=value[:LONGEST_NAME]),
            lambda group: t("Name for allied groups: {name}", name=group.name or "—")),
    Setting("confirm", "confirm confirmar sensitive delicado",
            lambda group, value: replace(group, confirm=_kinds(value)), _shown_kinds),
    Setting("vouches", "vouches avales vouch aval",
            lambda group, value: replace(group, vouches=_vouches(value)),
            lambda group: t("Vouched for once {n} people say so", n=str(group.vouches))
            if group.vouches > 1 else t("Vouched for once one person says so")),
    Setting("hide", "hide ocultar",
            lambda group, value: replace(group, hidden=_hidden(value)), _shown_hidden,
            redraw=True),
    Setting("reactions", "reactions reacciones",
            lambda group, value: replace(group, reactions=_yes(value)), _shown_reactions),
    Setting("sealed-discord", "sealed-discord sellado-discord",
            lambda group, value: replace(group, sealed_discord=_yes(value)),
            lambda group: t("Sealed details on Discord: yes, though its operator can read them")
            if group.sealed_discord else t("Sealed details on Discord: no"), rearm=True),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}
MINE = "my-timezone mi-zona"


@command(
    "settings",
    "ajustes",
    t("See or change how I work for this group"),
    options=(
        Option("setting", "ajuste", t("What to change; without it I show what is set"),
               choices=(*((word, one.name) for one in SETTINGS for word in one.words.split()),
                        *((word, "mine") for word in MINE.split()))),
        Option("value", "valor", t("America/New_York; en, es or both; yes or no; words")),
    ),
    also="configuracion config",
    examples=(("", ""), ("timezone America/New_York", "zona America/New_York"),
              ("languages en es", "idiomas es en"), ("open yes", "abierto sí"),
              ("confirm ride court", "confirmar transporte corte"), ("vouches 3", "avales 3"),
              ("hide posters", "ocultar pide"), ("reactions yes", "reacciones sí")),
    topic="group",
)
def settings(ctx: Context, setting: Choice = "", value: Words = "") -> Reply:
    """Show the settings, or change one; a change is for moderators unless the group is open."""
    if not setting:
        return Reply(_shown(ctx.group))
    if not value:
        raise UserError(t("What should it be? For example {usage}.",
                          usage=Usage("settings", "timezone America/New_York",
                                      "zona America/New_York")))
    if setting == "mine":
        ctx.author = replace(ctx.author, zone=_zone(value))
        ctx.uow.put(ctx.author)
        return Reply(t("For what I say to you alone, your time zone is {zone}.",
                       zone=Code(ctx.author.zone or "")))
    if not ctx.moderator:
        raise UserError(MODERATORS)
    one = BY_NAME[setting]
    ctx.group = one.change(ctx.group, value)
    ctx.uow.put(ctx.group)
    ctx.rearm = ctx.rearm or one.rearm
    if one.redraw:
        for need in ctx.uow.find(Need, "state", ctx.group.id, "open", limit=REDRAWN, newest=True):
            ctx.dirty[need.number] = None
    kept = t("What has a date keeps its time of day.") if setting == "zone" else None
    return Reply(lines(_shown(ctx.group), kept))


def _shown(group: Group) -> Node:
    return lines(Bold(t("This group's settings")),
                 Bullets(tuple(setting.shown(group) for setting in SETTINGS)))


def rearm(ctx: Context) -> None:
    """Set every wake of the group anew, after its wall clock or what it is set for has changed.

    Who may read what is sealed follows from the settings too.
    """
    ctx.group = ctx.uow.get(Group, ctx.group.id) or ctx.group
    for need in ctx.uow.find(Need, "state", ctx.group.id, "open"):
        sealed.settle(ctx, need)
        caring.plan(ctx, need)
    for made in ctx.uow.find(Reminder, "state", ctx.group.id, "open"):
        ctx.uow.put(ringing.arm(ctx, replace(made, due=None)))
    for of in ctx.uow.find(Roster, "state", ctx.group.id, "open"):
        shiftcare.plan(ctx, of)
    for place in ctx.uow.find(Place, "group", ctx.group.id):
        digest.arm(ctx, place, anew=True)

"""`/language` and `/settings`: how the bot speaks to a person and to the group."""

from dataclasses import replace
from zoneinfo import available_timezones

from rapidfuzz import process

from bot.command import Choice, Option, Reply, Words, command
from bot.context import Context
from bot.domain.group import Group, Place
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.errors import UserError
from bot.i18n import languages
from bot.text import Bold, Bullets, Code, Node, Usage, lines, t
from bot.words import fold
from commands import caring, digest, ringing

LANGUAGES = (("english", "en"), ("en", "en"), ("inglés", "en"),
             ("español", "es"), ("es", "es"), ("spanish", "es"), ("castellano", "es"))
REDRAWN = 200  # cards that follow a change of language at once
SHORT_ZONES = {
    "eastern": "America/New_York", "este": "America/New_York", "central": "America/Chicago",
    "centro": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "pacifico": "America/Los_Angeles",
}


@command(
    "language",
    "idioma",
    t("Choose the language I answer you in"),
    options=(Option("language", "idioma", t("english or español"), choices=LANGUAGES),),
    also="lengua",
    examples=(("español", "español"), ("english", "english")),
    topic="you",
)
def language(ctx: Context, language: Choice) -> Reply:
    """Set the author's language for all direct answers."""
    ctx.author = replace(ctx.author, language=language)
    ctx.uow.put(ctx.author)
    ctx.language = language
    return Reply(t("From now on I answer you in English."))


@command(
    "settings",
    "ajustes",
    t("See or change how I work for this group"),
    options=(
        Option("setting", "ajuste", t("timezone, languages, open or my-timezone"), choices=(
            ("timezone", "zone"), ("zona", "zone"), ("zona-horaria", "zone"), ("zone", "zone"),
            ("languages", "languages"), ("idiomas", "languages"), ("language", "languages"),
            ("open", "open"), ("abierto", "open"), ("my-timezone", "mine"), ("mi-zona", "mine"))),
        Option("value", "valor", t("America/New_York; en, es or both; yes or no")),
    ),
    also="configuracion config",
    examples=(("", ""), ("timezone America/New_York", "zona America/New_York"),
              ("languages en es", "idiomas es en"), ("open yes", "abierto sí")),
    topic="group",
)
def settings(ctx: Context, setting: Choice = "", value: Words = "") -> Reply:
    """Show the settings, or change one; a change is for moderators unless the group is open."""
    if not setting:
        return Reply(_shown(ctx))
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
        raise UserError(t("Only moderators can change that here. A moderator can open it to "
                          "everyone: {usage}.", usage=Usage("settings", "open yes", "abierto sí")))
    if setting == "zone":
        ctx.group = replace(ctx.group, zone=_zone(value))
        ctx.rearm = True
    elif setting == "languages":
        ctx.group = replace(ctx.group, languages=_languages(value))
        for need in ctx.uow.find(Need, "state", ctx.group.id, "open", limit=REDRAWN, newest=True):
            ctx.dirty[need.number] = None
    else:
        ctx.group = replace(ctx.group, open=_open(value))
    ctx.uow.put(ctx.group)
    kept = t("What has a date keeps its time of day.") if setting == "zone" else None
    return Reply(lines(_shown(ctx), kept))


def rearm(ctx: Context) -> None:
    """Set every wake of the group anew, after its wall clock or what it is set for has changed."""
    ctx.group = ctx.uow.get(Group, ctx.group.id) or ctx.group
    for need in ctx.uow.find(Need, "state", ctx.group.id, "open"):
        caring.plan(ctx, need)
    for made in ctx.uow.find(Reminder, "state", ctx.group.id, "open"):
        ctx.uow.put(ringing.arm(ctx, replace(made, due=None)))
    for place in ctx.uow.find(Place, "group", ctx.group.id):
        digest.arm(ctx, place, anew=True)


def _shown(ctx: Context) -> Node:
    group = ctx.group
    return lines(
        Bold(t("This group's settings")),
        Bullets((
            t("Time zone: {zone}", zone=Code(group.zone)),
            t("Languages: {languages}", languages=", ".join(group.languages)),
            t("Open to everyone: yes") if group.open else
            t("Open to everyone: no, settings are for moderators"),
        )),
    )


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


def _open(value: str) -> bool:
    if fold(value) in ("yes", "on", "si", "true"):
        return True
    if fold(value) in ("no", "off", "false"):
        return False
    raise UserError(t("Please say yes or no."))

"""`/language`: the language the bot answers a person in."""

from dataclasses import replace

from bot.command import Choice, Option, Reply, command
from bot.context import Context
from bot.text import t

LANGUAGES = (("english", "en"), ("en", "en"), ("inglés", "en"),
             ("español", "es"), ("es", "es"), ("spanish", "es"), ("castellano", "es"))


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

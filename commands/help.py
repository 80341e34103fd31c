"""`/help`: what people can type, from the declarations themselves."""

from bot.command import Command, Family, Option, Reply, Words, command, second
from bot.context import Context
from bot.text import Bold, Bullets, Node, Usage, lines, row, t

TOPICS = {
    "needs": t("Needs and offers"),
    "shifts": t("Shifts"),
    "time": t("Reminders"),
    "you": t("About you"),
    "group": t("The group"),
}


@command(
    "help",
    "ayuda",
    t("What you can type here"),
    options=(Option("command", "comando", t("The command to explain")),),
    examples=(("", ""), ("claim", "apunto")),
    topic="group",
)
def help_(ctx: Context, command: Words = "") -> Reply:
    """List the commands, or explain one with its examples."""
    found = ctx.vocabulary.find(command.lstrip("/!")) if command else None
    if found and found.alone and found.command.family:
        return Reply(_family(found.command.family, ctx.vocabulary.commands))
    if found:
        return Reply(_one(found.command))
    return Reply(_all(ctx.vocabulary.commands, ctx.language))


def _all(commands: tuple[Command, ...], language: str) -> Node:
    parts: list[Node] = []
    for topic, heading in TOPICS.items():
        words = [one for one in commands if one.topic == topic]
        if words:
            parts.append(row(Bold(heading), ": ", *_spaced(words, language)))
    first = row(Usage("need", "ride to court tuesday", "transporte a la corte el martes"), " · ",
                Usage("claim", "12"), " · ", Usage("done", "12"))
    return lines(t("I keep track of who needs what, and who is on it. Try:"), first, *parts,
                 t("More on one of them: {usage}", usage=Usage("help", "claim", "apunto")))


def _spaced(commands: list[Command], language: str) -> list[Node]:
    """Name commands one after the other; those of a family follow the first of it."""
    parts: list[Node] = []
    family: Family | None = None
    for one in commands:
        if one.family and one.family is family:
            parts.append(f"|{second(one.word(language))}")
            continue
        parts += [" "] if parts else []
        parts.append(Usage(one.name))
        family = one.family
    return parts


def _family(family: Family, commands: tuple[Command, ...]) -> Node:
    """Explain each command of a family by its first example."""
    return lines(family.summary, Bullets(tuple(
        row(Usage(one.name, one.examples[0].english, one.examples[0].spanish), ": ", one.summary)
        for one in commands if one.family is family)))


def _one(command: Command) -> Node:
    examples = tuple(Usage(command.name, one.english, one.spanish) for one in command.examples)
    others = " · ".join(command.also)
    return lines(
        row(Bold(Usage(command.name)), ": ", command.summary),
        Bullets(examples),
        t("Also: {words}", words=others) if others else None,
    )

"""`/help`: what people can type, from the declarations themselves."""

from bot.command import Command, Option, Reply, Words, command
from bot.context import Context
from bot.text import Bold, Bullets, Node, Usage, lines, row, t

TOPICS = {
    "needs": t("Needs and offers"),
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
    if found:
        return Reply(_one(found.command))
    return Reply(_all(ctx.vocabulary.commands))


def _all(commands: tuple[Command, ...]) -> Node:
    parts: list[Node] = []
    for topic, heading in TOPICS.items():
        words = [one for one in commands if one.topic == topic]
        if words:
            parts.append(row(Bold(heading), ": ", *_spaced(words)))
    first = row(Usage("need", "ride to court tuesday", "transporte a la corte el martes"), " · ",
                Usage("claim", "12"), " · ", Usage("done", "12"))
    return lines(t("I keep track of who needs what, and who is on it. Try:"), first, *parts,
                 t("More on one of them: {usage}", usage=Usage("help", "claim", "apunto")))


def _spaced(commands: list[Command]) -> list[Node]:
    parts: list[Node] = []
    for one in commands:
        parts += [" "] if parts else []
        parts.append(Usage(one.name))
    return parts


def _one(command: Command) -> Node:
    examples = tuple(Usage(command.name, one.english, one.spanish) for one in command.examples)
    others = " · ".join(command.words()[2:])
    return lines(
        row(Bold(Usage(command.name)), ": ", command.summary),
        Bullets(examples),
        t("Also: {words}", words=others) if others else None,
    )

"""Writes docs/commands.md from the declarations: ``python docs/table.py``."""

from pathlib import Path

from bot.command import Command
from bot.i18n import sentence
from commands import CATALOGUE
from commands.help import TOPICS

HEAD = """# Commands · Comandos

Made from the commands' own declarations. English and Spanish words both always work, with or
without accents, in any chat. *Las palabras en inglés y en español valen siempre las dos, con o
sin acentos, en cualquier chat.*
"""


def table() -> str:
    """Return the page: a table for each topic, both languages side by side."""
    parts = [HEAD]
    for topic, heading in TOPICS.items():
        parts.append(f"\n## {heading.one} · {sentence('es', heading.one)}\n")
        parts.append("| English | Español | |\n| --- | --- | --- |")
        parts += [line(one) for one in CATALOGUE.commands if one.topic == topic]
    return "\n".join(parts) + "\n"


def line(one: Command) -> str:
    """Return a command's row: examples in each language, what it does in each."""
    english = "<br>".join(f"`/{one.name} {e.english}`".replace(" `", "`") for e in one.examples)
    spanish = "<br>".join(f"`/{one.spanish} {e.spanish}`".replace(" `", "`")
                          for e in one.examples)
    does = f"{one.summary.one}<br>*{sentence('es', one.summary.one)}*"
    others = ", ".join(one.also)
    return f"| {english} | {spanish} | {does}{'<br>' + others if others else ''} |"


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(table(), "utf-8")

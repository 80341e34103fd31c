"""Writes docs/commands.md and docs/privacy.md from the code: ``python docs/table.py``."""

from pathlib import Path

from bot.command import Command
from bot.i18n import sentence
from bot.privacy.retention import HELD, MORE, TABLE
from bot.text import T
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


PRIVACY = """# What is kept, and for how long · Qué se guarda y cuánto tiempo

Made from the table in `bot/privacy/retention.py`, which the daily purge goes by and `/privacy`
reads out.
*Hecho de la misma tabla que usa el bot; `/privacidad` la dice en el chat.*

| What · Qué | Why · Para qué | Until · Hasta cuándo |
| --- | --- | --- |
"""


def privacy() -> str:
    """Return the page: every kind of record, why it is kept and what ends it."""
    rows = [f"| {both(one.what)} | {both(one.why)} | {both(one.ends)} |" for one in TABLE]
    rest = [f"- {both(one)}" for one in HELD + MORE]
    return PRIVACY + "\n".join([*rows, "", *rest, ""])


def both(sentence_: T) -> str:
    """Return a sentence in both languages, with its holes as people read them."""
    holes = {"days": ("30", "30"), "undo": ("`/undo`", "`/deshacer`"),
             "forget": ("`/forget me`", "`/olvídame sí`"), "destroy": ("`/destroy`", "`/destruir`"),
             "keep": ("`/settings keep 14`", "`/ajustes conservar 14`"),
             "one": ("`/forget 12`", "`/olvídame 12`"), "export": ("`/export`", "`/exportar`")}
    english = sentence_.one.format(**{name: words[0] for name, words in holes.items()})
    spanish = sentence("es", sentence_.one).format(
        **{name: words[1] for name, words in holes.items()})
    return f"{english}<br>*{spanish}*"


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(table(), "utf-8")
    Path(__file__).with_name("privacy.md").write_text(privacy(), "utf-8")

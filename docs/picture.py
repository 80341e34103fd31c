"""Draws docs/apoyo.svg: the same small conversation in English and in Spanish, as it really runs.

Run it from the project's folder: ``python docs/picture.py``.
"""

import asyncio
import html
import tempfile
import textwrap
from datetime import datetime
from pathlib import Path

from adapters.console.adapter import Event
from adapters.console.ops import Op
from adapters.console.session import Session
from bot.config import Config

NOW = datetime.fromisoformat("2026-11-23T09:00-05:00")
TALKS = {
    "en": [("ana", "/need ride to court tuesday 9am"), ("ben", "I can"), ("ana", "done"),
           ("lee", "/need 10 meals friday"), ("ben", "/claim 2 4")],
    "es": [("ana", "/necesito transporte a la corte el martes a las 9"), ("ben", "yo puedo"),
           ("ana", "listo"), ("lee", "/necesito 10 comidas el viernes"), ("ben", "/apunto 2 4")],
}
WIDTH, COLUMN, LINE, FONT = 880, 420, 19, 14
INK, PAPER, CARD, EDGE, QUIET = "#1f2430", "#ffffff", "#f3f6f4", "#2f7d5b", "#5b6470"


async def converse(language: str) -> list[tuple[str, str]]:
    """Return who says what, the bot's cards and their edits included."""
    shown: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        caused: list[Event] = []
        config = Config(timezone="America/New_York", languages=(language,))
        session = Session.open(Path(folder), config, NOW, caused.append)
        await session.start()
        for who, text in TALKS[language]:
            caused.clear()
            kind = {} if text.startswith("/") else {"to": "m1"}
            await session.do(Op("reply" if kind else "say", room="#general", user=who, text=text,
                                lang=language, **kind))
            shown.append((who, ("↩ 1  " if kind else "") + text))
            cards = [e for e in caused if e["event"] == "edit" or (
                e["event"] == "send" and e.get("room") and not e.get("to"))]
            shown += [("", str(card["text"])) for card in cards]
        await session.close()
    return shown


def column(talk: list[tuple[str, str]], left: int) -> tuple[list[str], int]:
    """Return a conversation's drawing and how far down it reaches."""
    parts, top = [], 24
    for who, text in talk:
        lines = [piece for line in text.split("\n") for piece in textwrap.wrap(line, 50) or [""]]
        high = LINE * len(lines) + 14
        if not who:
            parts.append(f'<rect x="{left}" y="{top}" width="{COLUMN - 24}" height="{high}" rx="8" '
                         f'fill="{CARD}" stroke="{EDGE}"/>')
        for number, line in enumerate(lines):
            weight = "600" if not who and number == 0 else "400"
            name = f'<tspan fill="{EDGE}" font-weight="600">{who}  </tspan>' if who and \
                number == 0 else ""
            parts.append(
                f'<text x="{left + 12}" y="{top + 20 + LINE * number}" font-weight="{weight}" '
                f'xml:space="preserve">{name}{html.escape(line)}</text>')
        top += high + (4 if who else 12)
    return parts, top


def main() -> None:
    """Write the picture beside this file."""
    drawn, low = [], 0
    for number, language in enumerate(TALKS):
        parts, bottom = column(asyncio.run(converse(language)), 20 + number * COLUMN)
        drawn += parts
        low = max(low, bottom)
    Path(__file__).with_name("apoyo.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {low + 12}" '
        f'font-family="system-ui, sans-serif" font-size="{FONT}" fill="{INK}">\n'
        f'<rect width="100%" height="100%" rx="12" fill="{PAPER}" stroke="{QUIET}" '
        'stroke-opacity=".3"/>\n' + "\n".join(drawn) + "\n</svg>\n", "utf-8")


if __name__ == "__main__":
    main()

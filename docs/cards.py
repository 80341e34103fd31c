"""Draws docs/cards.svg and docs/roster.png: what Discord and Matrix are really sent, and a roster.

Run it from the project's folder: ``python docs/cards.py``.
"""

import asyncio
import base64
import html
import re
import tempfile
import textwrap
from datetime import datetime
from pathlib import Path

from adapters.console.adapter import Event
from adapters.console.ops import Op
from adapters.console.session import Session
from adapters.discord.markup import Markup
from adapters.matrix.telling import Telling
from bot.config import Config
from bot.ports import Delivery, Rendered
from bot.render import Plain
from bot.text import Usage

HERE = Path(__file__).parent
NOW = datetime.fromisoformat("2026-11-23T09:00-05:00")
ZONE = "America/New_York"
CARD = (("ana", "/need ride to court tue 8:30 +return +interpreter es +childcare 2"),
        ("ben", "/claim 1 return"), ("cora", "/claim 1 childcare 1"))
KITCHEN = "/shift new breakfast every weekday 6:30-9am cook 2 serve 3-5"
SIGNED = (("ana", "cook mon"), ("ben", "cook every tue"), ("cora", "cook tue"),
          ("Guadalupe", "serve every tue"), ("Maximiliano", "serve tue"), ("lee", "serve tue"),
          ("ben", "cook wed"), ("cora", "serve wed"), ("lee", "serve wed"),
          ("Guadalupe", "cook thu"),
          ("ana", "cook thu"), ("Maximiliano", "serve thu"), ("ben", "serve thu"),
          ("cora", "serve thu"), ("lee", "cook fri"))
WIDTH, LINE, FONT = 880, 20, 14


async def card() -> Rendered:
    """Return the card of a need with several places, two of them promised."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session.open(Path(folder), Config(Path(folder), ZONE),
                               NOW, lambda _: None)
        await session.start()
        for who, text in CARD:
            await session.do(Op("say", room="#general", user=who, text=text))
        engine = session.app.engine
        body, buttons = engine.store.read(
            lambda uow: engine.catalogue.draw(uow, "console:home", 1, ZONE))
        await session.close()
    return Rendered(body, buttons, ("en",))


async def roster() -> bytes:
    """Return a week of a kitchen as the picture people are sent."""
    with tempfile.TemporaryDirectory() as folder:
        caused: list[Event] = []
        session = Session.open(Path(folder), Config(Path(folder), ZONE), NOW, caused.append)
        await session.start()
        await session.do(Op("say", room="#kitchen", user="ana", text=KITCHEN))
        for who, what in SIGNED:
            await session.do(Op("say", room="#kitchen", user=who, text=f"/signup 1 {what}"))
        caused.clear()
        await session.do(Op("say", room="#kitchen", user="ana", text="/roster 1 picture"))
        await session.close()
    return base64.b64decode(next(one["base64"] for one in caused if one["event"] == "file"))


def discord(drawn: Rendered) -> tuple[list[str], list[str]]:
    """Return the lines of the message that Discord is sent, as it shows them, and its buttons."""
    text = Markup(drawn.languages, NOW, _typed).draw(drawn.body or "")
    shown = re.sub(r"<t:(\d+):F>", _moment, text).replace("\\", "")
    labels = Plain(drawn.languages, NOW, _typed)
    return shown.split("\n"), [labels.draw(one.label) for one in drawn.buttons]


def _moment(found: re.Match[str]) -> str:
    return f"{datetime.fromtimestamp(int(found[1]), NOW.tzinfo):%A, %B %d, %Y %I:%M %p}"


def matrix(drawn: Rendered) -> list[str]:
    """Return the lines of the message that Matrix is sent."""
    from commands import CATALOGUE

    delivery = Delivery(key="k", order=0, verb="send", lane="", platform="matrix", group="",
                        room="matrix:!room", card=True, about=1)
    content = Telling(CATALOGUE.vocabulary).content(delivery, drawn, NOW)
    return str(content["body"]).split("\n")


def _typed(node: Usage, _language: str) -> str:
    return f"/{node.command} {node.rest}".rstrip()


def box(title: str, lines: list[str], buttons: list[str], left: int, look: tuple[str, str, str]
        ) -> tuple[str, int]:
    """Return one message's drawing and how far down it reaches."""
    paper, ink, accent = look
    wrapped = [piece for line in lines for piece in textwrap.wrap(line, 50) or [""]]
    rows, width = [[]], 0  # type: ignore[var-annotated]
    for label in buttons:
        wide = 9 * len(label) + 24
        if width + wide > 396:
            rows, width = [*rows, []], 0
        rows[-1].append((label, width, wide))
        width += wide + 8
    high = 58 + LINE * len(wrapped) + (36 * len(rows) if buttons else 0)
    parts = [f'<rect x="{left}" y="12" width="420" height="{high}" rx="10" fill="{paper}"/>',
             f'<text x="{left + 14}" y="38" fill="{accent}" font-weight="600">{title}</text>']
    for number, line in enumerate(wrapped):
        bold = line.startswith("**")
        text = html.escape(line.replace("**", ""))
        parts.append(f'<text x="{left + 14}" y="{62 + LINE * number}" fill="{ink}" '
                     f'font-weight="{600 if bold else 400}" xml:space="preserve">{text}</text>')
    top = 62 + LINE * len(wrapped) - 8
    for row, labels in enumerate(rows):
        for label, at, wide in labels:
            x, y = left + 14 + at, top + 36 * row
            parts.append(f'<rect x="{x}" y="{y}" width="{wide}" height="28" rx="6" '
                         f'fill="{accent}"/><text x="{x + 12}" y="{y + 19}" fill="#fff">'
                         f'{html.escape(label)}</text>')
    return "\n".join(parts), high + 24


def main() -> None:
    """Write the pictures beside this file."""
    drawn = asyncio.run(card())
    lines, buttons = discord(drawn)
    left, low = box("Apoyo · Discord", lines, buttons, 12, ("#313338", "#f2f3f5", "#5865f2"))
    right, deep = box("Apoyo · Matrix", matrix(drawn), [], 448, ("#f6f8f7", "#1f2430", "#0d7a5f"))
    (HERE / "cards.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {max(low, deep)}" '
        f'font-family="system-ui, sans-serif" font-size="{FONT}">\n{left}\n{right}\n</svg>\n',
        "utf-8")
    (HERE / "roster.png").write_bytes(asyncio.run(roster()))


if __name__ == "__main__":
    main()

"""A roster as a picture that a phone shows at its own width, 390 points, drawn twice as fine.

Gaps stand out by a bar, a filled box and the word, never by colour alone; all else is black and
grey, so that people with any colour vision see them.
"""

import io
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

from bot.rosters.sheet import Day, Line, Sheet

WIDTH, EDGE, INNER = 780, 28, 20
# Shades of one scale, given their colours at the end: from LOUD to LIT for what is missing, from
# INK to PAPER for all else. So every pixel is one byte, and edges stay smooth.
LOUD, LIT, INK, QUIET, CALM, BAND, PAPER = 0, 99, 100, 150, 165, 245, 255
LOUD_COLOUR = (179, 71, 0)
TALLEST = 24000  # beyond that no phone opens it
SIZES = {"title": (44, 700), "when": (28, 400), "day": (32, 700), "role": (28, 700),
         "text": (30, 400), "gap": (28, 700)}


@cache
def _font(kind: str) -> ImageFont.FreeTypeFont:
    """Return the font of a kind of text."""
    size, weight = SIZES[kind]
    with as_file(files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf") as path:
        found = ImageFont.truetype(io.BytesIO(path.read_bytes()), size,
                                   layout_engine=ImageFont.Layout.BASIC)
    found.set_variation_by_axes([
        weight if axis["name"] == b"Weight" else float(axis["default"] or 100)
        for axis in found.get_variation_axes()])
    return found


@lru_cache(maxsize=8192)
def _long(text: str, kind: str) -> float:
    return _font(kind).getlength(text)


@dataclass(slots=True)
class Pen:
    """Writes on a picture; a word that comes again, such as a name, is drawn only once."""

    image: Image.Image
    words: dict[tuple[str, str], Image.Image] = field(default_factory=dict)

    def line(self, text: str, kind: str, x: float, y: int, ink: int) -> None:
        """Write words on one line, from their upper left corner."""
        for word in text.split():
            drawn = self.words.get((kind, word))
            if drawn is None:
                drawn = self.words[kind, word] = _drawn(word, kind)
            self.image.paste(ink, (int(x), y), drawn)
            x += _long(word, kind) + _long(" ", kind)

    def lines(self, texts: list[str], kind: str, y: int, step: int, ink: int,
              indent: int = 0) -> int:
        """Write lines below each other; return where the next one goes."""
        for text in texts:
            self.line(text, kind, EDGE + indent, y, ink)
            y += step
        return y


def _drawn(word: str, kind: str) -> Image.Image:
    _, _, right, bottom = _font(kind).getbbox(word)
    made = Image.new("L", (int(right) + 1, int(bottom) + 1), 0)
    ImageDraw.Draw(made).text((0, 0), word, 255, _font(kind))
    return made


def picture(made: Sheet) -> bytes:
    """Return the sheet as a PNG."""
    room = WIDTH - 2 * EDGE
    title, when = _wrapped((made.title,), "title", room), _wrapped((made.when,), "when", room)
    days = [_laid(day) for day in made.days]
    top = EDGE + 56 * len(title) + 38 * len(when) + 24
    height = min(TALLEST, top + sum(tall for _, tall in days) + EDGE + (0 if days else 50))
    image = Image.new("L", (WIDTH, height), PAPER)
    pen, boxes = Pen(image), ImageDraw.Draw(image)
    y = pen.lines(title, "title", EDGE, 56, INK)
    y = pen.lines(when, "when", y, 38, QUIET) + 24
    if not days:
        pen.line(made.nothing, "text", EDGE, y, INK)
    for (rows, tall), day in zip(days, made.days, strict=True):
        if y + tall > height - EDGE:
            pen.line("…", "day", EDGE, height - 2 * EDGE, INK)
            break
        _draw_day(pen, boxes, day, rows, y)
        y += tall
    out = io.BytesIO()
    coloured = Image.frombytes("P", image.size, image.tobytes())
    coloured.putpalette(_palette())
    coloured.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _palette() -> list[int]:
    """Return the colour of each shade."""
    loud = [part + (255 - part) * shade // LIT for shade in range(LIT + 1) for part in LOUD_COLOUR]
    ink = [17 + 238 * (shade - INK) // (PAPER - INK) for shade in range(INK, PAPER + 1)]
    return loud + [part for grey in ink for part in (grey, grey, grey)]


Row = tuple[Line, list[str], list[str], int]


def _laid(day: Day) -> tuple[list[Row], int]:
    """Return a day's roles with their texts cut into lines, and how high the day is."""
    rows: list[Row] = []
    room = WIDTH - 2 * EDGE - 2 * INNER
    for line in day.lines:
        role = _wrapped((line.role,), "role", room - (
            int(_long(line.gap, "gap")) + 70 if line.gap else 0))
        names = _wrapped(line.names, "text", room) if line.names else []
        rows.append((line, role, names, 40 * len(role) + 40 * len(names) + 16))
    head = 44 * len(_wrapped((day.when,), "day", room))
    return rows, head + 20 + sum(tall for *_, tall in rows) + 24


def _draw_day(
    pen: Pen, boxes: ImageDraw.ImageDraw, day: Day, rows: list[Row], y: int
) -> None:
    when = _wrapped((day.when,), "day", WIDTH - 2 * EDGE - 2 * INNER)
    bottom = y + 44 * len(when) + 20
    boxes.rectangle((EDGE, y, WIDTH - EDGE, bottom - 6), BAND)
    boxes.rectangle((EDGE, y, EDGE + 10, bottom - 6), LOUD if day.short else CALM)
    pen.lines(when, "day", y + 4, 44, INK, INNER)
    y = bottom
    for line, role, names, tall in rows:
        if line.gap:
            wide = int(_long(line.gap, "gap"))
            left = WIDTH - EDGE - wide - 54
            boxes.rectangle((EDGE, y, EDGE + 10, y + tall - 6), LOUD)
            boxes.rounded_rectangle((left, y, WIDTH - EDGE, y + 40), 8, LOUD)
            pen.line("!", "gap", left + 14, y + 1, LIT)
            pen.line(line.gap, "gap", left + 36, y + 1, LIT)
        below = pen.lines(role, "role", y, 40, QUIET, INNER)
        pen.lines(names, "text", below, 40, INK, INNER)
        y += tall


def _wrapped(parts: tuple[str, ...], kind: str, room: int) -> list[str]:
    """Return parts, with commas between them, as lines that fit; a part breaks between words."""
    words = [word for i, part in enumerate(parts) for word in (
        f"{part}," if i + 1 < len(parts) else part).split()]
    lines: list[str] = []
    now, long = "", 0.0
    space = _long(" ", kind)
    for word in words:
        for piece in _pieces(word, kind, room):
            size = _long(piece, kind)
            if now and long + space + size > room:
                lines.append(now)
                now, long = piece, size
            else:
                long = long + space + size if now else size
                now = f"{now} {piece}" if now else piece
    return [*lines, now] if now else lines


def _pieces(word: str, kind: str, room: int) -> list[str]:
    """Return a word cut to what fits on a line: hardly any is ever so long."""
    if _long(word, kind) <= room:
        return [word]
    middle = len(word) // 2
    return _pieces(word[:middle], kind, room) + _pieces(word[middle:], kind, room)

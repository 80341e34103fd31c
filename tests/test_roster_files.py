"""A roster as a picture and as a page: what a phone and a printer are handed."""

import io
from base64 import b64decode
from pathlib import Path

from PIL import Image

from bot.rosters.picture import LOUD_COLOUR, WIDTH
from tests.test_documents import answers

SETUP = ("/shift new breakfast every weekday 6:30-9am cook 1 serve 2", "/signup 1 cook every day")


def handed(folder: Path, *texts: str) -> bytes:
    """Return the file that the last text was answered with."""
    said = answers(folder, *SETUP, *texts)[-1]
    return b64decode(str(next(e for e in said if e["event"] == "file")["base64"]))


def loud(raw: bytes) -> int:
    """Return how much of a picture is in the colour of what is missing."""
    image = Image.open(io.BytesIO(raw))
    assert (image.format, image.width) == ("PNG", WIDTH)
    colours = image.convert("RGB").getcolors(1 << 24) or []
    return sum(count for count, colour in colours if colour == LOUD_COLOUR)


def test_a_picture_is_as_wide_as_a_phone_and_shows_gaps_until_there_are_none(
        tmp_path: Path) -> None:
    short = loud(handed(tmp_path / "short", "/roster 1 picture"))
    full = loud(handed(tmp_path / "full", "/shift edit 1 serve 0", "/horario 1 imagen"))
    assert short > 0
    assert full == 0


def test_a_page_to_print_says_what_is_missing_and_takes_no_markup_from_people(
        tmp_path: Path) -> None:
    page = handed(tmp_path, "/shift edit 1 <b>kids</b> breakfast", "/roster 1 print").decode()
    assert page.startswith("<!doctype html>")
    assert "! 2 missing" in page
    assert "ana" in page
    assert "<b>kids" not in page

"""The corpora in this folder: lines as people write them, and what each is to be read as."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.when import read, reading
from bot.when.gate import telling
from bot.when.tokens import fold
from tests.when.asking import brief

CORPORA = sorted(Path(__file__).parent.glob("corpus*.jsonl"))
MARKS = ',;:.!?¡¿()[]–—-"“”'
FIELDS = ("what", "start", "end", "rrule", "qty")


def plain(text: str) -> str:
    words = (word.strip(MARKS) for word in text.casefold().split())
    return " ".join(word for word in words if word)


def rule(text: str | None) -> dict[str, list[str]]:
    parts = (part.split("=") for part in (text or "").split(";") if part)
    return {key: sorted(value.split(",")) for key, value in parts}


def right(line: dict) -> bool:
    found = read(line["text"], datetime.fromisoformat(line["now"]), line["tz"], line["lang"])
    return (
        plain(found.what) == plain(line["what"])
        and brief(found.start) == (line.get("start") or "")
        and brief(found.end) == (line.get("end") or "")
        and rule(found.rrule) == rule(line.get("rrule"))
        and found.qty == line.get("qty")
    )


def lines_of(corpus: Path) -> list[dict]:
    return [json.loads(line) for line in corpus.read_text("utf8").splitlines() if line.strip()]


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_nearly_every_line_is_read_exactly(corpus):
    wrong = [line["text"] for line in lines_of(corpus) if not right(line)]
    share = 1 - len(wrong) / len(lines_of(corpus))
    assert share >= (0.9 if "messy" in corpus.stem else 0.98), wrong


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_no_date_is_invented(corpus):
    invented = [
        line["text"] for line in lines_of(corpus) if not line.get("start") and read(
            line["text"], datetime.fromisoformat(line["now"]), line["tz"], line["lang"]).start
    ]
    assert not invented


def test_the_corpora_are_here_and_half_of_their_lines_have_no_when():
    lines = [line for corpus in CORPORA for line in lines_of(corpus)]
    assert len(lines) >= 1500
    assert sum(not line.get("start") for line in lines) >= 700


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_what_is_turned_away_at_the_first_look_would_have_given_nothing(corpus):
    for line in lines_of(corpus):
        text, folded = line["text"], fold(line["text"])
        if not telling(folded):
            now = datetime.fromisoformat(line["now"])
            found = reading.look(text, folded, now, line["tz"], line["lang"])
            assert found[:5] == (text, None, None, None, None)

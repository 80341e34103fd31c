"""The corpora in this folder, written by other hands than the rules."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.when import read
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


@pytest.mark.skipif(not CORPORA, reason="no corpus beside this test")
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_nearly_every_line_is_read_exactly(corpus):
    lines = [json.loads(line) for line in corpus.read_text("utf8").splitlines() if line.strip()]
    share = sum(right(line) for line in lines) / len(lines)
    assert share >= (0.9 if "messy" in corpus.stem else 0.95)

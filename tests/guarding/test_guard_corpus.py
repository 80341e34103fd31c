"""Texts that should be seen and ordinary needs that should not: the figures are printed."""

from collections import Counter
from pathlib import Path

from bot.guard import seen

HERE = Path(__file__).parent


def lines_of(name: str) -> list[str]:
    lines = (HERE / name).read_text("utf8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def alarms() -> list[tuple[str, str]]:
    return [(kind.strip(), text.strip())
            for kind, _, text in (line.partition("|") for line in lines_of("alarms.txt"))]


def test_nearly_all_that_should_not_be_in_a_room_is_seen_as_what_it_is(capsys):
    found, of = Counter(), Counter()
    missed = []
    for kind, text in alarms():
        hit = kind in {sight.kind for sight in seen(text)}
        of[kind] += 1
        found[kind] += hit
        missed += [] if hit else [f"{kind}: {text}"]
    with capsys.disabled():
        print("\nseen:", ", ".join(f"{kind} {found[kind]}/{of[kind]}" for kind in of))
    assert sum(found.values()) >= 0.95 * sum(of.values()), missed


def test_ordinary_needs_are_left_alone(capsys):
    needs = lines_of("ordinary.txt")
    alarmed = [text for text in needs if seen(text)]
    with capsys.disabled():
        print(f"\nfalse alarms: {len(alarmed)}/{len(needs)}")
    assert len(alarmed) <= 0.02 * len(needs), alarmed

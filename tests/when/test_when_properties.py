"""What holds for any text: no error, no invented word, nothing before today."""

import os
import re
from datetime import date, datetime
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.when import read
from bot.when.english import TABLE as ENGLISH
from bot.when.spanish import TABLE as SPANISH
from tests.when.asking import NOW, ZONE

EXAMPLES = int(os.environ.get("APOYO_EXAMPLES", "2000"))
FEW = 200
WORDS = sorted({
    form for table in (ENGLISH, SPANISH) for values in table.values()
    for forms in values.values() for form in forms.split("|")
})
NUMBERS = st.one_of(
    st.integers(0, 99).map(str),
    st.integers(0, 10**9).map(str),
    st.from_regex(r"\d{1,2}[:/.hx-]\d{1,2}(am|pm|a|p|h)?", fullmatch=True),
    st.from_regex(r"(\$|#|@|x)?\d{1,4}(st|th|°|am|pm|lb|h|k|x)?", fullmatch=True),
)
JUNK = st.one_of(
    st.text(max_size=6), st.sampled_from(["drivers", "Ana", "🍲", "(", "-", ",", "'s"])
)
LINES = st.lists(st.one_of(st.sampled_from(WORDS), NUMBERS, JUNK), max_size=12).map(" ".join)


@pytest.mark.parametrize("examples", [FEW, pytest.param(EXAMPLES, marks=pytest.mark.slow)])
def test_any_text_has_an_answer_that_invents_nothing_and_is_not_past(examples):
    test = given(LINES, st.sampled_from(["en", "es"]))(invents_nothing_and_is_not_past)
    settings(max_examples=examples, deadline=None)(test)()


def invents_nothing_and_is_not_past(text, lang):
    found = read(text, NOW, ZONE, lang)
    if found.start is not None:
        day = found.start.date() if isinstance(found.start, datetime) else found.start
        assert day >= date(2026, 11, 23)
    said = set(re.findall(r"\w", normalize("NFC", text).casefold()))
    assert set(re.findall(r"\w", found.what.casefold())) <= said
    assert found.rrule is None or found.start is not None

"""What is left, and how many of it."""

from datetime import date

import pytest

from bot.when import read_when
from tests.when.asking import NOW, ZONE, ask


@pytest.mark.parametrize(("text", "qty", "what"), [
    ("3 translators wednesday 10am at the clinic", 3, "translators at the clinic"),
    ("we need 12 cots by friday", 12, "we need cots"),
    ("necesitamos 5 voluntarios el sábado", 5, "necesitamos voluntarios"),
    ("diapers x4", 4, "diapers"),
    ("4x diapers", 4, "diapers"),
    ("twenty-five blankets", 25, "blankets"),
    ("treinta y dos sillas", 32, "sillas"),
    ("a couple of tents friday", 2, "tents"),
    ("un par de cobijas para mañana", 2, "cobijas"),
    ("friday 10 chairs", 10, "chairs"),
    ("1,200 flyers", 1200, "flyers"),
])
def test_the_number_before_the_thing_is_the_quantity(text, qty, what):
    found = ask(text)
    assert (found.qty, found.what) == (qty, what)


@pytest.mark.parametrize(("text", "qty", "unit", "what"), [
    ("$80 for gas by the 5th", 80, "$", "gas"),
    ("200 dólares para renta", 200, "$", "renta"),
    ("€50 for stamps", 50, "€", "stamps"),
    ("need $300 for rent by dec 1", 300, "$", "need rent"),
    ("100 pesos para la renta", 100, "$", "la renta"),
])
def test_money_that_leads_is_the_quantity(text, qty, unit, what):
    found = ask(text)
    assert (found.qty, found.unit, found.what) == (qty, unit, what)


@pytest.mark.parametrize("text", [
    "2 bedroom apt", "3 de las señoras", "10 de la calle", "sun screen and 20 hats", "a dozen eggs",
    "3 or 4 tents", "un cuarto", "need one ride", "food for 4 people", "911 is slow",
])
def test_other_numbers_are_no_quantity(text):
    assert (ask(text).qty, ask(text).what) == (None, text)


@pytest.mark.parametrize(("text", "what"), [
    ("🍲 pozole night saturday 6pm @ana bring bowls", "🍲 pozole night @ana bring bowls"),
    ("cribs, formula (by fri)", "cribs, formula"),
    ("tomorrow's breakfast", "breakfast"),
    ("ICE checkin with Rosa, wed 10am, 101 W Congress", "ICE checkin with Rosa, 101 W Congress"),
    ("despensas pa'l jueves", "despensas"),
    ("MIÉRCOLES reunión en Peñón", "reunión en Peñón"),
])
def test_the_rest_stays_as_typed_in_its_order(text, what):
    assert ask(text).what == what


def test_accents_written_apart_are_the_same_letters():
    found = ask("reunión el miércoles")
    assert (found.what, found.start) == ("reunión", date(2026, 11, 25))


@pytest.mark.parametrize("text", ["tuesday", "may 3", "sun", "9am", "el domingo", "mar", "MWF 6pm"])
def test_a_text_that_must_be_a_when_needs_no_proof_for_weak_words(text):
    assert read_when(text, NOW, ZONE) is not None


@pytest.mark.parametrize("text", ["tuesday maybe", "coats by friday", "", "3 coats", "asap"])
def test_a_text_that_must_be_a_when_leaves_nothing_over(text):
    assert read_when(text, NOW, ZONE) is None

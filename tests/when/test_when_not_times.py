"""What looks like a time and is none."""

import pytest

from tests.when.asking import ask

PAST = """raid was last tuesday, family needs food|la redada fue ayer
the raid happened at 5am|yesterday at 9|3 days ago|hace 2 días
desde el lunes pasado no hay luz
since monday no heat|a las 3 de ayer|vinieron el sábado
se llevó el carro el viernes|last night at 8"""
NAMES = """crib for May|April is looking for a roommate
Domingo necesita ride
Sunday Silva needs a ride
Julio y Abril buscan cuarto|the monday crew needs gloves|el equipo de los martes|familia Reyes
paseo al mar|mon ami|sun screen|he sat with the kids|signs for the march|someone who may know"""
NUMBERS = """apt 5 needs a heater|shoes size 8-10|ages 3-5 toys|room 4|route 66|I-95|covid-19 tests
form I-130 help|Section 8 help|calle 5 de Mayo|meet at 123 Main St|5th avenue|call 312-555-1234
24/7 childcare ideas|coffee from the 7-11 store|50/50 raffle|1/2 lb rice|family of 5|bus 40
el 15 de la lista|las 3 hermanas|niño de 3 años|A-123-456-789|https://x.org/2026-12-01|10% off
from 5 to 10 people|at 3 houses|zapatos 5-7|talla del 5 al 7|SB 54 flyers|zip 60608"""
VAGUE = """asap|later|when you can|lo antes posible|más tarde|cada vez somos más|cada quien
just a second, who has keys|el primero que llegue abre la puerta|una mañana|la una|por la paz
some friday|un domingo de estos|happy friday|weekly report|first come first served"""


def lines(text: str) -> list[str]:
    return [line for row in text.splitlines() for line in row.split("|")]


@pytest.mark.parametrize("text", lines(PAST))
def test_what_is_over_is_no_when(text):
    assert ask(text).start is None


@pytest.mark.parametrize("text", lines(NAMES))
def test_a_name_is_no_when(text):
    assert ask(text).start is None


@pytest.mark.parametrize("text", lines(NUMBERS))
def test_a_number_that_names_something_is_no_when(text):
    assert (ask(text).what, ask(text).start, ask(text).qty) == (text, None, None)


@pytest.mark.parametrize("text", lines(VAGUE))
def test_what_is_vague_is_no_when_and_the_text_stays(text):
    assert (ask(text).what, ask(text).start) == (text, None)


def test_a_name_stays_where_a_date_with_the_same_word_goes():
    found = ask("crib for May on may 22")
    assert found.what == "crib for May"
    assert found.start is not None

"""Days as people write them, through `read`."""

from datetime import datetime

import pytest

from tests.when.asking import when

TUESDAY = datetime.fromisoformat("2026-11-24T08:15:00-05:00")


@pytest.mark.parametrize(("text", "day"), [
    ("laundry tuesday", "2026-12-01"),
    ("laundry tuesday 5pm", "2026-11-24T17:00"),
    ("laundry tuesday 7am", "2026-12-01T07:00"),
    ("lavandería el martes", "2026-12-01"),
    ("laundry this tuesday", "2026-11-24"),
])
def test_a_weekday_said_on_itself_is_a_week_later_unless_its_time_is_still_ahead(text, day):
    assert when(text, now=TUESDAY) == day


@pytest.mark.parametrize(("text", "day"), [
    ("assembly next thursday", "2026-12-03"),
    ("junta el próximo jueves", "2026-11-26"),
    ("junta el próximo martes", "2026-12-01"),
    ("junta el viernes que viene", "2026-11-27"),
    ("junta el martes de la próxima semana", "2026-12-01"),
    ("junta el viernes en ocho", "2026-12-04"),
    ("junta de hoy en ocho", "2026-11-30"),
    ("meet the day after tomorrow", "2026-11-25"),
    ("meet a week from friday", "2026-12-04"),
    ("meet friday after next", "2026-12-11"),
])
def test_the_word_beside_a_weekday_says_which_one(text, day):
    assert when(text) == day


@pytest.mark.parametrize(("text", "day"), [
    ("coats by Dec 3", "2026-12-03"),
    ("pago el 1° de dic", "2026-12-01"),
    ("abrigos para el 3 de diciembre", "2026-12-03"),
    ("rent due the 1st", "2026-12-01"),
    ("rent by the 5th", "2026-12-05"),
    ("renta antes del día 5", "2026-12-05"),
    ("call on 2026-12-01", "2026-12-01"),
    ("call 01.12.2026", "2026-12-01"),
    ("hearing march 3rd 2027", "2027-03-03"),
    ("hearing Friday, Nov 27, 2026", "2026-11-27"),
    ("clase primer sábado de diciembre", "2026-12-05"),
    ("rent at the end of the month", "2026-11-30"),
    ("renta fin de mes", "2026-11-30"),
])
def test_a_date_without_a_year_is_the_next_such_date(text, day):
    assert when(text) == day


def test_the_language_settles_which_number_is_the_month():
    assert when("hearing 3/4") == "2027-03-04"
    assert when("audiencia 3/4", "es") == "2027-04-03"
    assert when("audiencia 12/25", "es") == "2026-12-25"


@pytest.mark.parametrize(("text", "days"), [
    ("retreat dec 3-5", "2026-12-03/2026-12-05"),
    ("retiro del 3 al 5 de diciembre", "2026-12-03/2026-12-05"),
    ("retreat from dec 28 to jan 2", "2026-12-28/2027-01-02"),
    ("camp friday to sunday", "2026-11-27/2026-11-29"),
    ("childcare this weekend", "2026-11-28/2026-11-29"),
    ("inventario la próxima semana", "2026-11-30/2026-12-06"),
    ("ayuda mañana y pasado", "2026-11-24/2026-11-25"),
    ("comida sábado y domingo", "2026-11-28/2026-11-29"),
])
def test_a_range_of_days_ends_on_its_last_day(text, days):
    assert when(text) == days


@pytest.mark.parametrize(("text", "day"), [
    ("turkeys for thanksgiving", "2026-11-26"),
    ("party new year's eve 9pm", "2026-12-31T21:00"),
    ("cena en nochebuena", "2026-12-24"),
    ("roscas para reyes", "2027-01-06"),
    ("toys by christmas", "2026-12-25"),
    ("christmas toys for kids", ""),
    ("luces de navidad", ""),
    ("feliz navidad a todos", ""),
    ("ride for Sra. Reyes", ""),
])
def test_a_holiday_is_a_date_only_where_it_is_used_as_one(text, day):
    assert when(text) == day


@pytest.mark.parametrize("text", [
    "dentist wednsday", "dentist wensday", "dentista el miercloes", "dentista miercoles",
])
def test_a_weekday_with_a_slip_of_the_finger_is_still_that_weekday(text):
    assert when(text) == "2026-11-25"

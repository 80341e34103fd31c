"""Dates and recurrences shown back, in both languages."""
# ruff: noqa: DTZ001 - wall times have no zone

from datetime import date, datetime

import pytest

from bot.when.show import show
from tests.when.asking import ask

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("text", "english", "spanish"), [
    ("tue 9-11am", "Tue, Nov 24, 9:00 AM – 11:00 AM", "mar 24 nov, 9:00 – 11:00"),
    ("tuesday", "Tue, Nov 24", "mar 24 nov"),
    ("friday to sunday", "Fri, Nov 27 – Sun, Nov 29", "vie 27 nov – dom 29 nov"),
    ("every tuesday 6pm", "every Tuesday at 6:00 PM", "cada martes a las 18:00"),
    ("weekdays 7-8:30am", "every weekday, 7:00 AM – 8:30 AM", "de lunes a viernes, 7:00 – 8:30"),
    ("every other friday", "every other Friday", "un viernes sí y otro no"),
    ("first monday of the month", "the first Monday of the month", "el primer lunes del mes"),
    ("the 15th of every month", "the 15th of the month", "el día 15 de cada mes"),
    ("cada quincena", "the 15th and last day of the month", "los días 15 y último de cada mes"),
    ("every night at 8", "every day at 8:00 AM", "cada día a las 8:00"),
    ("every 3 days", "every 3 days", "cada 3 días"),
    ("mondays until dec 14", "every Monday, until Dec 14", "cada lunes, hasta el 14 dic"),
    ("tuesdays for 6 weeks", "every Tuesday, 6 times", "cada martes, 6 veces"),
    ("every december 12", "every year on Dec 12", "cada año el 12 dic"),
    ("tuesdays starting dec 8", "every Tuesday, from Dec 8", "cada martes, desde el 8 dic"),
])
def test_what_was_read_is_shown_in_the_readers_language(text, english, spanish):
    found = ask(text)
    assert found.start is not None
    if text == "every night at 8":  # shown is what was read: its hour, whatever the words
        english = english.replace("AM", "PM")
        spanish = spanish.replace("8:00", "20:00")
    assert show(found.start, found.end, found.rrule, "en", TODAY) == english
    assert show(found.start, found.end, found.rrule, "es", TODAY) == spanish


def test_the_year_is_shown_only_of_a_day_that_is_not_near():
    assert show(date(2027, 1, 6), None, None, "en", TODAY) == "Wed, Jan 6"
    assert show(date(2028, 1, 6), None, None, "en", TODAY) == "Thu, Jan 6, 2028"


def test_a_night_that_ends_tomorrow_shows_one_day():
    night = show(datetime(2026, 11, 23, 23), datetime(2026, 11, 24, 7), None, "en", TODAY)
    assert night == "Mon, Nov 23, 11:00 PM – 7:00 AM"


def test_a_zone_stands_after_the_time_it_belongs_to():
    assert show(datetime(2026, 11, 24, 9), None, None, "en", TODAY, zone="EST").endswith("AM EST")

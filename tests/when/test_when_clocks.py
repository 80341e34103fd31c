"""Times of day and elapsed time, through `read`."""

from datetime import datetime

import pytest

from tests.when.asking import when


@pytest.mark.parametrize(("text", "time"), [
    ("move boxes friday at 2", "2026-11-27T14:00"),
    ("move boxes friday at 9", "2026-11-27T09:00"),
    ("move boxes friday at 12", "2026-11-27T12:00"),
    ("move boxes friday at 06:00", "2026-11-27T06:00"),
    ("move boxes friday 0830", "2026-11-27T08:30"),
    ("move boxes friday 18h30", "2026-11-27T18:30"),
    ("move boxes friday half past 5", "2026-11-27T17:30"),
    ("mover cajas el viernes a las 4 y media", "2026-11-27T16:30"),
    ("mover cajas el viernes a las dos de la tarde", "2026-11-27T14:00"),
    ("mover cajas viernes un cuarto para las 9", "2026-11-27T08:45"),
    ("today at 9", "2026-11-23T21:00"),
    ("tonight at 9", "2026-11-23T21:00"),
])
def test_a_bare_hour_with_a_day_takes_its_usual_half(text, time):
    assert when(text) == time


def test_a_bare_hour_without_a_day_is_the_soonest_waking_one():
    evening = datetime.fromisoformat("2026-11-23T18:05:00-05:00")
    assert when("call back at 7", now=evening) == "2026-11-23T19:00"
    assert when("call back at 11", now=evening) == "2026-11-24T11:00"
    assert when("call back at 3") == "2026-11-23T15:00"


@pytest.mark.parametrize(("text", "times"), [
    ("dinner tomorrow 5-8pm", "2026-11-24T17:00/2026-11-24T20:00"),
    ("hotline tonight 11pm-7am", "2026-11-23T23:00/2026-11-24T07:00"),
    ("table sunday 10-1", "2026-11-29T10:00/2026-11-29T13:00"),
    ("distro sat 9a-1p", "2026-11-28T09:00/2026-11-28T13:00"),
    ("open tomorrow 6:30-9am", "2026-11-24T06:30/2026-11-24T09:00"),
    ("cena mañana de 5 a 8 de la noche", "2026-11-24T17:00/2026-11-24T20:00"),
    ("mesa entre las 3 y las 5 mañana", "2026-11-24T15:00/2026-11-24T17:00"),
    ("watch friday 9am for 3 hours", "2026-11-27T09:00/2026-11-27T12:00"),
    ("guardia viernes 9am por 2 horas", "2026-11-27T09:00/2026-11-27T11:00"),
])
def test_a_range_of_times_is_the_shortest_that_fits_what_was_said(text, times):
    assert when(text) == times


@pytest.mark.parametrize(("text", "time"), [
    ("soup tomorrow noon", "2026-11-24T12:00"),
    ("sopa mañana al mediodía", "2026-11-24T12:00"),
    ("firewood tonight", "2026-11-23T20:00"),
    ("pick up tomorrow morning", "2026-11-24T09:00"),
    ("recoger mañana por la tarde", "2026-11-24T15:00"),
    ("vigil at midnight", "2026-11-24T00:00"),
    ("guardia a las 12 de la noche", "2026-11-24T00:00"),
    ("comida mañana 12 del día", "2026-11-24T12:00"),
])
def test_a_part_of_the_day_has_its_hour(text, time):
    assert when(text) == time


@pytest.mark.parametrize(("text", "time"), [
    ("check the oven in 40 minutes", "2026-11-23T10:40"),
    ("llamar en media hora", "2026-11-23T10:30"),
    ("call in 1h30", "2026-11-23T11:30"),
    ("call in an hour and a half", "2026-11-23T11:30"),
    ("call 5 minutes from now", "2026-11-23T10:05"),
    ("carpas dentro de 5 días", "2026-11-28"),
    ("tents in 2 weeks", "2026-12-07"),
])
def test_a_length_from_now_is_a_moment_or_a_day(text, time):
    assert when(text) == time


def test_hours_from_now_elapse_across_a_clock_change():
    night = datetime.fromisoformat("2026-03-08T00:30:00-05:00")
    assert when("me in 4 hours", now=night) == "2026-03-08T05:30"


def test_a_wall_time_that_will_not_exist_is_kept_as_said():
    eve = datetime.fromisoformat("2026-03-07T10:00:00-05:00")
    assert when("tomorrow 2:30am", now=eve) == "2026-03-08T02:30"


def test_a_zone_in_the_text_is_turned_into_the_groups():
    assert when("webinar tomorrow 8pm Pacific") == "2026-11-24T23:00"
    assert when("webinar friday 5pm CT") == "2026-11-27T18:00"

"""Recurrences, through `read`."""

import pytest

from tests.when.asking import ask, brief

WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(("text", "rule", "start"), [
    ("lunch every wednesday noon", "FREQ=WEEKLY;BYDAY=WE", "2026-11-25T12:00"),
    ("class MWF 6pm", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "2026-11-23T18:00"),
    ("esl T/Th 7pm", "FREQ=WEEKLY;BYDAY=TU,TH", "2026-11-24T19:00"),
    ("food sat+sun 10am", "FREQ=WEEKLY;BYDAY=SA,SU", "2026-11-28T10:00"),
    ("clinic mon thru thurs 0830", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "2026-11-24T08:30"),
    ("yoga los lunes y viernes a las 8am", "FREQ=WEEKLY;BYDAY=MO,FR", "2026-11-27T08:00"),
    ("desayuno entre semana 7am", WEEKDAYS, "2026-11-24T07:00"),
    ("ayuda de lunes a viernes", WEEKDAYS, "2026-11-24"),
    ("tools every other saturday 1pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "2026-11-28T13:00"),
    ("junta un viernes sí y otro no", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27"),
    ("junta cada quince días", "FREQ=WEEKLY;INTERVAL=2", "2026-11-23"),
    ("biweekly meeting thursday 7pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-11-26T19:00"),
])
def test_weekdays_repeat_by_the_week(text, rule, start):
    found = ask(text)
    assert (found.rrule, brief(found.start)) == (rule, start)


@pytest.mark.parametrize(("text", "rule", "start"), [
    ("assembly second tuesday of the month 7pm", "FREQ=MONTHLY;BYDAY=2TU", "2026-12-08T19:00"),
    ("junta el último viernes de cada mes", "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27"),
    ("board 1st & 3rd thursdays", "FREQ=MONTHLY;BYDAY=1TH,3TH", "2026-12-03"),
    ("renta cada primero de mes", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01"),
    ("pago cada quincena", "FREQ=MONTHLY;BYMONTHDAY=15,-1", "2026-11-30"),
    ("rent on the 1st and 15th of every month", "FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-12-01"),
    ("pago el 15 de cada mes", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15"),
])
def test_months_repeat_by_their_weekday_or_their_number(text, rule, start):
    found = ask(text)
    assert (found.rrule, brief(found.start)) == (rule, start)


@pytest.mark.parametrize(("text", "rule", "start"), [
    ("patrol every night", "FREQ=DAILY", "2026-11-23T20:00"),
    ("walk kids every morning at 7", "FREQ=DAILY", "2026-11-24T07:00"),
    ("limpieza cada tercer día", "FREQ=DAILY;INTERVAL=2", "2026-11-23"),
    ("check every 3 days", "FREQ=DAILY;INTERVAL=3", "2026-11-23"),
    ("meds every 2 hours", "FREQ=HOURLY;INTERVAL=2", "2026-11-23T12:00"),
    ("agua cada media hora", "FREQ=MINUTELY;INTERVAL=30", "2026-11-23T10:30"),
])
def test_days_and_hours_repeat_from_now(text, rule, start):
    found = ask(text)
    assert (found.rrule, brief(found.start)) == (rule, start)


@pytest.mark.parametrize(("text", "rule", "start"), [
    ("yoga mondays until dec 18", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261218", "2026-11-30"),
    ("yoga tuesdays for 6 weeks", "FREQ=WEEKLY;BYDAY=TU;COUNT=6", "2026-11-24"),
    ("soup every day for 10 days", "FREQ=DAILY;COUNT=10", "2026-11-23"),
    ("class every tuesday starting Dec 8", "FREQ=WEEKLY;BYDAY=TU", "2026-12-08"),
    ("posada los martes de diciembre", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", "2026-12-01"),
    ("clase los jueves a partir del 8 de diciembre", "FREQ=WEEKLY;BYDAY=TH", "2026-12-10"),
])
def test_a_recurrence_keeps_the_bounds_it_was_given(text, rule, start):
    found = ask(text)
    assert (found.rrule, brief(found.start)) == (rule, start)


def test_the_day_and_the_time_may_stand_apart():
    found = ask("every tuesday food pickup at 5pm")
    assert (found.what, found.rrule) == ("food pickup", "FREQ=WEEKLY;BYDAY=TU")
    assert brief(found.start) == "2026-11-24T17:00"

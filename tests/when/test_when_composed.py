"""Every way of saying a day with every way of saying a time, in the orders people use."""

from itertools import product

import pytest

from tests.when.asking import ask, brief

DAYS = {
    "en": {"wednesday": 25, "on friday": 27, "tomorrow": 24, "this saturday": 28, "thurs": 26,
           "by friday": 27, "friday nov 27": 27, "the 30th": 30, "in 3 days": 26, "11/29": 29,
           "the day after tomorrow": 25, "on Sunday, Nov 29": 29, "thanksgiving": 26, "tmrw": 24},
    "es": {"el miércoles": 25, "este sábado": 28, "mañana": 24, "pasado mañana": 25, "el 28": 28,
           "antes del viernes": 27, "el viernes 27": 27, "el día 30": 30, "en 3 días": 26,
           "el 29/11": 29, "el lunes 30 de noviembre": 30, "el sabado": 28, "para el jueves": 26},
}
TIMES = {
    "en": {"10am": "10:00", "at 2": "14:00", "at 5:30pm": "17:30", "5-8pm": "17:00/20:00",
           "from 9am to 11am": "09:00/11:00", "at noon": "12:00", "9:30": "09:30", "7p": "19:00",
           "at half past 5": "17:30", "between 2 and 4": "14:00/16:00", "at 14:00": "14:00",
           "in the morning": "09:00", "around 3": "15:00", "9am for 2 hours": "09:00/11:00",
           "before 3pm": "15:00", "at 9 in the morning": "09:00"},
    "es": {"a las 10am": "10:00", "a las 2": "14:00", "a las 5 y media": "17:30",
           "de 5 a 8 de la noche": "17:00/20:00", "de 9 a 11 de la mañana": "09:00/11:00",
           "al mediodía": "12:00", "9:30am": "09:30", "a las 8 de la noche": "20:00",
           "de 10 a 1": "10:00/13:00", "entre las 2 y las 4": "14:00/16:00", "a la 1": "13:00",
           "por la mañana": "09:00", "en la tarde": "15:00", "como a las 3": "15:00",
           "a las 9am por 2 horas": "09:00/11:00", "antes de las 3": "15:00"},
}
WANTED = {"en": ("driver", "ride to court", "someone to watch my kids"),
          "es": ("chofer", "transporte a la corte", "alguien que cuide a mis hijos")}
ORDERS = ("{what} {day} {time}", "{what} {time} {day}", "{what}, {day}, {time}",
          "{day} {time} {what}")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_day_and_a_time_are_read_in_whatever_order_they_come(lang: str) -> None:
    wrong = []
    for n, ((day, number), (time, hours)) in enumerate(product(
            DAYS[lang].items(), TIMES[lang].items())):
        start, _, end = hours.partition("/")
        for order in ORDERS:
            what = WANTED[lang][n % 3]
            text = order.format(what=what, day=day, time=time)
            found = ask(text, lang)
            said = [f"2026-11-{number}T{clock}" if clock else "" for clock in (start, end)]
            if [found.what, brief(found.start), brief(found.end)] != [what, *said]:
                wrong.append(text)
    assert wrong == []

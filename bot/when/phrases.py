"""The words dates and recurrences are shown in: one table a language."""

from typing import NamedTuple


class Phrases(NamedTuple):
    """Patterns of Babel (CLDR) and sentences with holes, for one language."""

    locale: str
    day: str
    day_year: str
    month_day: str
    clock: str
    joined: str  # a day and its clock times
    at: str  # a recurrence and the time it starts
    ranged: str  # a recurrence and its two times
    every: dict[str, str]  # of FREQ, interval one
    every_n: dict[str, str]  # of FREQ, any other interval
    weekdays: str
    weekends: str
    weekly: str
    alternate: str
    weekly_n: str
    nth: dict[int, str]
    of_month: str
    monthly: str
    monthly_many: str
    month_end: str
    of_months: str
    yearly: str
    until: str
    times: str
    since: str
    number: str  # how a day of the month is written


ENGLISH = Phrases(
    locale="en_US",
    day="EEE, MMM d", day_year="EEE, MMM d, y", month_day="MMM d", clock="h:mm a",
    joined="{day}, {clock}", at="{rule} at {clock}", ranged="{rule}, {clock}",
    every={"DAILY": "every day", "WEEKLY": "every week", "MONTHLY": "every month",
           "YEARLY": "every year", "HOURLY": "every hour", "MINUTELY": "every minute"},
    every_n={"DAILY": "every {n} days", "WEEKLY": "every {n} weeks",
             "MONTHLY": "every {n} months", "YEARLY": "every {n} years",
             "HOURLY": "every {n} hours", "MINUTELY": "every {n} minutes"},
    weekdays="every weekday", weekends="every weekend",
    weekly="every {days}", alternate="every other {days}", weekly_n="every {n} weeks on {days}",
    nth={1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"},
    of_month="the {nth} {day} of the month",
    monthly="the {days} of the month", monthly_many="the {days} of the month",
    month_end="last day", of_months="{rule}, every {n} months",
    yearly="every year on {day}",
    until="{rule}, until {day}", times="{rule}, {n} times", since="{rule}, from {day}",
    number="{n}{th}",
)

SPANISH = Phrases(
    locale="es",
    day="EEE d MMM", day_year="EEE d MMM y", month_day="d MMM", clock="H:mm",
    joined="{day}, {clock}", at="{rule} a las {clock}", ranged="{rule}, {clock}",
    every={"DAILY": "cada día", "WEEKLY": "cada semana", "MONTHLY": "cada mes",
           "YEARLY": "cada año", "HOURLY": "cada hora", "MINUTELY": "cada minuto"},
    every_n={"DAILY": "cada {n} días", "WEEKLY": "cada {n} semanas", "MONTHLY": "cada {n} meses",
             "YEARLY": "cada {n} años", "HOURLY": "cada {n} horas",
             "MINUTELY": "cada {n} minutos"},
    weekdays="de lunes a viernes", weekends="cada fin de semana",
    weekly="cada {days}", alternate="un {days} sí y otro no", weekly_n="cada {n} semanas, {days}",
    nth={1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", -1: "último"},
    of_month="el {nth} {day} del mes",
    monthly="el día {days} de cada mes", monthly_many="los días {days} de cada mes",
    month_end="último", of_months="{rule}, cada {n} meses",
    yearly="cada año el {day}",
    until="{rule}, hasta el {day}", times="{rule}, {n} veces", since="{rule}, desde el {day}",
    number="{n}",
)

LANGUAGES = {"en": ENGLISH, "es": SPANISH}

"""Dates and recurrences in the reader's language, by Babel and the tables of ``phrases``."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list

from bot.when.phrases import ENGLISH, LANGUAGES, Phrases

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NEAR = timedelta(days=300)  # a day nearer than this needs no year
_NIGHT = timedelta(hours=24)  # an end nearer than this needs no day of its own
_DASH = " – "


def show(
    start: date | datetime,
    end: date | datetime | None,
    rrule: str | None,
    lang: str,
    today: date,
    *,
    zone: str | None = None,
) -> str:
    """Return a WHEN in words: "Tue, Nov 24, 9:00 AM – 11:00 AM", "cada martes a las 18:00".

    ``start`` and ``end`` are naive local; ``zone``, if given, is put after a time of day.
    A language without a table is shown in English.
    """
    words = LANGUAGES.get(lang, ENGLISH)
    tail = f" {zone}" if zone and isinstance(start, datetime) else ""
    if rrule is None:
        return _once(start, end, words, today) + tail
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    text = _rule(parts, start, words)
    if isinstance(start, datetime):
        near = isinstance(end, datetime) and end - start <= _NIGHT
        frame = words.ranged if near else words.at
        text = frame.format(rule=text, clock=_clock(start, end, words)) + tail
    return _bounded(text, parts, start, words, today)


def _day(day: date, words: Phrases, today: date, pattern: str = "") -> str:
    near = day.year == today.year or timedelta(0) <= day - today <= _NEAR
    if pattern and near:
        return format_date(day, pattern, locale=words.locale)
    return format_date(day, words.day if near else words.day_year, locale=words.locale)


def _plain(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _time(moment: datetime, words: Phrases) -> str:
    return format_time(moment.time(), words.clock, locale=words.locale)


def _clock(start: datetime, end: date | datetime | None, words: Phrases) -> str:
    if isinstance(end, datetime) and end - start <= _NIGHT:
        return _time(start, words) + _DASH + _time(end, words)
    return _time(start, words)


def _once(
    start: date | datetime, end: date | datetime | None, words: Phrases, today: date
) -> str:
    text = _day(_plain(start), words, today)
    if isinstance(start, datetime):
        text = words.joined.format(day=text, clock=_clock(start, end, words))
    if end is None or isinstance(start, datetime) and isinstance(end, datetime) \
            and end - start <= _NIGHT:
        return text
    last = _day(_plain(end), words, today)
    if isinstance(end, datetime):
        last = words.joined.format(day=last, clock=_time(end, words))
    return text + _DASH + last


def _rule(parts: dict[str, str], start: date, words: Phrases) -> str:
    freq, n = parts["FREQ"], int(parts.get("INTERVAL", 1))
    if freq == "MONTHLY" and ("BYDAY" in parts or "BYMONTHDAY" in parts):
        text = _monthly(parts, words)
        return text if n == 1 else words.of_months.format(rule=text, n=n)
    if freq == "YEARLY" and "BYMONTHDAY" in parts:
        day = date(2024, int(parts.get("BYMONTH", start.month)), int(parts["BYMONTHDAY"]))
        return words.yearly.format(day=format_date(day, words.month_day, locale=words.locale))
    codes = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    if codes and len(codes) < len(_CODES):
        return _weekly(codes, n, words)
    return words.every[freq] if n == 1 else words.every_n[freq].format(n=n)


def _weekly(codes: list[str], n: int, words: Phrases) -> str:
    if n == 1 and codes == list(_CODES[:5]):
        return words.weekdays
    if n == 1 and codes == list(_CODES[5:]):
        return words.weekends
    names = get_day_names("wide", locale=words.locale)
    days = format_list([names[_CODES.index(code)] for code in codes], locale=words.locale)
    if n == 1:
        return words.weekly.format(days=days)
    if n == 2 and len(codes) == 1:
        return words.alternate.format(days=days)
    return words.weekly_n.format(n=n, days=days)


def _monthly(parts: dict[str, str], words: Phrases) -> str:
    if "BYDAY" in parts:
        codes = parts["BYDAY"].split(",")
        nth = [words.nth[int(code[:-2])] for code in codes]
        names = get_day_names("wide", locale=words.locale)
        day = names[_CODES.index(codes[0][-2:])]
        return words.of_month.format(nth=format_list(nth, locale=words.locale), day=day)
    days = [_number(int(n), words) for n in parts["BYMONTHDAY"].split(",")]
    frame = words.monthly if len(days) == 1 else words.monthly_many
    return frame.format(days=format_list(days, locale=words.locale))


def _number(n: int, words: Phrases) -> str:
    if n < 0:
        return words.month_end
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return words.number.format(n=n, th=ending)


def _bounded(
    text: str, parts: dict[str, str], start: date, words: Phrases, today: date
) -> str:
    first = _plain(start)
    week = 7 * int(parts.get("INTERVAL", 1))
    if parts["FREQ"] in ("DAILY", "WEEKLY") and first > today + timedelta(days=week):
        text = words.since.format(rule=text, day=_day(first, words, today, words.month_day))
    if "UNTIL" in parts:
        until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007
        text = words.until.format(rule=text, day=_day(until, words, today, words.month_day))
    if "COUNT" in parts:
        text = words.times.format(rule=text, n=parts["COUNT"])
    return text

"""A rule of recurrence on the calendar: its first day, its RFC 5545 text, its number of times."""

from datetime import date

from bot.when import almanac
from bot.when.weekly import Rule

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def first_day(rule: Rule, base: date) -> date:
    """Return the first day the rule can fall on, ``base`` included."""
    day = base
    for _ in range(1500):
        if _fits(rule, day):
            return day
        day += almanac.Day1
    return base


def _fits(rule: Rule, day: date) -> bool:
    if rule.month and day.month != rule.month:
        return False
    if rule.nth:
        return any(
            almanac.nth_weekday(day.year, day.month, weekday, nth) == day
            for weekday in rule.weekdays for nth in rule.nth
        )
    if rule.weekdays:
        return day.weekday() in rule.weekdays
    if rule.month_days:
        end = almanac.month_end(day).day
        return any(day.day == (n if n > 0 else end + 1 + n) for n in rule.month_days)
    return True


def count_of(rule: Rule, span: tuple[float, str]) -> int | None:
    """Return how many times a rule falls in a length, where that is one number."""
    amount, unit = int(span[0]), span[1]
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if rule.freq == "DAILY" and days:
        return max(1, amount * days // rule.interval)
    if rule.freq == "WEEKLY" and days and days >= 7:
        return max(1, amount * days // 7 * max(1, len(rule.weekdays)) // rule.interval)
    if rule.freq == "MONTHLY" and unit == "month":
        return max(1, amount * max(1, len(rule.month_days), len(rule.nth)) // rule.interval)
    return None


def rrule(rule: Rule) -> str:
    """Return the rule as RFC 5545 writes it, without its bounds."""
    text = f"FREQ={rule.freq}"
    if rule.interval > 1:
        text += f";INTERVAL={rule.interval}"
    if rule.month:
        text += f";BYMONTH={rule.month}"
    if rule.nth:
        days = [f"{nth}{_CODES[weekday]}" for nth in rule.nth for weekday in rule.weekdays]
        return f"{text};BYDAY={','.join(days)}"
    if rule.weekdays:
        return f"{text};BYDAY={','.join(_CODES[weekday] for weekday in sorted(rule.weekdays))}"
    if rule.month_days:
        return f"{text};BYMONTHDAY={','.join(map(str, rule.month_days))}"
    return text

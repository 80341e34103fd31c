"""How often somebody may be reminded: nobody can have the bot talk without a pause."""

import re

from bot.domain.reminder import Audience
from bot.errors import UserError
from bot.text import t

LEAST = 5  # minutes between two reminders to oneself


def not_too_often(rrule: str, audience: Audience) -> None:
    """Raise UserError for a rule by the minute, but a slow one that is for oneself."""
    if not re.search("SECONDLY|MINUTELY", rrule):
        return
    every = re.search(r"INTERVAL=(\d+)", rrule)
    minutes = 0 if "SECONDLY" in rrule else int(every[1]) if every else 1
    if audience != "me" or minutes < LEAST:
        raise UserError(t("That is too often. Every hour is the most, and every {n} minutes to "
                          "yourself.", n=str(LEAST)))

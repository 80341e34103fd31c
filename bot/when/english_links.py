"""English words that join and open: at, from, until, this and next, what goes with a WHEN."""

from typing import Any

TABLE: dict[str, dict[Any, str]] = {
    "this": {1: "this|this coming|the coming|upcoming|this upcoming"},
    "next": {1: "next|nxt"},
    "after_next": {1: "after next"},
    "proof": {1: "on|by|until|till|before|b4|starting|thru|through|due"},
    "en_link": {1: "in|over"},
    "from_day": {1: "from|after"},
    "from_now": {1: "from now|hence"},
    "from_today": {1: "from today"},
    "at": {1: "at|@"},
    "from": {1: "from|frm"},
    "between": {1: "between|btwn|btw"},
    "to": {1: "to|until|till|til|thru|through|'til"},
    "and": {1: "and|&|n"},
    "or": {1: "or"},
    "approx": {1: "around|round|arnd|about|approx|approximately|roughly|by around|circa"},
    "until": {1: "until|till|til|thru|through|ending|'til|up to|ends|from now until"
              "|from now till|between now and"},
    "since": {
        1: "starting|beginning|from|starting on|beginning on|effective|commencing|starting from"
           "|start",
    },
    "for": {1: "for"},
    "in": {1: "in|within"},
    "before": {1: "before|b4|after|by"},
    "oclock": {1: "o'clock|oclock|sharp|ish|-ish|on the dot|o clock"},
    "the": {1: "the"},
    "link": {
        1: "week of|the week of|wk of|on|at|by|for|from|this|before|b4|until|till|til|after|around"
           "|about|starting|beginning|to|through|thru|@|between|the coming|upcoming|due by"
           "|no later than|ending",
    },
}

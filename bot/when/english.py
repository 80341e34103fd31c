"""English words of dates: one table, role by role.

Each role maps a value to its words, parted by ``|``; several words make a phrase. Words are
folded (no case, no accents). What the roles mean stands in ``docs/dates.md``.
"""

from typing import Any

TABLE: dict[str, dict[Any, str]] = {
    "wd": {
        0: "monday|mon", 1: "tuesday|tues|tue|tusday|teusday",
        2: "wednesday|weds|wed|wens|wensday|wendsday|wenesday|wedensday|wensdays",
        3: "thursday|thurs|thur|thu", 4: "friday|fri|frid", 5: "saturday|sat", 6: "sunday|sun",
    },
    "every_wd": {
        0: "mondays", 1: "tuesdays", 2: "wednesdays", 3: "thursdays", 4: "fridays", 5: "saturdays",
        6: "sundays",
    },
    "wdset": {
        (0, 1, 2, 3, 4): "weekday|weekdays|week day|week days|m-f|m - f|business days|work days",
        (5, 6): "weekends|wkends|sa/su", (0, 2, 4): "mwf|m/w/f|m w f",
        (1, 3): "t/th|tth|tuth|tu/th|t th|t/thu|t/r|t&th", (0, 2): "m/w|mw",
        (0, 1, 2, 3): "mtwth|m-th|m - th|mtwr",
    },
    "weekend": {1: "weekend|wkend|wknd|week end"},
    "weak": {
        1: "april|june|august|mon|wed|sat|sun|second|seconds|may|march|mar|sec|secs|minute|m|h|d"
           "|once",
    },
    "month": {
        1: "january|jan", 2: "february|feb|febuary", 3: "march|mar", 4: "april|apr", 5: "may",
        6: "june|jun", 7: "july|jul", 8: "august|aug", 9: "september|sept|sep", 10: "october|oct",
        11: "november|nov", 12: "december|dec",
    },
    "num": {
        0: "zero", 1: "one", 2: "two|couple|couple of|a couple|a couple of", 3: "three", 4: "four",
        5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven",
        12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty|fourty", 50: "fifty",
        60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
    },
    "ord": {
        1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh",
        8: "eighth", 9: "ninth", 10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth",
        14: "fourteenth", 15: "fifteenth", 16: "sixteenth", 17: "seventeenth", 18: "eighteenth",
        19: "nineteenth", 20: "twentieth", 30: "thirtieth", 31: "thirty first", -1: "last",
    },
    "rel": {
        0: "today|2day|tody|end of day|end of the day|eod|tonight|tonite|2nite|2night"
           "|this morning|this afternoon|this evening|later today|right now today",
        1: "tomorrow|tmrw|tmr|tmw|tmrrw|tmmrw|tomm|tommorow|tommorrow|tomorow|tomorro|tomorrw"
           "|tomarrow|2moro|2morrow|2mrw",
        2: "day after tomorrow|the day after tomorrow|overmorrow|day after tmrw"
           "|the day after tmrw",
    },
    "part": {
        "dawn": "dawn", "morning": "am|a.m|a.m.|morning|this morning|mornings|morn|mornin",
        "noon": "noon|midday|noonish|noontime",
        "afternoon": "pm|p.m|p.m.|afternoon|aft|aftn|this afternoon|afternoons|early afternoon"
                     "|late afternoon",
        "evening": "evening|this evening|evenings|eve|evenin",
        "night": "night|tonight|tonite|2nite|2night|nights|nite", "midnight": "midnight",
    },
    "in_part": {
        "morning": "in the morning|in the mornings|in the am|in the a.m.",
        "afternoon": "in the afternoon|in the afternoons",
        "evening": "in the evening|in the evenings", "night": "at night|in the night|at nights",
    },
    "unit": {
        "second": "second|seconds|sec|secs", "minute": "minute|minutes|min|mins|m",
        "hour": "hour|hours|hr|hrs|h", "day": "day|days|d", "week": "week|weeks|wk|wks",
        "month": "month|months|mo|mos", "year": "year|years|yr|yrs",
        "fortnight": "fortnight|fortnights",
    },
    "span": {
        ("minute", 30): "half an hour|half hour|a half hour|half a hour|1/2 hour",
        ("minute", 15): "quarter hour|a quarter of an hour",
        ("minute", 45): "three quarters of an hour",
        ("minute", 90): "an hour and a half|one hour and a half|hour and a half"
                        "|one and a half hours|1 and a half hours",
        ("minute", 150): "two and a half hours|2 and a half hours",
        ("minute", 210): "three and a half hours|3 and a half hours",
    },
    "one": {1: "a|an"},
    "every": {1: "every|each|evry|ev|every single"},
    "every_other": {2: "alternate|alternating"},
    "day_after": {1: "day after|the day after", -1: "day before|the day before"},
    "other": {1: "other"},
    "rule": {
        ("DAILY", 1): "daily|every day|everyday|each day|every single day|once a day",
        ("DAILY", 2): "every other day|every second day",
        ("WEEKLY", 1): "weekly|every week|each week|once a week|once per week",
        ("WEEKLY", 2): "biweekly|bi-weekly|every other week|every second week|fortnightly"
                       "|alternate weeks",
        ("MONTHLY", 1): "monthly|every month|each month|once a month|once per month",
        ("MONTHLY", 3): "quarterly|every quarter|each quarter",
        ("YEARLY", 1): "yearly|annually|every year|each year", ("HOURLY", 1): "hourly|every hour",
    },
    "nightly": {"night": "nightly"},
    "alternate": {1: "yes and no"},
    "of_month": {
        1: "of the month|of every month|of each month|of month|every month|each month"
           "|in the month|monthly",
    },
    "month_end": {
        0: "end of the month|end of month|end of this month|eom|month end|month's end"
           "|the end of the month|last day of the month|the last day of the month",
        1: "end of next month|the end of next month",
    },
    "week_end": {0: "end of the week|end of week|end of this week|eow", 1: "end of next week"},
    "year_end": {0: "end of the year|end of year|year end|eoy"},
    "month_start": {1: "first of the month|1st of the month|the first of the month"},
    "of_week": {
        0: "of this week|this week|this wk",
        1: "of next week|next week|nxt week|nextweek|next wk|nxt wk|of next wk",
    },
    "of_months": {0: "of this month", 1: "of next month"},
    "half_more": {30: "and a half|& a half"},
    "every_part": {"morning": "am"},
    "ago": {1: "ago|prior|earlier"},
    "past_hour": {
        30: "half past", 15: "quarter past|a quarter past|quarter after",
        -15: "quarter to|a quarter to|quarter til|quarter till|quarter of",
    },
    "past_min": {1: "past", -1: "til"},
    "ampm": {"a": "am|a.m|a.m.", "p": "pm|p.m|p.m."},
    "zone": {
        "America/Los_Angeles": "pacific|pt|pst|pdt|pacific time|west coast time",
        "America/Denver": "mountain|mt|mst|mdt|mountain time",
        "America/Chicago": "central|ct|cst|cdt|central time",
        "America/New_York": "eastern|et|est|edt|eastern time|east coast time",
        "UTC": "utc|gmt|zulu",
    },
    "times": {1: "times|sessions|meetings|occurrences"},
    "holiday": {
        "12-25": "christmas|xmas|christmas day|xmas day|x-mas", "12-24": "christmas eve|xmas eve",
        "12-31": "new year's eve|new years eve|nye|new year eve",
        "1-1": "new year's|new years|new year's day|new years day|new year|new year day",
        "10-31": "halloween", "2-14": "valentine's day|valentines day|valentine's|valentines",
        "3-17": "st patrick's day|st patricks day", "6-19": "juneteenth", "7-4": "independence day",
        "11-11": "veterans day|veteran's day",
        "thanksgiving": "thanksgiving|thanksgiving day|turkey day",
        "friday_after": "black friday|day after thanksgiving|the day after thanksgiving",
        "wednesday_before": "thanksgiving eve", "labor": "labor day", "memorial": "memorial day",
        "mlk": "mlk day|martin luther king day|mlk jr day",
        "presidents": "presidents day|presidents' day|president's day",
        "indigenous": "indigenous peoples day|indigenous peoples' day|columbus day",
        "mothers": "mother's day|mothers day", "fathers": "father's day|fathers day",
        "ash": "ash wednesday", "easter": "easter|easter sunday", "good_friday": "good friday",
        "12-26": "boxing day",
        "4-22": "earth day", "5-1": "may day",
    },
}

"""What is over is no WHEN: ``last friday``, ``ayer a las 3``, ``hace 2 días``."""

from bot.when.scan import Scan, blot
from bot.when.tokens import word_set

_TOLD_OF_PAST = {"since", "until", "link", "clock", "at", "in_part"}
_PRESENT = {"is", "are", "es", "need", "needs"}
_NOT_TOLD = {"fotos", "gracias", "photos", "pictures", "sin", "thank", "thanks", "without"}
_LASTS = word_set("andamos anda andan estan estamos estoy ha han he hemos llevamos lleva "
                  "llevo ni no nos perdimos seguimos sigue siguen sin tenemos tengo tiene")
_BETWEEN = word_set("i he it les lo los me no nos nobody se she someone they we ya")
_STOPS = {"punct", "and", "moved", "head", "rel"}
_BEFORE_PAST = {"since", "the", "el_num", "until", "clock", "at", "in_part", "of"}


def past(s: Scan, i: int) -> None:
    """Hide "yesterday at 9", "a las 3 de ayer", "anoche"."""
    first, stop = i, i + 1
    while first and (s.roles[first - 1].keys() & _TOLD_OF_PAST
                     or "num" in s.roles[first - 1] and "at" in s.roles[first - 2]):
        first -= 1
    blot(s, first, _past_stop(s, stop))


def since(s: Scan, i: int) -> None:
    """Hide "desde el lunes no hay agua": what has lasted till now, not what begins then."""
    if not s.words[i].startswith("desde"):
        return
    j = i + 1 + ("el_num" in s.roles[i + 1])
    if "wd" in s.roles[j] and s.words[j + 1] in _LASTS:
        blot(s, i, j + 1)


def _past_stop(s: Scan, stop: int) -> int:
    """Return where the time of day of something past ends."""
    while s.roles[stop].keys() & {"part", "in_part", "at", "clock", "ampm"} or (
        "num" in s.roles[stop] and "at" in s.roles[stop - 1]
    ):
        stop += 1
    return stop


def past_mod(s: Scan, i: int) -> None:
    """Hide "last friday", "el lunes pasado", "la semana pasada"; not "last friday of the month"."""
    after = s.roles[i + 1]
    if after.keys() & {"wd", "unit", "month", "weekend", "holiday", "part"}:
        beyond = s.roles[i + 2]
        if not ("of_month" in beyond or "of_months" in beyond or (
                s.words[i + 2] in ("of", "in", "de") and "month" in s.roles[i + 3])):
            if "ord" in s.roles[i] and "every" in s.roles[i - 1]:
                return
            _past_range(s, i, i + 2)
        return
    before = s.roles[i - 1] if i else {}
    if before.keys() & {"wd", "unit", "month", "weekend"} and "ord" not in s.roles[i]:
        _past_range(s, i - 1, i + 1)


def _past_range(s: Scan, first: int, stop: int) -> None:
    while first and s.roles[first - 1].keys() & _BEFORE_PAST:
        first -= 1
    stop = _past_stop(s, stop)
    if first and "wd" in s.roles[first - 1]:
        first -= 1
    blot(s, first, stop)


def ago(s: Scan, i: int) -> None:
    """Hide "3 days ago" and "a week prior"."""
    if i >= 2 and "unit" in s.roles[i - 1] and s.roles[i - 2].keys() & {"num", "one"}:
        blot(s, i - 2, _past_stop(s, i + 1))


def ago_before(s: Scan, i: int) -> None:
    """Hide "hace 3 días"."""
    j = i + 1
    if s.roles[j].keys() & {"num", "one"} and "unit" in s.roles[j + 1]:
        blot(s, i, _past_stop(s, j + 2))
    elif "span" in s.roles[j]:
        blot(s, i, j + 1)


def _before(s: Scan, i: int) -> None:
    """Hide the part of a day that a verb of the past follows: "this morning they took him"."""
    for j in range(i - 1, max(i - 4, -1), -1):
        role = s.roles[j]
        if ("in_part" in role or "part" in role and "rel" in role) and "at" not in role:
            blot(s, j, j + 1)
            return
        if s.words[j] not in _BETWEEN:
            return


def past_verb(s: Scan, i: int) -> None:
    """Hide when something was: "was arrested on monday", "fue el lunes", "since 2019"."""
    _before(s, i)
    stop = i + 5 if i else i + 7
    for j in range(i + 1, min(i + 8, s.n)):
        role = s.roles[j]
        if role.get("punct") == "-" and "digits" in s.roles[j - 1]:
            stop = i + 7  # a score: "won 3-2 on friday"
            continue
        if j >= stop or s.words[j] in _PRESENT or not _STOPS.isdisjoint(role):
            return
        if role.keys() & {"wd", "part", "clock", "in_part"} or "at" in s.roles[j - 1] and \
                "num" in role or s.words[i] == "since" and role.keys() & {"num", "month", "date"}:
            blot(s, i, _past_stop(s, j + 1))
            return
        if "month" in role and s.words[i] not in _NOT_TOLD:
            blot(s, i, j + 1 + ("num" in s.roles[j + 1]))
            return

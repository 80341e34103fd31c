"""From pieces to one WHEN: which count, which belong together, which are left to the text."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeAlias

from bot.when.bounds import match_bound
from bot.when.clock import match_clock, match_part
from bot.when.dates import DETERMINERS
from bot.when.days import match_day
from bot.when.proof import same, touching
from bot.when.repeat import match_repeat
from bot.when.scan import Piece, Scan

Got: TypeAlias = dict[str, list[Piece]]
Answer: TypeAlias = tuple[date | datetime, date | datetime | None, str | None, list[Piece]]
Matcher: TypeAlias = Callable[[Scan, int], Piece | None]

NOT_USED = ("span", "count")  # slots that count only where something measured stands
_START: tuple[tuple[set[str], Matcher], ...] = (
    ({"in", "for", "until", "since", "num", "one", "span", "this", "next", "de"}, match_bound),
    ({"rule", "nightly", "weekend", "every", "wdset", "ord", "nth", "num", "one", "wd", "every_wd",
      "the", "el_num", "los", "every_other"}, match_repeat),
    ({"date", "slash", "rel", "two_days", "day_after", "month_end", "month_start",
      "week_end", "year_end", "payday",
      "of_week", "holiday", "wd", "weekend", "month", "num", "nth", "ord", "next", "coming",
      "this", "the", "el_num"}, match_day),
    ({"clock", "num", "at", "from", "between", "las", "approx", "before", "past_hour", "part",
      "hhmm", "since"}, match_clock),
    ({"in_part", "part"}, match_part),
)
_TRIES = 600  # of matchers, before a text is given up as no message: it bounds the time of any
_MATCHERS: dict[tuple[str, ...], tuple[Matcher, ...]] = {}


def pieces(s: Scan) -> list[Piece]:
    """Return all pieces of the text in their order, weak ones too; none overlap."""
    found: list[Piece] = []
    i = tried = 0
    while i < s.n and tried < _TRIES:
        piece = None
        keys = tuple(s.roles[i])
        matchers = _MATCHERS.get(keys)
        if matchers is None:
            matchers = _MATCHERS[keys] = _matchers(keys)
        if matchers and not _counts(s, i):
            tried += len(matchers)
            for match in matchers:
                if piece := match(s, i):
                    break
        if piece:
            found.append(piece)
            i = piece.b
        else:
            i += 1
    return found


def _matchers(keys: tuple[str, ...]) -> tuple[Matcher, ...]:
    """Return what can begin at a token with these roles; kept, since there are few such sets."""
    if "junk" in keys:
        return ()
    return tuple(match for starts, match in _START if not starts.isdisjoint(keys))


def _counts(s: Scan, i: int) -> bool:
    """Return whether a number in figures stands before a plain word or another number."""
    if "digits" not in s.roles[i] or "clock" in s.roles[i]:
        return False
    after = s.roles[i + 1]
    if s.words[i] in ("2", "4") and s.words[i + 1] in DETERMINERS:
        return not s.roles[i + 2].keys() & {"num", "clock"}  # "4 a mom": for
    return i + 1 < s.n and (not after or "digits" in after)


def choose(s: Scan, found: list[Piece]) -> Got:
    """Return by slot the pieces of the one WHEN: the fullest cluster, completed from the rest."""
    clusters: list[list[Piece]] = []
    for piece in found:
        if clusters and touching(s, clusters[-1][-1], piece):
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
    clusters.sort(key=lambda cluster: -_weight(cluster))
    taken: dict[str, list[Piece]] = {}
    for cluster in clusters:
        slots = {piece.slot for piece in cluster}
        if taken and slots & {"day", "repeat", "month"} and not _completes(taken, cluster):
            continue
        for piece in cluster:
            _take(taken, piece)
    return taken


def _weight(cluster: list[Piece]) -> int:
    slots = {piece.slot for piece in cluster}
    return 2 * len(slots & {"day", "repeat", "since", "until", "month"}) + len(
        slots & {"clock", "part"}
    )


def _completes(taken: dict[str, list[Piece]], cluster: list[Piece]) -> bool:
    """Return whether a cluster says what the first left open, and nothing twice."""
    if [piece.slot for piece in cluster] == ["repeat"] and "repeat" not in taken:
        bounded = not taken.keys().isdisjoint(("day", "since", "until"))
        return not cluster[0].value.weekdays and bounded
    if taken.keys() & {"day", "repeat", "month", "since", "until"}:
        rules = taken.get("repeat", [])
        return len(rules) == 1 and not rules[0].value.weekdays and "day" not in taken and all(
            piece.slot not in taken for piece in cluster
        )
    return all(piece.slot not in taken for piece in cluster)


def _take(taken: dict[str, list[Piece]], piece: Piece) -> None:
    have = taken.get(piece.slot)
    if not have:
        taken[piece.slot] = [piece]
    elif piece.slot == "repeat":
        if not (have[0].value.weekdays and piece.value.weekdays):
            have.append(piece)
    elif piece.slot == "day" and same(have[0].value, piece.value):
        have.append(piece)


def value_of(got: Got, slot: str) -> Any:
    """Return what the piece in a slot says, or None."""
    found = got.get(slot)
    return found[0].value if found else None

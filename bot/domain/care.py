"""What a need asks for by itself, and when: reminders, raising, asking, ending.

Everything here is a function of the need, so nothing has to be remembered but how far it has
been cared for and who was asked when: nobody is released, and nothing ended, before an asking
has really gone out. ``at`` turns a local wall time into an instant.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.domain.need import Need
from bot.domain.part import Claim

At = Callable[[datetime], datetime]
Kind = Literal["soon", "sure", "silent", "raise", "after", "idle", "free", "stale", "end",
               "waiting", "lapse"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING, MORNING, QUIET_FROM, QUIET_TO = time(18), time(10), time(22), time(7)
LASTS = 2 * HOUR  # what has no end is over after that
KEPT = 14 * DAY  # an open need ends so long after its last sign of life and its date
IDLE = 6 * DAY  # after so long a silence a helper is asked
MONTH = 30 * DAY
ANSWER = 3 * HOUR  # whoever asked is asked again so long before it begins, if not earlier


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for a need at an instant; ``person`` for what concerns one helper."""

    due: datetime
    kind: Kind
    person: str = ""


def steps(need: Need, at: At) -> list[Step]:
    """Return all that an open need asks for, past and to come, in order of time."""
    if need.state != "open":
        return []
    found = list(_dated(need, at) if need.dated else _undated(need, at))
    found += _offered(need, at)
    return sorted(set(found), key=lambda step: (step.due, step.kind, step.person))


def start_of(need: Need) -> tuple[datetime, bool]:
    """Return a dated need's local start, and whether a clock time was said."""
    text = need.when.start if need.when else ""
    if len(text) > 10:
        return datetime.fromisoformat(text), True
    return datetime.combine(date.fromisoformat(text), time()), False


def over_of(need: Need) -> datetime:
    """Return the local time at which a dated need is over."""
    start, clocked = start_of(need)
    end = need.when.end if need.when else ""
    if len(end) > 10:
        return datetime.fromisoformat(end)
    last = date.fromisoformat(end) if end else start.date()
    return start + LASTS if clocked and not end else datetime.combine(last + DAY, time())


def begins(need: Need, at: At) -> datetime | None:
    """Return the instant at which a dated need begins, a day without a clock in its morning."""
    if not need.dated:
        return None
    start, clocked = start_of(need)
    return at(start if clocked else datetime.combine(start.date(), MORNING))


def _dated(need: Need, at: At) -> Iterator[Step]:
    start, clocked = start_of(need)
    first = at(start if clocked else datetime.combine(start.date(), MORNING))
    leads = [first - DAY, first - 2 * HOUR] if clocked else [at(_evening_before(start))]
    for claim in _unfinished(need):
        yield from (Step(due, "soon", claim.by) for due in leads if due > claim.at)
        if claim.loose != "cover":
            yield from _sure(claim, first)
    if not need.covered:
        raised = [start - DAY, start - 3 * HOUR] if clocked else [
            _evening_before(start), datetime.combine(start.date(), QUIET_TO)]
        for local in raised:
            due = at(local if need.urgent else _awake(local))
            if need.created < due and (due < first or not clocked):
                yield Step(due, "raise")
    if need.when and need.when.rrule:
        yield from _again(need)
        return
    over = _awake(over_of(need))
    ended = at(over if clocked else datetime.combine(over.date(), MORNING))
    if need.asked is None or need.asked < ended:
        yield Step(ended, "after")
    else:
        yield Step(max(need.touched, need.asked) + KEPT, "end")


def _again(need: Need) -> Iterator[Step]:
    """Ask now and then whether what comes again and again is still needed; silence ends it."""
    alive = max([need.touched, *(claim.heard or claim.at for claim in need.claims)])
    if need.asked and need.asked > alive:
        yield Step(need.asked + KEPT, "end")
    else:
        yield Step(alive + MONTH, "stale")


def _sure(claim: Claim, first: datetime) -> Iterator[Step]:
    """Ask a helper of old two days before; tell the poster of silence a day after asking.

    If it begins before, silence is told at half time.
    """
    due, heard = first - 2 * DAY, claim.heard or claim.at
    if claim.asked and claim.asked > heard:
        yield Step(min(claim.asked + DAY, claim.asked + (first - claim.asked) / 2), "silent",
                   claim.by)
    elif heard + IDLE <= due:
        yield Step(due, "sure", claim.by)


def _offered(need: Need, at: At) -> Iterator[Step]:
    """Ask again about an offer after a day, or sooner if it begins before; then let it go."""
    first = None if need.when and need.when.rrule else begins(need, at)
    for offer in need.offered:
        again, over = offer.at + DAY, (offer.asked or offer.at) + 2 * DAY
        if first and offer.at < first:
            over = min(over, first)
            again = min(again, first - ANSWER) if offer.at < first - ANSWER else over
        if offer.asked is None and again < over:
            yield Step(again, "waiting", offer.by)
        else:
            yield Step(over, "lapse", offer.by)


def _undated(need: Need, at: At) -> Iterator[Step]:
    # Silence before the first day something can be done means nothing.
    first = at(datetime.combine(start_of(need)[0].date(), MORNING)) if (
        need.when and need.when.start) else need.created
    for claim in _unfinished(need, covering=False):
        heard = max(claim.heard or claim.at, first)
        if claim.asked and claim.asked > heard:
            yield Step(claim.asked + 2 * DAY, "free", claim.by)
        else:
            yield Step(heard + IDLE, "idle", claim.by)
    alive = max([need.touched, first, *(claim.heard or claim.at for claim in need.claims)])
    asked = need.asked if need.asked and need.asked > alive else None
    if need.when and need.when.unknown:
        yield Step((asked or alive) + MONTH, "stale")
        yield Step(alive + 12 * MONTH, "end")
    elif asked:
        yield Step(asked + 7 * DAY, "end")
    else:
        yield Step(alive + 7 * DAY, "stale")


def _unfinished(need: Need, *, covering: bool = True) -> Iterator[Claim]:
    """Return the promises not kept yet, with or without those that look for cover."""
    return (claim for claim in need.claims
            if not claim.brought and (covering or claim.loose != "cover"))


def _evening_before(start: datetime) -> datetime:
    return datetime.combine(start.date() - DAY, EVENING)


def _awake(local: datetime) -> datetime:
    """Return the time itself, or the next morning's seven if it is quiet then."""
    if local.time() >= QUIET_FROM:
        return datetime.combine(local.date() + DAY, QUIET_TO)
    return max(local, datetime.combine(local.date(), QUIET_TO))

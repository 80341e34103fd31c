"""Reading which role, which shift and who is meant, and what follows when a roster changes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.context import Context
from bot.domain.roster import Role, Roster
from bot.domain.schedule import When
from bot.domain.shift import Crew, Shift, Staffing, staffed
from bot.errors import UserError
from bot.rosters.shifts import ahead, local, shift_of, through
from bot.text import Button, Node, Row, Time, Usage, row, t
from bot.titles import short
from bot.words import fold

_WHO = re.compile(r"(?:^|\s)(?:(?:for|para|por|a)\s+)?@(\S+)")
_SPARE = re.compile(r"\b(?:(?:only\s+)?if (?:nobody|no ?one) else\b(?: does| can)?|if needed|"
                    r"(?:solo\s+|sólo\s+)?si nadie m[aá]s\b(?: puede)?|si hace falta)",
                    re.IGNORECASE)
_SLOT = re.compile(r"\b\d{4}-\d\d-\d\d(?:/\d{1,2})?(?=\s|$)")
_FILLER = re.compile(r"^(?:(?:on|the|el|la|los|las|para|for|as|como|de|en|at|a)\s+)+|"
                     r"(?:\s+(?:on|the|el|la|para|for|as|como|de))+$", re.IGNORECASE)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS = (["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
           ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"])
DROP = Button("drop", t("I can't after all"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text says about a roster: roles, shifts and people, each as far as it says them.

    ``days``: on every shift on these weekdays (empty: on all); None for single shifts.
    """

    who: str
    role: Role | None
    shifts: tuple[Shift, ...]
    days: tuple[int, ...] | None = None
    spare: bool = False
    dated: bool = False


def roster(ctx: Context, number: int) -> Roster:
    """Return a roster. Raises UserError if the number names nothing, or something else."""
    found = ctx.thing(number)
    if isinstance(found, Roster):
        return found
    raise UserError(t("{number} is no roster: {what}.", number=str(number), what=found.what))


def asked(ctx: Context, of: Roster, text: str) -> Asked:
    """Read a text about a roster. Raises UserError that says what to type instead."""
    who, spare = ctx.me, bool(_SPARE.search(text))
    text = _SPARE.sub(" ", text)
    named = _WHO.search(text)
    if named:
        who = ctx.person(named[1].rstrip(",.;:"))
        text = text[: named.start()] + " " + text[named.end():]
    slot = _SLOT.search(text)
    role, text = _role(of, text.replace("_", " ") if slot else text)
    if slot:
        shift = shift_of(of, slot[0])
        if shift is None:
            raise UserError(t("{thing} has no shift then.", thing=short(of)))
        return Asked(who, role, (shift,), spare=spare, dated=True)
    text = _FILLER.sub("", " ".join(text.split())).strip(" ,.;:")
    if not text:
        return Asked(who, role, (), spare=spare)
    when = _when(ctx, of, text)
    if when.rrule:
        return Asked(who, role, (), _weekdays(when.rrule), spare, dated=True)
    found = _during(ctx, of, when)
    return Asked(who, role, found, spare=spare, dated=True)


def _role(of: Roster, text: str) -> tuple[Role | None, str]:
    """Return the role a text names, and the text without it."""
    every = {role.label: role for change in of.changes for role in change.roles}
    every |= {role.label: role for role in of.roles}
    for label in sorted(every, key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(fold(label))}(?!\w)", fold(text))
        if found and len(fold(text)) == len(text):
            return every[label], f"{text[:found.start()]} {text[found.end():]}"
    for word in text.split():
        near = [role for role in every.values() if len(word) > 3 and (
            fold(word).startswith(fold(role.name)) or fold(role.name).startswith(fold(word)))]
        if len(near) == 1:
            return near[0], text.replace(word, " ", 1)
        if near:
            raise UserError(t("Which one: {roles}?",
                              roles=", ".join(role.label for role in near)))
    return None, text


def _when(ctx: Context, of: Roster, text: str) -> When:
    """Read a text that can only be a date. Raises UserError if words are left."""
    try:
        return ctx.when(text)
    except UserError:
        reading = ctx.read(text)
    words = reading.what if reading.start else text
    raise UserError(t("I don't know {words} in {thing}. Its roles: {roles}. For example {usage}.",
                      words=words, thing=short(of), roles=", ".join(r.label for r in of.roles),
                      usage=Usage("signup", f"{of.number} {of.roles[0].label} tue",
                                  f"{of.number} {of.roles[0].label} martes")))


def _weekdays(rule: str) -> tuple[int, ...]:
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if parts["FREQ"] not in ("DAILY", "WEEKLY") or parts.get("INTERVAL", "1") != "1":
        raise UserError(t("I can keep every week, such as {example}; anything else day by day.",
                          example=t("every tue")))
    return tuple(_WEEKDAYS.index(day) for day in parts["BYDAY"].split(",")) \
        if "BYDAY" in parts else ()


def _during(ctx: Context, of: Roster, when: When) -> tuple[Shift, ...]:
    """Return the shifts of a day, of several days, or at a time. Raises UserError if none is."""
    first = date.fromisoformat(when.day)
    last = date.fromisoformat(when.end[:10] or when.day)
    coming = through(of, local(ctx.now, ctx.group.zone), last)
    found = [s for s in coming if first <= s.start.date() <= last]
    found = found or [s for s in coming if first.isoformat() <= s.day <= last.isoformat()]
    if len(when.start) > 10 and found:
        start = datetime.fromisoformat(when.start)
        found = [s for s in coming if s.start <= start < s.end]
    if found:
        return tuple(found)
    coming = coming or ahead(of, local(ctx.now, ctx.group.zone))
    near = [s for s in coming if s.start.date() >= first] or coming
    if not near:
        raise UserError(t("{thing} has no shifts ahead.", thing=short(of)))
    raise UserError(t("{thing} has no shift then. The next one: {time}.", thing=short(of),
                      time=clock(ctx, near[0])))


def clock(ctx: Context, shift: Shift) -> Time:
    """Return when a shift is."""
    return time_of(shift, ctx.group.zone)


def time_of(shift: Shift, zone: str) -> Time:
    """Return when a shift is, on the clock of a zone."""
    return Time(shift.start.isoformat(timespec="minutes"), zone,
                shift.end.isoformat(timespec="minutes"))


def at_shift(ctx: Context, of: Roster, shift: Shift) -> Row:
    """Return a shift inside a sentence: number, title, time."""
    return row(short(of), " · ", clock(ctx, shift))


def typed(
    command: str, of: Roster, shift: Shift, role: str = "", last: str = "", spanish: str = ""
) -> Usage:
    """Return a command about a shift as one would type it, with a last word in each language."""
    start, days = shift.start, ("", "")
    if of.repeats or shift.part:
        month = start.month - 1
        days = (f"{_MONTHS[0][month]} {start.day}", f"{start.day} {_MONTHS[1][month]}")
    clock = start.strftime(" %H:%M") if shift.part else ""
    head = f"{of.number} {role}".strip()
    return Usage(command, f"{head} {days[0]}{clock} {last}".strip(),
                 f"{head} {days[1]}{clock} {spanish or last}".strip())


def upcoming(ctx: Context, of: Roster) -> list[Staffing]:
    """Return who is on for all that lies ahead, soonest first."""
    return staffed(of, ahead(of, local(ctx.now, ctx.group.zone)))


def missing(crews: Iterable[Crew]) -> Node:
    """Return the gaps in words: ``cook 1, serve 2``."""
    return ", ".join(f"{crew.role.label} {crew.gap}" for crew in crews)


def save(ctx: Context, before: Roster, after: Roster, quiet: tuple[str, ...] = ()) -> None:
    """Write a changed roster and tell those whom the change moved: all but ``quiet`` and oneself.

    Who was waiting and is on now hears so, and so does everybody whom somebody else relieved.
    """
    ctx.put(after)
    now = local(ctx.now, ctx.group.zone)
    shifts = {s.slot: s for s in ahead(before, now)} | {s.slot: s for s in ahead(after, now)}
    if after.state != "open":
        return
    pairs = [(shift_of(before, slot), shift_of(after, slot)) for slot in sorted(
        shifts, key=lambda one: shifts[one].start)]
    kept = [(old or new, new) for old, new in pairs if new and not new.cancelled]
    for was, then in zip(staffed(before, [old for old, _ in kept]),
                         staffed(after, [new for _, new in kept]), strict=True):
        if was != then:
            _moved(ctx, after, was, then, quiet)
            _watched(ctx, after, was, then)


def _moved(ctx: Context, of: Roster, was: Staffing, then: Staffing, quiet: tuple[str, ...]) -> None:
    thing = at_shift(ctx, of, then.shift)
    for crew in then.crews:
        for one in crew.shadows if was.people and not then.people else ():
            ctx.tell(one.by, t("There is nobody to learn from any more, so you need not come: "
                               "{role}, {thing}.", role=crew.role.label, thing=thing), of.number)
        old = was.crew(crew.role.label) or Crew(role=crew.role)
        role = crew.role.label
        for person in crew.people:
            if person in old.people or person in quiet or not (
                    old.has(person) or any(s.by == person for s in old.replaced)):
                continue
            back = any(s.by == person for s in old.replaced)
            body = (t("It was given back, so you are down for it again, still looking for cover: "
                      "{role}, {thing}.", role=role, thing=thing) if back else
                    t("A place is free, so you are on: {role}, {thing}. If you can't: {usage}",
                      role=role, thing=thing, usage=drop_usage(of, then.shift, role)))
            ctx.tell(person, body, of.number, (drop_button(then.shift, role),))
        for person in old.people:
            if person in crew.people or person in quiet:
                continue
            taker = next((p for p in crew.people if p not in old.people), None)
            if any(s.by == person for s in crew.replaced) and taker:
                ctx.tell(person, t("{who} takes your place, so you are free: {role}, {thing}.",
                                   who=ctx.mention(taker), role=role, thing=thing), of.number)
            elif any(s.by == person for s in crew.spare):
                ctx.tell(person, t("Somebody else does it, so you need not come: {role}, {thing}.",
                                   role=role, thing=thing), of.number)
            elif any(s.by == person for s in crew.waiting):
                ctx.tell(person, t("There are fewer places now, so you are on the waiting list: "
                                   "{role}, {thing}.", role=role, thing=thing), of.number)


def _watched(ctx: Context, of: Roster, was: Staffing, then: Staffing) -> None:
    """Tell those who asked for it when a shift has become short of people, or full."""
    thing = at_shift(ctx, of, then.shift)
    body: Node | None = None
    if then.gaps and not was.gaps:
        body = t("Somebody is missing now: {roles} · {thing}", roles=missing(then.gaps),
                 thing=thing)
    elif then.full and not was.full:
        body = t("Full now: {thing}", thing=thing)
    for person in of.watchers if body else ():
        ctx.tell(person, body or "", of.number)


def drop_usage(of: Roster, shift: Shift, role: str) -> Usage:
    """Return how to step back from a shift."""
    return typed("drop", of, shift, role)


def drop_button(shift: Shift, role: str) -> Button:
    """Return the button to step back from a shift."""
    return aimed(DROP, role, shift)


def aimed(button: Button, role: str, shift: Shift) -> Button:
    """Return a button that is about one role on one shift."""
    return Button(f"{button.action}:{role.replace(' ', '_')}:{shift.slot}", button.label)


def keep_first(crews: Iterable[Crew]) -> Crew | None:
    """Return the crew that is meant if no role is named: the only one, or the only one short."""
    every = list(crews)
    short_ones = [crew for crew in every if crew.gap] or [c for c in every if c.room > 0]
    if len(every) == 1:
        return every[0]
    return short_ones[0] if len(short_ones) == 1 else None



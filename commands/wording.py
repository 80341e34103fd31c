"""What a thing says: reading it from a text, and putting it into new words."""

import re
from dataclasses import replace

from bot.context import Context, when_of
from bot.domain.need import Need
from bot.domain.reminder import Reminder
from bot.domain.schedule import When
from bot.errors import UserError
from bot.records import Thing
from bot.text import Amount, Usage, t
from bot.titles import line
from bot.when import Reading
from bot.words import fold
from commands.confirm import asked_first
from commands.ringing import arm

# What is counted here are people, so that one promise is one of them.
# Parts of the day that sound like a day, and what names a day.
_HALVES = re.compile(r"\b(?:de|por|en) la (?:manana|tarde|noche|madrugada)\b|\bin the \w+\b")
_DAY = re.compile(
    r"\b(?:hoy|today|tonight|esta|tom+or+ow|tmrw|manana|pasado|week\w*|semana|finde|next|proxim\w+|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:\w*)|(?:lun|mar|mie|jue|vie|sab|dom)(?:\w*)|in \d|en \d|"
    r"(?:jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)\w*)\b|\d[/-]\d|\d(?:st|nd|rd|th)\b|"
    r"\bdia \d")
_HEADS = """
driver drivers rider riders interpreter interpreters translator translators volunteer volunteers
person people cook cooks server servers helper helpers companion companions observer observers
witness witnesses cleaner cleaners nurse nurses medic medics carrier carriers lawyer lawyers
neighbor neighbors neighbour neighbours hand hands pair pairs chofer choferes conductor
conductores conductora conductoras interprete interpretes traductor traductores traductora
traductoras voluntario voluntarios voluntaria voluntarias voluntaries persona personas cocinero
cocineros cocinera cocineras companera companeras companero companeros acompanante acompanantes
observador observadores observadora observadoras enfermera enfermeras abogado abogados abogada
abogadas vecino vecinos vecina vecinas compa compas
"""
HEADS = frozenset(_HEADS.split())


def understood(ctx: Context, what: str, when: str) -> tuple[Reading, When | None]:
    """Read a text and, where it stands apart, its date. Raises UserError for an unreadable one."""
    reading = ctx.read(what)
    if not when:
        return reading, when_of(reading) if reading.start else None
    if reading.start:
        reading = Reading(what, None, None, None, None)
    return reading, ctx.when(when)


def counts_people(reading: Reading) -> bool:
    """Tell whether the quantity read counts people."""
    words = fold(reading.what).replace(",", " ").split()
    return reading.qty is not None and not reading.unit and bool(HEADS & set(words[:2]))


def tell_helpers(ctx: Context, after: Thing) -> None:
    """Tell those who have promised something what it says now."""
    for helper in after.helpers if isinstance(after, Need) else ():
        ctx.tell(helper, t("{who} changed what you are on. Now it says: {thing}.",
                           who=ctx.doer(after), thing=line(after, ctx.group.zone)),
                 about=after.number)


def reworded(ctx: Context, found: Thing, what: str, when: str, *, whole: bool = False) -> Thing:
    """Return the thing in new words; what they leave unsaid stays, unless they are ``whole``."""
    if isinstance(found, Reminder):
        return _ringing(ctx, found, what, when, whole=whole)
    first, what = asked_first(what) if isinstance(found, Need) else (False, what)
    reading, date = understood(ctx, what, when)
    if not whole:
        date = completed(found.when, date, when or what)
    if not isinstance(found, Need):
        words = what if reading.qty else reading.what
        return replace(found, touched=ctx.now, what=words or found.what, when=date)
    after = replace(found, touched=ctx.now, what=reading.what or found.what, when=date,
                    sensitive=found.sensitive or first)
    if reading.qty is None and not whole:
        return after
    wanted = reading.qty or 1
    if found.claims and reading.unit != found.unit:
        raise UserError(t("{amount} are promised already, so it cannot become something else.",
                          amount=Amount(found.held(), found.unit)))
    if found.claims and wanted < found.held():
        raise UserError(t("{amount} are promised already, so it cannot be fewer.",
                          amount=Amount(found.held(), found.unit)))
    return replace(after, wanted=wanted, counted=reading.qty is not None,
                   heads=counts_people(reading), unit=reading.unit)


def completed(old: When | None, new: When | None, text: str) -> When | None:
    """Return a new date with what it leaves unsaid: the day stays, or the time of day."""
    if new is None or old is None or not old.start or not new.start or new.rrule:
        return new or old
    said = _HALVES.sub(" ", fold(text))
    if len(new.start) > 10 and not _DAY.search(said):
        day = old.start[:10]
        return replace(new, start=day + new.start[10:], end=new.end and day + new.end[10:])
    if len(new.start) == 10 and len(old.start) > 10 and not new.end:
        end = old.end and new.start + old.end[10:] if old.end[:10] == old.start[:10] else ""
        return replace(new, start=new.start + old.start[10:], end=end)
    return new


def _ringing(ctx: Context, found: Reminder, what: str, when: str, *, whole: bool) -> Reminder:
    """Return a reminder in new words and at its new time."""
    where = found.zone or ctx.group.zone
    reading = ctx.read(what, where)
    date = ctx.when(when, where) if when else when_of(reading) if reading.start else None
    date = completed(found.when, date, when or what)
    words = what if reading.start is None or reading.qty else reading.what
    if found.leads or (whole and date is None):
        raise UserError(t("To change that one, stop it and set a new one: {usage}",
                          usage=Usage("reminders stop", str(found.number))))
    after = replace(found, what=words.strip() or found.what, when=date or found.when, due=None,
                    touched=ctx.now)
    return arm(ctx, after)


def remake(ctx: Context, made: Thing, what: str, when: str) -> None:
    """Put a thing into the new words of the message that made it."""
    after = reworded(ctx, made, what, when, whole=True)
    ctx.put(after)
    tell_helpers(ctx, after)

"""What a need's text asks for: places, how many, when, how urgently; and putting it anew."""

import re
from dataclasses import dataclass, replace

from bot.context import Context
from bot.domain.need import Need
from bot.domain.part import Part
from bot.domain.schedule import When
from bot.errors import UserError
from bot.kinds import measure, place_word
from bot.parse import much
from bot.parts import apart, distinct, heads, measured, parts, without
from bot.text import Amount, t
from bot.titles import place
from commands.dating import completed, date_in, understood

_URGENT = re.compile(r"^\W{0,4}(?:urgent|urgente)\b[\s:!,.-]*|\s*[¡!(]*\b(?:urgent|urgente)[!)]*$",
                     re.IGNORECASE)
_PLAIN = re.compile(r"[$€£]?\d[\d.,]*[$€£]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a text asks for; ``fewer`` are the places it takes away, as typed."""

    what: str
    when: When | None
    wanted: float | None
    unit: str
    said: tuple[str, ...]
    fewer: tuple[str, ...] = ()
    urgent: bool = False

    @property
    def heads(self) -> bool:
        """Whether what is counted are people."""
        return self.wanted is not None and not self.unit and heads(self.what)


def wish(ctx: Context, what: str, when: str, *, edit: bool = False) -> Wish:
    """Read what a text asks for. Raises UserError for a date that cannot be read."""
    plain = _URGENT.sub("", what).strip()
    text, said = apart(plain)
    when, more = apart(when)
    said += more
    fewer: list[str] = []
    if edit:
        text, fewer = without(text)
    if not text and said and not edit:
        text, *said = said
    reading, date = understood(ctx, text, when)
    if date is None and said:
        said[-1], date = date_in(ctx, said[-1])
    unit, title = (reading.unit, reading.what) if reading.unit or reading.qty is None else (
        measured(reading.what))
    return Wish(what=title, when=date, wanted=reading.qty, unit=unit, said=tuple(said),
                fewer=tuple(fewer), urgent=plain != what.strip())


def reworded_need(ctx: Context, found: Need, what: str, when: str, *, whole: bool) -> Need:
    """Return a need in new words; what they leave unsaid stays, unless they are ``whole``.

    Raises UserError where more is promised than would be asked for.
    """
    said = wish(ctx, what, when, edit=not whole)
    date = said.when if whole else completed(found.when, said.when, when or what)
    after = replace(found, touched=ctx.now, when=date, urgent=said.urgent or (
        found.urgent and not whole))
    after = _places(ctx, after, said, whole=whole)
    only = not whole and found.counted and _PLAIN.fullmatch(said.what) is not None
    wanted = much(said.what).n if only else said.wanted
    if wanted is None and not whole:
        return replace(after, what=said.what or found.what)
    keeps = not whole and (only or measure(said.what) == (measure(found.unit) or "-"))
    unit, title = (found.unit, found.what) if keeps else (said.unit, said.what or found.what)
    held = found.held()
    if held and (measure(unit) or unit) != (measure(found.unit) or found.unit):
        raise UserError(t("{amount} are promised already, so it cannot become something else.",
                          amount=Amount(held, found.unit)))
    if held > (wanted or 1):
        raise UserError(t("{amount} are promised already, so it cannot be fewer.",
                          amount=Amount(held, found.unit)))
    return replace(after, what=title, wanted=wanted or 1, counted=wanted is not None,
                   heads=found.heads if keeps else said.heads, unit=unit)


def _places(ctx: Context, found: Need, said: Wish, *, whole: bool) -> Need:
    """Return a need with the places that are said, and without the promises to those gone."""
    kept = [] if whole else [part for part in found.parts if not _meant(part, said.fewer)]
    for new in parts(said.said):
        old = next((part for part in found.parts if part.what == new.what and (
            part.language == new.language or not whole and not new.language)), None)
        if old is None:
            kept.append(distinct(new, [*found.parts, *kept]))
            continue
        kept = [part for part in kept if part.name != old.name]
        kept.append(replace(new, name=old.name, language=old.language, received=old.received,
                            note=new.note or old.note))
    for part in kept:
        if found.held(part.name) > part.wanted:
            raise UserError(t("{amount} are promised already, so it cannot be fewer.",
                              amount=Amount(found.held(part.name), part.unit)))
    names = {"", *(part.name for part in kept)}
    claims = tuple(claim for claim in found.claims if claim.part in names)
    offered = tuple(offer for offer in found.offered if offer.part in names)
    return replace(found, parts=tuple(kept), claims=claims, offered=offered)


def _meant(part: Part, fewer: tuple[str, ...]) -> bool:
    return any(place_word(text) in (place_word(part.what), part.name) for text in fewer)


def tell_unneeded(ctx: Context, before: Need, after: Need) -> None:
    """Tell those whose place is no longer needed."""
    for claim in before.claims:
        if after.claim_of(claim.by, claim.part) is None and (
                claim.part and claim.part not in [part.name for part in after.parts]):
            ctx.tell(claim.by, t("No longer needed of {thing}: {place}. Thank you for being ready.",
                                 thing=str(after.number), place=place(before.place(claim.part))),
                     about=after.number)

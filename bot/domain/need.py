"""A need: something asked for, in one place or several, and who has promised how much of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.domain.errors import (
    AlreadyYours,
    Ended,
    NoSuchPlace,
    NothingCounted,
    NotPromised,
    NotYours,
    Taken,
)
from bot.domain.part import CENTS, MONEY, Claim, Part, making_room, total
from bot.domain.part import Loose as Loose
from bot.domain.schedule import When

State = Literal["open", "done", "cancelled", "closed"]
Sealing = Literal["", "asked", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something somebody asked for.

    Its own fields are those of its main place, ``parts`` its other places (`places` has all).
    ``counted`` tells ten meals from one ride; ``heads`` that what is counted are people, so that
    one promise is one of them. ``origin`` is the event that made it, ``touched`` the last sign
    of life, ``cared`` how far it has been cared for, ``asked`` when its poster was last asked.
    ``veiled``: who asked is "a neighbour" to everybody else. ``sensitive``: who wants to help is
    among ``offered`` until the poster says yes. ``sealing``: whether its poster has been asked for
    sealed details, or has given some. No place is ever promised beyond what it wants,
    loose promises included.
    """

    group: str
    number: int
    by: str
    what: str
    created: datetime
    touched: datetime
    when: When | None = None
    counted: bool = False
    heads: bool = False
    wanted: float = 1
    unit: str = ""
    parts: tuple[Part, ...] = ()
    claims: tuple[Claim, ...] = ()
    offered: tuple[Claim, ...] = ()
    received: float = 0
    urgent: bool = False
    state: State = "open"
    veiled: bool = False
    sensitive: bool = False
    sealing: Sealing = ""
    behalf: Literal["", "asked", "agreed"] = ""  # of somebody else, who agreed to it
    cared: datetime | None = None
    asked: datetime | None = None
    ended_on: str = ""  # the day, in UTC, ISO
    room: str | None = None
    origin: str | None = None

    # ---- how it stands ----

    @property
    def dated(self) -> bool:
        """Whether it is due at a time, rather than some day, or from a day on."""
        return bool(self.when and self.when.start and not self.when.earliest)

    @property
    def places(self) -> tuple[Part, ...]:
        """Every place, the main one first."""
        main = Part(what=self.what, counted=self.counted, heads=self.heads, wanted=self.wanted,
                    unit=self.unit, received=self.received)
        return main, *self.parts

    def place(self, name: str) -> Part:
        """Return the place of this name. Raises NoSuchPlace."""
        found = next((place for place in self.places if place.name == name), None)
        if found is None:
            raise NoSuchPlace(self.number, name)
        return found

    def promised(self, part: str = "") -> float:
        """Return how much of a place is firmly promised."""
        return total(self.claims, part, firm=True)

    def held(self, part: str = "") -> float:
        """Return how much of a place is promised, loose promises included."""
        return total(self.claims, part)

    @property
    def missing(self) -> float:
        """How much of the main place nobody has firmly promised."""
        return self.short()

    def short(self, part: str = "") -> float:
        """Return how much of a place nobody has firmly promised."""
        wanted = self.place(part).wanted if part else self.wanted
        return max(0, round(wanted - self.promised(part), CENTS))

    @property
    def gaps(self) -> tuple[Part, ...]:
        """The places where something is missing."""
        return tuple(place for place in self.places if self.short(place.name))

    @property
    def covered(self) -> bool:
        """Whether every place is filled without which it cannot be done."""
        return not self.short() and all(
            place.optional or not self.short(place.name) for place in self.parts)

    @property
    def money(self) -> bool:
        """Whether it asks for a sum."""
        return self.unit in tuple(MONEY)

    @property
    def helpers(self) -> tuple[str, ...]:
        """Who has promised something, first come first."""
        return tuple(dict.fromkeys(claim.by for claim in self.claims))

    def claim_of(self, person: str, part: str = "") -> Claim | None:
        """Return what this person has promised of a place, if anything."""
        return next((c for c in self.claims_of(person) if c.part == part), None)

    def claims_of(self, person: str) -> tuple[Claim, ...]:
        """Return all that this person has promised."""
        return tuple(claim for claim in self.claims if claim.by == person)

    # ---- promising and stepping back ----

    def claimed(
        self, person: str, at: datetime, amount: float | None = None, note: str = "",
        part: str = "",
    ) -> "Need":
        """Take on an amount of a place, or one head, or all that is missing; never more.

        A person's new amount replaces their old one. Raises Ended, NoSuchPlace, Taken,
        AlreadyYours, NothingCounted.
        """
        self._must_be_open()
        place, mine = self.place(part), self.claim_of(person, part)
        firm = mine.amount if mine and not mine.loose else 0
        free = round(self.short(part) + firm, CENTS)
        if free <= 0:
            on_it = tuple(claim.by for claim in self.claims if claim.part == part)
            raise Taken(self.number, on_it, part)
        if amount is not None and not place.counted and amount != 1:
            raise NothingCounted(self.number)
        if amount is None:
            amount = mine.amount if mine and (place.heads or mine.loose) else (
                1 if place.heads else free)
        taken = min(amount, free)
        if mine and not mine.loose and taken == mine.amount and note in ("", mine.note):
            raise AlreadyYours(self.number)
        new = Claim(by=person, amount=taken, at=at, part=part,
                    note=note or (mine.note if mine else ""))
        claims = tuple(new if claim is mine else claim for claim in self.claims)
        claims = making_room(claims if mine else (*claims, new), new, place.wanted)
        return replace(self, claims=claims, touched=at)

    def unclaimed(
        self, person: str, at: datetime, amount: float | None = None, part: str | None = None
    ) -> "Need":
        """Step back from all of a person's promises, from one place, or from so much of one.

        Raises Ended, NotPromised.
        """
        self._must_be_open()
        mine = self._of(person, part)
        if amount is not None:
            mine = mine[:1]
        kept: tuple[Claim, ...] = ()
        for claim in self.claims:
            left = 0.0 if amount is None else max(0, round(claim.amount - amount, CENTS))
            kept += (claim,) if claim not in mine else (
                (replace(claim, amount=left),) if left else ())
        return replace(self, claims=kept, touched=at)

    def loosened(
        self, person: str, at: datetime, how: Loose = "cover", part: str | None = None
    ) -> "Need":
        """Let others take a person's promises over, or one of them. Raises Ended, NotPromised."""
        self._must_be_open()
        mine = self._of(person, part)
        return self._each(lambda c: replace(c, loose=how, at=at, heard=None),
                          lambda c: c in mine, touched=at)

    def moved(self, when: When, at: datetime) -> "Need":
        """Give it another date; every promise is loose until its helper says yes. Raises Ended."""
        self._must_be_open()
        after = replace(self, when=when, asked=None)
        return after._each(lambda c: replace(c, loose="moved", asked=at, heard=None, brought=False),
                           lambda c: c.loose != "cover", touched=at)

    # ---- going on and ending ----

    def got(self, at: datetime, amount: float | None = None, part: str | None = None) -> "Need":
        """Note what has arrived; all of it ends the need. Raises Ended, NothingCounted."""
        self._must_be_open()
        if amount is None and part is None:
            everything = tuple(replace(one, received=one.wanted) for one in self.parts)
            return replace(self, received=self.wanted, parts=everything).ended("done", at)
        place = self.place(part or "")
        if amount is not None and not place.counted and amount != 1:
            raise NothingCounted(self.number)
        had = round(place.received + amount, CENTS) if amount is not None else place.wanted
        after = replace(self, touched=at) if place.name else replace(
            self, received=had, touched=at)
        parts = tuple(replace(one, received=had) if one.name == place.name else one
                      for one in self.parts)
        after = replace(after, parts=parts)
        over = all(one.received >= one.wanted or one.optional for one in after.places)
        return after.ended("done", at) if over else after

    def brought(self, person: str, at: datetime, part: str | None = None) -> "Need":
        """Note that a helper has done their part; once all have, the need is done.

        What has arrived is for `got` to count. Raises Ended, NotPromised, AlreadyYours.
        """
        self._must_be_open()
        mine = self._of(person, part)
        if all(claim.brought for claim in mine):
            raise AlreadyYours(self.number)
        after = self._each(lambda c: replace(c, brought=True, loose=""), lambda c: c in mine,
                           touched=at)
        over = after.covered and all(claim.brought for claim in after.claims)
        return after.ended("done", at) if over else after

    def ended(self, state: State, at: datetime) -> "Need":
        """End it as done or cancelled. Raises Ended."""
        self._must_be_open()
        return replace(self, state=state, touched=at, ended_on=at.date().isoformat())

    def still(self, at: datetime, person: str = "") -> "Need":
        """Note a sign of life: a helper's makes their promises firm again. Raises Ended."""
        self._must_be_open()
        own = not self.claims_of(person) or person == self.by
        return self._each(lambda c: replace(c, heard=at, loose=""), lambda c: c.by == person,
                          touched=at if own else self.touched)

    def inquired(self, at: datetime, person: str = "") -> "Need":
        """Note that a helper, or without a person the poster, has been asked how it stands."""
        if not person:
            return replace(self, asked=at)
        return self._each(lambda c: replace(c, asked=at), lambda c: c.by == person,
                          touched=self.touched)

    # ---- who may, and what it is made of ----

    def only(self, person: str, moderator: bool, *, helpers: bool = False) -> None:
        """Let only the poster, a moderator, and where said the helpers, pass. Raises NotYours."""
        allowed = (self.by, *self.helpers) if helpers else (self.by,)
        if not moderator and person not in allowed:
            raise NotYours(self.number, allowed)

    def _of(self, person: str, part: str | None) -> tuple[Claim, ...]:
        mine = tuple(c for c in self.claims_of(person) if part is None or c.part == part)
        if not mine:
            raise NotPromised(self.number)
        return mine

    def _each(self, change: Callable[[Claim], Claim], where: Callable[[Claim], bool], *,
              touched: datetime) -> "Need":
        claims = tuple(change(claim) if where(claim) else claim for claim in self.claims)
        return replace(self, claims=claims, touched=touched)

    def _must_be_open(self) -> None:
        if self.state != "open":
            raise Ended(self.number, self.state)

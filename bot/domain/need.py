"""A need: something asked for, and who has promised how much of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.domain.errors import AlreadyYours, Ended, NothingCounted, NotPromised, NotYours, Taken
from bot.domain.schedule import When

CENTS = 6  # decimals that are kept of an amount

State = Literal["open", "done", "cancelled", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One person's promise: how much of the need they take on."""

    by: str
    amount: float
    at: datetime
    note: str = ""
    brought: bool = False  # they have said that their part is done
    heard: datetime | None = None  # their last sign of life after the promise
    asked: datetime | None = None  # when they were last asked whether they are still on


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something somebody asked for.

    ``counted`` tells ten meals from one ride; ``heads`` that what is counted are people, so that
    one promise is one of them. ``origin`` is the event that made it, ``touched`` the last sign
    of life, ``cared`` how far it has been cared for, ``asked`` when its poster was last asked.
    ``veiled``: who asked is "a neighbour" to everybody else. Never promised beyond ``wanted``.
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
    claims: tuple[Claim, ...] = ()
    received: float = 0
    state: State = "open"
    veiled: bool = False
    cared: datetime | None = None
    asked: datetime | None = None
    ended_on: str = ""  # the day, in UTC, ISO
    room: str | None = None
    origin: str | None = None

    @property
    def promised(self) -> float:
        """How much is promised in all."""
        return round(sum(claim.amount for claim in self.claims), CENTS)

    @property
    def missing(self) -> float:
        """How much nobody has promised yet."""
        return max(0, round(self.wanted - self.promised, CENTS))

    @property
    def helpers(self) -> tuple[str, ...]:
        """Who has promised something, first come first."""
        return tuple(claim.by for claim in self.claims)

    def claim_of(self, person: str) -> Claim | None:
        """Return what this person has promised, if anything."""
        return next((claim for claim in self.claims if claim.by == person), None)

    def claimed(
        self, person: str, at: datetime, amount: float | None = None, note: str = ""
    ) -> "Need":
        """Take on an amount, or one head, or all that is missing; never more than that.

        A person's new amount replaces their old one. Raises Ended, Taken, AlreadyYours,
        NothingCounted.
        """
        self._must_be_open()
        mine = self.claim_of(person)
        free = round(self.missing + (mine.amount if mine else 0), CENTS)
        if free <= 0:
            raise Taken(self.number, self.helpers)
        if amount is not None and not self.counted and amount != 1:
            raise NothingCounted(self.number)
        if amount is None:
            amount = (mine.amount if mine else 1) if self.heads else free
        taken = min(amount, free)
        if mine and taken == mine.amount and note in ("", mine.note):
            raise AlreadyYours(self.number)
        new = Claim(by=person, amount=taken, at=at, note=note or (mine.note if mine else ""))
        claims = tuple(new if claim is mine else claim for claim in self.claims)
        return replace(self, claims=claims if mine else (*claims, new), touched=at)

    def unclaimed(self, person: str, at: datetime, amount: float | None = None) -> "Need":
        """Step back from all of a promise, or from so much of it. Raises Ended, NotPromised."""
        self._must_be_open()
        mine = self.claim_of(person)
        if mine is None:
            raise NotPromised(self.number)
        left = 0 if amount is None else max(0, round(mine.amount - amount, CENTS))
        kept = (replace(mine, amount=left),) if left else ()
        claims: tuple[Claim, ...] = ()
        for claim in self.claims:
            claims += kept if claim is mine else (claim,)
        return replace(self, claims=claims, touched=at)

    def got(self, at: datetime, amount: float | None = None) -> "Need":
        """Note what has arrived; all of it ends the need. Raises Ended, NothingCounted."""
        self._must_be_open()
        if amount is not None and not self.counted and amount != 1:
            raise NothingCounted(self.number)
        total = self.wanted if amount is None else round(self.received + amount, CENTS)
        state: State = "done" if total >= self.wanted else "open"
        day = at.date().isoformat() if state == "done" else ""
        return replace(self, received=total, state=state, touched=at, ended_on=day)

    def brought(self, person: str, at: datetime) -> "Need":
        """Note that a helper has done their part; once all have, the need is done.

        What has arrived is for `got` to count. Raises Ended, NotPromised, AlreadyYours.
        """
        self._must_be_open()
        mine = self.claim_of(person)
        if mine is None:
            raise NotPromised(self.number)
        if mine.brought:
            raise AlreadyYours(self.number)
        done = replace(mine, brought=True)
        claims = tuple(done if claim is mine else claim for claim in self.claims)
        after = replace(self, claims=claims, touched=at)
        over = not after.missing and all(claim.brought for claim in claims)
        return after.ended("done", at) if over else after

    def ended(self, state: State, at: datetime) -> "Need":
        """End it as done or cancelled. Raises Ended."""
        self._must_be_open()
        return replace(self, state=state, touched=at, ended_on=at.date().isoformat())

    def still(self, at: datetime, person: str = "") -> "Need":
        """Note a sign of life: a helper's for their own promise. Raises Ended."""
        self._must_be_open()
        mine = self.claim_of(person)
        if mine is None or person == self.by:
            return replace(self, touched=at)
        claims = tuple(replace(c, heard=at) if c is mine else c for c in self.claims)
        return replace(self, claims=claims)

    def inquired(self, at: datetime, person: str = "") -> "Need":
        """Note that a helper, or without a person the poster, has been asked how it stands."""
        if not person:
            return replace(self, asked=at)
        claims = tuple(replace(c, asked=at) if c.by == person else c for c in self.claims)
        return replace(self, claims=claims)

    def only(self, person: str, moderator: bool, *, helpers: bool = False) -> None:
        """Let only the poster, a moderator, and where said the helpers, pass. Raises NotYours."""
        allowed = (self.by, *self.helpers) if helpers else (self.by,)
        if not moderator and person not in allowed:
            raise NotYours(self.number, allowed)

    def _must_be_open(self) -> None:
        if self.state != "open":
            raise Ended(self.number, self.state)

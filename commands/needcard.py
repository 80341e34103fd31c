"""A need's card: its places, who is on them, what is missing, and a button for each gap."""

from bot.domain.group import Group
from bot.domain.need import Need
from bot.domain.part import Claim, Part
from bot.naming import asker, helpers, name
from bot.ports import UnitOfWork
from bot.text import Amount, Bold, Bullets, Button, Lines, Node, Progress, Row, n, row, t
from bot.titles import line, place, title

CLAIM = Button("claim", t("I'll do it"))
DONE = Button("done", t("It's done"))
OVER = {"done": t("✓ Done. Thank you!"), "closed": t("Closed for lack of news."),
        "cancelled": t("Withdrawn.")}
LOOSE = {"cover": t("looking for cover"), "moved": t("asked again")}


def need_card(uow: UnitOfWork, need: Need, zone: str) -> tuple[Node, tuple[Button, ...]]:
    """Draw a need's card and its buttons."""
    urgent = need.urgent and need.state == "open" and not need.covered
    head = Bold(row("❗ ", t("Urgent"), " · ", line(need, zone)) if urgent else line(need, zone))
    if need.state != "open":
        return Lines((head, OVER[need.state])), ()
    group = uow.get(Group, need.group)
    body = _places(uow, group, need) if need.parts else _single(uow, group, need)
    if need.parts or not need.claims:
        body.append(_asked(uow, group, need))
    if need.offered:
        people = tuple(dict.fromkeys(offer.by for offer in need.offered))
        body.append(t("Waiting for a yes: {who}", who=helpers(uow, group, people, need.group)))
    done = (DONE,) if need.claims else ()
    return Lines((head, *body)), (*claim_buttons(need), *done)


def _asked(uow: UnitOfWork, group: Group | None, need: Need) -> Node:
    who = asker(uow, group, need)
    if not need.gaps:
        return t("Asked by {who}.", who=who)
    if need.sensitive:
        return t("Asked by {who}, who says yes or no to whoever offers. Who can?", who=who)
    return t("Asked by {who}. Who can?", who=who)


def claim_buttons(need: Need, gaps: tuple[Part, ...] | None = None) -> tuple[Button, ...]:
    """Return a button for each place that can be taken."""
    found = need.gaps if gaps is None else gaps
    if not need.parts:
        return (CLAIM,) if found else ()
    return tuple(
        Button(f"claim:{one.name}" if one.name else "claim", t("I'll do it: {place}",
               place=title(need) if not one.name else place(one)))
        for one in found)


def _single(uow: UnitOfWork, group: Group | None, need: Need) -> list[Node]:
    main, = need.places
    body: list[Node] = [_progress(need, main)] if need.counted else []
    if need.claims:
        who = _who(uow, group, need, main)
        plain = not need.counted and len(need.claims) == 1 and not need.claims[0].loose
        body.append(n("{n} person is on it.", "{n} people are on it.", len(need.helpers))
                    if _hidden(group) else t("{who} is on it.", who=who) if plain else
                    t("On it: {who}", who=who))
    if need.received:
        body.append(t("Received: {amount}", amount=Amount(need.received, need.unit)))
    return body


def _places(uow: UnitOfWork, group: Group | None, need: Need) -> list[Node]:
    state = t("✓ Covered.") if need.covered else t("⚠ Not covered yet.")
    return [state, Bullets(tuple(_place(uow, group, need, one) for one in need.places))]


def _place(uow: UnitOfWork, group: Group | None, need: Need, of: Part) -> Node:
    """Draw one place on a line: what it is, how it stands, who is on it."""
    name = place(of) if of.name else need.what
    what = t("{place}, if possible", place=name) if of.optional else name
    on_it = any(claim.part == of.name for claim in need.claims)
    parts: list[Node] = [_progress(need, of)] if of.counted and of.wanted > 1 else []
    if on_it:
        parts += [" · "] if parts else []
        parts.append(_who(uow, group, need, of))
    elif not parts:
        parts.append(t("still open"))
    if of.received:
        parts += [" · ", t("Received: {amount}", amount=Amount(of.received, of.unit))]
    return row(what, ": ", *parts)


def _progress(need: Need, of: Part) -> Node:
    bar: tuple[Node, ...] = (Progress(need.promised(of.name), of.wanted), " ")
    missing = need.short(of.name)
    if not missing:
        return row(*bar, t("all promised"))
    return row(*bar, t("{promised} of {wanted} promised, {missing} still missing",
                       promised=Amount(need.promised(of.name), of.unit),
                       wanted=Amount(of.wanted, of.unit), missing=Amount(missing, of.unit)))


def _hidden(group: Group | None) -> bool:
    return group is not None and "helpers" in group.hidden


def _who(uow: UnitOfWork, group: Group | None, need: Need, of: Part) -> Node:
    """Name who is on a place; where helpers are hidden, count them, those who are sure."""
    there = [claim for claim in need.claims if claim.part == of.name]
    if _hidden(group):
        loose = [LOOSE[claim.loose] for claim in there if claim.loose]
        people = n("{n} person", "{n} people", len(there))
        return row(people, " (", loose[0], ")") if loose else people
    parts: list[Node] = []
    for claim in there:
        parts += [", "] if parts else []
        parts += _claim(uow, need, of, claim)
    return Row(tuple(parts))


def _claim(uow: UnitOfWork, need: Need, of: Part, claim: Claim) -> list[Node]:
    parts: list[Node] = [name(uow, need.group, claim.by)]
    if of.counted and (of.wanted > 1 or not need.parts):
        parts += [" ", Amount(claim.amount, of.unit)]
    inside: list[Node] = [LOOSE[claim.loose]] if claim.loose else []
    inside += [claim.note] if claim.note else []
    for at, one in enumerate(inside):
        parts += [", " if at else " (", one]
    return [*parts, ")"] if inside else parts

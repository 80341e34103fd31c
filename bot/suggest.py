"""Numbers people may mean: for completion, and when words stand where a number should."""

import re

from bot.command import Takes
from bot.context import Context
from bot.domain.group import Group, Member, Place
from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.reminder import Reminder
from bot.domain.roster import Roster
from bot.errors import Unnumbered
from bot.groups.accounts import person_of
from bot.i18n import nearest, sentence
from bot.kinds import tongue
from bot.people import group_at, language_of
from bot.ports import Incoming, UnitOfWork
from bot.records import Thing
from bot.render import amount
from bot.text import Amount, Node, Usage, t
from bot.titles import short
from bot.words import Vocabulary, fold, slug

SEARCHED = 500
MOST = 25
LABEL = 100  # characters a chat shows of one suggestion


def choices(uow: UnitOfWork, group: str, person: str, kind: str, typed: str) -> list[Thing]:
    """Return the things an option of this kind can name, those that fit what is typed first.

    ``kind`` is open, mine, asked, offered, reminders or rosters; at most 25.
    """
    needs: list[Thing] = []
    if kind == "mine":
        needs += uow.find(Need, "helper", group, person, "open", limit=SEARCHED)
        needs += uow.find(Need, "poster", group, person, "open", limit=SEARCHED)
    elif kind == "asked":
        needs += uow.find(Need, "poster", group, person, "open", limit=SEARCHED)
    elif kind == "offered":
        needs += uow.find(Offer, "poster", group, person, "open", limit=SEARCHED)
    elif kind == "reminders":
        needs += [one for one in uow.find(Reminder, "state", group, "open", limit=SEARCHED)
                  if one.seen_by(person)]
    elif kind == "rosters":
        needs += uow.find(Roster, "state", group, "open", limit=SEARCHED)
    else:
        needs += uow.find(Need, "state", group, "open", limit=SEARCHED)
    wanted = fold(typed).strip("# ")
    fitting = {
        one.number: one for one in needs
        if str(one.number).startswith(wanted) or all(w in fold(one.what) for w in wanted.split())
    }
    return list(fitting.values())[:MOST]


def complete(
    uow: UnitOfWork, incoming: Incoming, text: str, words: Vocabulary, language: str | None
) -> list[tuple[str, str]]:
    """Return labels and values that could complete a typed text: commands, then their options."""
    group, person = _where(uow, incoming)
    spoken = nearest(language) or (language_of(group, person) if group else "en")
    text = text.lstrip().lstrip("/!")
    found = words.find(text)
    if found is None or found.alone or not (found.rest or text.endswith(" ")):
        return _commands(words, text, spoken)
    if not found.command.options or group is None or person is None:
        return []
    option, rest = found.command.options[0], found.rest
    number, more, typed = rest.partition(" ")
    if more and re.fullmatch(r"\d{1,9}", number) and found.command.options[1:2]:
        wanted = found.command.options[1]
        return _parts(uow, group, int(number), typed, spoken) if wanted.suggest == "part" else []
    if option.choices:
        return [(word, word) for word, _ in option.choices if fold(word).startswith(fold(rest))]
    if option.takes is not Takes.NUMBER or " " in rest:
        return []
    things = choices(uow, group.id, person.person, option.suggest, rest)
    return [(_label(one), str(one.number)) for one in things]


def _parts(uow: UnitOfWork, group: Group, number: int, typed: str, language: str
           ) -> list[tuple[str, str]]:
    """Return the places of a need that begin as typed, as the language calls them."""
    need = uow.get(Need, group.id, number)
    named = [] if need is None or not need.parts else [
        (sentence(language, one.what) if one.name else one.what, one.name or "main",
         one.language and sentence(language, tongue(one.language)))
        for one in need.gaps or need.places]
    return [(f"{shown} ({spoken})"[:LABEL] if spoken else shown[:LABEL], name)
            for shown, name, spoken in named
            if fold(shown).startswith(fold(typed)) or name.startswith(fold(typed))][:MOST]


def _label(one: Thing) -> str:
    counted = isinstance(one, Need) and one.counted
    many = f"{amount(Amount(one.wanted, one.unit), 'en')} " if isinstance(one, Need) and (
        counted) else ""
    return f"{one.number} {many}{one.what}"[:LABEL]


def _commands(words: Vocabulary, head: str, language: str) -> list[tuple[str, str]]:
    wanted = slug(head)
    found = []
    for command in words.commands:
        names = [command.word(language), *command.words()]
        name = next((name for name in names if slug(name).startswith(wanted)), None)
        if name:
            summary = sentence(language, command.summary.one)
            found.append((f"/{name} · {summary}"[:LABEL], f"/{name}"))
    return found[:MOST]


def _where(uow: UnitOfWork, incoming: Incoming) -> tuple[Group | None, Member | None]:
    """Return the group and member an unfinished text belongs to, without founding anything."""
    person = person_of(uow, incoming.person.id) if incoming.person else ""
    if incoming.room:
        place = uow.get(Place, incoming.room.id)
        group = group_at(uow, place.group if place else incoming.room.community)
    else:
        here = (one for one in uow.find(Member, "person", person, newest=True)
                if not one.gone and not one.guest)
        member = next(here, None)
        group = group_at(uow, member.group) if member else None
    known = uow.get(Member, group.id, person) if group else None
    if group is None or known and known.ignored:
        return None, None
    return group, known or Member(group=group.id, person=person, name="", seen=group.created)


def named(ctx: Context, error: Unnumbered) -> Node:
    """Return the error for words in a number's place, with the one number they may name."""
    command = ctx.vocabulary.command(error.command)
    kind = command.options[0].suggest if command else "open"
    found = choices(ctx.uow, ctx.group.id, ctx.me, kind, error.words)
    if len(found) != 1:
        return error.body
    one = found[0]
    return t("Did you mean {thing}? Then type {usage}.",
             thing=short(one),
             usage=Usage(error.command, str(one.number)))

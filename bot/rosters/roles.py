"""Reading a roster's line: what it is called, its roles, and how long one shift is."""

import re
from dataclasses import dataclass

from bot.domain.roster import Role
from bot.words import fold

MANY = 99  # what "4+" allows
MOST_ROLES = 24
LONGEST = 32  # characters of a role's name
_UNIT = r"(h|hrs?|hours?|horas?|m|mins?|minutes?|minutos?)"
_CUT = re.compile(
    rf"(?:\b(?:in(?:to)?|en|de|every|each|cada)\s+)?(?:\bturnos?\s+de\s+|\bshifts?\s+of\s+)"
    rf"(\d{{1,3}}(?:[.,]5)?)\s?-?{_UNIT}\b"
    rf"|(?:\b(?:in(?:to)?|en|de|every|each|cada)\s+)(\d{{1,3}}(?:[.,]5)?)\s?-?{_UNIT}\b"
    rf"(?:\s+(?:shifts?|turnos?|pieces?)\b)?"
    rf"|\b(\d{{1,3}}(?:[.,]5)?)\s?-?{_UNIT}\s+(?:shifts?|turnos?)\b", re.IGNORECASE)
_RANGE = r"(\d{1,3})(?:\s*(?:-|–|to|a)\s*(\d{1,3})|(\+))?"
_NAMED = re.compile(rf"([^\d\s][^\d,;]*?)[\s:]+{_RANGE}(?=$|[\s,;.])", re.IGNORECASE)
_COUNTED = re.compile(rf"{_RANGE}\s*x?\s+([^\d,;\s][^\d,;]*?)(?=$|[,;.]|\s+(?:and|y|e|\+)?\s*\d)",
                      re.IGNORECASE)
_JOINT = re.compile(r"^(?:[,;+&]|\b(?:and|with|plus|y|con|más|mas|e)\b|\s)+", re.IGNORECASE)
_CODES = """
am ar asl bn de en es fa fr gu ha he hi ht hy ig it ja km ko lo lsm mam my ne nl om pa pl ps pt qu
ru rw so sq sw ta ti tl tr uk ur uz vi wo xh yo zh zu
"""
_LANGUAGES = frozenset(_CODES.split())


@dataclass(frozen=True, slots=True)
class Line:
    """A roster's line: its name and its roles, as far as they are there."""

    what: str
    roles: tuple[Role, ...]


def cut_of(text: str) -> tuple[int, str]:
    """Return the minutes one shift lasts (0: not said), and the text without that."""
    found = _CUT.search(text)
    if not found:
        return 0, text
    amount, unit = next((found[i], found[i + 1]) for i in (1, 3, 5) if found[i])
    minutes = float(amount.replace(",", ".")) * (60 if fold(unit).startswith("h") else 1)
    return int(minutes), f"{text[:found.start()]} {text[found.end():]}"


def roster_line(left: str, head: str) -> Line:
    """Read what a text says besides its date: ``head`` is what stood before the date."""
    left = " ".join(left.split())
    title = _shared(left, " ".join(head.split()))
    tail = left[len(title):].strip(" ,;:")
    if title and re.match(r"\d", tail):
        return Line(title.strip(" ,;:-"), _counted(tail))
    found = list(_NAMED.finditer(left))
    if not found:
        return Line(left.strip(" ,;:-"), ())
    first = found[0]
    name = _JOINT.sub("", first[1]).strip()
    if first.start(1) < len(title) < first.end(1):
        what, name = title, left[len(title):first.end(1)]
    elif first.start(1) >= len(title) > 0:
        what = title
    else:
        words = name.split()
        size = 2 if len(words) > 2 and words[-1].lower() in _LANGUAGES else 1
        what, name = left[:first.start(1)] + " ".join(words[:-size]), " ".join(words[-size:])
    roles = [_role(name, first), *(_role(one[1], one) for one in found[1:])]
    return Line(what.strip(" ,;:-"), _once(roles))


def spared(text: str) -> str:
    """Return a text without the numbers of its roles, so that none is read as a time of day."""
    return _NAMED.sub(r"\1", text)


def kept(text: str, left: str) -> str:
    """Return the words of a text that are among ``left``, in order, with the numbers after them."""
    found: list[str] = []
    rest = left.replace(",", " ").split()
    for word in text.replace(",", " ").split():
        if rest and word == rest[0]:
            found.append(rest.pop(0))
        elif found and re.fullmatch(_RANGE, word) and not found[-1][0].isdigit():
            found.append(word)
    return " ".join(found)


def roles_of(text: str) -> tuple[Role, ...]:
    """Read nothing but roles: ``cook 3, serve 2-4`` or ``3 cooks``."""
    text = " ".join(text.split())
    if re.match(r"\d", text):
        return _counted(text)
    return _once([_role(one[1], one) for one in _NAMED.finditer(text)])


def _shared(left: str, head: str) -> str:
    """Return the beginning that both texts share, up to a word's end."""
    if not head or not left.startswith(head):
        return ""
    return head if len(left) == len(head) or not left[len(head)].isalnum() else ""


def _counted(text: str) -> tuple[Role, ...]:
    return _once([_role(found[4], found, 1) for found in _COUNTED.finditer(text)])


def _role(name: str, found: re.Match[str], at: int = 2) -> Role:
    least = int(found[at])
    most = int(found[at + 1]) if found[at + 1] else MANY if found[at + 2] else least
    words = _JOINT.sub("", name).strip(" ,;:-").split()
    skill = words.pop().lower() if len(words) > 1 and words[-1].lower() in _LANGUAGES else ""
    return Role(name=" ".join(words).lower()[:LONGEST].strip(), skill=skill,
                least=min(least, most), most=max(least, most))


def _once(roles: list[Role]) -> tuple[Role, ...]:
    return tuple({role.label: role for role in roles if role.name}.values())

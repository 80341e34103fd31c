"""Weekdays that are names: of a crew, of somebody, of a wish."""

from bot.when.scan import Scan, blot
from bot.when.tokens import JUNK, word_set

_CREWS = word_set("crew folks gang group people squad team")

_TITLES = word_set(
    "abuela abuelo aunt comadre compadre compa cousin dona don dr dra familia family grandma "
    "grandpa hermana hermano maestra maestro miss mr mrs ms padre pastor pastora prima primo profe "
    "senor senora sister sr sra tia tio uncle"
)

_CALLED = word_set("called cat dog gata gato kitten llamada llamado named perra perro puppy")
_STREETS = word_set("avenida calle calzada colonia")
_OWNERS = word_set("my nuestra nuestro our the their those your")


def day_of_people(s: Scan, i: int) -> None:
    """Hide weekdays that name people or somebody: "the monday crew", "Sunday Silva needs"."""
    role = s.roles[i]
    if "owner" in role:
        if s.roles[i + 1].keys() & {"at", "clock"}:
            s.roles[i] = {"every_wd": role["wd"]}  # "mtg monday's at 6"
            return
        if s.roles[i + 1].keys() & {"people"} and s.words[i + 1] in _CREWS:
            blot(s, i, i + 1)
        return
    after, before = s.roles[i + 1], (s.roles[i - 1] if i else {})
    if i and s.words[i - 1] in ("a", "an") and not (i > 1 and "wd" in s.roles[i - 2]):
        blot(s, i, i + 1 + ("part" in after))  # "a friday night crowd"
        return
    if "named_before" in before or after.keys() & {"named", "past_verb"} or (
            "vague" in before and "alternate" not in after):
        blot(s, i, i + 1)
        return
    owner = s.words[i - 1] if i else ""
    k = i + 1 + ("part" in after)
    if owner in _OWNERS and k < s.n and (_people(s, k) or owner == "the" and not s.roles[k]):
        blot(s, i, k)
    elif s.words[i + 1] in _CREWS and not before.keys() & {"this", "next", "coming"}:
        blot(s, i, i + 1)
    elif not before.keys() & {"this", "next", "coming"} and (crew := _crew(s, i)):
        blot(s, i, crew)
    elif before.keys() & {"de", "los", "el_num"} and _owned(s, i):
        blot(s, i - 1, i + 1)
    elif s.capital(i) and (s.words[i + 1] == "(" and _told_apart(s, i + 2) or (
            s.capital(i + 1) and not after and "verb3" in s.roles[i + 2])):
        blot(s, i, i + 1)


def _crew(s: Scan, i: int) -> int:
    """Return where a crew stands that a weekday names and that does something: "… team needs"."""
    for j in range(i + 1, i + 5):
        if s.words[j] in _CREWS and "verb3" in s.roles[j + 1]:
            return j
    return 0


def _told_apart(s: Scan, i: int) -> bool:
    """Return whether a bracket opened before i says who somebody is: "Sunday (my aunt) needs"."""
    for j in range(i, min(i + 5, s.n)):
        if s.words[j] == ")":
            return "verb3" in s.roles[j + 1]
        if "digits" in s.roles[j]:
            return False
    return False


def _people(s: Scan, i: int) -> bool:
    return "people" in s.roles[i] or s.words[i].endswith(("ers", "ors")) and not s.roles[i]


def _owned(s: Scan, i: int) -> bool:
    """Return whether people stand before "del lunes" or "de los lunes"."""
    j = i - 1
    of = False
    while j > 0 and s.roles[j].keys() & {"de", "los", "el_num"} and j > i - 3:
        of = of or "de" in s.roles[j] or s.words[j].startswith("de ")
        j -= 1
    return of and j < i - 1 and "people" in s.roles[j] and "from" not in s.roles[j] or (
        s.words[i - 1] == "del" and "people" in s.roles[i - 2])


def named(s: Scan, i: int) -> None:
    """Hide what a pet or a street is called, and a word that is only shouted: "¡miércoles!"."""
    before = s.words[i - 1] if i else ""
    called = s.capital(i) and (before in _CALLED or before in _STREETS)
    if called or before == "¡" and s.words[i + 1] == "!":
        blot(s, i, i + 1)


def titled(s: Scan, i: int) -> None:
    """Hide a name after a title or a relation: "Mr Reyes", "tía Abril"."""
    if i and s.capital(i) and s.words[i - 1] in _TITLES:
        blot(s, i, i + 1)


def greeting(s: Scan, i: int) -> None:
    """Hide the day that is wished, not named: "happy friday", "feliz navidad"."""
    if s.roles[i + 1].keys() & {"wd", "holiday"}:
        blot(s, i, i + 2)


def morning(s: Scan, i: int) -> None:
    """Make "la mañana" a morning, and "una mañana" no day at all: only alone is it tomorrow."""
    before = s.words[i - 1] if i else ""
    if s.words[i] == "medio dia" and s.words[i + 1] == "de":
        s.roles[i] = JUNK  # half a day's work
    if s.words[i] == "manana" and before in ("la", "las", "una", "otra", "toda"):
        s.roles[i] = {"part": "morning"} if before == "la" else JUNK

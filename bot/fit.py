"""Whether an offer fits a need: by its words in either language, its languages, day and hour."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.need import Need
from bot.domain.offer import Offer
from bot.domain.part import Part
from bot.domain.schedule import When
from bot.kinds import LANGUAGES
from bot.words import fold, slug

NEAR = 2  # hours between a need and what is offered at one hour
EVENING, NOON = 17, 12
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What people ask for and give, by the beginnings of its words in both languages.
_THEMES = (
    "ride lift drive drivi car cars van truck transport aventon raite viaje carro camioneta "
    "chofer conduc manej llevar return vuelta regreso",
    "interpret translat traduc",
    "childcare babys sitter kids children ninos ninas ninxs ninera guarder",
    "food meal cook cocin comida groc despensa soup bake lunch dinner breakfast cena almuerzo "
    "desayuno tamal",
    "move moving mudanza furnitur mueble couch sofa table mesa chair silla bed cama mattress "
    "colchon",
    "lawyer legal abogad", "nurse medic doctor enfermer", "clean limpi", "laundry lavander",
    "repair fix plumb electric repar plomer arregl", "diaper panal stroller carriola formula",
    "crib cuna", "clothes coat jacket ropa abrigo chamarra", "blanket cobija manta frazada",
    "company accompan acompan", "tool herramient", "tent carpa", "gas gasolin fuel",
    "errand mandado", "phone telefon internet comput laptop", "room hosped alojam shelter",
    "haircut pelo corte-de-pelo", "money dinero rent renta",
)
_PLAIN_WORDS = """
need needs needed help someone somebody anyone please with from this that have offer offers free
necesito necesita ayuda alguien para con este esta puedo tengo ofrezco gratis some
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text is about: its themes, its other words, the languages it names."""

    themes: frozenset[int]
    words: frozenset[str]
    languages: frozenset[str]


def fits(offer: Offer, need: Need, place: Part) -> bool:
    """Tell whether what is offered could fill a place of a need at its time."""
    wanted = _said(f"{place.what} {place.note}" if place.name else need.what)
    given = _said(offer.what)
    spoken = wanted.languages | ({place.language} if place.language else set())
    if spoken and not spoken & given.languages:
        return False
    alike = wanted.themes & given.themes if wanted.themes and given.themes else (
        wanted.words & given.words)
    return bool(alike) and _in_time(offer.when, need.when)


def _said(text: str) -> _Said:
    words = [slug(word.strip("()")) for word in fold(text).replace(",", " ").split()]
    themes = frozenset(n for n, theme in enumerate(_STEMS)
                       if any(word.startswith(stem) for word in words for stem in theme))
    spoken = frozenset(LANGUAGES[word] for word in words if len(word) > 2 and word in LANGUAGES)
    plain = frozenset(word[:6] for word in words
                      if len(word) > 3 and word not in _PLAIN and word not in LANGUAGES)
    return _Said(themes, plain, spoken)


def _in_time(offered: When | None, wanted: When | None) -> bool:
    if offered is None or wanted is None or not offered.start or not wanted.start:
        return True
    if wanted.earliest:
        return True
    return _same_day(offered, wanted) and _same_hour(offered, wanted)


def _same_day(offered: When, wanted: When) -> bool:
    day = date.fromisoformat(wanted.day)
    if offered.earliest:
        return offered.day <= wanted.day
    if not offered.rrule:
        return offered.day <= wanted.day <= (offered.end[:10] or offered.day)
    rule = dict(part.partition("=")[::2] for part in offered.rrule.split(";"))
    if rule.get("FREQ") == "WEEKLY":
        named = rule.get("BYDAY", _DAYS[date.fromisoformat(offered.day).weekday()])
        return _DAYS[day.weekday()] in named.split(",")
    return rule.get("FREQ") == "DAILY" or not rule.get("BYDAY") or any(
        one[-2:] == _DAYS[day.weekday()] for one in rule["BYDAY"].split(","))


def _same_hour(offered: When, wanted: When) -> bool:
    if len(offered.start) <= 10 or len(wanted.start) <= 10:
        return True
    first, at = datetime.fromisoformat(offered.start), datetime.fromisoformat(wanted.start)
    if len(offered.end) > 10:
        last = datetime.fromisoformat(offered.end)
        return first.time() <= at.time() <= last.time()
    hours = abs(first.hour * 60 + first.minute - at.hour * 60 - at.minute) / 60
    return hours <= NEAR or _half(first.hour) == _half(at.hour)


def _half(hour: int) -> int:
    return 0 if hour < NOON else 1 if hour < EVENING else 2


_STEMS = tuple(tuple(theme.split()) for theme in _THEMES)

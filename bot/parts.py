"""The places of a need as people write them: ``+return +interpreter es +childcare 2?``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.command import Much
from bot.domain.need import Need
from bot.domain.part import Part
from bot.errors import UserError
from bot.kinds import LANGUAGES, LONGEST, PLACES, measure, place_word
from bot.parse import much
from bot.text import Usage, t
from bot.words import fold, nearest_word, slug

MOST = 12  # places on one card
NAME = 40  # characters of a place's name

# A plus before a word, or before a number and a word: not a phone's +1 860, not 2 +2.
_PLUS = re.compile(r"(?:^|(?<=\s))\+(\s*)(?=(?:[$€£]?\d[\d.,]*\s+)?[^\W\d_])")
_MINUS = re.compile(r"(?:^|(?<=\s))[-−](?=[^\W\d_])")
_COUNT = re.compile(r"(?:^|\s)([$€£]?)(\d{1,6}(?:[.,]\d{1,2})?)([$€£]?)(?=\s|$)")
_OF = re.compile(r"^(?:of|for|de|para)\s+(?=\S)", re.IGNORECASE)
_AMOUNT = re.compile(r"\+?\s?[-−]?[$€£x]?\s?\d[\d.,]*[$€£x]?", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody takes on: a place by its name (None: none was named), how much, a note."""

    part: str | None
    amount: Much | None
    note: str


def heads(what: str) -> bool:
    """Tell whether what is counted are people, so that one promise is one of them."""
    return bool(HEADS & set(fold(what).replace(",", " ").split()[:2]))


def measured(what: str) -> tuple[str, str]:
    """Return the measure at the head of what is counted, as typed, and the rest."""
    head, _, rest = what.partition(" ")
    return (head, rest) if rest and measure(head) else ("", what)


def apart(text: str) -> tuple[str, list[str]]:
    """Return a text without its places, and what each of them says."""
    cuts = [found for found in _PLUS.finditer(text)
            if not found[1] or _known(text[found.end():])[0]]
    if not cuts:
        return text, []
    ends = [*(found.start() for found in cuts[1:]), len(text)]
    said = [text[found.end():end].strip(" ,;") for found, end in zip(cuts, ends, strict=True)]
    return text[:cuts[0].start()].rstrip(" ,;"), said[:MOST]


def without(text: str) -> tuple[str, list[str]]:
    """Return a text without ``-childcare`` and the like, and the places those name."""
    cuts = list(_MINUS.finditer(text))
    if not cuts:
        return text, []
    ends = [*(found.start() for found in cuts[1:]), len(text)]
    said = [text[found.end():end].strip(" ,;") for found, end in zip(cuts, ends, strict=True)]
    return text[:cuts[0].start()].rstrip(" ,;"), said


def parts(said: Iterable[str]) -> tuple[Part, ...]:
    """Return the places that texts such as ``interpreter es`` stand for, each with its own name.

    Raises UserError for a place without a name.
    """
    made: list[Part] = []
    for text in said:
        made.append(distinct(_part(text), made))
    return tuple(made)


def _part(text: str) -> Part:
    optional = "?" in text
    text = " ".join(text.replace("?", " ").split())
    found = _COUNT.search(text)
    unit, wanted = "", 1.0
    if found:
        unit, wanted = found[1] or found[3], much(found[2]).n
        text = " ".join((text[:found.start()] + " " + text[found.end():]).split())
        if not unit and found.start() <= 0:
            unit, text = measured(text)
        text = _OF.sub("", text)
    known, rest = _known(text)
    language, rest = _language(rest) if known else ("", rest)
    what = known or text
    if not known:
        what, language = _spoken_last(text)
        rest = ""
    if not what.strip():
        raise UserError(t("Which place? For example {usage}.", usage=Usage(
            "need", "ride to court tuesday 9am +return", "transporte a la corte +vuelta")))
    return Part(name=slug(what)[:NAME], what=what[:NAME], note=rest[:NAME], language=language,
                optional=optional, counted=found is not None, wanted=wanted, unit=unit,
                heads=not unit and found is not None and heads(what))


def _known(text: str) -> tuple[str, str]:
    """Return what the words at the head of a text are called among our places, and the rest."""
    words = text.split()
    for n in range(min(LONGEST, len(words)), 0, -1):
        name = PLACES.get(slug(" ".join(words[:n])))
        if name:
            return name, " ".join(words[n:])
    return "", text


def _language(text: str) -> tuple[str, str]:
    """Return the language named at the head of a text, in brackets too, and the rest."""
    words = text.split()
    if words and slug(words[0]) in ("en", "de", "in", "al") and len(words) > 1 and (
            slug(words[1]) in LANGUAGES):
        words = words[1:]
    for n in range(min(LONGEST, len(words)), 0, -1):
        code = LANGUAGES.get(slug(" ".join(words[:n]).strip("()")))
        if code:
            return code, " ".join(words[n:])
    return "", text


def _spoken_last(text: str) -> tuple[str, str]:
    """Return a name of somebody's own without the language it ends in, and that language."""
    head, _, last = text.rpartition(" ")
    code = LANGUAGES.get(slug(last.strip("()"))) if head else None
    return (head, code) if code else (text, "")


def distinct(part: Part, others: list[Part]) -> Part:
    """Return the part under a name that no other place has."""
    names = {other.name for other in others}
    tries = [part.name, f"{part.name}-{part.language}"] if part.language else [part.name]
    tries += [f"{part.name}-{n}" for n in range(2, MOST + 2)]
    return replace(part, name=next((one for one in tries if one not in names), tries[-1]))


# ---- naming a place that there is --------------------------------------------------------


def taking(need: Need, text: str) -> Taking:
    """Read ``return``, ``4``, ``childcare 2 I have toys``. Raises UserError.

    What names no place and no amount is a note; a place nearly named is asked about.
    """
    amount, rest = _amount(text)
    part, rest = named(need, rest)
    if amount is None:
        amount, rest = _amount(_after_title(need, rest) if part is None else rest)
    elif part is None:
        part, rest = _counted(need, amount, rest)
    place = need.place(part or "")
    if amount is not None:
        rest = _same_unit(need, place, amount, rest)
    if part is None and amount is None:
        _nearly(need, rest)
    return Taking(part, amount, rest)


def _after_title(need: Need, text: str) -> str:
    """Return an amount that follows what is counted, without its words: ``blankets 10``."""
    first, _, rest = text.partition(" ")
    named = need.counted and fold(first)[:5] in {fold(one)[:5] for one in need.what.split()}
    return rest if named and _AMOUNT.match(rest) else text


def _amount(text: str) -> tuple[Much | None, str]:
    found = _AMOUNT.match(text)
    if found is None:
        return None, text
    rest = text[found.end():]
    if rest[:1].isalpha() and not measure(rest.split()[0]):
        return None, text
    return much(found[0]), rest.strip()


def _counted(need: Need, amount: Much, text: str) -> tuple[str | None, str]:
    """Return the place that an amount's unit or the words after it name, and the rest."""
    first, _, after = text.partition(" ")
    unit = amount.unit or measure(first)
    part, rest = named(need, _OF.sub("", after) if unit and not amount.unit else text)
    if part is None and unit and need.parts:
        fitting = [one for one in need.places if (measure(one.unit) or one.unit) == unit]
        part = fitting[0].name if len(fitting) == 1 else None
    return (part, text if part is None else rest)


def named(need: Need, text: str) -> tuple[str | None, str]:
    """Return the name of the place at the head of a text, if any, and the rest."""
    if not need.parts:
        return None, text
    words = text.split()
    for n in range(min(LONGEST + 1, len(words)), 0, -1):
        head, rest = " ".join(words[:n]), " ".join(words[n:])
        fitting = [part for part in need.parts
                   if slug(head) == part.name or place_word(head) == place_word(part.what)]
        if len(fitting) > 1:
            code, after = _language(rest)
            spoken = [part for part in fitting if part.language == code]
            fitting = spoken or [part for part in fitting if need.short(part.name)] or fitting
            rest = after if spoken else rest
        elif fitting and fitting[0].language and _language(rest)[0] == fitting[0].language:
            rest = _language(rest)[1]
        if fitting:
            return fitting[0].name, rest
    if words and _is_main(need, words[0]):
        return "", " ".join(words[1:])
    return None, text


def _is_main(need: Need, word: str) -> bool:
    title = need.what.split()
    return slug(word) in ("main", "principal") or bool(title) and (
        place_word(word) in {place_word(one) for one in title} & {place_word(title[0]),
                                                                 *PLACES.values()})


def _nearly(need: Need, text: str) -> None:
    """Raise UserError if the first word nearly names a place, or one that is not there."""
    first = text.split(maxsplit=1)[0] if text else ""
    if not need.parts or len(first) < 4:
        return
    ours = {part.what for part in need.parts}
    words = {word.replace("-", " "): name for word, name in PLACES.items() if name in ours}
    words |= {part.what: part.what for part in need.parts}
    near = nearest_word(first, words)
    if near:
        raise UserError(t("{number} has no place called {name}. Did you mean {usage}?",
                          number=str(need.number), name=first,
                          usage=Usage("claim", f"{need.number} {near}")))
    if _known(text)[0]:
        raise UserError(t("{number} has no place called {name}. {usage} shows what it needs.",
                          number=str(need.number), name=first,
                          usage=Usage("show", str(need.number))))


def _same_unit(need: Need, place: Part, amount: Much, rest: str) -> str:
    """Return the note without the words of what is counted. Raises UserError for other units."""
    first, _, after = rest.partition(" ")
    said = amount.unit or measure(first)
    counts = measure(place.unit) or place.unit
    if place.counted and said and said != counts and said not in map(measure, place.what.split()):
        raise UserError(t("{number} counts {unit}, not {other}.", number=str(need.number),
                          unit=place.unit or place.what, other=amount.unit or first))
    if not place.counted:
        return rest
    if measure(first):
        rest = after
        first, _, after = rest.partition(" ")
        if fold(first) in ("of", "de"):
            rest = after
    counted = {fold(word)[:5] for word in place.what.split()}
    words = rest.split()
    while words and fold(words[0])[:5] in counted:
        words = words[1:]
    return " ".join(words)

"""What is known by its shape: phones, street addresses, A-numbers and the like.

Every pattern is linear: no part of it can be read in two ways that both go on.
"""

import re
from collections.abc import Iterator

from bot.when.tokens import word_set

_I = re.IGNORECASE

# ---- phones ----
_PHONE = re.compile(
    r"(?<![\w#$/.-])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{2,3}\)[\s.-]?|\d{2,3}[\s.-])?\d{3,4}[\s.-]\d{4}"
    r"(?![\w/]|[.-]\d)"
    r"|(?<![\w#$/.-])(?:\+\d{1,3}[\s.-]?|1[\s.-]?)?\(?\d{3}\)?[\s.-]{0,3}\d{3}[\s.-]{0,3}\d{4}"
    r"(?![\w/]|[.-]\d)"
    r"|(?<![\w/])\d{3}/\d{3}/\d{4}(?![\w/])"
    r"|(?<!\w)(?:\+|00)\d[\d\s().-]{7,16}\d(?!\w)"
    r"|(?<![\w#$/.-])\d{2}(?:[\s.-]\d{2}){3,4}(?![\w/]|[.-]\d)"
)
_CALLED = re.compile(
    r"\b(?:call|dial|ring|signal|telegram|sms|text|phone|cell|cel|tel|telefono|teléfono|whats?app|wsp|wa|llama\w*|marca\w*|ph|#)"
    r"[\s.:#]{0,3}(?:me |him |her |us |at |al |a |es |is |number |numero |número |on ){0,2}"
    r"(\(?\d[\d\s().-]{5,13}\d)(?!\w)", _I)
_NOT_PHONE = re.compile(
    r"(?:case|caso|order|orden|ticket|folio|receipt|recibo|tracking|guia|guía|account|cuenta|"
    r"invoice|factura|isbn|upc|docket|expediente|confirmation|confirmacion|code|codigo|código|"
    r"zip|meter|serial|model|part|item|no\.|n°|room|\$)[\s#:.]{0,3}(?:#|number|numero|no\.?|is|"
    r"es|de)?[\s#:.]{0,2}\Z", _I)
_FREE_CALL = re.compile(r"\A\D{0,2}1?\D{0,2}8(?:00|88|77|66|55|44|33)\D")
_DATED = re.compile(r"\A(?:19|20)\d\d[\s.-](?:19|20)\d\d\Z|\A\d{4}-\d\d-\d\d")

# ---- numbers of people ----
_IDENTITY = re.compile(
    r"(?<!\w)a[\s#:.-]{0,3}\d{3}[\s.-]?\d{3}[\s.-]?\d{2,3}(?![\s.-]?\d|\w)"
    r"|(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"
    r"|(?<!\w)(?:msc|lin|eac|wac|src|nbc|ioe|yhc|ysc)[\s-]?\d{2}[\s-]?\d{3}[\s-]?\d{5}(?!\w)"
    r"|\b(?:a[\s-]?numbers?|a#|alien (?:registration )?(?:number|no\.?|#)|alien #|"
    r"n[uú]mero (?:de )?(?:alien|extranjero|a\b)|n[uú]mero a\b|social security(?: number)?|ssn|"
    r"seguro social|passport(?: number)?|pasaporte|itin|curp)"
    r"[\s:#.]{0,3}(?:is |es |number |no\.? |n[uú]mero )?[\s:#]{0,2}"
    r"(?=[a-z]{0,4}\d)[a-z\d](?:[\s-]?\d){6,11}(?!\w)"
    r"|\b[a-z]{4}\d{6}[hm][a-z]{5}[a-z\d]\d\b", _I)

# ---- street addresses ----
_KINDS = (r"street|st|avenue|ave|av|blvd|boulevard|road|rd|lane|ln|drive|dr|court|ct|place|pl|way|"
          r"terrace|ter|parkway|pkwy|circle|cir|highway|hwy|square|sq|alley|trail|loop|plaza")
_LOOSE = frozenset(("court", "drive", "place", "way", "square", "circle", "lane", "terrace", "dr",
                    "ct", "pl", "trail", "loop", "plaza", "sq", "alley", "highway", "road", "ter",
                    "street", "av"))
_HOUSE = re.compile(
    rf"(?<![\w$#:/.,-])(\d{{1,6}}(?:-?[a-z]\b|\s1/2|-\d{{1,5}})?),?\s+"
    rf"((?:(?:[nsew]\.?|north|south|east|west)\s+)?"
    rf"(?:[^\W\d_][\w'.]*|\d{{1,3}}(?:st|nd|rd|th))(?:\s+[^\W\d_][\w'.]*){{0,2}}?)\s+({_KINDS})\b"
    rf"(?:\.?,?\s+(?:apt|unit|suite|ste|#)\.?\s?#?\w{{1,5}})?", _I)
_NO_NAME = word_set(
    "a about across after all am an and any are at away before behind block blocks by coming dirt "
    "down drive drivers feet for from ft guy here hour hours hr hrs in is it lane lb lbs me meals "
    "mile miles min mins minute minutes more much near next of off old on one or other our over "
    "oz people per pm ppl the their this through to under until up us way we with yards your "
    "y de con para en el la los las del al a por food coat toy supply blood book clothing canned "
    "school immigration family housing eviction traffic small criminal federal juvenile "
    "night good safe first same different side open quiet safe")
_WINDS = re.compile(
    r"(?<![\w$#:/.,-])\d{2,5}\s+(?:[NSEW]\.?|North|South|East|West|Norte|Sur)\s+"
    r"(?:\d{1,3}(?:st|nd|rd|th)?|[A-Z][a-z]+)\b")
_CALLE = (r"calle|c/|c(?=\.\s)|avenida|avda|ave|av|calz|calzada|bulevar|boulevard|blvd|carretera|"
          r"privada|pasaje|andador|cerrada|callej[oó]n|jir[oó]n|carrera|diagonal|prolongaci[oó]n|"
          r"camino|circuito")
_WORD = r"(?:[^\W\d_][\w'.]*)"
_CALLE_NUMBER = re.compile(
    rf"(?<!\w)(?:{_CALLE})(?:\.\s?|(?<=/)|\s+)({_WORD}(?:\s+{_WORD}){{0,4}}|\d{{1,3}}(?:\s+de\s+{_WORD})?)"
    rf"(?:,?\s+(n[uú]mero|n[uú]m\.?|no\.?|n°|nº|#|casa)|\s*,|)\s*#?\s?(\d{{1,5}}(?:-?[a-z])?)\b"
    rf"(?!\s*(?:am\b|pm\b|[:/h]\d|hrs?\b|horas|de\s+(?:la\s+)?(?:ma[ñn]ana|tarde|noche|[a-z]+bre)))",
    _I)
_NUMBER_CALLE = re.compile(
    rf"(?<![\w$#:/.,-])(\d{{1,5}})\s+(?:de\s+la\s+)?(?:{_CALLE})\.?\s+({_WORD})", _I)
_NOT_IN_STREET = word_set(
    "a al con e en entre esquina hasta para por y desde donde que se esta está están hay necesita "
    "necesitan busca traer llevar cerca frente junto a hoy mañana lunes martes miércoles "
    "jueves viernes sábado domingo")
# A house without the word "street": "to 18 Cedar", "Durango 180, depto 4", "1ra calle 4-52".
_BARE = re.compile(
    r"(?<![\w$#:/.,-])(\d{2,5})\s(?!(?:Am|Pm|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Lun|Mar|Mié|Mie|Jue|Vie|"
    r"Sáb|Sab|Dom|Jan|Feb|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Ene|Abr|Ago|Dic)[a-záéíóú]*\b)"
    r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?<!s)(?=\s*(?:[,.;]|\Z))"
    r"|(?<![\w$#:/.,-])\d{2,5}(?:\s[A-Z][a-z]+){1,3}\s(?:West|East|North|South)\b"
    r"|\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\s\d{2,5}(?=,?\s(?:depto|dpto|int|interior|piso|apt|bis)\b)"
    r"|(?<!\w)\d{1,2}(?:ra|da|ta|a|ª)?\.?\s(?:calle|avenida|av)\.?\s\d{1,2}-\d{1,3}\b")
_POINT = re.compile(r"(?<![\w.])-?\d{1,2}\.\d{3,8},\s?-?\d{1,3}\.\d{3,8}(?![\w.])")


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of phone numbers; not those of hotlines that are free to call."""
    for found in _PHONE.finditer(text):
        said = found.group()
        digits = sum(map(str.isdigit, said))
        if 7 <= digits <= 15 and not _FREE_CALL.match(said) and not _DATED.match(said) \
                and not _NOT_PHONE.search(text, max(0, found.start() - 30), found.start()):
            yield found.span()
    for found in _CALLED.finditer(text):
        digits = sum(map(str.isdigit, found[1]))
        if 7 <= digits <= 15 and not _FREE_CALL.match(found[1]):
            yield found.span(1)


def identities(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of A-numbers, receipt numbers, social security and the like."""
    for found in _IDENTITY.finditer(text):
        yield found.span()


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of a house number with its street, and of points on the map."""
    for found in _HOUSE.finditer(text):
        if _is_house(found[1], found[2].split(), found[3]) and not _timed(text, found.start()):
            yield found.span()
    for found in _CALLE_NUMBER.finditer(text):
        if _is_calle(text, found):
            yield found.span()
    for found in _NUMBER_CALLE.finditer(text):
        name = found[2].lower()
        if name not in _NOT_IN_STREET and not _timed(text, found.start()):
            yield found.span()
    for found in _BARE.finditer(text):
        if not found[1] or int(found[1]) > 12:
            yield found.span()
    for pattern in (_WINDS, _POINT):
        for found in pattern.finditer(text):
            yield found.span()


def _timed(text: str, first: int) -> bool:
    """Return whether what stands before a number makes it an hour: "a las 8 calle Luna"."""
    before = text[max(0, first - 8):first].lower()
    return before.endswith(("a las ", "a la ", "alas "))


def _is_house(number: str, name: list[str], kind: str) -> bool:
    """Return whether a number, a name and a word like "street" are an address together."""
    words = [word.lower().strip(".") for word in name]
    if any(word in _NO_NAME for word in words):
        return False
    written = all(word[0].isupper() or word[0].isdigit() for word in name)
    if written and (kind[0].isupper() or kind.lower() not in _LOOSE):
        return True
    if kind.lower() in _LOOSE - {"street", "road", "av"}:
        return written or (len(number) > 1 and len(words) == 1 and kind.lower() not in
                           ("court", "drive", "place", "way", "square", "plaza", "trail", "loop"))
    plain = [word for word in words if word not in ("n", "s", "e", "w", "north", "south", "east",
                                                    "west", "san", "santa", "martin", "saint")]
    return len(plain) <= 1 or len(number) >= 3


def _is_calle(text: str, found: "re.Match[str]") -> bool:
    """Return whether a "calle" with a name and a number is a house: not "calle Luna a las 8"."""
    words = found[1].lower().split()
    if any(word in _NOT_IN_STREET for word in words) or len(words) > 1 and words[-1] == "de":
        return False
    if found[2] or len(found[3]) >= 3:
        return True
    after = text[found.end():found.end() + 12].lstrip(" ").lower()
    return not after or not after[0].isalpha() or after.startswith(
        ("apt", "dep", "int", "piso", "col", "entre", "esq", "planta", "lote"))

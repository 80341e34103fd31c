"""Words for places, languages and measures that mean the same in English and Spanish."""

from typing import Final

from bot.text import T, t
from bot.words import fold, slug

# What a place is called on a card, and every word for it; a hyphen stands for a space.
_PLACES: Final = (
    (t("return"), "return returning return-ride return-trip way-back the-way-back back ride-back "
     "ride-home trip-back vuelta la-vuelta de-vuelta regreso el-regreso de-regreso retorno "
     "camino-de-vuelta viaje-de-vuelta viaje-de-regreso ida-y-vuelta"),
    (t("ride"), "ride rides lift transport transportation transporte transportacion aventon "
     "aventones raite raites ride-there pon viaje ida la-ida"),
    (t("interpreter"), "interpreter interpreters interpreting interpretation translator "
     "translators translation interprete interpretes interpretacion traductor traductora "
     "traductores traduccion"),
    (t("childcare"), "childcare child-care kids-care babysitting babysitter babysitters sitter "
     "cuidado-de-ninos cuidado-de-ninas cuidado-de-ninxs cuidado-de-ninez cuidar-ninos "
     "cuidar-a-los-ninos cuidado-infantil ninos ninas ninera ninero kids children"),
    (t("driver"), "driver drivers chofer choferes conductor conductora conductores manejar"),
    (t("company"), "company companion companions accompaniment accompany acompanamiento "
     "acompanante acompanantes acompanar compania"),
    (t("food"), "food meal meals comida comidas"),
    (t("cook"), "cook cooks cooking cocina cocinar cocinero cocinera"),
    (t("cleaning"), "cleaning clean clean-up cleanup limpieza limpiar"),
    (t("setup"), "setup set-up montaje montar preparacion"),
)
_LANGUAGES: Final = (
    (t("English"), "en english ingles"),
    (t("Spanish"), "es spanish espanol castellano"),
    (t("Haitian Creole"), "ht kreyol creole haitian haitian-creole criollo criollo-haitiano"),
    (t("Portuguese"), "pt portuguese portugues brasileno brazilian"),
    (t("French"), "fr french frances"),
    (t("Arabic"), "ar arabic arabe"),
    (t("Chinese"), "zh chinese mandarin cantonese chino mandarin cantones"),
    (t("Vietnamese"), "vi vietnamese vietnamita"),
    (t("Russian"), "ru russian ruso"),
    (t("Ukrainian"), "uk ukrainian ucraniano"),
    (t("Polish"), "pl polish polaco"),
    (t("Pashto"), "ps pashto pastun"),
    (t("Dari"), "fa dari farsi persian persa"),
    (t("Swahili"), "sw swahili suajili"),
    (t("Somali"), "so somali"),
    (t("Tigrinya"), "ti tigrinya tigrina"),
    (t("K'iche'"), "quc kiche quiche"),
    (t("Mam"), "mam"),
    (t("Quechua"), "qu quechua kichwa"),
    (t("sign language"), "asl sign-language sign signs lengua-de-senas lenguaje-de-senas senas"),
)
_MEASURES: Final = (
    "gal gals gallon gallons galon galones", "l lt liter liters litre litres litro litros",
    "lb lbs pound pounds libra libras", "kg kgs kilo kilos kilogram kilograms kilogramos",
    "oz ounce ounces onza onzas", "box boxes caja cajas", "bag bags bolsa bolsas",
    "sack sacks costal costales saco sacos", "case cases", "pack packs paquete paquetes",
    "can cans lata latas", "bottle bottles botella botellas", "tank tanks tanque tanques",
    "dozen dozens docena docenas", "pair pairs par pares", "hour hours hora horas hrs",
    "carton cartons", "jar jars frasco frascos", "tray trays bandeja bandejas charola charolas",
)


def _index(rows: tuple[tuple[T, str], ...]) -> dict[str, str]:
    return {word: name.one for name, words in rows for word in words.split()}


PLACES = _index(_PLACES)
LANGUAGES = {word: words.split()[0] for _, words in _LANGUAGES for word in words.split()}
_SHOWN = {name.one: name for name, _ in _PLACES}
_SPOKEN = {words.split()[0]: name for name, words in _LANGUAGES}
_MEASURED = {word: row.split()[0] for row in _MEASURES for word in row.split()}
LONGEST = max(word.count("-") for word in (*PLACES, *LANGUAGES)) + 1  # words in a name


def called(what: str) -> str | T:
    """Return a place's name as it is shown: ours in the reader's language, else as typed."""
    return _SHOWN.get(what, what)


def spoken(code: str) -> str | T:
    """Return a language's name as it is shown."""
    return _SPOKEN.get(code, code)


def tongue(code: str) -> str:
    """Return a language's name in English, or the code if we know none."""
    return _SPOKEN[code].one if code in _SPOKEN else code


def place_word(words: str) -> str:
    """Return what words for a place are called, or their folded form if we know none."""
    key = slug(words)
    return PLACES.get(key, key)


def measure(word: str) -> str:
    """Return the measure a word stands for (``galones`` is ``gal``), or an empty text."""
    return _MEASURED.get(fold(word).strip(".,"), "")

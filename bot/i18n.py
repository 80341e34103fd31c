"""Catalogues: the English sentence is the key, other languages come from ``bot/locale``."""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "en"
LOCALE = Path(__file__).parent / "locale"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages there are catalogues for, the source language first."""
    found = sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/apoyo.po"))
    return (SOURCE, *found)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return a language's catalogue, compiled in memory; the source language needs none."""
    path = LOCALE / language / "LC_MESSAGES" / "apoyo.po"
    if language == SOURCE or not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def sentence(language: str, one: str, many: str = "", n: int = 0) -> str:
    """Return a sentence's template in a language; with ``many``, the form for ``n``."""
    if many:
        return catalogue(language).ngettext(one, many, n)
    return catalogue(language).gettext(one)


def nearest(wanted: str | None) -> str | None:
    """Return the language we have for a platform's code (``es-419``, ``en_GB``), or None."""
    code = (wanted or "").replace("_", "-").split("-")[0].lower()
    return code if code in languages() else None

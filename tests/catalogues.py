"""Are all of our sentences there in every language? Run by ``make lint``.

With ``--update`` the catalogues are brought up to the sentences in the code first.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "bot" / "locale"
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: apoyo\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEYWORDS = {"t": None, "n": (1, 2)}


def sentences() -> Catalog:
    """Return every sentence the code says."""
    found = Catalog(project="apoyo", charset="utf-8", fuzzy=False)
    for folder in ("bot", "commands", "adapters"):
        for name, _, text, comments, _ in extract_from_dir(ROOT / folder, keywords=KEYWORDS):
            if "" not in (text if isinstance(text, tuple) else (text,)):
                found.add(text, None, [(f"{folder}/{name}", 0)], auto_comments=comments)
    return found


def complaints(language: str, said: Catalog, known: Catalog) -> list[str]:
    """Return what is missing, fuzzy, left over or has other holes than the English sentence."""
    found = []
    for message in said:
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        there = known.get(key)
        translations = (there.string if isinstance(there.string, tuple) else (there.string,)
                        ) if there else ()
        if not translations or not all(translations):
            found.append(f"{language}: not translated: {key!r}")
        elif there and there.fuzzy:
            found.append(f"{language}: fuzzy: {key!r}")
        elif any(holes(text) != holes(key if isinstance(key, str) else key[0])
                 for text in translations[-1:]):
            found.append(f"{language}: other holes: {key!r}")
    left = [m.id for m in known if m.id and said.get(
        m.id[0] if isinstance(m.id, tuple) else m.id) is None]
    return found + [f"{language}: no longer said: {key!r}" for key in left]


def holes(text: str) -> set[str]:
    """Return the names of a sentence's holes."""
    return set(re.findall(r"{(\w+)}", text))


def main(update: bool) -> int:
    """Check, or update and check; return the exit status."""
    said, found = sentences(), []
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/apoyo.po")):
        language = path.parent.parent.name
        with path.open("rb") as source:
            known = read_po(source, locale=language)
        if update:
            known.update(said, no_fuzzy_matching=True)
            known.obsolete.clear()
            out = io.BytesIO()
            write_po(out, known, no_location=True, sort_output=True, omit_header=True, width=96)
            path.write_bytes(HEADER.format(language=language).encode() + out.getvalue())
        found += complaints(language, said, known)
    print("\n".join(found) or f"catalogues: {len(said)} sentences, all translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main("--update" in sys.argv))

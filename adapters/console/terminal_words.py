"""What the terminal itself understands: words that begin with a colon, in English and Spanish."""

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.text import Bullets, Code, Node, T, Usage, lines, row, t
from bot.words import slug


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the terminal: its names, how it is typed, what it does.

    ``usage`` is a sentence of the catalogue, so that it reads in the speaker's language.
    """

    name: str
    spanish: str
    usage: T
    help: T


WORDS = (
    Word("as", "soy", t(":as ben"),
         t("be somebody else; after the name, if you like, en or es, and moderator")),
    Word("room", "sala", t(":room #kitchen"), t("talk in a room; the bot is there too")),
    Word("dm", "directo", t(":dm"), t("talk to the bot alone")),
    Word("reply", "responder", t(":reply 1 I can"),
         t("answer the card of 1; without a number, the latest message here")),
    Word("edit", "corregir", t(":edit /need two cribs"), t("change your last message")),
    Word("delete", "borrar", t(":delete"), t("delete your last message")),
    Word("advance", "avanzar", t(":advance 1d2h"), t("let time pass, if you move the clock")),
    Word("leave", "irme", t(":leave"), t("leave this room")),
    Word("people", "gente", t(":people"), t("who is here")),
    Word("rooms", "salas", t(":rooms"), t("which rooms there are")),
    Word("help", "ayuda", t(":help"), t("this list")),
    Word("quit", "salir", t(":quit"), t("end the terminal chat")),
)

_NAMES = {name: word for word in WORDS for name in (word.name, word.spanish)}


def find(name: str) -> Word | None:
    """Return the word of this name, in either language, accents optional."""
    return _NAMES.get(slug(name))


def near(name: str) -> Word | None:
    """Return the word most like a mistyped one, or None."""
    best = process.extractOne(slug(name), list(_NAMES), scorer=OSA.distance,
                              score_cutoff=max(1, len(name) // 2))
    return _NAMES[best[0]] if best else None


def typed(name: str) -> Node:
    """Return a word as the reader would type it."""
    return _NAMES[name].usage


def overview() -> Node:
    """Return the terminal's help."""
    items = [row(word.usage, " · ", word.help) for word in WORDS]
    return lines(
        t("What you type is said in the room. The bot answers commands such as {need}, what "
          "begins with {mention}, and replies to its cards; other talk it leaves alone. {usage} "
          "is the bot's own help.", usage=Usage("help"), mention=Code("@bot"),
          need=Usage("need", "two cribs", "dos cunas")),
        Bullets((row(":1 :2 … · ", t("press the button with that number")), *items)),
    )


def hints() -> tuple[Node, ...]:
    """Return the three lines shown to whoever opens a new terminal chat."""
    return (
        t("Ask for something: {need}",
          need=Usage("need", "ride to court tuesday", "transporte a la corte el martes")),
        t("Then be a neighbour who helps: {person} and {claim}", person=typed("as"),
          claim=Usage("claim", "1")),
        t("Everything else: {help} · leave: {quit}", help=typed("help"), quit=typed("quit")),
    )

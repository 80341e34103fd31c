"""A grammar of what people may type in two languages, and of what else may come in."""

from dataclasses import dataclass
from random import Random

from commands import CATALOGUE

WORDS = [word for command in CATALOGUE.commands for word in command.words()]
HELP = {word for command in CATALOGUE.commands if command.name == "help"
        for word in command.words()}
SIGILS = ["/", "//", "/ ", "@apoyo ", "@Apoyo: ", "apoyo: ", "APOYO, ", "@bot "]
TALK = """
hello | hola a todos | I can take her on tuesday at 9 | ¿quién puede el martes? | done! | listo
gracias!! | claim 1 | need a ride | necesito llevar a mi mamá a la corte | !important | !Ayuda!
!Ayuda! por favor | !wow | !gracias por todo | ! | !!! | ¡apúntame! | yes/no | http://x.org/claim
1 | #1 | 👍 | ok | ... | me apunto | /-: no | mañana a las 8 | $40 | I need 10 meals by friday
""".replace("/-: no", "no/si").replace("\n", "|").split("|")
TALK = [line.strip() for line in TALK if line.strip()]
THINGS = """
ride to court | a crib | transporte a la corte | 10 meals | 40 cobijas | $900 rent | pañales talla 4
2 drivers | 3 intérpretes | diapers, size 4 | someone to sit with abuela | medio kilo de café
""".replace("\n", "|").split("|")
THINGS = [thing.strip() for thing in THINGS if thing.strip()]
DATES = """
tuesday | el martes a las 11 | tomorrow 8:30am | mañana | by aug 1 | antes del 1 de agosto | 13pm
every weekday 6:30-9am | cada lunes | 24:00 | 31 feb | 99/99/9999 | 12/31/9999 | 0001-01-01 | :: |
2026-11-31 | a las 25 | noon-midnight | every 0 days | in 999999999 weeks | hace 3 días | 2am 2am
el 30 de febrero de 99999 | 9-8-7-6-5 | -1pm | hoy hoy hoy | now | 5:5:5:5 | 2026-W53-7 | next year
friday 6pm | fin de mes | every 31st | cada 99 días | primer lunes de cada mes | until 1999
""".replace("\n", "|").split("|")
DATES = [date.strip() for date in DATES if date.strip()]
NUMBERS = ["1", "2", "3", "#4", "5.", "n.º 6", "0", "-1", "99", "21", "999999999", "9" * 30, "1e9",
           "١", "²", "½", "one", "1,2", "NaN", "inf", "0x10", ""]
AMOUNTS = ["4", "+2", "$40", "40$", "1,200", "2.5", "0", "-3", "1e99", "0.0000001", "999999999999",
           "$", "+", "4x", "all", "½", "1.2.3", "1.234.567,89", "٤"]
JUNK = ["<b>x</b>", "&amp;", "@everyone", "{0}", "%s", "\\", "\n", "\t", "\x00", "\u202e", "\u200d",
        "\ufeff", "\u2028", "e\u0301", "ﬁ", "ß", "İ", "🧑🏽‍🍼", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\u0600", "ñ" * 40, "a" * 400,
        "when:", "cuando:", "when: tuesday", "cuando: ?", "when:when:when:", ": :", "'", '"', "|",
        "español", "both", "America/New_York", "zona", "timezone", "languages", "yes", "sí", "open",
        "+return", "+childcare 2", "/claim 1", "!need", "https://x.org/?a=1&b=2", "(", "[[", "*"]
ACTIONS = ["claim", "unclaim", "done", "cancel:yes", "keep", "need:x", "help", "", "claim:9", ":"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something somebody does. ``answer``: True if it must be answered, False if it must not."""

    op: str
    user: str
    text: str = ""
    answer: bool | None = None
    pick: int = 0  # which of the messages before it is about
    moderator: bool = False


def slipped(random: Random, word: str) -> str:
    """Return a word with one letter too few, doubled, another, or two swapped."""
    at = random.randrange(1, len(word) - 1)
    return random.choice([
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + random.choice("aeostxz") + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ])


def dressed(random: Random, word: str) -> str:
    """Return a command word as people type it: spaced, shouted, with an accent too many."""
    word = random.choice([word, word, word.replace("-", " "), word.upper(), word.title()])
    return word.replace("e", "é", 1) if random.random() < 0.1 else word


def rest(random: Random) -> str:
    """Return what may follow a command: sense, half of it, or none."""
    kind = random.random()
    if kind < 0.15:
        return ""
    parts = [random.choice(random.choice([NUMBERS, NUMBERS, AMOUNTS, THINGS, DATES, JUNK]))
             for _ in range(random.choice([1, 1, 2, 2, 3, 5]))]
    if kind < 0.4:
        parts = [random.choice(THINGS), random.choice(DATES)]
    return random.choice([" ", " ", "  ", "\n"]).join(parts)


def said(random: Random) -> tuple[str, bool | None]:
    """Return something said in a room, and whether it has to be answered."""
    kind = random.random()
    if kind < 0.2:
        return random.choice(TALK), False
    word = random.choice(WORDS)
    if kind < 0.65:
        return f"{random.choice(SIGILS)}{dressed(random, word)} {rest(random)}", True
    if kind < 0.8:
        return f"!{dressed(random, word)} {rest(random)} x", True if word not in HELP else None
    if kind < 0.9 and len(word) >= 4 and "-" not in word and word not in HELP:
        return f"{random.choice('/!')}{slipped(random, word)} {rest(random)} x", True
    if kind < 0.95:
        return random.choice(SIGILS) + rest(random), True
    junk = rest(random)
    return junk, None if junk[:1] in "/!@" else False


def meant_directly(text: str) -> bool | None:
    """Tell whether a direct message has to be answered; ``!x`` only if it is nearly a command."""
    return True if text.strip() and not text.strip().startswith("!") else None


def step(random: Random) -> Step:
    """Return the next thing somebody does."""
    user = random.choice(["ana", "ben", "carla", "luz", "eva<b>\u202e"])
    text, answer = said(random)
    kind, pick = random.random(), random.randrange(1000)
    if kind < 0.72:
        return Step("say", user, text, answer, moderator=random.random() < 0.1)
    if kind < 0.80:
        return Step("dm", user, text, meant_directly(text))
    if kind < 0.86:
        return Step("reply", user, text, answer or None, pick)
    if kind < 0.92:
        return Step("press", user, random.choice(ACTIONS), None, pick)
    if kind < 0.96:
        return Step("edit", user, text, None, pick)
    if kind < 0.98:
        return Step("delete", user, pick=pick)
    return Step(random.choice(["join", "leave", "advance", "suggest"]), user, text, None, pick)

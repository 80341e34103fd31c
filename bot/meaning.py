"""What somebody meant: a command at the head of a line, a word in reply to a card, or talk."""

import re
from dataclasses import dataclass
from typing import Any

from bot.command import ANSWERED, Command, Family, Takes
from bot.kinds import PLACES
from bot.ports import Form, Post, Pressed, Reacted, Said
from bot.words import Found, Vocabulary, slug

_AMOUNT_ONLY = re.compile(r"[+$€£]?\s*[\d.,]*")
_TAIL = " .!…👍🙏❤️💛✊🏽🏾🏿"

SIGNS = {"claim": ("✋", "🙋", "🙋\u200d♀", "🙋\u200d♂", "👍", "🙌"), "done": ("✅", "☑", "✔")}
IN_WORDS = ("seal", "tell")  # what a message asks for that is answered in words of one's own
_SHADES = "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"  # of the same sign


@dataclass(frozen=True, slots=True)
class Meant:
    """A command and what was said for its options: typed text, or the fields of a form.

    ``phrase``: said in reply to a card, without a sigil.
    """

    command: Command
    rest: str = ""
    values: dict[str, Any] | None = None
    phrase: bool = False

    @property
    def text(self) -> str:
        """The command as it would be typed."""
        if self.values is None:
            return f"/{self.command.name} {self.rest}".strip()
        said = " ".join(str(value) for value in self.values.values() if value is not None)
        return f"/{self.command.name} {said}".strip()


@dataclass(frozen=True, slots=True)
class Unclear:
    """Meant for the bot, but no command; ``near`` is the one most like it.

    ``talk``: written in a direct chat as one would write to a person. ``family``: its commands
    take another word than the one typed.
    """

    text: str
    near: Command | None = None
    talk: bool = False
    family: Family | None = None


def said(line: Said, words: Vocabulary, post: Post | None, direct: bool
         ) -> Meant | Unclear | None:
    """Return what a typed line means; None for talk.

    ``post`` is the bot's message it replies to, if any; in a direct chat no sigil is needed.
    """
    if line.command is None:
        if post and post.about:
            phrase = _phrase(line.text, words, post)
            if phrase:
                return phrase
        if not direct:
            return None
        bare = words.find(line.text)
        if bare and bare.rest and post and post.ref.partition(" ")[0] in IN_WORDS:
            return Unclear(line.text, talk=True)  # "need to ring twice at 12 Elm St"
        return _found(bare, words, None) if bare else Unclear(line.text, talk=True)
    text = line.command
    if not line.strict and _exclaimed(text, direct):
        return None
    found = words.find(text)
    if found:
        return _found(found, words, post)
    near = words.near(text, slips=2 if line.strict else 1)
    return Unclear(text, near) if line.strict or near else None


def _found(found: Found, words: Vocabulary, post: Post | None) -> Meant | Unclear:
    """Return what a command says; after a family's word alone, a word that is none of its own."""
    if found.alone and found.rest and not found.command.options:
        return Unclear(found.rest, words.nearest_sub(found), family=found.command.family)
    return Meant(found.command, _numbered(found.command, found.rest, post))


def filled(form: Form, words: Vocabulary) -> Meant | None:
    """Return what a filled-in form means."""
    command = words.command(form.command)
    return Meant(command, values=form.values) if command else None


def pressed(button: Pressed, words: Vocabulary, post: Post | None) -> Meant | None:
    """Return what a button means: its action is a command, what follows each colon its rest."""
    name, _, rest = button.action.partition(":")
    command = words.command(name)
    about = post.about if post else button.about
    said = [str(about or ""), rest.replace(":", " "), _ref(command, post)]
    return Meant(command, " ".join(filter(None, said))) if command else None


def reacted(content: Reacted, words: Vocabulary, post: Post | None) -> Meant | None:
    """Return what a sign on a card means: the step it stands for, if that is open now."""
    sign = "".join(c for c in content.sign if c not in _SHADES)
    name = next((name for name, signs in SIGNS.items() if sign in signs), None)
    open_now = {action.partition(":")[0] for action in post.actions} if post else set()
    return pressed(Pressed(content.message, name), words, post) if name in open_now else None


def _exclaimed(text: str, direct: bool) -> bool:
    """Tell whether ``!x`` is no command: a cry (``!Ayuda!``), or in a room any bot's ``!help``."""
    first = text.split(maxsplit=1)[:1]
    word = first[0] if first else ""
    return word.endswith("!") or (slug(word) in ("help", "ayuda") and not direct)


def _phrase(text: str, words: Vocabulary, post: Post) -> Meant | None:
    """Read a bare ``I can``, ``done``, ``me apunto 4``; anything longer is talk."""
    found = words.find(text.strip(_TAIL))
    rest = found.rest.strip(_TAIL) if found else ""
    if not found or not (_AMOUNT_ONLY.fullmatch(rest) or slug(rest) in PLACES):
        return None
    if not _takes_number(found.command):
        return None
    rest = _numbered(found.command, found.rest.strip(_TAIL), post, always=True)
    return Meant(found.command, rest, phrase=True)


def _numbered(command: Command, rest: str, post: Post | None, *, always: bool = False) -> str:
    """Put the card's number in front of a command typed in reply to it without one."""
    if post and post.about and _takes_number(command) and (
            always or not re.match(r"[#\d]", rest)):
        return " ".join(filter(None, (str(post.about), rest, _ref(command, post))))
    return rest


def _ref(command: Command | None, post: Post | None) -> str:
    """Return what a yes or no to this message answers, if more than its number says."""
    answers = command and any(option.suggest == ANSWERED for option in command.options)
    return post.ref if post and answers else ""


def _takes_number(command: Command) -> bool:
    return bool(command.options) and command.options[0].takes is Takes.NUMBER

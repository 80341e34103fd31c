"""From what was typed or filled in to a command's arguments: one binding for text and forms."""

import re
from collections.abc import Iterable
from typing import Any

from bot.command import Command, Much, Option, Takes
from bot.errors import Unnumbered, UserError
from bot.text import Usage, t
from bot.words import clean, fold

LONGEST = 300  # characters of free text
HIGHEST = 10**9

_ARTICLE = re.compile(r"^(?:el|la|al|the|n[úu]mero|number|no\.?)\s+(?=#?\d)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:#|n[.°º]\s?)?(\d{1,9})[.,:;!)]*", re.IGNORECASE)
_AMOUNT = re.compile(r"(\+)?\s?([$€£x]?)\s?(\d[\d.,]*)\s?([$€£x]?)", re.IGNORECASE)


def split(command: Command, rest: str, names: Iterable[str] = ()) -> dict[str, str]:
    """Return what a text says for each option, as text. Options it says nothing for are absent.

    ``names`` are those of people it mentions, which can be of several words.
    """
    values, rest = _keyed(command, clean(rest))
    for option in command.options:
        if option.keyed:
            continue
        if option.takes is Takes.NUMBER:
            rest = _ARTICLE.sub("", rest)
        head, _, tail = rest.partition(" ")
        if option.takes is Takes.PERSON:
            head, tail = after_name(rest, names)
        if not head:
            break
        if option.takes is Takes.TEXT:
            values[option.name] = rest
            break
        if option.required or _fits(option, head):
            values[option.name] = head
            rest = tail.lstrip()
    return values


def after_name(text: str, names: Iterable[str]) -> tuple[str, str]:
    """Take a person's name off the head of a text: one of these after an ``@``, else a word."""
    for name in sorted(map(clean, names), key=len, reverse=True):
        end = len(name) + 1
        if name and fold(text[:end]) == fold(f"@{name}") and not text[end : end + 1].isalnum():
            return text[:end], text[end:].lstrip(" ,:")
    head, _, rest = text.partition(" ")
    return head, rest.lstrip()


def bind(command: Command, values: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments for a command's function. Raises UserError for what does not fit."""
    arguments = {}
    for option in command.options:
        value = values.get(option.name)
        if isinstance(value, str):
            value = clean(value)
        if value in (None, ""):
            if option.required:
                raise missing(command, option)
            arguments[option.name] = option.default
        else:
            arguments[option.name] = convert(command, option, value)
    return arguments


def convert(command: Command, option: Option, value: Any) -> Any:
    """Return one typed value. Raises UserError."""
    match option.takes:
        case Takes.NUMBER:
            found = _NUMBER.fullmatch(str(value))
            if not found:
                raise Unnumbered(missing(command, option).body, command.name, str(value))
            return int(found[1])
        case Takes.AMOUNT:
            return value if isinstance(value, Much) else much(str(value))
        case Takes.CHOICE:
            return choice(command, option, str(value))
        case Takes.PERSON:
            return str(value).removeprefix("@")
        case Takes.TEXT:
            if len(str(value)) > LONGEST:
                raise UserError(t("That is very long. Please keep it under {n} characters.",
                                  n=str(LONGEST)))
            return str(value)


def much(text: str) -> Much:
    """Read an amount: ``4``, ``+2``, ``$40``, ``1,200``, ``2.5``. Raises UserError."""
    found = _AMOUNT.fullmatch(text)
    digits = (found[3] if found else "").rstrip(".,")
    unit = (found[2] + found[4]).strip("xX") if found else ""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    try:
        n = float(digits.replace(",", "."))
    except ValueError:
        raise UserError(t("I read {text} as an amount, but it is not a number.", text=text)
                        ) from None
    if not 0 < n <= HIGHEST:
        raise UserError(t("An amount is a number above zero."))
    return Much(n, more=bool(found and found[1]), unit=unit[:1])


def choice(command: Command, option: Option, value: str) -> str:
    """Return the value of a choice's word. Raises UserError that lists what there is."""
    words = {fold(word): meant for word, meant in option.choices}
    if fold(value) in words:
        return words[fold(value)]
    seen: dict[str, str] = {}
    for word, meant in option.choices:
        seen.setdefault(meant, word)
    raise UserError(t("{word} is not among {choices}.", word=value,
                      choices=", ".join(seen.values())))


def missing(command: Command, option: Option) -> UserError:
    """Return the error for an option without a value: what to type, by example."""
    example = command.examples[0]
    if option.takes is Takes.NUMBER:
        return UserError(t("Which number? For example {usage}.",
                           usage=Usage(command.name, example.english, example.spanish)))
    return UserError(t("Something is missing. For example {usage}.",
                       usage=Usage(command.name, example.english, example.spanish)))


def _fits(option: Option, word: str) -> bool:
    match option.takes:
        case Takes.NUMBER:
            return bool(_NUMBER.fullmatch(word))
        case Takes.AMOUNT:
            return bool(_AMOUNT.fullmatch(word)) or bool(re.fullmatch(r"[-−]\$?\d[\d.,]*", word))
        case Takes.CHOICE:
            return fold(word) in {fold(known) for known, _ in option.choices}
        case Takes.PERSON:
            return word.startswith("@")
        case Takes.TEXT:
            return True


def _keyed(command: Command, rest: str) -> tuple[dict[str, str], str]:
    """Take ``when: …`` and the like out of a text, each up to the next key or the end."""
    keys = {fold(name): option.name for option in command.options if option.keyed
            for name in option.names()}
    if not keys or ":" not in rest:
        return {}, rest
    pattern = rf"(?:^|\s)({'|'.join(map(re.escape, keys))}):\s*"
    folded = "".join(fold(c) if len(fold(c)) == 1 else c for c in rest)
    found = list(re.finditer(pattern, folded))
    if not found:
        return {}, rest
    ends = [*(after.start() for after in found[1:]), len(rest)]
    values = {keys[here[1]]: rest[here.end() : end].strip()
              for here, end in zip(found, ends, strict=True)}
    return values, rest[: found[0].start()].strip()

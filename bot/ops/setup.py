"""``apoyo init``: asks what is needed in plain words, writes config.yaml, and checks it."""

import getpass
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.i18n import languages, nearest
from bot.ops import checking
from bot.platform import Platform, Question, platforms
from bot.ports import Unusable
from bot.zones import machine, zone

HEAD = "# Apoyo's configuration, made by 'apoyo init'. config.example.yaml explains every key.\n"

Ask = Callable[[str], str]


@dataclass(slots=True)
class Form:
    """What was answered: the configuration, and the secrets that go into files of their own."""

    found: dict[str, object] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)


def init(file: Path, ask: Ask = input, ask_secret: Ask = getpass.getpass) -> int:
    """Ask, write, check; return the exit status. Raises Unusable if there is a file already."""
    if file.exists():
        raise Unusable(f"{file} exists already. Change it by hand, or move it away first; "
                       f"'apoyo check --config {file}' looks at it.")
    print("Apoyo asks a few questions and writes them to a file. Enter takes what is in [brackets];"
          " everything can be changed later.\n")
    form = Form()
    form.found["timezone"] = _zone(ask)
    form.found["languages"] = _languages(ask)
    form.found["data"] = _line(ask, "Folder in which everything is kept", "apoyo-data")
    form.found["adapters"] = {
        chat.name: _section(chat, form, ask, ask_secret) for chat in _chats(ask)}
    _write(file, form)
    print(f"\nWritten to {file}. Now I look whether it works.\n")
    found = checking.check(file)
    print(checking.shown(found))
    print(f"\nTo start: apoyo run --config {file}")
    return 1 if any(one.ok is False for one in found) else 0


def _line(ask: Ask, question: str, default: str) -> str:
    return ask(f"{question} [{default}]: ").strip() or default


def _zone(ask: Ask) -> str:
    while True:
        name = _line(ask, "Time zone of your group", machine())
        try:
            zone(name)
        except ValueError:
            print("  That zone is not known. Write it like America/New_York or Europe/Madrid.")
        else:
            return name


def _languages(ask: Ask) -> list[str]:
    known = ", ".join(languages())
    while True:
        words = _line(ask, f"Languages of your group ({known}), one or more", "en es")
        found = [nearest(word) for word in words.replace(",", " ").split()]
        if found and all(found):
            return list(dict.fromkeys(one for one in found if one))
        print(f"  Write one or more of: {known}")


def _chats(ask: Ask) -> Iterable[Platform]:
    known = {one.name: one for one in platforms() if one.connect and one.questions}
    while True:
        words = _line(ask, f"Which chats ({', '.join(known)}), one or more", next(iter(known)))
        wanted = words.lower().replace(",", " ").split()
        if all(word in known for word in wanted):
            return [known[word] for word in dict.fromkeys(wanted)]
        print(f"  Write one or more of: {', '.join(known)}")


def _section(chat: Platform, form: Form, ask: Ask, ask_secret: Ask) -> dict[str, str]:
    section = {}
    for question in chat.questions:
        answer = _answer(question, ask_secret if question.secret else ask)
        if question.secret:
            name = f"{chat.name}-{question.key}"
            form.secrets[name] = answer
            section[f"{question.key}_file"] = name
        else:
            section[question.key] = answer
    return section


def _answer(question: Question, ask: Ask) -> str:
    hint = f" ({question.hint})" if question.hint else ""
    while True:
        answer = ask(f"{question.asks}{hint}: ").strip()
        if answer:
            return answer
        print("  That is needed to go on; Ctrl-C leaves, and nothing is written.")


def _write(file: Path, form: Form) -> None:
    """Write secrets first: a configuration never names a file that is not there."""
    for name, secret in form.secrets.items():
        _private(file.parent / name, secret + "\n")
    body = yaml.safe_dump(form.found, sort_keys=False, allow_unicode=True)
    _private(file, HEAD + body)


def _private(path: Path, text: str) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as out:
        out.write(text)

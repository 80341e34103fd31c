"""What people see of one of the bot's messages, as the adapter contract asks for it."""

import re
from html.parser import HTMLParser
from typing import Any

from nio.crypto.attachments import decrypt_attachment

from bot.text import File
from tests.contract.driver import Seen

OURS = {"b", "br", "code", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
TO_PERSON = re.compile(r"https://matrix\.to/#/(@u\d+:x\.test)")


class Active(HTMLParser):
    """Finds in HTML what is neither one of our bare tags nor a link to a member by their id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        person = tag == "a" and len(attrs) == 1 and TO_PERSON.fullmatch(attrs[0][1] or "")
        if not person and (tag not in OURS or attrs):
            self.found.append(self.get_starttag_text() or tag)


def shown(name: str, content: dict[str, Any], to: str | None = None, room: str | None = None
          ) -> Seen:
    """Return a message as it is seen; its buttons are the words of its last line."""
    text = re.sub(r"!(?=[a-z])", "/", content["body"])  # the contract reads commands with /
    lines = text.split("\n")
    live = Active(content.get("formatted_body", "")).found
    live += content["m.mentions"].get("user_ids", [])
    last = lines[-1] if re.match(r"(Reply|Responde): ", lines[-1]) else ""
    about = re.search(r"\b(\d+) · ", text)
    return Seen(name, text, tuple(live), _actions(last), int(about[1]) if about else None, room, to)


def opened_file(content: dict[str, Any], media: dict[str, bytes]) -> File:
    """Return the file a message shows, as its reader opens it."""
    keys = content.get("file")
    assert (content["msgtype"] == "m.image") == content["info"]["mimetype"].startswith("image/")
    if keys is None:
        data = media[content["url"]]
    else:
        data = decrypt_attachment(media[keys["url"]], keys["key"]["k"], keys["hashes"]["sha256"],
                                  keys["iv"])
        assert data not in media.values(), "the server must not see it"
    assert len(data) == content["info"]["size"]
    return File(content["filename"], content["info"]["mimetype"], data)


def _actions(line: str) -> tuple[str, ...]:
    words = re.findall(r"(?:^| · )([\w -]+?) \(", line.partition(": ")[2])
    return tuple("cancel:yes" if word == "cancel" else word.replace(" ", ":") for word in words)

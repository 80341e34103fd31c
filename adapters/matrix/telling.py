"""From a delivery to a Matrix event: text and HTML, replies, threads, edits."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from adapters.matrix.hearing import PREFIX, apart
from adapters.matrix.replies import steps
from bot.ports import Delivery, Rendered
from bot.render import Html, Plain
from bot.text import Mention, Node, Row, Usage, t
from bot.words import Vocabulary

LARGEST = 40_000  # bytes of content; an event may have 65,536, encrypted ones a third less
Body = dict[str, Any]


class MatrixHtml(Html):
    """HTML in which a person's name leads to them, without ringing their phone."""

    def mention(self, node: Mention) -> str:
        """Name a person; the link is made of the id the server gave, not of what they typed."""
        shown = self.escape(node.name)
        if not node.person.startswith(PREFIX + "@"):
            return shown
        target = quote(node.person.removeprefix(PREFIX), safe="@:")
        return f'<a href="https://matrix.to/#/{target}">{shown}</a>'


class Telling:
    """Writes deliveries as events' content."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def content(self, delivery: Delivery, drawn: Rendered, now: datetime, thread: str = "",
                media: Body | None = None, called: str = "") -> Body:
        """Return the content of the event that carries a delivery out: a text's, or a file's.

        ``called`` is the name of whom it is for.
        """
        aside = bool(delivery.room and delivery.to and not delivery.reply_to)
        if aside and drawn.body is not None:  # an answer that hangs on no message: it names whom
            drawn = replace(drawn, body=Row((Mention(delivery.to or "", called), ": ", drawn.body)))
        body = media or self._text(drawn, now)
        if media is None and _rings(delivery):
            body["msgtype"] = "m.text"
        if delivery.verb == "edit" and delivery.message:
            return {**body, "body": f"* {body['body']}", "m.new_content": body,
                    "m.relates_to": {"rel_type": "m.replace",
                                     "event_id": apart(delivery.message)[1]}}
        relation = _relation(delivery, thread)
        if relation:
            body["m.relates_to"] = relation
        if aside and delivery.to:
            body["m.mentions"] = {"user_ids": [delivery.to.removeprefix(PREFIX)]}
        return body

    def _text(self, drawn: Rendered, now: datetime) -> Body:
        plain, html = self._drawn(drawn, now, Plain, "\n"), self._drawn(drawn, now, MatrixHtml,
                                                                        "<br>")
        made: Body = {"msgtype": "m.notice", "body": plain, "m.mentions": {}}
        if html != plain:
            made |= {"format": "org.matrix.custom.html", "formatted_body": html}
        if len(json.dumps(made)) > LARGEST:
            made = {"msgtype": "m.notice", "body": plain[:LARGEST // 8] + "…", "m.mentions": {}}
        return made

    def _drawn(self, drawn: Rendered, now: datetime, by: type[Plain], below: str) -> str:
        """Return a tree as text, and below it what to reply where other chats have buttons."""
        text = by(drawn.languages, now, self.usage).draw(drawn.body or "")
        if not drawn.buttons:
            return text
        words: list[Node] = []
        labels = {button.action: button.label for button in drawn.buttons}
        for action, name, rest in steps(labels):
            words += [" · "] if words else []
            words.append(Row((Usage(name, rest), " (", labels[action], ")")))
        replies = t("Reply: {words}", words=Row(tuple(words)))
        return below.join((text, by(drawn.languages, now, self._word).draw(replies)))

    def _word(self, node: Usage, language: str) -> str:
        """Return a command as it is typed in reply to a card: the word alone."""
        if language == "en":
            return f"{node.command} {node.rest}".rstrip()
        return self.usage(node, language).removeprefix("!")

    def usage(self, node: Usage, language: str) -> str:
        """Return a command as it is typed here: ``!`` reaches the bot from every client."""
        command = self._vocabulary.command(node.command)
        word = command.word(language) if command else node.command
        rest = node.spanish if language == "es" and node.spanish else node.rest
        return f"!{word} {rest}".rstrip()


def _rings(delivery: Delivery) -> bool:
    """Tell whether people are to hear of a message: clients are quiet about notices.

    Answers and cards are notices, as a bot's words should be; what somebody asked to be told, such
    as a reminder, is not.
    """
    return delivery.verb == "send" and not (delivery.card or delivery.view or delivery.reply_to)


def _relation(delivery: Delivery, thread: str) -> Body:
    """Return how a message hangs on another: as a reply, inside a thread if that was in one."""
    if not delivery.reply_to or (delivery.card and not thread):
        return {}  # a card stands for itself, in the thread it was asked for in
    event = delivery.reply_to.removeprefix(PREFIX)
    reply = {"m.in_reply_to": {"event_id": event}}
    if not thread:
        return reply
    return {"rel_type": "m.thread", "event_id": thread, "is_falling_back": False, **reply}

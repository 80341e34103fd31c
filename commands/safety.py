"""Who else can read along in a room, in plain words."""

from bot.domain.group import Place
from bot.domain.sealed import readable
from bot.text import Node, t

WORDS = {
    "plain": t("This room is not encrypted: whoever runs its servers can read everything in it."),
    "public": t("Anybody may come into this room and read along."),
    "bridged": t("This room is carried to another network, where it is not encrypted."),
    "history": t("What is said here can be read without coming in."),
}
OPERATOR = t("Discord itself can read everything written in it.")


def about(place: Place) -> list[Node]:
    """Return how others can read along in a room, worst first; nothing if they cannot."""
    if readable(place.id):
        return [OPERATOR]
    return [WORDS[risk] for risk in place.risks if risk in WORDS]

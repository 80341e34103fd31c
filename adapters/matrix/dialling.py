"""Connections to the real homeserver."""

from adapters.matrix.server import Server, Wire
from adapters.matrix.settings import Settings


def dial(settings: Settings, token: str, device: str) -> Wire:
    """Open a connection, as the application service's user if it is one."""
    user = settings.user if settings.appservice else ""
    return Server(settings.homeserver, token, user=user, device=device)

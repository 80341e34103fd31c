"""``apoyo discord invite``: the link that brings the bot into a server."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from adapters.discord.settings import check
from bot.config import ConfigError, read_config

# docs: Permissions. What the bot does needs no more than this.
VIEW, SEND, FILES, HISTORY, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 15, 1 << 16, 1 << 38
PUBLIC_THREADS, MANAGE_THREADS, PIN = 1 << 35, 1 << 34, 1 << 51
EVENTS = 1 << 44
PAGE = "https://discord.com/oauth2/authorize"


def describe(parser: ArgumentParser) -> None:
    """Declare what ``apoyo discord`` can be told."""
    tools = parser.add_subparsers(required=True, metavar="WHAT")
    invite = tools.add_parser("invite", help="print the link that brings the bot into a server")
    invite.add_argument("--config", type=Path, metavar="FILE")
    invite.add_argument("--application", type=int, metavar="ID",
                        help="the application's id, if the token does not tell it")


def discord(options: Namespace) -> int:
    """Print the invitation link. Raises ConfigError."""
    sections = dict(read_config(options.config).adapters)
    settings = check(sections.get("discord", {})) if not options.application else None
    application = options.application or (settings.application if settings else None)
    if application is None:
        raise ConfigError("the token does not tell the application's id. Give it yourself: "
                          "apoyo discord invite --application ID (Developer Portal, General "
                          "Information, Application ID)")
    own = sections.get("discord", {})
    print(invitation(application, threads=bool(own.get("threads")), events=bool(own.get("events"))))
    return 0


def permissions(*, threads: bool, events: bool = False) -> int:
    """Return the least permissions the bot works with, as Discord counts them."""
    needed = VIEW | SEND | FILES | HISTORY | SEND_IN_THREADS | PIN
    needed |= PUBLIC_THREADS | MANAGE_THREADS if threads else 0
    return needed | EVENTS if events else needed


def invitation(application: int, *, threads: bool, events: bool = False) -> str:
    """Return the link; who follows it needs Manage Server in the server they choose."""
    needed = permissions(threads=threads, events=events)
    return (f"{PAGE}?client_id={application}&permissions={needed}"
            "&integration_type=0&scope=bot+applications.commands")

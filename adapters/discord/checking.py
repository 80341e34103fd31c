"""Looking at Discord from outside: the token, the servers, what may be done in them."""

from pathlib import Path
from typing import Any

import aiohttp

from adapters.discord.settings import Settings, check
from adapters.discord.tools import invitation, permissions
from bot.ops.checking import clock
from bot.platform import Finding

HOME = "https://discord.com/api/v10"
RENEW = ("Make a new token (Developer Portal, your application, Bot, Reset Token) and put it in "
         "place of the old one.")
MOST = 200  # servers looked at
# Application flags: privileged intents that are switched on although nothing here needs them.
PRIVILEGED = 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 18 | 1 << 19
ADMINISTRATOR = 1 << 3


async def look(section: dict[str, Any], folder: Path) -> list[Finding]:
    """Return what is found. Raises ConfigError."""
    settings = check(section)
    base = settings.api_base or HOME
    try:
        async with aiohttp.ClientSession(
                headers={"Authorization": f"Bot {settings.token}"}) as web:
            async with web.get(f"{base}/users/@me") as answer:
                if answer.status == 401:
                    return [Finding("discord token", False, "Discord does not accept it.", RENEW)]
                answer.raise_for_status()
                found = clock("discord", answer.headers.get("Date"))
            found.append(Finding("discord token", True, "Discord accepts it."))
            found.append(await _intents(web, base))
            found += await _servers(web, base, settings)
            return found
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return [Finding("discord", False, f"no usable answer ({type(error).__name__}).",
                        "Look at this machine's network; discordstatus.com tells of outages.")]


async def _intents(web: aiohttp.ClientSession, base: str) -> Finding:
    async with web.get(f"{base}/oauth2/applications/@me") as answer:
        answer.raise_for_status()
        flags = int((await answer.json(content_type=None)).get("flags") or 0)
    if flags & PRIVILEGED:
        return Finding("discord intents", None, "privileged intents are switched on. Nothing here "
                       "needs them: switch them off (Developer Portal, Bot).")
    return Finding("discord intents", True, "no privileged ones, and none are needed.")


async def _servers(web: aiohttp.ClientSession, base: str, settings: Settings) -> list[Finding]:
    async with web.get(f"{base}/users/@me/guilds", params={"limit": str(MOST)}) as answer:
        answer.raise_for_status()
        servers = await answer.json(content_type=None)
    application = settings.application
    optional = {"threads": settings.threads, "events": settings.events}
    link = invitation(application, **optional) if application else "apoyo discord invite"
    if not servers:
        return [Finding("discord servers", False, "it is in no server yet.", f"Open {link}")]
    needed = permissions(**optional)
    short = [one for one in servers if needed & ~int(one.get("permissions") or 0)
             and not int(one.get("permissions") or 0) & ADMINISTRATOR]
    if short:
        return [Finding("discord servers", False, f"in {len(short)} of {len(servers)} servers it "
                        "lacks a permission it works with.", f"Invite it again with {link}")]
    return [Finding("discord servers", True, f"it is in {len(servers)} and may do what it has to.")]

"""What Discord's refusals mean for a delivery: try again when, or never."""

import asyncio
from dataclasses import dataclass

import aiohttp
import discord

from bot.ports import SendFailed

# docs: Opcodes and Status Codes, JSON error codes
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK = 10003, 10008, 10015
UNKNOWN_INTERACTION, ACKNOWLEDGED, BAD_TOKEN_OF_WEBHOOK = 10062, 40060, 50027
NO_ACCESS, DIRECT_CLOSED, NO_PERMISSION = 50001, 50007, 50013
ARCHIVED, LOCKED = 50083, 160005
ROOM_LOST = (UNKNOWN_CHANNEL, NO_ACCESS, NO_PERMISSION, LOCKED)

# RuntimeError is what aiohttp raises for a session that was closed meanwhile.
NETWORK = (aiohttp.ClientError, OSError, asyncio.TimeoutError, RuntimeError)
PAUSE_WHEN_BANNED = 60.0  # seconds without any sending, if Cloudflare does not say how long


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to make of an error: ``banned`` (seconds) stops all sending, ``revoked`` for good."""

    failed: SendFailed
    code: int = 0
    banned: float = 0.0
    revoked: bool = False


def judged(error: BaseException) -> Verdict:
    """Return what an error of a request means. Anything unknown is tried again."""
    if isinstance(error, discord.RateLimited):
        return Verdict(SendFailed("rate limited", retry_after=error.retry_after, refused=True))
    if not isinstance(error, discord.HTTPException):
        return Verdict(SendFailed(type(error).__name__))
    why = f"status {error.status}, code {error.code}"
    if error.status == 429:
        wait = _seconds(error.response.headers.get("Retry-After"))
        return Verdict(SendFailed(why, retry_after=wait, refused=True), banned=wait)
    if error.status == 401 and error.code != BAD_TOKEN_OF_WEBHOOK:
        return Verdict(SendFailed(why, retry_after=PAUSE_WHEN_BANNED), revoked=True)
    permanent = 400 <= error.status < 500 and error.status != 408
    return Verdict(SendFailed(why, permanent=permanent), code=error.code)


def over(error: discord.HTTPException) -> bool:
    """Tell whether an interaction can no longer be answered."""
    return error.code in (UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE,
                          BAD_TOKEN_OF_WEBHOOK)


def _seconds(header: str | None) -> float:
    try:
        return max(1.0, float(header or PAUSE_WHEN_BANNED))
    except ValueError:
        return PAUSE_WHEN_BANNED

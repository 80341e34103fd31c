"""What a text should not say in an open room: see ``docs/guard.md``."""

from bot.guard.seen import ADDRESS, DIAGNOSIS, IDENTITY, PHONE, STATUS, Sight, seen, without

__all__ = ["ADDRESS", "DIAGNOSIS", "IDENTITY", "PHONE", "STATUS", "Sight", "seen", "without"]

"""Publishing the commands: only when they have changed, for each publication costs something."""

import json
import logging
from hashlib import blake2b
from typing import Any

import discord

from adapters.discord.declare import Payload
from bot.ports import Memo, Store

log = logging.getLogger(__name__)

EVERYWHERE = "everywhere"


async def publish(
    client: discord.Client, store: Store, commands: list[Payload], guild: int | None
) -> dict[str, int]:
    """See to it that Discord offers these commands; return their ids, by name.

    ``guild`` is the one server that gets them instead of all. What stood in the other place
    before goes, or people would see everything twice. Raises discord.HTTPException.
    """
    scope, memo = str(guild or EVERYWHERE), f"commands:{client.application_id}"
    digest = blake2b(json.dumps(commands, sort_keys=True).encode(), digest_size=16).hexdigest()
    known = store.read(lambda uow: uow.get(Memo, "discord", memo))
    before: dict[str, Any] = json.loads(known.value) if known else {}
    if before.get("hash") == digest and before.get("scope") == scope:
        return dict(before["ids"])
    made = await _put(client, scope, commands)
    if before.get("scope", scope) != scope:
        await _put(client, str(before["scope"]), [])
    ids = {str(one["name"]): int(one["id"]) for one in made if one.get("type", 1) == 1}
    value = json.dumps({"hash": digest, "scope": scope, "ids": ids})
    await store.run(None, lambda uow: uow.put(Memo("discord", memo, value)))
    log.info("commands published: %d", len(commands))
    return ids


async def _put(client: discord.Client, scope: str, commands: list[Payload]) -> list[Any]:
    application = client.application_id or 0
    payload: list[Any] = list(commands)
    if scope == EVERYWHERE:
        return list(await client.http.bulk_upsert_global_commands(application, payload))
    return list(await client.http.bulk_upsert_guild_commands(application, int(scope), payload))

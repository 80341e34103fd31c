"""Files: uploaded, sealed before that where the room is, and the event's content that shows them.

Source: Matrix specification, "Sharing encrypted attachments" and "m.room.message msgtypes".
"""

from typing import Any

from nio.crypto.attachments import encrypt_attachment

from adapters.matrix.server import Body, Wire
from adapters.matrix.shape import text
from bot.text import File

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
SEALED = "application/octet-stream"  # all that the server is to know of a sealed file


async def handed_over(wire: Wire, file: File, *, encrypted: bool) -> Body:
    """Upload a file; return the content of a message that carries it. Raises Refused and Lost."""
    picture = file.type in PICTURES
    info: dict[str, Any] = {"mimetype": file.type, "size": len(file.data), **_measures(file)}
    made: Body = {"msgtype": "m.image" if picture else "m.file", "body": file.name,
                  "filename": file.name, "info": info, "m.mentions": {}}
    if not encrypted:
        return {**made, "url": await _upload(wire, file.data, file.type)}
    sealed, keys = encrypt_attachment(file.data)
    return {**made, "file": {**keys, "url": await _upload(wire, sealed, SEALED)}}


async def _upload(wire: Wire, data: bytes, kind: str) -> str:
    return text((await wire.upload(data, kind)).get("content_uri"))


def _measures(file: File) -> dict[str, int]:
    """Return width and height of a PNG, so that clients keep its place while it loads."""
    if file.type != "image/png" or len(file.data) < 24:
        return {}
    return {"w": int.from_bytes(file.data[16:20], "big"),
            "h": int.from_bytes(file.data[20:24], "big")}

"""The journal: one line for each thing that one sync made durable.

A line is ``crc32 {"n":number,"ops":[[table,id,document or null],…]}``. The checksum is seeded
with the one before it and the numbers have no gaps, so stale, missing or swapped lines show;
and since a line is synced before the next is written, only the last one can be torn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec

from bot.store.errors import StoreDamaged, StoreKey
from bot.store.veil import MARK, Veil

PREFIX = "db.json.journal."
_MEND = (
    "Restore the last backup (apoyo restore FILE). To lose everything from there on instead, "
    "keep a copy of the folder and cut the file: truncate -s {offset} {name}"
)

Apply = Callable[[str, int | str, Any], None]


class _Line(msgspec.Struct):
    n: int
    ops: list[tuple[str, int | str, Any]]


@dataclass(slots=True)
class Tail:
    """Where a journal ends: the number and checksum of its last line, its size in bytes."""

    path: Path
    n: int
    chain: int
    size: int


def path_of(folder: Path, first: int) -> Path:
    """Return the journal whose first line has this number."""
    return folder / f"{PREFIX}{first}"


def first_of(name: str) -> int | None:
    """Return the number in a journal's name, None if it is not one."""
    number = name.removeprefix(PREFIX)
    return int(number) if name.startswith(PREFIX) and number.isdecimal() else None


def encode_line(
    n: int, ops: Sequence[bytes], chain: int, veil: Veil | None = None
) -> tuple[bytes, int]:
    """Return a line and its checksum, given its encoded operations and the last checksum."""
    body = b'{"n":%d,"ops":[%b]}' % (n, b",".join(ops))
    if veil is not None:
        body = veil.line(body, n, chain)
    crc = crc32(body, chain)
    return b"%08x %b\n" % (crc, body), crc


def _checked(line: bytes, chain: int) -> bytes | None:
    body = line[9:]
    return body if line[:9] == b"%08x " % crc32(body, chain) else None


def replay(data: bytes, tail: Tail, apply: Apply, veil: Veil | None = None) -> bool:
    """Apply the lines in ``data`` that follow ``tail``, moving it on; False if the last is torn.

    Raises StoreDamaged for a bad line with others after it, StoreKey.
    """
    decode = msgspec.json.Decoder(_Line).decode
    at, last = 0, len(data.rstrip(b"\0"))  # zeros are room that was made ahead
    while at < last:
        end = data.find(b"\n", at)
        body = _checked(data[at:end], tail.chain) if end >= 0 else None
        if body is None:
            if 0 <= end < last - 1:
                raise damaged(tail.path, at)
            return False
        line = decode(_unveiled(body, tail, veil, at))
        if line.n != tail.n + 1:
            raise damaged(tail.path, at)
        for table, doc_id, document in line.ops:
            apply(table, doc_id, document)
        tail.n, tail.chain, tail.size = line.n, crc32(body, tail.chain), end + 1
        at = end + 1
    return True


def _unveiled(body: bytes, tail: Tail, veil: Veil | None, at: int) -> bytes:
    if not body.startswith(MARK):
        return body
    if veil is None:
        raise StoreKey(tail.path, "are encrypted")
    plain = veil.plain(body, tail.n + 1, tail.chain)
    if plain is None:
        raise damaged(tail.path, at)
    return plain


def damaged(path: Path, offset: int) -> StoreDamaged:
    """Return the error for a journal that is bad in a way no crash explains."""
    return StoreDamaged(path, offset, _MEND.format(offset=offset, name=path.name))

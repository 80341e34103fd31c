"""Encryption at rest: AES-256-GCM (NIST SP 800-38D) over each journal line and snapshot piece.

A line is bound to its number and to the line before it, a piece to its file and its place in it:
what is encrypted can be neither moved nor left out without notice. Nonces are random, because a
line that found no room is taken back and written anew under its number.
"""

import os
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.errors import StoreDamaged, StoreKey

SIZE = 32  # bytes of a key
MARK = b"!"  # begins an encrypted line's body; a plain one begins with a brace
HEAD = b'{\n"_encrypted": {\n'
_NONCE = 12
_MEND = "Restore the last backup (apoyo restore FILE)"


class _Head(msgspec.Struct):
    key: str
    file: str


class _Box(msgspec.Struct):
    box: str


class Veil:
    """One key, and what it hides."""

    def __init__(self, key: bytes) -> None:
        self._aes = AESGCM(key)
        self.id = sha256(b"apoyo at rest" + key).hexdigest()[:16]

    # ---- lines ----

    def line(self, body: bytes, n: int, chain: int) -> bytes:
        """Return a line's body, encrypted."""
        return MARK + self._put(body, b"%d %d" % (n, chain))

    def plain(self, body: bytes, n: int, chain: int) -> bytes | None:
        """Return an encrypted body as it was; None if this key did not make it, or not there."""
        return self._take(body[1:], b"%d %d" % (n, chain))

    # ---- files ----

    def wrap(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Give a file's bytes encrypted, piece by piece, as JSON that TinyDB opens."""
        file = os.urandom(8).hex()
        yield HEAD + b'"0": %b' % msgspec.json.encode(_Head(self.id, file))
        count = 0
        for piece in pieces:
            count += 1
            yield b',\n"%d": {"box": "%b"}' % (count, self._put(piece, _at(file, count)))
        last = self._put(b"", _at(file, -count))
        yield b',\n"%d": {"box": "%b"}\n}\n}\n' % (count + 1, last)

    def unwrap(self, data: bytes, path: Path) -> bytes:
        """Return the bytes that were wrapped. Raises StoreKey, StoreDamaged."""
        head, boxes = _parts(data, path)
        if head.key != self.id:
            raise StoreKey(path, "were encrypted with another key")
        found = []
        for place, box in enumerate(boxes, 1):
            final = place == len(boxes)
            piece = self._take(box.box.encode(), _at(head.file, 1 - place if final else place))
            if piece is None:
                raise StoreDamaged(path, 0, _MEND, "not what was written, somewhere from")
            found.append(piece)
        return b"".join(found)

    # ---- both ----

    def _put(self, plain: bytes, place: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return b64encode(nonce + self._aes.encrypt(nonce, plain, place))

    def _take(self, box: bytes, place: bytes) -> bytes | None:
        try:
            raw = b64decode(box, validate=True)
            return self._aes.decrypt(raw[:_NONCE], raw[_NONCE:], place)
        except (InvalidTag, NotBase64, ValueError):
            return None


def encrypted_with(folder: Path) -> str | None:
    """Return the id of the key that a folder's data are encrypted with, None if with none."""
    try:
        with (folder / "db.json").open("rb") as file:
            begin = file.read(len(HEAD) + 200)
    except OSError:
        return None
    found = re.search(rb'"key":"([0-9a-f]+)"', begin)
    return found[1].decode() if is_wrapped(begin) and found else None


def is_wrapped(data: bytes) -> bool:
    """Tell whether a file's bytes are encrypted."""
    return data.startswith(HEAD)


def _at(file: str, place: int) -> bytes:
    return b"%b %d" % (file.encode(), place)


def _parts(data: bytes, path: Path) -> tuple[_Head, list[_Box]]:
    try:
        found = msgspec.json.decode(data, type=dict[str, dict[int, msgspec.Raw]])["_encrypted"]
        head = msgspec.json.decode(found.pop(0), type=_Head)
        boxes = [msgspec.json.decode(found.pop(n), type=_Box) for n in range(1, len(found) + 1)]
    except (msgspec.DecodeError, KeyError):
        raise StoreDamaged(path, 0, _MEND) from None
    if not boxes:
        raise StoreDamaged(path, 0, _MEND)
    return head, boxes

"""Boxes: texts encrypted with AES-256-GCM (NIST SP 800-38D), a random nonce for each."""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes
STEP = 64  # a box tells the length of its text only in steps of so many bytes


class Boxes:
    """Implements `bot.ports.Sealer`. ``key`` gives 32 bytes; it is asked when first needed."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key

    def seal(self, text: str, place: str) -> str:
        """Return a text as a box that opens only for this place. Raises KeyTrouble."""
        plain = text.encode()
        plain += b"\0" * (-len(plain) % STEP)
        nonce = os.urandom(NONCE)
        made = AESGCM(self._key()).encrypt(nonce, plain, place.encode())
        return b64encode(nonce + made).decode("ascii")

    def open(self, box: str, place: str) -> str | None:
        """Return a box's text; None if this key did not make it, or not for this place.

        Raises KeyTrouble.
        """
        try:
            raw = b64decode(box, validate=True)
            plain = AESGCM(self._key()).decrypt(raw[:NONCE], raw[NONCE:], place.encode())
        except (InvalidTag, ValueError):
            return None
        return plain.rstrip(b"\0").decode()

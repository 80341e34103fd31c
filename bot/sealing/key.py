"""Where the key comes from: the environment, the service manager, or a file beside the data."""

import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.ports import KeyTrouble

SIZE = 32  # bytes
VARIABLE = "APOYO_SEALING_KEY"
CREDENTIAL = "apoyo-sealing-key"  # its name among a service manager's credentials
FILE = "sealing.key"


@dataclass(slots=True)
class Keys:
    """The key of one installation, made in its file at the first need.

    Looked for in the environment (``APOYO_SEALING_KEY``), among the credentials that the service
    manager passes on (``$CREDENTIALS_DIRECTORY/apoyo-sealing-key``), then in ``file``.
    """

    data: Path
    file: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _found: bytes | None = None

    @property
    def path(self) -> Path:
        """The key's file: the one configured, or in a folder of its own beside the data."""
        data = self.data.absolute()
        return self.file or data.with_name(data.name + "-keys") / FILE

    def __call__(self) -> bytes:
        """Return the key, made if there is none anywhere. Raises KeyTrouble."""
        if self._found is None:
            self._found = self._given() or self._kept() or self._made()
        return self._found

    def _given(self) -> bytes | None:
        if text := self.environment.get(VARIABLE):
            return _decoded(text, f"${VARIABLE}")
        folder = self.environment.get("CREDENTIALS_DIRECTORY")
        credential = Path(folder) / CREDENTIAL if folder else None
        return _read(credential) if credential and credential.exists() else None

    def _kept(self) -> bytes | None:
        if self.path.resolve().is_relative_to(self.data.resolve()):
            raise KeyTrouble(f"{self.path}: the key must not lie in the data folder, for whoever "
                             "has a copy of that would have both. Name another place under "
                             "'sealing_key_file'.")
        return _read(self.path) if self.path.exists() else None

    def _made(self) -> bytes:
        key = secrets.token_bytes(SIZE)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.write(handle, b64encode(key) + b"\n")
                os.fsync(handle)
            finally:
                os.close(handle)
        except FileExistsError:
            return _read(self.path)  # another process was faster
        except OSError as error:
            raise KeyTrouble(f"{self.path}: the key for sealed details cannot be made here "
                             f"({error.strerror}). Let the bot write there, or name another place "
                             "under 'sealing_key_file'.") from None
        return key


def _read(path: Path) -> bytes:
    try:
        return _decoded(path.read_text("ascii"), str(path))
    except OSError as error:
        raise KeyTrouble(f"{path}: the key for sealed details cannot be read ({error.strerror}). "
                         "Only the bot's own user should be able to, with: chmod 600") from None
    except UnicodeDecodeError:
        raise _unlike(str(path)) from None


def _decoded(text: str, where: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != SIZE:
        raise _unlike(where)
    return key


def _unlike(where: str) -> KeyTrouble:
    return KeyTrouble(f"{where}: this is no key for sealed details: {SIZE} bytes as base64 are "
                      "expected. Put the right one back, or take it away to have a new one made; "
                      "what was sealed with the old one is then lost.")

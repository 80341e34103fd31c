"""Where keys come from: the environment, the service manager, or a file beside the data."""

import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.ports import KeyTrouble

SIZE = 32  # bytes


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a key is for, and its names: in the environment, as a credential, in the settings."""

    what: str
    variable: str
    credential: str
    setting: str
    file: str


SEALING = Purpose("sealed details", "APOYO_SEALING_KEY", "apoyo-sealing-key", "sealing_key_file",
                  "sealing.key")
DATA = Purpose("the data", "APOYO_DATA_KEY", "apoyo-data-key", "data_key_file", "data.key")


@dataclass(slots=True)
class Keys:
    """The key of one installation for one purpose, made in its file at the first need.

    Looked for in the environment, among the credentials that the service manager passes on
    (``$CREDENTIALS_DIRECTORY``), then in ``file``.
    """

    data: Path
    file: Path | None = None
    purpose: Purpose = SEALING
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _found: bytes | None = None

    @property
    def path(self) -> Path:
        """The key's file: the one configured, or in a folder of its own beside the data."""
        data = self.data.absolute()
        return self.file or data.with_name(data.name + "-keys") / self.purpose.file

    @property
    def given(self) -> bool:
        """Whether the environment or the service manager has one."""
        return bool(self.environment.get(self.purpose.variable)) or self._credential() is not None

    def __call__(self) -> bytes:
        """Return the key, made if there is none anywhere. Raises KeyTrouble."""
        if self._found is None:
            self._found = self._given() or self._kept() or self.make(self.path)
        return self._found

    def make(self, path: Path) -> bytes:
        """Make a new key in a file, whole or not at all. Raises KeyTrouble."""
        key = secrets.token_bytes(SIZE)
        making = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                os.write(handle, b64encode(key) + b"\n")
                os.fsync(handle)
            finally:
                os.close(handle)
            os.link(making, path)
            making.unlink()
        except FileExistsError:
            making.unlink()
            return self.read(path)  # another process was faster
        except OSError as error:
            raise KeyTrouble(f"{path}: the key for {self.purpose.what} cannot be made here "
                             f"({error.strerror}). Let the bot write there, or name another place "
                             f"under '{self.purpose.setting}'.") from None
        return key

    def read(self, path: Path) -> bytes:
        """Return the key in a file. Raises KeyTrouble."""
        try:
            return self._decoded(path.read_text("ascii"), str(path))
        except OSError as error:
            raise KeyTrouble(f"{path}: the key for {self.purpose.what} cannot be read "
                             f"({error.strerror}). Only the bot's own user should be able to, "
                             "with: chmod 600") from None
        except UnicodeDecodeError:
            raise self._unlike(str(path)) from None

    def _given(self) -> bytes | None:
        if text := self.environment.get(self.purpose.variable):
            return self._decoded(text, f"${self.purpose.variable}")
        credential = self._credential()
        return self.read(credential) if credential else None

    def _credential(self) -> Path | None:
        folder = self.environment.get("CREDENTIALS_DIRECTORY")
        credential = Path(folder) / self.purpose.credential if folder else None
        return credential if credential and credential.exists() else None

    def _kept(self) -> bytes | None:
        if self.path.resolve().is_relative_to(self.data.resolve()):
            raise KeyTrouble(f"{self.path}: the key must not lie in the data folder, for whoever "
                             "has a copy of that would have both. Name another place under "
                             f"'{self.purpose.setting}'.")
        return self.read(self.path) if self.path.exists() else None

    def _decoded(self, text: str, where: str) -> bytes:
        try:
            key = b64decode(text.strip(), validate=True)
        except ValueError:
            key = b""
        if len(key) != SIZE:
            raise self._unlike(where)
        return key

    def _unlike(self, where: str) -> KeyTrouble:
        return KeyTrouble(f"{where}: this is no key for {self.purpose.what}: {SIZE} bytes as "
                          "base64 are expected. Put the right one back, or take it away to have a "
                          "new one made; what was written with the old one is then lost.")

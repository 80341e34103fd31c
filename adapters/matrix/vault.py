"""What must outlive a restart and never leaves the machine: who we are signed in as, the seeds.

All of it lies in one folder that only its owner may read, beside the encryption library's store.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_bytes

SESSION, SEEDS = "session.json", "seeds.json"


@dataclass(frozen=True, slots=True)
class Session:
    """A device of the account: made once, kept for as long as its keys are."""

    user: str
    device: str
    token: str
    past: tuple[str, ...] = ()  # devices given up, to be removed from the account


@dataclass(frozen=True, slots=True)
class Seeds:
    """The private halves of the cross-signing keys, 32 bytes each, as hex digits."""

    master: str
    signing: str

    @classmethod
    def fresh(cls) -> "Seeds":
        """Make new ones."""
        return cls(token_bytes(32).hex(), token_bytes(32).hex())


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder."""

    folder: Path

    def open(self) -> "Vault":
        """Make the folder if it is missing, and close it to others."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        return self

    def session(self) -> Session | None:
        """Return whom we are signed in as, or None."""
        found = self._read(SESSION)
        if not found:
            return None
        return Session(found["user"], found["device"], found["token"],
                       tuple(found.get("past", ())))

    def keep_session(self, session: Session) -> None:
        """Remember a sign-in."""
        self._write(SESSION, asdict(session))

    def seeds(self) -> Seeds | None:
        """Return the seeds, or None if there are none yet."""
        found = self._read(SEEDS)
        return Seeds(found["master"], found["signing"]) if found else None

    def keep_seeds(self, seeds: Seeds) -> None:
        """Remember the seeds."""
        self._write(SEEDS, asdict(seeds))

    def forget_keys(self, device: str) -> None:
        """Remove what is left of a device's key store."""
        for path in self.folder.glob(f"*_{device}.*"):
            path.unlink()

    def close_to_others(self) -> None:
        """Let only the owner read what others have written here."""
        for path in self.folder.iterdir():
            if path.is_file():
                path.chmod(0o600)

    def _read(self, name: str) -> dict[str, str] | None:
        try:
            found = json.loads((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            return None
        return found if isinstance(found, dict) else None

    def _write(self, name: str, content: dict[str, object]) -> None:
        """Replace a file as a whole: after a crash it is the old one or the new one."""
        aside = self.folder / f"{name}.new"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.folder / name)

"""From the files of a folder back to the tables: the snapshot, then the journals after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.ports import Kind
from bot.store import journal
from bot.store.errors import StoreDamaged
from bot.store.files import Files
from bot.store.journal import Tail
from bot.store.snapshot import NAME, parse
from bot.store.state import State
from bot.store.veil import is_wrapped

_MISSING = (
    "Put the file back, or restore the last backup (apoyo restore FILE). Without it, what was "
    "written since db.json is lost"
)


@dataclass(slots=True)
class Loaded:
    """What a folder holds. ``torn`` lines are to be cut off, ``stale`` files to be removed."""

    state: State
    tail: Tail
    snapshot_size: int
    veiled: bool = False
    torn: list[Tail] = field(default_factory=list)
    stale: list[Path] = field(default_factory=list)


def read_folder(files: Files, folder: Path, kinds: Iterable[Kind]) -> Loaded:
    """Read everything without changing anything; keys and indexes are not made yet.

    Raises StoreDamaged; FileNotFoundError if there is no ``db.json``.
    """
    path = folder / NAME
    data = files.read(path)
    snapshot = parse(data, path, files.veil)
    state = State(kinds, snapshot.meta)
    state.load(snapshot)
    link = snapshot.link
    tail = Tail(journal.path_of(folder, link.n + 1), link.n, int(link.chain, 16), 0)
    loaded = Loaded(state, tail, len(data))
    loaded.veiled = is_wrapped(data)
    del data, snapshot
    journals = _journals(files, folder)
    if tail.path.name not in journals.values() and link.journal is not None:
        raise StoreDamaged(folder / link.journal, 0, _MISSING, "missing")
    used = _replay(files, folder, loaded, journals)
    for first in journals.keys() - used:
        path = journal.path_of(folder, first)
        unused = files.read(path).strip(b"\0")  # without lines: a rotation that failed
        if first > link.n and unused:
            bad = loaded.torn[-1] if loaded.torn else Tail(path, 0, 0, 0)
            raise journal.damaged(bad.path, bad.size)
        loaded.stale.append(path)
    return loaded


def _journals(files: Files, folder: Path) -> dict[int, str]:
    found = ((journal.first_of(name), name) for name in files.names(folder))
    return {first: name for first, name in found if first is not None}


def _replay(files: Files, folder: Path, loaded: Loaded, journals: dict[int, str]) -> set[int]:
    """Read one journal after the other; return the first numbers of those that were read.

    What stands after the last line of one that goes on in another was taken back before: the
    checksum of the next line, seeded with that last one's, shows that nothing is missing.
    """
    tail, used = loaded.tail, set[int]()
    while (first := tail.n + 1) in journals and first not in used:
        used.add(first)
        tail.path, tail.size = journal.path_of(folder, first), 0
        if not journal.replay(files.read(tail.path), tail, loaded.state.apply, files.veil):
            loaded.torn.append(Tail(tail.path, tail.n, tail.chain, tail.size))
    return used


def mend(files: Files, loaded: Loaded) -> None:
    """Cut torn lines off and remove what is stale. Raises OSError."""
    for torn in loaded.torn:
        fd = files.open(torn.path)
        try:
            files.truncate(fd, torn.size)
            files.sync(fd)
        finally:
            files.close(fd)
    for path in loaded.stale:
        files.unlink(path)

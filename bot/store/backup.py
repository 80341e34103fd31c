"""One readable file of everything, made while the bot runs; and the way back from it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.ports import Kind
from bot.store import journal
from bot.store.appender import make_empty
from bot.store.copies import REPLACED
from bot.store.errors import StoreDamaged
from bot.store.files import Files, Lock, write_aside
from bot.store.migrate import Migration, migrate
from bot.store.peek import read_steadily
from bot.store.snapshot import NAME, Contents, Link, chunks, parse
from bot.store.state import State
from bot.store.veil import Veil


def backup(folder: Path, file: Path, *, files: Files | None = None) -> int:
    """Write all that is durable in ``folder`` into one ``file``; return its size in bytes.

    The store may be running. The file has the form of ``db.json``, is read back and checked, and
    only its owner can read it. Raises StoreDamaged, OSError.
    """
    files = files or Files()
    loaded = read_steadily(files, folder)
    loaded.state.build(folder)
    link = Link(n=loaded.tail.n, chain=f"{loaded.tail.chain:08x}")
    contents = loaded.state.copy()
    checking = file.with_name(file.name + ".unchecked")
    try:
        size = write_aside(files, checking, chunks(contents, link, files.veil))
        _compare(files, checking, contents)
        files.replace(checking, file)
    except BaseException:
        files.unlink(checking)
        raise
    files.sync_dir(file.parent)
    return size


def _compare(files: Files, file: Path, contents: Contents) -> None:
    found = parse(files.read(file), file, files.veil)
    if found.tables != contents.tables or found.events != dict(contents.events()):
        raise StoreDamaged(file, 0, "Check the disk it was written to", "not what was written")


def restore(
    file: Path,
    folder: Path,
    *,
    kinds: Sequence[Kind] = (),
    migrations: Sequence[Migration] = (),
    files: Files | None = None,
    now: datetime | None = None,
) -> Path | None:
    """Put a backup in place of what ``folder`` holds; return where that is kept, None if empty.

    Everything is checked first, with ``kinds`` every record too; a kill at any moment leaves
    either the old data or the new. Raises StoreLocked, StoreDamaged, StoreTooNew, OSError.
    """
    files = files or Files()
    data = files.read(file)
    state = _checked(data, file, kinds, migrations, files.veil)
    files.make_folder(folder)
    lock = Lock(folder / (NAME + ".lock"))
    try:
        kept = _keep(files, folder, now or datetime.now(UTC))
        _replace(files, folder, _checked(data, file, (), (), files.veil) if kinds else state)
    finally:
        lock.release()
    return kept


def _checked(
    data: bytes, file: Path, kinds: Sequence[Kind], migrations: Sequence[Migration],
    veil: Veil | None,
) -> State:
    """Read a backup, and every record in it, as a start would."""
    snapshot = parse(data, file, veil)
    if snapshot.link.journal is not None:
        mend = "Make one with: apoyo backup FILE"
        raise StoreDamaged(file, 0, mend, "a db.json that needs its journals, not a backup,")
    state = State(kinds, snapshot.meta)
    state.load(snapshot)
    if kinds:
        migrate(state, migrations)
    state.build(file.parent)
    try:
        state.check()
    except Exception as error:
        what = "not readable record by record"
        raise StoreDamaged(file, 0, "Use another backup", what) from error
    return state


def _keep(files: Files, folder: Path, now: datetime) -> Path | None:
    """Copy what a folder holds into a folder inside it."""
    names = [name for name in files.names(folder) if name == NAME or journal.first_of(name)]
    if not names:
        return None
    kept = folder / f"{REPLACED}{now:%Y%m%dT%H%M%S}"
    files.make_folder(kept)
    for name in names:
        write_aside(files, kept / name, [files.read(folder / name)])
    return kept


def _replace(files: Files, folder: Path, state: State) -> None:
    """Number the new data past all old journals: the rename of ``db.json`` turns them stale."""
    firsts = [journal.first_of(name) or 0 for name in files.names(folder)]
    n = max(firsts, default=0)
    path = journal.path_of(folder, n + 1)
    files.close(make_empty(files, path))
    link = Link(n=n, chain="00000000", journal=path.name)
    write_aside(files, folder / NAME, chunks(state.copy(), link, files.veil))
    for name in files.names(folder):
        first = journal.first_of(name)
        if first is not None and first <= n:
            files.unlink(folder / name)
    files.sync_dir(folder)

"""Opening a folder: lock it, read it, mend what a crash left, bring it to the present schema."""

import errno
import gc
import secrets
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.ports import Kind, StoreBroken, StoreFull
from bot.store import journal
from bot.store.appender import BROKEN, FULL, make_empty
from bot.store.compaction import write_snapshot
from bot.store.copies import BEFORE, forget_copies
from bot.store.errors import StoreDamaged
from bot.store.files import Files, Lock, is_full, write_aside
from bot.store.journal import Tail
from bot.store.migrate import Migration, known_schema, migrate
from bot.store.recovery import Loaded, mend, read_folder
from bot.store.snapshot import NAME, Contents, Link, Meta, chunks
from bot.store.store import JournalStore, Now
from bot.store.veil import Veil

LIMIT = 4 << 20  # bytes a journal may always have
_MANY = 10_000  # documents from which on the collector had better never look at them again


def open_store(
    folder: Path,
    kinds: Sequence[Kind],
    *,
    migrations: Sequence[Migration] = (),
    now: Now | None = None,
    files: Files | None = None,
    journal_limit: int = LIMIT,
) -> JournalStore:
    """Open the store in a folder, made if missing, with or without a running event loop.

    Raises StoreLocked, StoreDamaged, StoreTooNew, StoreFull and StoreBroken; what ``files``
    cannot reach for other reasons (permissions) as OSError.
    """
    files, now = files or Files(), now or _utc_now
    folder = folder.absolute()
    lock: Lock | None = None
    try:
        files.make_folder(folder)
        lock = Lock(folder / (NAME + ".lock"))
        with _collector_paused():
            loaded = _load(files, folder, kinds, migrations, now())
        return JournalStore(files, folder, lock, loaded, now, journal_limit)
    except BaseException as error:
        if lock is not None:
            lock.release()
        if isinstance(error, OSError) and is_full(error):
            raise StoreFull(FULL) from error
        if isinstance(error, OSError) and error.errno == errno.EIO:
            raise StoreBroken(BROKEN) from error
        raise


def _load(
    files: Files,
    folder: Path,
    kinds: Sequence[Kind],
    migrations: Sequence[Migration],
    now: datetime,
) -> Loaded:
    known = known_schema(migrations)
    files.unlink(folder / (NAME + ".new"))
    if NAME not in files.names(folder):
        _found(files, folder, known, now)
    loaded = read_folder(files, folder, kinds)
    before = loaded.state.meta.schema
    old = _frozen(loaded, files.veil) if before < known else []
    migrated = migrate(loaded.state, migrations)
    mend(files, loaded)
    loaded.state.build(folder)
    if old:
        write_aside(files, folder / f"{BEFORE}{before}", old)
    if migrated or (files.veil and not loaded.veiled):
        rewrite(files, folder, loaded)
    forget_copies(files, folder, now)
    if sum(len(rows.docs) for rows in loaded.state.rows.values()) > _MANY:
        gc.freeze()
    return loaded


def _found(files: Files, folder: Path, schema: int, now: datetime) -> None:
    """Make the files of an empty store: the journal first, for ``db.json`` names it."""
    for name in files.names(folder):
        first = journal.first_of(name)  # an empty first one: this was begun before, and killed
        if first is not None and (first > 1 or files.read(folder / name).strip(b"\0")):
            mend = "Put the file back, or restore the last backup (apoyo restore FILE)"
            raise StoreDamaged(folder / NAME, 0, mend, "missing beside its journals,")
    path = journal.path_of(folder, 1)
    files.close(make_empty(files, path))
    secret = b64encode(secrets.token_bytes(32)).decode()
    meta = Meta(schema=schema, secret=secret, created=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    link = Link(n=0, chain="00000000", journal=path.name)
    write_aside(files, folder / NAME, chunks(Contents({}, {}, {}, meta), link, files.veil))


def _frozen(loaded: Loaded, veil: Veil | None) -> list[bytes]:
    """Return the present data as a backup's pieces, before a migration changes it in place."""
    link = Link(n=loaded.tail.n, chain=f"{loaded.tail.chain:08x}")
    return list(chunks(loaded.state.copy(), link, veil))


def rewrite(files: Files, folder: Path, loaded: Loaded) -> None:
    """Write the data anew, as they are in memory now, and begin a new journal."""
    tail = loaded.tail
    if tail.size:
        tail = Tail(journal.path_of(folder, tail.n + 1), tail.n, tail.chain, 0)
        files.close(make_empty(files, tail.path))
    link = Link(n=tail.n, chain=f"{tail.chain:08x}", journal=tail.path.name)
    pieces = chunks(loaded.state.copy(), link, files.veil)
    loaded.snapshot_size = write_snapshot(files, folder, pieces, link)
    loaded.tail = tail


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cyclic collector from walking over documents as they come in."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _utc_now() -> datetime:
    return datetime.now(UTC)

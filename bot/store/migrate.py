"""Changes of the schema: plain functions over the documents, run once at a start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.store.errors import StoreTooNew
from bot.store.state import COUNTERS, State

Tables = dict[str, dict[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Migration:
    """What brings the documents to schema ``version`` from the one before.

    ``change`` may change tables and documents in place: name → document id → document.
    """

    version: int
    change: Callable[[Tables], None]


def known_schema(migrations: Sequence[Migration]) -> int:
    """Return the schema this program writes; a store without migrations has schema 1."""
    versions = [migration.version for migration in migrations]
    if versions != list(range(2, len(versions) + 2)):
        raise ValueError("migrations are numbered 2, 3, … without a gap")
    return len(versions) + 1


def migrate(state: State, migrations: Sequence[Migration]) -> bool:
    """Bring the documents to the present schema; whether there was anything to do.

    Keys and indexes are not made yet. Raises StoreTooNew.
    """
    found, known = state.meta.schema, known_schema(migrations)
    if found > known:
        raise StoreTooNew(found, known)
    if found == known:
        return False
    tables = {name: rows.docs for name, rows in state.rows.items() if name != COUNTERS.name}
    for migration in migrations[found - 1 :]:
        migration.change(tables)
    for name, documents in tables.items():
        rows = state.table(name)
        rows.docs = documents
        rows.next_id = max(rows.next_id, max(documents, default=0) + 1)
    for name in state.rows.keys() - tables.keys() - {COUNTERS.name}:
        state.rows[name].docs = {}
    state.meta.schema = known
    return True

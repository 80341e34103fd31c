"""The embedded store keeps the contract, small and large, compacted at every turn or never."""

from pathlib import Path

import pytest

from bot.store.files import Files
from bot.store.veil import Veil
from tests.contract.store_contract import StoreContract
from tests.store.backend import Journaled


class TestJournalStore(StoreContract):
    @pytest.fixture(params=[(4 << 20, None), (1, None), (4 << 20, Veil(bytes(32)))],
                    ids=["journal", "compacting", "encrypted"])
    def backend(self, request: pytest.FixtureRequest, tmp_path: Path) -> Journaled:
        limit, veil = request.param
        return Journaled(tmp_path / "data", Files(veil), journal_limit=limit)

"""The embedded store keeps the contract, small and large, compacted at every turn or never."""

from pathlib import Path

import pytest

from tests.contract.store_contract import StoreContract
from tests.store.backend import Journaled


class TestJournalStore(StoreContract):
    @pytest.fixture(params=[4 << 20, 1], ids=["journal", "compacting"])
    def backend(self, request: pytest.FixtureRequest, tmp_path: Path) -> Journaled:
        return Journaled(tmp_path / "data", journal_limit=request.param)

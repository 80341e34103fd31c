"""Matrix is a chat adapter like any other."""

from pathlib import Path

import pytest

from tests.contract.adapter_contract import AdapterContract
from tests.contract.driver import Driver
from tests.contract.files import Files

pytest.importorskip("nio")

from tests.platforms.matrix_driver import MatrixDriver


@pytest.mark.slow
class TestMatrix(Files, AdapterContract):
    """Runs the adapter contract on the whole adapter."""

    def driver(self, folder: Path) -> Driver:
        return MatrixDriver(folder)

    def close(self, driver: Driver) -> None:
        assert isinstance(driver, MatrixDriver)
        driver.close()

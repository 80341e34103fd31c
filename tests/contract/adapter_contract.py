"""The behaviours every chat adapter has to show, whatever its platform."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.delivering import Delivering
from tests.contract.driver import Driver
from tests.contract.listening import Listening
from tests.contract.mending import Mending
from tests.contract.talking import Talking
from tests.guard import within


class AdapterContract(Talking, Listening, Mending, Delivering):
    """Subclass it as ``Test…`` beside an adapter and give it a `Driver`."""

    longest = 60  # seconds a test may take

    def driver(self, folder: Path) -> Driver:
        """Return a driver that keeps its data in a folder."""
        raise NotImplementedError

    def close(self, driver: Driver) -> None:
        """Let go of everything the driver holds."""

    @pytest.fixture
    def chat(self, tmp_path: Path) -> Iterator[Driver]:
        """A fresh chat of one test."""
        with within(self.longest):
            driver = self.driver(tmp_path)
            yield driver
            self.close(driver)

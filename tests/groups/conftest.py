"""A town for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.groups.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Return a town with nothing in it yet."""
    made = Town(tmp_path / "data")
    yield made
    made.close()

"""One conversation for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.time.talk import Talk, talking


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with talking(tmp_path / "data") as found:
        yield found

"""One homeserver for all tests of a run, started when the first of them asks for it."""

import atexit
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.platforms.matrix_synapse import INSTALLED, Synapse

needs_server = pytest.mark.skipif(not INSTALLED, reason="matrix-synapse is not installed")


@pytest.fixture(scope="session")
def server() -> Synapse:
    return _shared()


@cache
def _shared() -> Synapse:
    folder = tempfile.TemporaryDirectory(prefix="apoyo-synapse-")
    one = Synapse(Path(folder.name))
    one.start()
    atexit.register(folder.cleanup)
    atexit.register(one.stop)
    return one

"""The contracts, run on each platform."""

import pytest

pytest.register_assert_rewrite(
    "tests.contract.talking", "tests.contract.listening", "tests.contract.mending",
    "tests.contract.delivering")

"""Discord is a chat adapter like any other."""

from pathlib import Path

import pytest

from tests.contract.adapter_contract import AdapterContract
from tests.contract.driver import Driver
from tests.contract.files import Files

pytest.importorskip("discord", reason="discord.py is not installed")

from tests.platforms.discord_driver import DiscordDriver  # noqa: E402


@pytest.mark.slow
class TestDiscord(Files, AdapterContract):
    """Runs the adapter contract on Discord."""

    def driver(self, folder: Path) -> Driver:
        return DiscordDriver(folder)

    def close(self, driver: Driver) -> None:
        assert isinstance(driver, DiscordDriver)
        driver.close()

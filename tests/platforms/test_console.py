"""The console is a chat adapter like any other."""

from pathlib import Path

from tests.contract.adapter_contract import AdapterContract
from tests.contract.driver import Driver
from tests.contract.files import Files
from tests.platforms.console_driver import ConsoleDriver


class TestConsole(Files, AdapterContract):
    """Runs the adapter contract on the console."""

    def driver(self, folder: Path) -> Driver:
        return ConsoleDriver(folder)

    def close(self, driver: Driver) -> None:
        assert isinstance(driver, ConsoleDriver)
        driver.close()

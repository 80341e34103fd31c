"""What can stop the store from starting; a person has to act on each of them."""

from pathlib import Path


class StoreLocked(Exception):
    """Another process works on the folder; ``pid`` is its number, None if it could not be read."""

    def __init__(self, pid: int | None) -> None:
        who = "another process" if pid is None else f"process {pid}"
        super().__init__(f"{who} is using this data folder already; stop it first")
        self.pid = pid


class StoreDamaged(Exception):
    """A file does not hold what was written to it.

    ``offset`` is the first bad byte of ``file``; ``mend`` is what a person can do.
    """

    def __init__(self, file: Path, offset: int, mend: str, what: str = "damaged") -> None:
        super().__init__(f"{file.name} is {what} at byte {offset}. {mend}")
        self.file, self.offset, self.mend = file, offset, mend


class StoreKey(Exception):
    """The data are encrypted, and there is no key or not the right one; nothing was changed."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(
            f"the data in {file.name} {what}. Put the right key back where it was: the file that "
            "'data_key_file' names, $APOYO_DATA_KEY, or the service manager's credentials. "
            "Without it they cannot be read by anybody; nothing was changed"
        )
        self.file = file


class StoreTooNew(Exception):
    """The data was written by a later version of the program than this one."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"the data has schema {found}, this version knows schemas up to {known}; "
            "start the newer version, or restore the copy kept before the change"
        )
        self.found, self.known = found, known

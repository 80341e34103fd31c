"""The key of the data: found, made, changed, and missed, from the command line."""

import json
from base64 import b64encode
from pathlib import Path

import pytest

from bot.cli import main
from bot.ports import KeyTrouble
from bot.records import KINDS
from bot.sealing.disk import change, files
from bot.store import Files, StoreKey, Veil, encrypted_with, open_store, rekey
from bot.store.files import Lock


def kept(folder: Path, reach: Files) -> None:
    store = open_store(folder, KINDS, files=reach)
    store._lock.release()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "data.key"


def test_without_a_key_named_nothing_is_encrypted(data: Path) -> None:
    kept(data, files(data, None, {}))
    assert encrypted_with(data) is None


def test_a_file_that_is_named_is_made_and_kept_to_ourselves(data: Path, key: Path) -> None:
    kept(data, files(data, key, {}))
    assert encrypted_with(data)
    assert key.stat().st_mode & 0o777 == 0o600
    kept(data, files(data, key, {}))


def test_a_lost_key_is_missed_and_never_replaced(data: Path, key: Path) -> None:
    kept(data, files(data, key, {}))
    key.unlink()
    with pytest.raises(StoreKey, match=r"data\.key is missing"):
        files(data, key, {})
    assert not key.exists()


def test_the_environment_and_the_service_manager_may_give_it(tmp_path: Path, data: Path) -> None:
    secret = b64encode(b"k" * 32).decode()
    kept(data, files(data, None, {"APOYO_DATA_KEY": secret}))
    (tmp_path / "apoyo-data-key").write_text(secret)
    kept(data, files(data, None, {"CREDENTIALS_DIRECTORY": str(tmp_path)}))
    with pytest.raises(KeyTrouble, match="32 bytes"):
        files(data, None, {"APOYO_DATA_KEY": "short"})


def test_a_key_in_the_data_folder_is_refused(data: Path) -> None:
    with pytest.raises(KeyTrouble, match="must not lie in the data folder"):
        files(data, data / "data.key", {})


def test_a_change_that_was_cut_off_is_finished_at_the_next_start(data: Path, key: Path) -> None:
    kept(data, files(data, key, {}))
    old = key.read_bytes()
    change(data, key, {})
    new = key.read_bytes()
    assert new != old
    kept(data, files(data, key, {}))
    # The moment between the data's rename and the key's.
    key.write_bytes(old)
    key.with_name("data.key.new").write_bytes(new)
    kept(data, files(data, key, {}))
    assert key.read_bytes() == new
    # The moment before: the data still have the old key, the new one is nobody's.
    key.with_name("data.key.new").write_text(b64encode(b"x" * 32).decode())
    kept(data, files(data, key, {}))
    assert key.read_bytes() == new


def test_the_key_is_not_changed_under_a_running_bot(data: Path, key: Path) -> None:
    kept(data, files(data, key, {}))
    before, lock = key.read_bytes(), Lock(data / "db.json.lock")
    assert _main(data, key, "change") == 1
    lock.release()
    assert key.read_bytes() == before
    kept(data, files(data, key, {}))


def test_the_command_line_changes_and_drops_it(
    data: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(data, files(data, key, {}))
    first = encrypted_with(data)
    assert _main(data, key, "change") == 0
    assert encrypted_with(data) not in (first, None)
    assert _main(data, key, "off") == 0
    assert "data_key_file" in capsys.readouterr().out
    assert encrypted_with(data) is None
    kept(data, Files())


def test_check_says_that_the_key_is_wrong(
    data: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(data, files(data, key, {}))
    rekey(data, files(data, key, {}), Files(Veil(b"z" * 32)))
    assert main(["check", "--json", "--config", str(_config(data, key))]) == 1
    found = {one["what"]: one for one in json.loads(capsys.readouterr().out)}
    assert "another key" in found["database"]["says"]


def _main(data: Path, key: Path, action: str) -> int:
    return main(["key", action, "--config", str(_config(data, key))])


def _config(data: Path, key: Path) -> Path:
    file = data.parent / "config.yaml"
    file.write_text(f"data: {data}\ndata_key_file: {key}\n")
    return file

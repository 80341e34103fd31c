"""Encryption at rest: nothing readable, one key or none, and never in between."""

from pathlib import Path

import pytest

from bot.ports import UnitOfWork
from bot.store import Files, StoreDamaged, StoreKey, Veil, backup, peek, rekey, restore
from tests.contract.store_contract import KINDS, Need
from tests.store.backend import BadFiles, Journaled, Killed

FIRST, SECOND = Veil(b"1" * 32), Veil(b"2" * 32)
MARKER = "elm street 12"


def put(store: Journaled, number: int, text: str = MARKER) -> None:
    store.do(lambda uow: uow.put(Need(group="g", number=number, text=text)))


def texts(uow: UnitOfWork) -> list[str]:
    found = (uow.get(Need, "g", number) for number in range(1, 50))
    return [need.text for need in found if need]


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("limit", [4 << 20, 1], ids=["journal", "compacting"])
def test_no_byte_on_the_disk_can_be_read(tmp_path: Path, limit: int) -> None:
    store = Journaled(tmp_path / "data", Files(FIRST), journal_limit=limit)
    for number in range(1, 4):
        put(store, number)
    raw = everything(tmp_path)
    assert b"elm street" not in raw
    assert b"needs" not in raw
    assert store.do(texts) == [MARKER] * 3


@pytest.mark.parametrize("veil", [None, SECOND], ids=["no key", "another key"])
def test_without_the_right_key_nothing_opens_and_nothing_changes(
    tmp_path: Path, veil: Veil | None
) -> None:
    put(Journaled(tmp_path / "data", Files(FIRST)), 1)
    before = everything(tmp_path)
    with pytest.raises(StoreKey, match="data_key_file"):
        Journaled(tmp_path / "data", Files(veil)).open()
    assert everything(tmp_path) == before
    assert Journaled(tmp_path / "data", Files(FIRST)).do(texts) == [MARKER]


def test_a_key_given_to_plain_data_encrypts_them_at_the_next_start(tmp_path: Path) -> None:
    put(Journaled(tmp_path / "data"), 1)
    assert MARKER.encode() in everything(tmp_path)
    assert Journaled(tmp_path / "data", Files(FIRST)).do(texts) == [MARKER]
    assert MARKER.encode() not in everything(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("new", [SECOND, None], ids=["to another key", "to none"])
def test_a_kill_while_the_key_changes_leaves_the_old_or_the_new(
    tmp_path: Path, new: Veil | None
) -> None:
    done = 0
    for step in range(1, 60):
        folder = tmp_path / str(step)
        put(Journaled(folder, Files(FIRST)), 1)
        put(Journaled(folder, Files(FIRST)), 2)
        files = BadFiles(new)
        files.kill_at = step
        try:
            rekey(folder, Files(FIRST), files)
            done += 1
        except Killed:
            pass
        opened = []
        for veil in (FIRST, new):
            try:
                opened.append(texts(peek(folder, KINDS, files=Files(veil))))
            except StoreKey:
                continue
        assert opened in ([[MARKER] * 2], [[MARKER] * 2] * 2), step  # plain opens with both
    assert done > 20


def test_copies_that_open_with_the_old_key_go_with_it(tmp_path: Path) -> None:
    store = Journaled(tmp_path / "data", Files(FIRST))
    put(store, 1)
    (store.folder / "db.json.before-1").write_bytes((store.folder / "db.json").read_bytes())
    rekey(store.folder, Files(FIRST), Files(SECOND))
    assert not (store.folder / "db.json.before-1").exists()
    assert Journaled(store.folder, Files(SECOND)).do(texts) == [MARKER]


def test_a_backup_is_encrypted_too_and_comes_back_with_the_key_alone(tmp_path: Path) -> None:
    store = Journaled(tmp_path / "data", Files(FIRST))
    put(store, 1)
    file = tmp_path / "backup.json"
    backup(store.folder, file, files=Files(FIRST))
    assert MARKER.encode() not in file.read_bytes()
    put(store, 1, "changed since")
    with pytest.raises(StoreKey):
        restore(file, store.folder, kinds=KINDS, files=Files(SECOND))
    assert store.do(texts) == ["changed since"]
    restore(file, store.folder, kinds=KINDS, files=Files(FIRST))
    assert store.do(texts) == [MARKER]


@pytest.mark.parametrize("place", [40, -40], ids=["the head", "a piece"])
def test_a_changed_byte_is_damage_not_data(tmp_path: Path, place: int) -> None:
    store = Journaled(tmp_path / "data", Files(FIRST), journal_limit=1)
    put(store, 1)
    path = store.folder / "db.json"
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)
    with pytest.raises((StoreDamaged, StoreKey)):
        store.open()


def test_what_is_encrypted_cannot_be_moved_or_left_out() -> None:
    pieces = list(FIRST.wrap([b"one", b"two", b"three"]))
    path = Path("db.json")
    assert FIRST.unwrap(b"".join(pieces), path) == b"onetwothree"
    swapped = [pieces[0], pieces[2].replace(b'"2"', b'"1"'), pieces[1].replace(b'"1"', b'"2"'),
               *pieces[3:]]
    left_out = [*pieces[:3], pieces[4].replace(b'"4"', b'"3"')]
    for wrong in (swapped, left_out):
        with pytest.raises(StoreDamaged):
            FIRST.unwrap(b"".join(wrong), path)
    line = FIRST.line(b"{}", 7, 99)
    assert FIRST.plain(line, 7, 99) == b"{}"
    assert FIRST.plain(line, 8, 99) is None
    assert FIRST.plain(line, 7, 98) is None
    assert FIRST.line(b"{}", 7, 99) != line, "a nonce is never used twice"

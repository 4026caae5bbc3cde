"""Originals: kept once under their hash, never rewritten, never half there."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.core.storage import FileTooLarge, OriginalMissing, Storage
from tests.properties import examples

ROOM = 1 << 20


def files(store: Storage) -> list[Path]:
    """Every file below the store."""
    return [path for path in store.root.rglob("*") if path.is_file()]


@given(content=st.binary(max_size=4000))
@examples(30)
def test_what_was_kept_comes_out_bit_for_bit(tmp_path: Path, content: bytes) -> None:
    store = Storage(tmp_path)
    received = store.receive(io.BytesIO(content), ROOM)
    assert store.keep(received).read_bytes() == content
    assert store.is_whole(received.sha256)


def test_the_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    store = Storage(tmp_path)
    for _ in range(2):
        store.keep(store.receive(io.BytesIO(b"cung mot tep"), ROOM))
    assert len(files(store)) == 1


def test_an_original_cannot_be_written_to(tmp_path: Path) -> None:
    store = Storage(tmp_path)
    place = store.keep(store.receive(io.BytesIO(b"ban goc"), ROOM))
    assert place.stat().st_mode & 0o222 == 0


def test_a_file_too_large_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Storage(tmp_path)
    with pytest.raises(FileTooLarge):
        store.receive(io.BytesIO(b"x" * (ROOM + 1)), ROOM)
    assert files(store) == []


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Storage(tmp_path)
    store.drop(store.receive(io.BytesIO(b"khong nhan"), ROOM))
    assert files(store) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "ab", "A" * 64, "0" * 63 + "/"])
def test_no_address_leads_out_of_the_store(tmp_path: Path, name: str) -> None:
    with pytest.raises(OriginalMissing):
        Storage(tmp_path).path(name)


def test_a_changed_original_is_noticed(tmp_path: Path) -> None:
    store = Storage(tmp_path)
    received = store.receive(io.BytesIO(b"ban goc"), ROOM)
    place = store.keep(received)
    place.chmod(0o640)
    place.write_bytes(b"bi sua")
    assert not store.is_whole(received.sha256)

"""Pictures of pages are kept up to a measure and never outlive their original."""

import io
import os
from pathlib import Path

import pytest
from flask import Flask

from intranet.core.errors import NotFound
from intranet.core.storage import OriginalMissing, storage
from intranet.directives.models import StoredFile
from intranet.directives.viewer import page_pictures
from tests.intake import sample_files


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is drawn at once, however busy the machine is."""
    monkeypatch.setattr(page_pictures, "SECONDS", 60)


def kept(content: bytes) -> StoredFile:
    """An original in the store."""
    received = storage().receive(io.BytesIO(content), 1 << 24)
    storage().keep(received)
    return StoredFile(sha256=received.sha256, kind="pdf", size=len(content))


def test_a_page_is_drawn_once(app: Flask) -> None:
    file = kept(sample_files.plan_as_pdf())
    place = page_pictures.drawn(file, 1, 160)
    assert place.read_bytes().startswith(b"\x89PNG")
    place.write_bytes(b"kept")
    assert page_pictures.drawn(file, 1, 160).read_bytes() == b"kept"


def test_what_cannot_be_drawn_is_not_found(app: Flask) -> None:
    with pytest.raises(NotFound):
        page_pictures.drawn(kept(b"%PDF-1.4 broken"), 1, 160)
    with pytest.raises(NotFound):
        page_pictures.drawn(kept(sample_files.plan_as_pdf()), 99, 160)


def test_a_wiped_original_has_no_pictures(app: Flask) -> None:
    file = kept(sample_files.plan_as_pdf())
    storage().path(file.sha256).unlink()
    with pytest.raises(OriginalMissing):
        page_pictures.drawn(file, 1, 160)


def test_the_pictures_nobody_asked_for_longest_go_first(tmp_path: Path) -> None:
    for age in range(10):
        place = tmp_path / f"{age}.png"
        place.write_bytes(b"x" * 100)
        os.utime(place, (1_000_000 - age, 1_000_000 - age))
    page_pictures.tidy(tmp_path, most=1000)
    assert len(list(tmp_path.iterdir())) == 10
    page_pictures.tidy(tmp_path, most=800)
    assert sorted(one.name for one in tmp_path.iterdir()) == [f"{age}.png" for age in range(6)]

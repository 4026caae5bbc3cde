"""A page that is hard to draw holds no web thread, is tried a few times, and then let be."""

import fcntl
import io
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pikepdf
import pytest
from flask import Flask

from config import Settings
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.storage import storage
from intranet.core.task_queue import tasks
from intranet.directives.models import StoredFile, Version
from intranet.directives.viewer import page_pictures
from intranet.directives.viewer.page_pictures import PictureLater, draw_later, drawn
from intranet.directives.viewer.version_changes import changes_between
from tests.directives.sample_originals import pdf_bytes, pdf_original
from tests.making import Make
from tests.site import Site

CURVES = 600_000


def kept(content: bytes, pages: int = 1) -> StoredFile:
    """An original in the store."""
    received = storage().receive(io.BytesIO(content), 1 << 26)
    storage().keep(received)
    return StoredFile(
        sha256=received.sha256, kind="pdf", size=len(content), page_count=pages, name="a.pdf"
    )


def endless() -> bytes:
    """A PDF whose page is six hundred thousand curves."""
    with pikepdf.new() as document, io.BytesIO() as out:
        curve = b"0 0 m 10 700 500 -80 590 830 c S\n"
        drawing = pikepdf.Stream(document, curve * CURVES)
        document.add_blank_page(page_size=(595, 842)).Contents = drawing
        document.save(out)
        return out.getvalue()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An easy page is drawn at once, however busy the machine is."""
    monkeypatch.setattr(page_pictures, "SECONDS", 60)
    monkeypatch.setattr(page_pictures, "SECONDS_OF_WORKER", 60)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Web process and worker give up soon."""
    monkeypatch.setattr(page_pictures, "SECONDS", 1.0)
    monkeypatch.setattr(page_pictures, "SECONDS_OF_WORKER", 1.5)


@contextmanager
def all_turns_taken(settings: Settings, work: str = "drawing") -> Iterator[None]:
    """Other processes do as much of this as may be done at once."""
    with ExitStack() as stack:
        for number in range(page_pictures.AT_ONCE):
            place = settings.instance / f"{work}-{number}.lock"
            fcntl.flock(stack.enter_context(place.open("w")), fcntl.LOCK_EX)
        yield


def test_a_page_of_600_000_curves_is_left_to_the_worker_and_then_remembered(
    app: Flask, hurried: None
) -> None:
    file = kept(endless())
    with pytest.raises(PictureLater):
        drawn(file, 1, 1000)
    began = time.process_time()
    for _ in range(8):
        with pytest.raises(PictureLater):
            drawn(file, 1, 1000)
    assert tasks().waiting() == 1, "eight people, one task"
    tasks().drain()
    for width in (160, 1000, 1600):
        with pytest.raises(NotFound):
            drawn(file, 1, width)
    assert time.process_time() - began < 1
    assert tasks().waiting() == 0


def test_a_file_of_hard_pages_is_tried_three_times_and_no_more(app: Flask) -> None:
    file = kept(pdf_bytes("mot"), pages=2000)
    folder = page_pictures._folder()
    for number in range(2, 2 + page_pictures.MOST_SLOW):
        drawn(file, 1, 160).unlink()
        (folder / f"{file.sha256}-{number}.none").write_bytes(page_pictures.SLOW)
    with pytest.raises(NotFound):
        drawn(file, 1, 160)
    yesterday = time.time() - page_pictures.REMEMBERED - 1
    for mark in folder.glob("*.none"):
        os.utime(mark, (yesterday, yesterday))
    assert drawn(file, 1, 160).exists(), "a day later it is tried again"


def test_nobody_waits_for_a_turn_to_draw(app: Flask, settings: Settings) -> None:
    file = kept(pdf_bytes("mot"))
    with all_turns_taken(settings), pytest.raises(PictureLater):
        drawn(file, 1, 160)
    assert tasks().waiting() == 0, "it is asked for again, and then quick"
    assert drawn(file, 1, 160).exists()


def test_the_worker_draws_what_takes_longer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept(pdf_bytes("mot"))
    monkeypatch.setattr(page_pictures, "SECONDS", 0.001)
    with pytest.raises(PictureLater):
        drawn(file, 1, 160)
    tasks().drain()
    assert drawn(file, 1, 160).read_bytes().startswith(b"\x89PNG")


def test_what_a_worker_that_died_was_drawing_is_asked_for_again(app: Flask) -> None:
    file = kept(pdf_bytes("mot"))
    mark = page_pictures._folder() / f"{file.sha256}-1.later"
    mark.touch()
    with pytest.raises(PictureLater):
        drawn(file, 1, 160)
    before = time.time() - page_pictures.WORKED_ON - 1
    os.utime(mark, (before, before))
    assert drawn(file, 1, 160).exists()


def test_pages_that_do_not_exist_leave_no_marks(app: Flask) -> None:
    file = kept(pdf_bytes("mot"))
    for number in (2, 99, 2**31 - 1):
        with pytest.raises(NotFound):
            drawn(file, number, 160)
    assert not list(page_pictures._folder().iterdir())


def test_nothing_of_a_wiped_original_is_left_by_the_worker(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = kept(pdf_bytes("mot"))

    def draw_while_it_is_wiped(original: Path, *arguments: object, **named: object) -> bytes:
        original.unlink()
        return b"picture"

    monkeypatch.setattr(page_pictures, "render_isolated", draw_while_it_is_wiped)
    draw_later(file.sha256, 1, 160)
    assert not list(page_pictures._folder().iterdir())


def test_the_page_says_in_words_that_a_picture_is_being_drawn(
    site: Site, make: Make, settings: Settings
) -> None:
    directive = make.directive(file=pdf_original("mot"))
    ids = {"directive_id": directive.id, "version_id": directive.latest.id, "number": 1}
    site.sign_in(make.staff())
    with all_turns_taken(settings):
        answer = site.fetch("directives.picture", **ids)
    assert answer.status_code == 503
    assert "đang được vẽ" in answer.get_data(as_text=True)
    assert site.fetch("directives.picture", **ids).status_code == 200


def test_nobody_waits_for_a_comparison_either(app: Flask, make: Make, settings: Settings) -> None:
    before, after = (Version(file_id=make.file([words]).id) for words in ("Một.", "Hai."))
    with all_turns_taken(settings, "comparing"):
        busy = changes_between(db.session, before, after)
    assert (busy.comparable, "đợi vài giây" in busy.reason) == (False, True)
    assert changes_between(db.session, before, after).comparable

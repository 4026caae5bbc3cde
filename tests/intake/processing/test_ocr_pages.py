"""Scans are recognised page by page; nothing of them is seen before, nothing is lost meanwhile."""

import signal

import pytest
from sqlalchemy import select

from config import Settings
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import FilePage
from intranet.extraction.ocr import tesseract
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.processing import ocr_pages
from intranet.intake.processing import tasks as work
from tests.intake import sample_files
from tests.intake.desk import decide, directives, filled, item, on_desk, send
from tests.intake.processing.test_tasks import reading_of, start_worker, wait_until
from tests.making import Make
from tests.site import Site

pytestmark = pytest.mark.skipif(
    not tesseract.is_installed(), reason="Tesseract with Vietnamese is not here"
)


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk())


def pages_of(number: int) -> list[FilePage]:
    """The pages of an item's file as the database has them now."""
    query = select(FilePage).filter_by(file_id=item(number).file_id).order_by(FilePage.number)
    return list(db.session.scalars(query))


def step(count: int = 1) -> None:
    """Let the worker do so many tasks."""
    db.session.rollback()
    for _number in range(count):
        task = tasks().huey.dequeue()
        assert task is not None
        tasks().huey.execute(task)
    db.session.rollback()


def in_quarantine(clerk: Site) -> int:
    """A scan whose pages wait for recognition."""
    number: int = send(clerk, sample_files.scanned(), "scan.pdf").json["id"]
    step()
    assert reading_of(number).state is ReadingState.RECOGNISING
    return number


def test_a_scan_is_read_from_its_picture_and_found_by_its_words(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.scanned(), "scan.pdf")
    assert reading_of(number).state is ReadingState.READ
    fields = filled(clerk, number)
    assert fields["symbol"]
    assert fields["body"]
    decide(clerk, number)
    db.session.rollback()
    tasks().drain()
    words = " ".join(pages_of(number)[0].text.split()[-12:-6])
    assert directives()[0].symbol in clerk.get("search.index", q=words).text


def test_every_recognised_word_keeps_its_place_on_the_page(clerk: Site) -> None:
    page = pages_of(on_desk(clerk, sample_files.scanned(), "scan.pdf"))[0]
    assert page.method == "ocr"
    assert page.words
    for _text, x0, y0, x1, y1, sure, _line in page.words:
        assert 0 <= x0 < x1 <= 1
        assert 0 <= y0 < y1 <= 1
        assert 0 <= sure <= 1


def test_nobody_sees_a_page_before_its_text_was_looked_through(clerk: Site) -> None:
    number = in_quarantine(clerk)
    page = clerk.get("intake.check", item_id=number)
    assert page.headline == "Máy đang đọc tệp này"
    for endpoint in ("intake.picture", "intake.original", "intake.page"):
        where = {"item_id": number} if endpoint == "intake.original" else {
            "item_id": number, "number": 1,
        }  # fmt: skip
        assert clerk.fetch(endpoint, **where).status_code == 404, endpoint


def test_the_row_counts_the_pages_that_are_done(clerk: Site) -> None:
    in_quarantine(clerk)
    total = len(pages_of(1))
    assert f"xong 0/{total} trang" in clerk.get("intake.queue").text


def test_a_short_paper_overtakes_a_long_scan(clerk: Site) -> None:
    scan = in_quarantine(clerk)
    letter: int = send(clerk, sample_files.letter(), "thu.docx").json["id"]
    step()
    assert reading_of(letter).state is ReadingState.READ
    assert reading_of(scan).state is ReadingState.RECOGNISING


def test_a_lost_task_of_a_page_is_queued_again(clerk: Site) -> None:
    number = in_quarantine(clerk)
    while tasks().huey.dequeue() is not None:
        pass
    work.sweep_files()
    tasks().drain()
    db.session.rollback()
    assert reading_of(number).state is ReadingState.READ


def test_a_worker_killed_at_a_page_loses_no_page(clerk: Site, settings: Settings) -> None:
    number = in_quarantine(clerk)
    first = start_worker(settings)
    try:
        wait_until(lambda: any(page.claimed_at for page in pages_of(number)))
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    second = start_worker(settings)
    try:
        wait_until(lambda: reading_of(number).state is ReadingState.READ)
    finally:
        second.terminate()
        second.wait()
    numbers = [page.number for page in pages_of(number)]
    assert numbers == sorted(set(numbers))
    assert not any(page.pending for page in pages_of(number))


def test_scans_that_came_without_a_recogniser_are_taken_up_later(clerk: Site) -> None:
    number = in_quarantine(clerk)
    reading = db.session.get_one(FileReading, item(number).file_id)
    reading.state = ReadingState.NEEDS_RECOGNITION
    db.session.commit()
    ocr_pages.take_up_scans(db.session)
    db.session.commit()
    tasks().drain()
    db.session.rollback()
    assert reading_of(number).state is ReadingState.READ


def test_a_page_with_a_secrecy_mark_takes_the_whole_scan_out(clerk: Site) -> None:
    number: int = send(clerk, sample_files.scanned_secret(), "scan.pdf").json["id"]
    db.session.rollback()
    tasks().drain()
    db.session.rollback()
    assert not pages_of(number)
    assert "scan.pdf" not in clerk.get("intake.queue").text

"""The clean text of pages is made once, by the worker; what waits is made for whoever asks."""

from sqlalchemy import update
from sqlalchemy.orm import Session, undefer

from intranet.core.database import db
from intranet.directives import tasks
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.page_texts import (
    clean_pages,
    single_clean_pages,
    store_clean_text,
    uncleaned_files,
)
from tests.making import Make

BROKEN = "Căn cứ Kế hoạch số 211/KH-\nUBND ngày 20/8/2024"
WHOLE = "211/KH-UBND"
GAZETTE = ["CÔNG BÁO/Số 7\nTrang đầu", "CÔNG BÁO/Số 7\nTrang hai", "CÔNG BÁO/Số 7\nTrang ba"]


def kept(file: StoredFile) -> list[str | None]:
    """What stands beside the pages of a file."""
    db.session.expire_all()
    query = db.session.query(FilePage).options(undefer(FilePage.clean_text))
    pages = query.filter_by(file_id=file.id).order_by(FilePage.number)
    return [page.clean_text for page in pages]


def test_what_is_not_cleaned_yet_is_cleaned_for_who_asks(make: Make) -> None:
    file = make.directive(pages=[BROKEN]).latest.file
    db.session.commit()
    assert kept(file) == [None]
    assert WHOLE in clean_pages(db.session(), [file.id])[file.id][0][1]
    assert WHOLE in single_clean_pages(db.session(), file.id, [1])[1]


def test_the_worker_keeps_the_clean_text_of_a_file(make: Make) -> None:
    file = make.directive(pages=[BROKEN, "Điều 2."]).latest.file
    db.session.commit()
    before = clean_pages(db.session(), [file.id])
    tasks.clean_file(file.id)
    assert kept(file) == [text for _number, text in before[file.id]]
    db.session.execute(update(FilePage).values(clean_text="đã giữ"))
    assert clean_pages(db.session(), [file.id])[file.id] == [(1, "đã giữ"), (2, "đã giữ")]


def test_old_files_are_cleaned_some_at_a_time_and_what_was_done_stays_done(make: Make) -> None:
    files = [make.directive(pages=[BROKEN]).latest.file for _ in range(3)]
    db.session.commit()
    assert list(uncleaned_files(db.session(), 10)) == sorted(file.id for file in files)
    store_clean_text(db.session(), files[0].id)  # and here the worker was stopped
    assert list(uncleaned_files(db.session(), 10)) == sorted(file.id for file in files[1:])
    tasks.clean_waiting_files()
    assert not uncleaned_files(db.session(), 10)
    assert all(WHOLE in (kept(file)[0] or "") for file in files)


def test_a_scan_that_is_being_recognised_waits(make: Make) -> None:
    file = make.directive(pages=[BROKEN, ""]).latest.file
    file.pages[1].pending = True
    db.session.commit()
    assert not uncleaned_files(db.session(), 10)


def test_a_page_that_changed_meanwhile_waits_again(make: Make) -> None:
    file = make.directive(pages=[BROKEN, "Điều 2."]).latest.file
    db.session.commit()
    tasks.clean_file(file.id)
    file.pages[1].rewrite("Điều 2. Sửa lại.")
    db.session.commit()
    assert kept(file)[1] is None
    assert list(uncleaned_files(db.session(), 10)) == [file.id]
    text = clean_pages(db.session(), [file.id])[file.id][1][1]
    assert text == "Điều 2. Sửa lại."


def test_running_heads_are_gone_from_single_pages_too(make: Make) -> None:
    file = make.directive(pages=GAZETTE).latest.file
    db.session.commit()
    session: Session = db.session()
    waiting = single_clean_pages(session, file.id, [2, 3])
    tasks.clean_file(file.id)
    assert single_clean_pages(session, file.id, [2, 3]) == waiting
    assert waiting == {2: "Trang hai", 3: "Trang ba"}

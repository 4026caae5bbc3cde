"""The passages of a file come with its clean text, point into it, and go with the file."""

import pytest
from sqlalchemy import select, update

from intranet.core.database import db
from intranet.directives import tasks
from intranet.directives.models import Directive, FilePage, Passage, StoredFile
from intranet.directives.page_texts import store_clean_text, uncleaned_files
from intranet.directives.passages import SplittingProgress, passage_texts, splitting_progress
from intranet.intake.quarantine import isolation
from tests.making import Make

LAW = [
    "Điều 1. Phạm vi\nQuy chế này áp dụng cho:\n1. Cơ quan;\n2. Đơn vị.",
    "Điều 2. Thời hạn\n1. Thời hạn là 30 ngày.\n2. Báo cáo số 211/KH-\nUBND gửi trước ngày 20.",
]


@pytest.fixture
def file(make: Make) -> StoredFile:
    """An original with articles, not yet looked at by the worker."""
    found = make.directive(pages=LAW).latest.file
    db.session.commit()
    return found


def passages(file: StoredFile) -> list[Passage]:
    """Those of the file, in order."""
    db.session.expire_all()
    query = select(Passage).where(Passage.file_id == file.id).order_by(Passage.number)
    return list(db.session.scalars(query))


def test_the_worker_splits_a_file_where_it_cleans_it(file: StoredFile) -> None:
    tasks.clean_file(file.id)
    found = passages(file)
    assert [(each.article, each.clause, each.first_page) for each in found] == [
        ("1", "1", 1), ("1", "2", 1), ("2", "1", 2), ("2", "2", 2),
    ]  # fmt: skip
    assert file.passage_count == 4


def test_a_passage_is_quoted_letter_by_letter_from_the_clean_text(file: StoredFile) -> None:
    tasks.clean_file(file.id)
    found = passages(file)
    texts = passage_texts(db.session, found)
    assert texts[found[0].id].quote == "1. Cơ quan;"
    assert texts[found[0].id].heading == "Điều 1. Phạm vi"
    assert texts[found[0].id].lead == "Quy chế này áp dụng cho:"
    assert "211/KH-UBND" in texts[found[3].id].quote


def test_files_cleaned_before_there_were_passages_are_split_some_at_a_time(
    make: Make, file: StoredFile
) -> None:
    other = make.directive(pages=["Một đoạn văn bản."]).latest.file
    db.session.execute(update(FilePage).values(clean_text=FilePage.text))
    db.session.commit()
    assert splitting_progress(db.session) == SplittingProgress(0, 2)
    store_clean_text(db.session, file.id)  # and here the worker was stopped
    assert splitting_progress(db.session) == SplittingProgress(1, 2)
    assert list(uncleaned_files(db.session, 10)) == [other.id]
    tasks.clean_waiting_files()
    assert splitting_progress(db.session) == SplittingProgress(2, 2)
    assert len(passages(other)) == 1


def test_a_file_without_a_word_has_no_passages_and_does_not_wait(make: Make) -> None:
    empty = make.directive(pages=["", " "]).latest.file
    db.session.commit()
    tasks.clean_waiting_files()
    assert passages(empty) == []
    assert not uncleaned_files(db.session, 10)


def test_nothing_is_quoted_from_a_page_that_changed_until_it_is_split_anew(
    file: StoredFile,
) -> None:
    tasks.clean_file(file.id)
    file.pages[0].rewrite("Điều 1. Khác hẳn.")
    db.session.commit()
    assert passage_texts(db.session, passages(file)) == {}
    tasks.clean_waiting_files()
    texts = passage_texts(db.session, passages(file))
    assert "Khác hẳn" in next(iter(texts.values())).quote


def test_a_directive_whose_text_was_split_waits_for_the_index(file: StoredFile) -> None:
    db.session.execute(update(Directive).values(indexed_at=Directive.changed_at))
    db.session.commit()
    tasks.clean_file(file.id)
    assert db.session.scalars(select(Directive.indexed_at)).all() == [None]


def test_passages_go_with_the_content_of_their_file(file: StoredFile) -> None:
    tasks.clean_file(file.id)
    assert passages(file)
    isolation.order(db.session, None, [file.id])
    db.session.commit()
    assert passages(file) == []

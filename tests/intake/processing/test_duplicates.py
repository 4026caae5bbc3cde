"""What is here already: the same bytes, the same symbol, nearly the same words."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from intranet.core.database import db
from intranet.directives.models import StoredFile
from intranet.intake.models import IntakeItem, ItemState
from intranet.intake.processing.duplicates import (
    Duplicates,
    duplicates_of,
    forget_text,
    note_similar_texts,
)
from intranet.intake.processing.models import SimilarFiles, TextBand
from intranet.intake.review.check_page import item_on_desk
from tests.intake import sample_files
from tests.intake.desk import item, on_desk
from tests.making import Make
from tests.site import Site

LINES = [f"Điều {n}. Phòng nghiệp vụ số {n} báo cáo kết quả trước ngày {n}." for n in range(1, 60)]
TEXT = "\n".join(LINES)


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk())


def kept(make: Make, text: str) -> StoredFile:
    """An original with this text, noted for its similarity."""
    file = make.file([text])
    note_similar_texts(db.session, file.id, text)
    db.session.commit()
    return file


def test_nearly_the_same_words_are_found_whichever_came_first(make: Make) -> None:
    first = kept(make, TEXT)
    second = kept(make, TEXT.replace("Điều 7.", "Điều 7a."))
    kept(make, " ".join(f"việc thứ {n} của năm" for n in range(200)))
    db.session.rollback()
    pairs = list(db.session.scalars(select(SimilarFiles)))
    assert [(one.file_id, one.other_id) for one in pairs] == [(second.id, first.id)]
    assert 0.9 <= pairs[0].similarity < 1


def test_marks_case_and_lines_do_not_matter_but_numbers_do(make: Make) -> None:
    kept(make, TEXT)
    same = kept(make, TEXT.upper().replace("\n", "  "))
    pair = db.session.scalars(select(SimilarFiles).filter_by(file_id=same.id)).one()
    assert pair.similarity == 1.0
    numbers = "".join(str((int(c) + 3) % 10) if c.isdigit() else c for c in TEXT)
    assert note_similar_texts(db.session, make.file([numbers]).id, numbers) == 0


def duplicates(number: int) -> Duplicates:
    """What the clerk is told on the page of an item."""
    desk = item_on_desk(number)
    return duplicates_of(db.session, desk.item, desk.symbol, desk.of_symbol)


def test_a_reading_kept_again_replaces_its_note(make: Make) -> None:
    first, second = kept(make, TEXT), kept(make, TEXT)
    note_similar_texts(db.session, second.id, "Một văn bản khác hẳn. " * 20)
    assert db.session.scalars(select(SimilarFiles)).all() == []
    forget_text(db.session, first.id)
    assert db.session.scalars(select(TextBand).filter_by(file_id=first.id)).all() == []


def test_a_short_text_resembles_nothing(make: Make) -> None:
    for _ in range(2):
        kept(make, "Kính gửi các phòng.")
    assert db.session.scalars(select(TextBand)).all() == []


def test_the_clerk_sees_papers_with_nearly_the_text(clerk: Site, make: Make) -> None:
    directive = make.directive(file=kept(make, TEXT))
    number = on_desk(clerk, sample_files.letter())
    note_similar_texts(db.session, item(number).file_id, TEXT + "\nThêm một dòng cuối.")
    db.session.commit()
    (found,) = duplicates(number).similar_texts
    assert found.directive == directive
    assert found.percent >= 90


def test_the_same_symbol_body_and_day_asks_for_a_decision(clerk: Site, make: Make) -> None:
    body = make.body("Ủy ban nhân dân tỉnh Lạng Sơn")
    same = make.directive(symbol="37/KH-UBND", issuing_body=body, issued_on=date(2025, 8, 12))
    older = make.directive(symbol="37/KH-UBND", issuing_body=body, issued_on=date(2021, 1, 5))
    number = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    found = {one.directive: one for one in duplicates(number).same_symbols}
    assert set(found) == {same, older}
    assert not found[older].agrees
    assert found[same].agrees or "body" not in found[same].body


def test_another_waiting_scan_of_the_same_paper_is_found(clerk: Site) -> None:
    one, two = (on_desk(clerk, sample_files.letter("37/KH-UBND")) for _ in range(2))
    on_desk(clerk, sample_files.letter("38/KH-UBND"))
    (found,) = duplicates(two).same_symbols
    assert found.item is not None
    assert (found.item.id, found.agrees) == (one, True)


def test_the_same_bytes_that_were_discarded_are_told(clerk: Site) -> None:
    content = sample_files.letter()
    first = on_desk(clerk, content, "a.docx")
    clerk.post("intake.discard", item_id=first)
    second = on_desk(clerk, content, "b.docx")
    assert first != second
    (found,) = duplicates(second).same_files
    assert (found.id, found.state) == (first, ItemState.DISCARDED)
    assert "từng bị bỏ" in clerk.get("intake.upload").text


def test_nothing_alike_is_nothing(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    assert not duplicates(number)


def test_a_hundred_waiting_items_cost_no_query_each(app: Flask, clerk: Site, make: Make) -> None:
    from sqlalchemy import event

    for _ in range(5):
        on_desk(clerk, sample_files.letter("37/KH-UBND"))
    last = db.session.scalars(select(IntakeItem).order_by(IntakeItem.id.desc())).first()
    assert last is not None
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *parts: asked.append(parts[2]))
    duplicates(last.id)
    assert len(asked) <= 6

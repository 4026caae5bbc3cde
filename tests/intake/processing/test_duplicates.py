"""What is here already: the same bytes, the same symbol, nearly the same words."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from intranet.core.database import db
from intranet.directives.models import StoredFile
from intranet.intake.channels.models import FileLikeness, NearFiles
from intranet.intake.models import IntakeItem, ItemState
from intranet.intake.processing import duplicates
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
    """An original with this text, noted for its likeness."""
    file = make.file([text])
    duplicates.keep(db.session, file.id, text)
    db.session.commit()
    return file


def test_nearly_the_same_words_are_found_whichever_came_first(make: Make) -> None:
    first = kept(make, TEXT)
    second = kept(make, TEXT.replace("Điều 7.", "Điều 7a."))
    other = kept(make, " ".join(f"việc thứ {n} của năm" for n in range(200)))
    db.session.rollback()
    pairs = list(db.session.scalars(select(NearFiles)))
    assert [(one.file_id, one.other_id) for one in pairs] == [(second.id, first.id)]
    assert 0.9 <= pairs[0].likeness < 1
    assert duplicates._near_ids(db.session, first.id)[0][0] == second.id
    assert duplicates._near_ids(db.session, other.id) == []


def test_marks_case_and_lines_do_not_matter_but_numbers_do(make: Make) -> None:
    kept(make, TEXT)
    same = kept(make, TEXT.upper().replace("\n", "  "))
    assert db.session.scalars(select(NearFiles).filter_by(file_id=same.id)).one().likeness == 1.0
    numbers = "".join(str((int(c) + 3) % 10) if c.isdigit() else c for c in TEXT)
    assert duplicates.keep(db.session, make.file([numbers]).id, numbers) == 0


def test_a_reading_kept_again_replaces_its_note(make: Make) -> None:
    first, second = kept(make, TEXT), kept(make, TEXT)
    duplicates.keep(db.session, second.id, "Một văn bản khác hẳn. " * 20)
    assert db.session.scalars(select(NearFiles)).all() == []
    duplicates.forget(db.session, first.id)
    assert db.session.scalars(select(FileLikeness).filter_by(file_id=first.id)).all() == []


def test_a_short_text_resembles_nothing(make: Make) -> None:
    for _ in range(2):
        kept(make, "Kính gửi các phòng.")
    assert db.session.scalars(select(FileLikeness)).all() == []


def test_the_clerk_sees_papers_with_nearly_the_text(clerk: Site, make: Make) -> None:
    directive = make.directive(file=kept(make, TEXT))
    number = on_desk(clerk, sample_files.letter())
    duplicates.keep(db.session, item(number).file_id, TEXT + "\nThêm một dòng cuối.")
    db.session.commit()
    (found,) = duplicates.alike(db.session, item(number)).near_text
    assert found.directive == directive
    assert found.percent >= 90


def test_readers_are_told_only_of_what_they_may_see(make: Make) -> None:
    unit = make.department()
    insider, outsider = make.staff(department=unit), make.staff()
    directive = make.directive(audience=[unit], file=kept(make, TEXT))
    other = kept(make, TEXT)
    seen = duplicates.near_directives(db.session, insider, other.id)
    assert [(one.id, percent) for one, percent in seen] == [(directive.id, 100)]
    assert duplicates.near_directives(db.session, outsider, other.id) == []


def test_the_same_symbol_body_and_day_asks_for_a_decision(clerk: Site, make: Make) -> None:
    body = make.body("Ủy ban nhân dân tỉnh Lạng Sơn")
    same = make.directive(symbol="37/KH-UBND", issuing_body=body, issued_on=date(2025, 8, 12))
    older = make.directive(symbol="37/KH-UBND", issuing_body=body, issued_on=date(2021, 1, 5))
    number = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    found = {one.directive: one for one in duplicates.alike(db.session, item(number)).same_symbol}
    assert set(found) == {same, older}
    assert not found[older].agrees
    assert found[same].agrees or "body" not in found[same].body


def test_another_waiting_scan_of_the_same_paper_is_found(clerk: Site) -> None:
    one, two = (on_desk(clerk, sample_files.letter("37/KH-UBND")) for _ in range(2))
    on_desk(clerk, sample_files.letter("38/KH-UBND"))
    (found,) = duplicates.alike(db.session, item(two)).same_symbol
    assert found.item is not None
    assert (found.item.id, found.agrees) == (one, True)


def test_the_same_bytes_that_were_discarded_are_told(clerk: Site) -> None:
    content = sample_files.letter()
    first = on_desk(clerk, content, "a.docx")
    clerk.post("intake.discard", item_id=first)
    second = on_desk(clerk, content, "b.docx")
    assert first != second
    (found,) = duplicates.alike(db.session, item(second)).same_hash
    assert (found.item_id, found.state) == (first, ItemState.DISCARDED)
    assert "từng bị bỏ" in clerk.get("intake.upload").text


def test_nothing_alike_is_nothing(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    assert not duplicates.alike(db.session, item(number))


def test_a_hundred_waiting_items_cost_no_query_each(app: Flask, clerk: Site, make: Make) -> None:
    from sqlalchemy import event

    for _ in range(5):
        on_desk(clerk, sample_files.letter("37/KH-UBND"))
    last = db.session.scalars(select(IntakeItem).order_by(IntakeItem.id.desc())).first()
    assert last is not None
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *parts: asked.append(parts[2]))
    duplicates.alike(db.session, last)
    assert len(asked) <= 6

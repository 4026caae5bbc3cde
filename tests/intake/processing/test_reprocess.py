"""The clerk looks after single pages: their text, other readings of them, corrections by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import FilePage
from intranet.extraction.values import RecognisedWord
from intranet.intake.processing.models import PageAttempt
from intranet.intake.processing.ocr_pages import words_as_json, words_from_json
from intranet.intake.processing.text_comparison import compared
from tests.intake import sample_files
from tests.intake.desk import decide, directives, filled, item, on_desk
from tests.making import Make
from tests.site import Site


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk(full_name="Nguyễn Thị Lưu"))


def page_of(number: int, page: int = 1) -> FilePage:
    """The page of an item's file as the database has it now."""
    query = select(FilePage).filter_by(file_id=item(number).file_id, number=page)
    return db.session.scalars(query).one()


def correct(site: Site, number: int, text: str, status: int = 302) -> None:
    """Type the text of the first page anew."""
    where = {"item_id": number, "number": 1}
    answer = site.post("intake.correct_page", data={"text": text}, **where)
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]


def read_again(site: Site, number: int, way: str = "") -> None:
    """Ask for the whole file once more and let the worker do it."""
    site.post("intake.read_again", data={"way": way}, item_id=number)
    db.session.rollback()
    tasks().drain()


def test_a_page_shows_its_text_and_how_it_was_got(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    page = clerk.get("intake.page", item_id=number, number=1)
    assert "Trang 1: lớp chữ của tệp" in page.text
    assert "37/KH-UBND" in page.text


def test_what_the_clerk_types_is_found_and_names_who_typed_it(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    decide(clerk, number)
    correct(clerk, number, page_of(number).text + "\nChữ tay lông ngỗng")
    db.session.rollback()
    tasks().drain()
    page = page_of(number)
    assert page.text.endswith("Chữ tay lông ngỗng")
    assert page.edited_by
    assert page.edited_by.full_name == "Nguyễn Thị Lưu"
    assert directives()[0].symbol in clerk.get("search.index", q='"lông ngỗng"').text


def test_a_page_may_not_lose_all_its_text(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    before = page_of(number).text
    correct(clerk, number, "  ", status=400)
    assert page_of(number).text == before


def test_corrected_text_survives_another_reading_of_the_file(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    correct(clerk, number, "Chữ do người gõ")
    read_again(clerk, number)
    assert page_of(number).text == "Chữ do người gõ"


def test_a_page_read_another_way_stands_beside_until_it_is_taken_over(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.plan_as_pdf(), "bao-cao.pdf")
    correct(clerk, number, "Chữ gõ nhầm")
    clerk.post("intake.try_page", data={"way": "text"}, item_id=number, number=1)
    db.session.rollback()
    tasks().drain()
    assert page_of(number).text == "Chữ gõ nhầm"
    attempt = db.session.scalars(select(PageAttempt)).one()
    assert "<del>" in str(clerk.fetch("intake.page", item_id=number, number=1).text)
    where = {"item_id": number, "number": 1, "attempt_id": attempt.id}
    clerk.post("intake.adopt_page", **where)
    db.session.rollback()
    tasks().drain()
    assert page_of(number).text != "Chữ gõ nhầm"
    assert page_of(number).edited_at is None


def test_a_way_of_reading_that_does_not_exist_is_refused(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    answer = clerk.post("intake.try_page", data={"way": "magic"}, item_id=number, number=1)
    assert answer.status_code == 400
    assert "Không có cách đọc này" in answer.get_data(as_text=True)


def test_a_page_that_does_not_exist_is_not_found(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter())
    assert clerk.fetch("intake.page", item_id=number, number=99).status_code == 404


def test_a_body_that_was_corrected_once_is_read_rightly_the_next_time(clerk: Site) -> None:
    first = on_desk(clerk, sample_files.letter("37/KH-UBND"))
    decide(clerk, first, body="Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn")
    second = on_desk(clerk, sample_files.letter("38/KH-UBND"))
    assert filled(clerk, second)["body"] == "Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn"
    assert "Máy đã học 1 điều" in clerk.get("intake.learned").text


def test_what_was_learned_by_mistake_can_be_taken_back(clerk: Site) -> None:
    decide(clerk, on_desk(clerk, sample_files.letter("37/KH-UBND")), body="Cơ quan nhầm")
    clerk.post("intake.forget", correction_id=1)
    assert "Máy chưa học điều nào" in clerk.get("intake.learned").text


@given(st.text(), st.text())
def test_a_comparison_holds_both_readings_whole(old: str, new: str) -> None:
    pieces = list(compared(old, new))
    assert "".join(text for side, text in pieces if side != "old") == new
    assert sum(len(text) for side, text in pieces if side == "old") <= len(old)


place = st.floats(0, 1).map(lambda x: round(x, 4))
words = st.builds(
    RecognisedWord, st.text(min_size=1), place, place, place, place,
    st.floats(0, 1).map(lambda x: round(x, 2)), st.integers(0, 200),
)  # fmt: skip


@given(st.lists(words))
def test_recognised_words_come_back_as_they_were_kept(found: list[RecognisedWord]) -> None:
    assert words_from_json(words_as_json(found)) == tuple(found)

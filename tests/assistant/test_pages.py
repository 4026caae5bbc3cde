"""The pages: asking, looking again, asking within one directive, sending on, and forgetting."""

from datetime import timedelta
from urllib.parse import urlparse

import pytest
from sqlalchemy import select

from intranet.assistant.history.actions import forget_old_questions
from intranet.assistant.history.models import QuoteVerdict, StoredQuestion
from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import Directive, Relation, RelationKind, Status
from intranet.people.models import StaffMember
from intranet.people.notifications.models import Notice
from intranet.search.index import indexing
from tests.assistant.law import LAW, QUESTION, file_law
from tests.making import Make
from tests.site import Page, Site


@pytest.fixture
def reader(make: Make) -> StaffMember:
    """A reader, in an office that keeps some papers."""
    for number in range(4):
        make.directive(pages=[f"Kế hoạch tuyên truyền số {number}", "Nội dung về thi đua."])
    return make.staff()


def ask(site: Site, question: str, **more: object) -> Page:
    """Type the question, and read the page that answers it."""
    answer = site.post("assistant.ask", {"cau_hoi": question, **more})
    assert answer.status_code == 302
    place = urlparse(answer.location or "")
    assert not place.query
    return site.get("assistant.show", number=int(place.path.rpartition("/")[2]))


def quotes(page: Page) -> list[str]:
    """The quotes of a page, blanks collapsed."""
    return [" ".join("".join(each.itertext()).split()) for each in page.all("blockquote")]


def test_a_question_is_answered_with_the_words_of_the_law_and_opens_its_page(
    site: Site, make: Make, reader: StaffMember
) -> None:
    law = file_law(make)
    page = ask(site.sign_in(reader), QUESTION)
    assert "không quá 30 ngày, kể từ ngày thụ lý." in quotes(page)[0]
    assert page.all("mark")
    assert "02/2011/QH13 · Luật Khiếu nại" in page.text
    assert "Điều 28" in page.text
    assert "trang 2/2" in page.text
    assert "Còn hiệu lực" in page.text
    assert f"/van-ban/{law.id}?trang=2" in page.html


def test_what_i_asked_is_mine_alone_and_gone_when_i_say_so(
    site: Site, make: Make, reader: StaffMember
) -> None:
    file_law(make)
    ask(site.sign_in(reader), QUESTION)
    number = db.session.scalars(select(StoredQuestion.id)).one()
    assert QUESTION in site.get("assistant.index").text
    for other in (make.staff(), make.clerk(), make.leader()):
        site.sign_in(other)
        assert site.get("assistant.show", number=number, status=404)
        assert QUESTION not in site.get("assistant.index").text
    site.sign_in(reader).post("assistant.forget", {"so": number})
    assert db.session.scalars(select(StoredQuestion.id)).all() == []


def test_after_ninety_days_questions_are_gone(make: Make, site: Site, reader: StaffMember) -> None:
    file_law(make)
    ask(site.sign_in(reader), QUESTION)
    question = db.session.scalars(select(StoredQuestion)).one()
    for days, left in ((89, 1), (91, 0)):
        question.asked_at = now() - timedelta(days=days)
        db.session.commit()
        forget_old_questions()
        db.session.expire_all()
        assert len(db.session.scalars(select(StoredQuestion.id)).all()) == left


@pytest.mark.parametrize("change", ["isolated_at", "recalled_at", "audience"])
def test_an_answer_is_made_again_and_keeps_nothing_that_was_taken_away(
    site: Site, make: Make, reader: StaffMember, change: str
) -> None:
    law = file_law(make)
    ask(site.sign_in(reader), QUESTION)
    number = db.session.scalars(select(StoredQuestion.id)).one()
    if change == "audience":
        law.audience[0].staff = make.staff()
    else:
        setattr(law, change, now())
    law.changed_at = now()
    db.session.commit()
    page = site.get("assistant.show", number=number)
    assert "30 ngày" not in page.text
    assert "02/2011/QH13" not in page.text


def test_a_replaced_directive_is_quoted_with_what_replaced_it(
    site: Site, make: Make, reader: StaffMember
) -> None:
    old = file_law(make)
    ask(site.sign_in(reader), QUESTION)
    number = db.session.scalars(select(StoredQuestion.id)).one()
    new = make.directive(symbol="9/2030/QH17", subject="Luật về việc khác", pages=["Điều 1. Khác"])
    old.status = Status.REPLACED
    db.session.add(Relation(
        directive=new, kind=RelationKind.REPLACES, target=old, target_symbol=old.symbol,
        target_key=old.symbol_key, added_by_id=new.published_by_id, added_at=now(),
    ))  # fmt: skip
    db.session.commit()
    page = site.get("assistant.show", number=number)
    assert "Đã bị thay thế bởi 9/2030/QH17" in page.text
    assert "Đã thay thế" in page.text


def test_within_one_directive_only_that_one_answers(
    site: Site, make: Make, reader: StaffMember
) -> None:
    law = file_law(make)
    other = make.directive(symbol="5/KH-TTr", pages=["1. Thời hạn báo cáo là ngày 05 hằng tháng."])
    indexing.catch_up()
    site.sign_in(reader)
    assert "Hỏi trong văn bản này" in site.get("directives.show", directive_id=law.id).text
    page = ask(site, "Thời hạn là bao lâu?", trong=other.id)
    assert "02/2011/QH13" not in page.text
    hidden = make.directive(audience=[make.staff()])
    db.session.commit()
    refused = site.post("assistant.ask", {"cau_hoi": QUESTION, "trong": hidden.id})
    assert refused.status_code == 404


def test_search_offers_to_ask_what_reads_like_a_question(
    site: Site, make: Make, reader: StaffMember
) -> None:
    file_law(make)
    site.sign_in(reader)
    assert "Hỏi câu này" in site.get("search.index", q=QUESTION).text
    assert "Hỏi câu này" not in site.get("search.index", q="khiếu nại").text


def test_a_count_opens_the_register_with_the_same_rows_and_bounds_can_be_taken_off(
    site: Site, make: Make, reader: StaffMember
) -> None:
    page = ask(site.sign_in(reader), "Có bao nhiêu kế hoạch của Ủy ban nhân dân tỉnh năm 2001?")
    assert "0 văn bản" in page.text
    number = db.session.scalars(select(StoredQuestion.id)).one()
    wider = site.get("assistant.show", number=number, bo="year")
    assert "4 văn bản" in wider.text
    link = next(a for a in wider.all("a") if "Xem danh sách" in "".join(a.itertext()))
    shown = site._send("GET", link.get("href")).get_data(as_text=True)
    assert all(row.symbol in shown for row in db.session.scalars(select(Directive)))


def test_the_office_sees_what_nobody_could_answer_without_names_and_tells_who_wished(
    site: Site, make: Make, reader: StaffMember
) -> None:
    file_law(make)
    question = "Ông Nguyễn Văn Tèo số 0912345678 được nghỉ thai sản mấy tháng?"
    site.sign_in(reader)
    page = ask(site, question)
    assert not quotes(page) or "gần nhất" in page.text
    clerk, number = make.clerk(), db.session.scalars(select(StoredQuestion.id)).one()
    assert "thai sản" not in site.sign_in(clerk).get("assistant.gaps").text
    site.sign_in(reader).post("assistant.send", {"bao": "1"}, number=number)
    office = site.sign_in(clerk).get("assistant.gaps").text
    assert "Ông … số … được nghỉ thai sản mấy tháng?" in office
    assert reader.full_name not in office
    for _twice in range(2):
        site.post("assistant.close", number=number)
    assert "thai sản" not in site.get("assistant.gaps").text
    told = db.session.scalars(select(Notice).filter_by(kind="assistant")).all()
    assert [notice.staff_id for notice in told] == [reader.id]


def test_two_who_ask_alike_are_shown_together(site: Site, make: Make, reader: StaffMember) -> None:
    file_law(make)
    ask(site.sign_in(reader), "Chế độ thai sản là mấy tháng?")
    ask(site.sign_in(make.staff()), "Thai sản chế độ mấy tháng")
    office = site.sign_in(make.clerk()).get("assistant.gaps").text
    assert "Nhiều người cùng hỏi" in office


def test_a_verdict_can_be_changed_and_trains_nothing(
    site: Site, make: Make, reader: StaffMember
) -> None:
    law = file_law(make)
    ask(site.sign_in(reader), QUESTION)
    number = db.session.scalars(select(StoredQuestion.id)).one()
    for said in ("1", "0"):
        site.post("assistant.judge", {"van_ban": law.id, "tu": 7, "dung": said}, number=number)
    db.session.expire_all()
    assert [row.answers for row in db.session.scalars(select(QuoteVerdict))] == [False]


def test_an_empty_question_says_so_beside_the_box(site: Site, reader: StaffMember) -> None:
    refused = site.sign_in(reader).post("assistant.ask", {"cau_hoi": " \u200b "})
    assert refused.status_code == 400
    assert "Hãy nhập câu hỏi." in refused.get_data(as_text=True)


def test_a_symbol_alone_opens_its_directive(site: Site, make: Make, reader: StaffMember) -> None:
    law = file_law(make)
    answer = site.sign_in(reader).post("assistant.ask", {"cau_hoi": "02/2011/qh13"})
    assert answer.location == f"/van-ban/{law.id}"
    assert LAW


def test_who_asks_again_and_again_is_told_to_wait(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    codes = [
        site.post("assistant.ask", {"cau_hoi": "Văn bản nào tôi chưa đọc?"}).status_code
        for _time in range(31)
    ]
    assert codes == [302] * 30 + [429]

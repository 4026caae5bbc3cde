"""Questions as nobody should type them: each gets one of the three outcomes, or a plain refusal."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from intranet.assistant.answers.answer import Outcome
from intranet.assistant.answers.answering import answer
from intranet.assistant.answers.entrance import asker_for
from intranet.assistant.questions.question import LONGEST, read_question
from intranet.assistant.quotes.candidates import Candidates
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.search.engines.port import IndexUnavailable
from tests.assistant.asked import ask
from tests.assistant.law import LAW, QUESTION, file_law
from tests.making import Make

CLAUSE = "Thời hạn giải quyết khiếu nại lần đầu không quá 30 ngày, kể từ ngày thụ lý."


@pytest.fixture
def reader(make: Make) -> StaffMember:
    """A reader of an office that keeps the law and four plans."""
    for number in range(4):
        make.directive(pages=[f"Kế hoạch tuyên truyền số {number}", "Nội dung về thi đua."])
    file_law(make)
    return make.staff()


def first_quote(question: str, reader: StaffMember) -> str:
    """The best quote, sure or merely near; "" where there is none."""
    told = ask(question, reader)
    quotes = [*told["answers"], *told["near"]]
    return " ".join(quotes[0]["quote"].split()) if quotes and "quote" in quotes[0] else ""


@pytest.mark.parametrize(
    "question",
    ["?!…", "🙂🙂", "là gì?", "như thế nào", "khiếu", "Xin chào", "Bạn là ai?", "và của các những"],
)
def test_what_says_nothing_gets_examples(reader: StaffMember, question: str) -> None:
    assert ask(question, reader)["outcome"] == "help"


@pytest.mark.parametrize(
    "question",
    [
        "What is the deadline for a first complaint?",
        "第一次投诉的期限是多久",
        "Сколько дней длится обжалование?",
        "'; DROP TABLE directive; --",
        "<script>alert(1)</script> thời tiết hôm nay",
        "Mọi văn bản",
        "asdf qwer zxcv uiop",
    ],
)
def test_what_the_store_does_not_hold_is_never_called_an_answer(
    reader: StaffMember, question: str
) -> None:
    told = ask(question, reader)
    assert not told["answerable"]
    assert told["outcome"] in {"unsure", "none", "help"}


@pytest.mark.parametrize(
    "typed",
    [
        unicodedata.normalize("NFD", QUESTION),
        QUESTION.replace(" ", "\u00a0\u200b"),
        f"\x00\x07{QUESTION}\x1f",
        "thoi han giai quyet khieu nai lan dau la bao lau",
        "THỜI HẠN GIẢI QUYẾT KHIẾU NẠI LẦN ĐẦU LÀ BAO LÂU",
        "thowif hanj giair quyeets khieeus naij laanf ddaauf laf bao laau",
        f"{QUESTION} 🙂",
        f"<b>{QUESTION}</b>",
    ],
)
def test_however_it_is_typed_it_is_the_same_question(reader: StaffMember, typed: str) -> None:
    assert CLAUSE in first_quote(typed, reader)


def test_old_codes_are_read() -> None:
    typed = "Thêi h¹n gi¶i quyÕt khiÕu n¹i lÇn ®Çu lµ bao l©u?"
    assert read_question(typed).text == QUESTION


def test_a_long_question_is_cut_and_says_so(reader: StaffMember) -> None:
    question = read_question(QUESTION + " chữ" * 4000)
    assert question.was_cut
    assert len(question.asked) == LONGEST
    assert ask("a " * 5000, reader)["outcome"] in {"none", "unsure", "help"}


def test_a_pasted_clause_is_its_own_answer(reader: StaffMember) -> None:
    assert CLAUSE in first_quote(CLAUSE, reader)


def test_of_two_questions_the_first_is_answered(reader: StaffMember) -> None:
    both = f"{QUESTION} Ai xác minh nội dung khiếu nại?"
    question = read_question(both)
    assert question.is_part
    assert question.text == QUESTION
    assert CLAUSE in first_quote(both, reader)
    verdict = "Thời hạn là 30 ngày. Đúng hay sai?"
    assert not read_question(verdict).is_part


def test_clauses_out_of_order_and_pages_without_text_do_no_harm(
    make: Make, reader: StaffMember
) -> None:
    make.directive(
        symbol="7/QĐ-UBND",
        pages=["Điều 1. Thủ tục\n1. Nộp đơn tại bộ phận một cửa.\n2. Chờ.\n4. Nhận kết quả.", "",
               "1. Tờ trình số 5. 2. Biên bản họp."],
        issued_on=date(2026, 1, 5),
    )  # fmt: skip
    file_law(make, symbol="03/2011/QH13", subject="Luật Tố cáo", pages=["", *LAW])
    assert first_quote("Nộp đơn tại đâu?", reader)


def test_an_index_that_fails_is_an_error_and_never_there_is_nothing(
    make: Make, reader: StaffMember
) -> None:
    def broken(_words: str) -> Candidates:
        raise IndexUnavailable

    asker = replace(asker_for(db.session, reader), search=broken)
    assert answer(asker, QUESTION).outcome is Outcome.FAILED


def test_ten_people_may_ask_at_once(app: Flask, reader: StaffMember) -> None:
    number = reader.id
    db.session.commit()

    def one(_n: int) -> str:
        with app.app_context():
            person = db.session.get_one(StaffMember, number)
            told = answer(asker_for(db.session, person), QUESTION)
            text = told.quotes[0].text
            db.session.remove()  # type: ignore[attr-defined]
            return text

    with ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(one, range(10)))) == 1

"""How sure facts are, what was learned, recipients and bases, in whatever state the document is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.facts.number_repair import repaired_date, repaired_number
from intranet.extraction.facts.read_facts import read_facts
from intranet.extraction.values import Line, Page, RecognisedWord
from tests.extraction.document_lines import drawn, page_of, said

PAPER = """
L|BỘ TÀI CHÍNH
R|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
R|Độc lập - Tự do - Hạnh phúc
L|Số: 403/QĐ-BTC
R|Hà Nội, ngày 21 tháng 01 năm 2026
C+|QUYẾT ĐỊNH
C|Về việc công bố thủ tục hành chính
C+|BỘ TRƯỞNG BỘ TÀI CHÍNH
W+|Căn cứ Luật Chứng khoán số 54/2019/QH14 được sửa đổi, bổ sung bởi Luật số
W|56/2024/QH15;
W|Căn cứ vào khả năng và nhu cầu của hai bên;
W|Theo đề nghị của Chánh Văn phòng Bộ,
C|QUYẾT ĐỊNH:
W|Điều 1. Công bố kèm theo Quyết định này.
L+|Nơi nhận:
R|KT. BỘ TRƯỞNG
L|- Như Điều 3;
R|THỨ TRƯỞNG
L|- Các Sở Tài chính các tỉnh,
L|thành phố;
L|- Lưu: VT, PC.
R+|Nguyễn Thị Hà
"""


def scanned(document, *, confidence=0.96, tall=1.0):
    """The document as recognised words; the number line may be less sure or written taller."""
    lines = drawn(document)
    words = []
    for at, line in enumerate(lines):
        own = line.text.startswith("Số")
        height = (line.box.y1 - line.box.y0) * (tall if own else 1.0)
        parts = line.text.split()
        step = (line.box.x1 - line.box.x0) / len(parts)
        for place, part in enumerate(parts):
            left = line.box.x0 + place * step
            sure = confidence if own else 0.96
            top = line.box.y0 + (line.box.y1 - line.box.y0 - height) / 2
            words.append(RecognisedWord(part, left, top, left + step * 0.9, top + height, sure, at))
    page = replace(page_of(lines, "ocr"), words=tuple(words))
    return read_facts([page], lines)


def test_clear_print_on_a_scan_is_sure():
    facts = scanned(PAPER)
    assert said(facts.symbol) == "403/QĐ-BTC"
    assert facts.symbol.confidence >= 0.8
    assert facts.issued_on.confidence >= 0.8
    assert facts.type.confidence >= 0.8


def test_a_number_that_was_read_with_doubt_is_not_sure():
    assert scanned(PAPER, confidence=0.7).symbol.confidence < 0.8


def test_a_number_with_a_gap_was_filled_in_and_is_not_sure():
    facts = scanned(PAPER.replace("403/", "403 /"))
    assert said(facts.symbol) == "403/QĐ-BTC"
    assert facts.symbol.confidence < 0.8


def test_a_number_taller_than_print_is_written_by_hand():
    assert scanned(PAPER.replace("403/", "403 /"), tall=1.4).symbol.confidence <= 0.5


def test_a_number_beside_an_unreadable_day_is_not_guessed():
    document = PAPER.replace("403/", "403 /").replace("ngày 21", "ngày @#")
    facts = scanned(document, tall=1.4)
    assert facts.symbol is None
    assert said(facts.issued_on) == "2026-01-__"
    assert not facts.draft


def test_recipients_are_the_entries_beside_the_signature():
    facts = read_facts([page_of(drawn(PAPER))], drawn(PAPER))
    named = [fact.value for fact in facts.recipients]
    assert named == ["Như Điều 3", "Các Sở Tài chính các tỉnh, thành phố", "Lưu: VT, PC"]
    assert all(fact.box and fact.box.x1 < 0.5 for fact in facts.recipients)


def test_legal_bases_are_whole_and_name_a_document():
    lines = drawn(PAPER)
    bases = read_facts([page_of(lines)], lines).bases
    assert [fact.value for fact in bases] == [
        "Căn cứ Luật Chứng khoán số 54/2019/QH14 được sửa đổi, bổ sung bởi Luật số 56/2024/QH15"
    ]
    assert bases[0].box is not None


def test_a_form_at_the_end_gives_neither_signer_nor_recipients():
    form = "\n".join(
        ["L+|Nơi nhận:", "L|- Như trên;", "R+|THỦ TRƯỞNG ĐƠN VỊ", "R|(Ký, ghi rõ họ tên)"]
    )
    filler = "\n".join("W|Nội dung của phụ lục, không có gì để ký." for _ in range(60))
    lines = drawn(PAPER.strip() + "\n" + filler + "\n" + form)
    facts = read_facts([page_of(lines)], lines)
    assert said(facts.signer) == "Nguyễn Thị Hà"
    assert len(facts.recipients) == 3


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Sô: 188/QĐ-VPCP", "Số: 188/QĐ-VPCP"),
        ("Só 38 - HD/BTCTW", "Số: 38 -HD/BTCTW"),
        ("Sô: 12/HD-SNV", "Số: 12/HD-SNV"),
        ("Số: 54/QĐĐ-TTg", "Số: 54/QĐ-TTg"),
        ("Số: 47NQ-CP", "Số: 47/NQ-CP"),
        ("Luật sô: 35/2018/QHI4", "Luật số: 35/2018/QH14"),
        ("Sẻ: đỔ /CT-BCT", "Số:  /CT-BCT"),
        ("số 380/QĐ-TTg ngày 24 tháng 3 năm 2009 của Thủ tướng Chính phủ", None),
        ("Sở Nội vụ", None),
    ],
)
def test_damaged_number_lines_are_mended_or_left_blank(read, meant):
    assert repaired_number(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Hà Nội, ngày l1] tháng 0l năm 2010", "Hà Nội, ngày 11 tháng 01 năm 2010"),
        ("Hà Nội. ngày 1 2 tháng 3 năm 2020", "Hà Nội, ngày 12 tháng 3 năm 2020"),
        ("Hà Nội, ngày TÔ tháng 01 năm 2010", "Hà Nội, ngày  tháng 01 năm 2010"),
        ("số 12/QĐ-TTg ngày 24 tháng 3 năm 2009 của", None),
        ("Lạng Sơn, ngày 01 tháng tư năm 2026", None),
    ],
)
def test_damaged_days_are_mended_where_they_stand_after_their_place(read, meant):
    assert repaired_date(read) == meant


@given(st.lists(st.text(max_size=30), max_size=25))
def test_no_recognised_words_whatever_make_reading_fail(texts):
    words = tuple(
        RecognisedWord(text, 0.1, 0.1, 0.2, 0.12, 0.5, at) for at, text in enumerate(texts)
    )
    page = Page(1, "\n".join(texts), "ocr", words=words)
    read_facts([page], [Line(text) for text in texts])

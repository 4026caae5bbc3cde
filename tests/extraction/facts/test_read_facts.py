"""What header and signature say, in both layouts and both kinds of file."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.facts.read_facts import read_facts
from intranet.extraction.sandbox.file_reading import extract
from intranet.extraction.values import Line, Page

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@pytest.fixture(params=["as_docx", "as_pdf"])
def facts_of(request):
    """Facts of a document after it was written to a file and read back."""
    write = request.getfixturevalue(request.param)

    def read(draught):
        extraction = extract(write(draught))
        assert extraction.accepted, extraction.reason
        return extraction.facts

    return read


def said(fact):
    return fact.value if fact else None


def test_a_plan_says_its_number_day_kind_subject_and_signer(facts_of, plan):
    facts = facts_of(plan)
    assert said(facts.symbol) == "57/KH-TTr"
    assert said(facts.issued_on) == "2026-03-05"
    assert said(facts.type) == "Kế hoạch"
    assert said(facts.kind) == "KH"
    assert said(facts.system) == "state"
    assert said(facts.subject) == "Kiểm tra việc thực hiện nhiệm vụ chuyển đổi số"
    assert said(facts.authority_mark) == "KT."
    assert said(facts.signer_title) == "Phó Chánh Thanh tra"
    assert said(facts.signer) == "Hoàng Văn Thắng"
    assert facts.cites == ("1169/QĐ-TTg",)
    assert not facts.draft


def test_a_letter_says_its_subject_under_its_number(facts_of, plan):
    facts = facts_of(
        replace(
            plan,
            left=("UBND TỈNH LẠNG SƠN", "SỞ NỘI VỤ", "Số: 410/SNV-TCCC", "V/v cử công chức dự họp"),
            heading=("Kính gửi: Thanh tra tỉnh",),
        )
    )
    assert said(facts.type) == "Công văn"
    assert said(facts.symbol) == "410/SNV-TCCC"
    assert said(facts.subject) == "V/v cử công chức dự họp"


def test_a_party_resolution_is_read_in_its_own_layout(facts_of, plan):
    facts = facts_of(
        replace(
            plan,
            left=("TỈNH ỦY LẠNG SƠN", "*", "Số 12-NQ/TU"),
            right=("ĐẢNG CỘNG SẢN VIỆT NAM", "Lạng Sơn, ngày 01 tháng tư năm 2026"),
            heading=("NGHỊ QUYẾT", "về phát triển khoa học và công nghệ"),
            signature=("T/M TỈNH ỦY", "BÍ THƯ", "Nông Thị Hà"),
        )
    )
    assert said(facts.symbol) == "12-NQ/TU"
    assert said(facts.issued_on) == "2026-04-01"
    assert said(facts.system) == "party"
    assert said(facts.level) == "provincial_party"
    assert said(facts.subject) == "về phát triển khoa học và công nghệ"
    assert said(facts.authority_mark) == "TM."
    assert said(facts.signer_title) == "Bí thư"


def test_a_party_letter_has_its_subject_without_vv(facts_of, plan):
    facts = facts_of(
        replace(
            plan,
            left=("TỈNH ỦY LẠNG SƠN", "VĂN PHÒNG", "Số 268-CV/VPTU", "Về lịch họp tháng 5"),
            right=("ĐẢNG CỘNG SẢN VIỆT NAM", "Lạng Sơn, ngày 02 tháng 5 năm 2026"),
            heading=("Kính gửi: Các ban đảng",),
        )
    )
    assert said(facts.type) == "Công văn"
    assert said(facts.subject) == "Về lịch họp tháng 5"


def test_a_blank_number_makes_a_draft_without_symbol(facts_of, plan):
    facts = facts_of(
        replace(
            plan,
            left=("THANH TRA TỈNH LẠNG SƠN", "Số:      /KH-TTr"),
            right=(*NATION, "Lạng Sơn, ngày      tháng 3 năm 2026"),
        )
    )
    assert facts.draft
    assert facts.symbol is None
    assert said(facts.issued_on) == "2026-03-__"


def test_a_law_is_dated_by_its_adoption(facts_of, plan):
    facts = facts_of(
        replace(
            plan,
            left=("QUỐC HỘI", "Luật số: 83/2025/QH15"),
            right=NATION,
            heading=("LUẬT", "BẢO VỆ DỮ LIỆU"),
            body=(
                "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
                "Luật này được Quốc hội thông qua ngày 24 tháng 6 năm 2025.",
            ),
            recipients=(),
            signature=("CHỦ TỊCH QUỐC HỘI", "Trần Thanh Mẫn"),
        )
    )
    assert said(facts.symbol) == "83/2025/QH15"
    assert said(facts.issued_on) == "2025-06-24"
    assert said(facts.type) == "Luật"
    assert said(facts.subject) == "BẢO VỆ DỮ LIỆU"
    assert said(facts.level) == "central"


def test_a_number_that_is_only_cited_is_not_the_documents_own(facts_of, plan):
    facts = facts_of(replace(plan, left=("THANH TRA TỈNH LẠNG SƠN", "Mẫu kèm theo")))
    assert facts.symbol is None
    assert facts.cites == ("1169/QĐ-TTg",)


def test_a_printed_fact_knows_its_place_on_the_page(as_pdf, plan):
    facts = extract(as_pdf(plan)).facts
    number, signer = facts.symbol.box, facts.signer.box
    assert number.page == signer.page == 1
    assert number.x1 < 0.5 < signer.x0
    assert 0 < number.y0 < number.y1 < signer.y0 < 1


def test_a_part_of_the_gazette_says_everything_in_one_title():
    title = "Nghị định số 101/2024/NĐ-CP ngày 29 tháng 7 năm 2024 quy định về đất đai"
    lines = [
        Line("CÔNG BÁO/Số 915 + 916/Ngày 11-8-2024"),
        Line("CHÍNH PHỦ", centred=True, bold=True),
        Line(title, centred=True, bold=True),
        Line("(Tiếp theo Công báo số 913 + 914)", centred=True, gap=2),
    ]
    facts = read_facts([Page(1, "\n".join(line.text for line in lines))], lines)
    assert said(facts.symbol) == "101/2024/NĐ-CP"
    assert said(facts.issued_on) == "2024-07-29"
    assert said(facts.type) == "Nghị định"
    assert said(facts.subject) == "quy định về đất đai"


def test_the_signature_beside_the_recipients_wins_over_those_of_annexes():
    block = ["TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Phạm Minh Chính"]
    words = ["Nơi nhận:", *block, *["Phụ lục"] * 40, "GIÁM ĐỐC", "Trần Thị Bình"]
    lines = [Line(word) for word in words]
    assert said(read_facts([Page(1, "")], lines).signer) == "Phạm Minh Chính"


@given(st.lists(st.text(max_size=40), max_size=30))
def test_no_lines_whatever_make_reading_fail(texts):
    lines = [Line(text) for text in texts]
    read_facts([Page(1, "\n".join(texts))], lines)

"""Marks of secrecy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.secrecy.examination import Secrecy, examine, examine_file_name

HEAD = "UBND TỈNH LẠNG SƠN\nTHANH TRA TỈNH\nSố: 12/KH-TTr\n"
BODY = "\nKẾ HOẠCH\nVề công tác năm 2026\n" + "Nội dung công khai của kế hoạch.\n" * 60


@pytest.mark.parametrize(
    ("mark", "degree"),
    [
        ("MẬT", "Mật"),
        ("TỐI MẬT", "Tối mật"),
        ("TUYỆT MẬT", "Tuyệt mật"),
        ("T Ố I  M Ậ T", "Tối mật"),
        ("[ MẬT ]", "Mật"),
        ("Mật", "Mật"),
        ("Số: 12/KH-TTr  MẬT", "Mật"),
        ("Số: 34/KH-UBND(M)", "Mật"),
        ("Số 34/2025/QĐ-UBND (TM)", "Tối mật"),
    ],
)
def test_a_mark_in_the_header_is_refused(mark, degree):
    report = examine(HEAD + mark + BODY)
    assert report.verdict is Secrecy.BLOCK
    assert report.findings[0].degree == degree


@pytest.mark.parametrize(
    "line",
    [
        "KHẨN",
        "THƯỢNG KHẨN",
        "HỎA TỐC",
        "LƯU HÀNH NỘI BỘ",
        "Về việc bảo vệ bí mật nhà nước",
        "VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT",
        "VỀ MẬT ĐỘ DÂN CƯ VÀ MẬT MÃ",
        "Căn cứ Luật Bảo vệ bí mật nhà nước;",
        "Giữ bí mật danh tính người tố cáo",
    ],
)
def test_urgency_circulation_and_words_about_secrets_are_no_mark(line):
    assert examine(HEAD + line + BODY).verdict is Secrecy.CLEAR


@pytest.mark.parametrize(
    "line",
    ["MẬT", "theo Kế hoạch số 34/KH-UBND(M) của tỉnh", "Bản số: 2/5", "Không được sao, chụp"],
)
def test_a_mark_on_a_later_page_asks_for_a_person(line):
    assert examine(HEAD + BODY + line).verdict is Secrecy.REVIEW


def test_a_later_page_examined_by_itself_only_asks_for_a_person():
    assert examine("MẬT\nPhụ lục", opening=False).verdict is Secrecy.REVIEW


def test_a_lifted_mark_asks_for_a_person():
    assert examine(HEAD + "MẬT\nGIẢI MẬT\n" + BODY).verdict is Secrecy.REVIEW


def test_findings_keep_no_word_of_the_text():
    report = examine(HEAD + "MẬT" + BODY)
    assert "kế hoạch" not in repr(report).lower()


@pytest.mark.parametrize("name", ["KH 12 MẬT.pdf", "ke-hoach-toi-mat.docx", "tuyetmat.pdf"])
def test_a_file_name_may_ask_for_a_person(name):
    assert examine_file_name(name).verdict is Secrecy.REVIEW


@pytest.mark.parametrize(
    "name", ["Luật bảo vệ bí mật nhà nước.pdf", "mat-khau.docx", "format.pdf", "Mặt trận.pdf"]
)
def test_a_file_name_about_secrets_is_clear(name):
    assert examine_file_name(name).verdict is Secrecy.CLEAR


@given(st.text(alphabet="MẬTỐIUYỆ mật()/-\nSố123KH", max_size=80))
def test_no_text_is_too_odd_to_be_examined(text):
    assert examine(text).verdict in Secrecy

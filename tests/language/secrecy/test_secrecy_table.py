"""A table of headers, marks and traps: what is refused, what a person looks at, what is taken."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.secrecy.examination import (
    Secrecy,
    begins_document,
    examine,
    examine_file_name,
    examine_pages,
)

STATE = (
    "UBND TỈNH LẠNG SƠN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "THANH TRA TỈNH   Độc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-TTr\n"
)
PARTY = "TỈNH ỦY LẠNG SƠN   ĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 15-KH/TU\n"
BODY = "\nKẾ HOẠCH\nVề công tác năm 2026\n" + "Nội dung công khai của kế hoạch.\n" * 60
BLOCK, REVIEW, CLEAR = Secrecy.BLOCK, Secrecy.REVIEW, Secrecy.CLEAR

TYPED = [
    (BLOCK, STATE, "MẬT", "the plain mark"),
    (BLOCK, STATE, "M Ậ T", "spaced letters"),
    (BLOCK, STATE, "M  Ậ  T", "widely spaced letters"),
    (BLOCK, STATE, "M.Ậ.T", "letters with dots between"),
    (BLOCK, STATE, "MẬT .", "a full stop that is none"),
    (BLOCK, STATE, "TUYỆT  MẬT", "two blanks"),
    (BLOCK, STATE, "T U Y Ệ T  M Ậ T", "the longest mark spaced"),
    (BLOCK, STATE, "TUYỆTMẬT", "no blank at all"),
    (BLOCK, STATE, "T\u1ed0I\u00a0M\u1eacT", "a no-break space"),
    (BLOCK, STATE, "M\u200bẬ\u200bT", "invisible letters between"),
    (BLOCK, STATE, unicodedata.normalize("NFD", "TUYỆT MẬT"), "decomposed letters"),
    (BLOCK, STATE, "MA\u0302\u0323T", "marks in another order"),
    (BLOCK, STATE, "\u041cẬ\u0422", "letters of another alphabet"),
    (BLOCK, STATE, "[TỐI MẬT]", "brackets for a frame"),
    (BLOCK, STATE, "| MẬT |", "a cell of a table"),
    (BLOCK, STATE, "*** TUYỆT MẬT ***", "stars for a frame"),
    (BLOCK, PARTY, "Mật", "small letters as Party documents type it"),
    (BLOCK, PARTY, "Tối mật", "two small words"),
    (BLOCK, PARTY, "Tuyệt mật", "the highest degree in small letters"),
    (BLOCK, STATE, "MẬT    Lạng Sơn, ngày 5 tháng 3 năm 2026", "beside the date"),
    (BLOCK, STATE, "Số: 12/KH-TTr    T Ố I  M Ậ T", "spaced beside the number"),
    (BLOCK, STATE, "MẬT  V/v bảo mật thông tin", "beside a line about protection"),
    (BLOCK, STATE, "HỎA TỐC   MẬT", "beside an urgency"),
    (BLOCK, STATE, "Số: 34/KH-UBND(M)", "a number that ends in the degree"),
    (BLOCK, STATE, "Số:      /KH-UBND(TM)", "a number still to be written"),
    (BLOCK, PARTY, "Số 12-KH/TU (TuM)", "a Party number"),
    (BLOCK, STATE, "Số: 34/UBND-NC (Mật)", "the degree in words after the number"),
    (BLOCK, STATE, "MẬT\nMã hồ sơ 12", "a next line that begins like mật mã"),
    (REVIEW, STATE, "Căn cứ Kế hoạch số 34/KH-UBND(M)", "a basis that is secret"),
    (REVIEW, STATE, "MẬT\nGIẢI MẬT", "a lifted mark"),
    (REVIEW, STATE, "MẬT\nG I Ả I  M Ậ T\n", "a lifted mark, spaced"),
    (REVIEW, STATE, "Độ mật: Tối mật", "a field that names the degree"),
    (REVIEW, STATE, "ĐỘ MẬT: MẬT", "the same in large letters"),
    (REVIEW, STATE, "Bản số: 2/5", "a numbered copy"),
    (REVIEW, STATE, "BẢN SAO SỐ: 3/7", "a numbered further copy"),
    (REVIEW, STATE, "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ", "an envelope's words"),
    (REVIEW, PARTY, "Tài liệu thu hồi", "documents to be given back"),
    (REVIEW, STATE, "Không được sao chụp", "no copies"),
    (REVIEW, STATE, "NGUYỄN VĂN MẬT", "a man called Mật"),
    (REVIEW, STATE, "ĐƠN TỐ CÁO", "a denunciation"),
    (REVIEW, STATE, "người tố cáo: ông Nguyễn Văn An", "a denouncer's name"),
    (CLEAR, STATE, "HỎA TỐC", "urgency"),
    (CLEAR, STATE, "THƯỢNG KHẨN", "urgency"),
    (CLEAR, STATE, "KHẨN", "urgency"),
    (CLEAR, STATE, "LƯU HÀNH NỘI BỘ", "circulation"),
    (CLEAR, PARTY, "XEM XONG TRẢ LẠI", "circulation"),
    (CLEAR, PARTY, "TRẢ LẠI SAU KHI HỌP", "circulation"),
    (CLEAR, STATE, "TÀI LIỆU NỘI BỘ", "circulation"),
    (CLEAR, STATE, "Không phổ biến", "circulation"),
    (CLEAR, STATE, "VỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC", "a subject about secrets"),
    (CLEAR, STATE, "VỀ BẢO VỆ BÍ\nMẬT NHÀ NƯỚC", "the same over two lines"),
    (CLEAR, STATE, "BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ\nTUYỆT MẬT", "a public list"),
    (CLEAR, STATE, "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT", "two degrees"),
    (CLEAR, STATE, "ĐỘ TUYỆT MẬT,\nTỐI MẬT VÀ MẬT CỦA NGÀNH", "three degrees, two lines"),
    (CLEAR, STATE, "DANH MỤC B Í  M Ậ T NHÀ NƯỚC", "spaced bí mật"),
    (CLEAR, STATE, "QUY CHẾ BẢO MẬT HỆ THỐNG", "protection of systems"),
    (CLEAR, STATE, "VỀ ĐỔI MẬT KHẨU VÀ QUẢN LÝ MẬT MÃ", "passwords and ciphers"),
    (CLEAR, STATE, "VỀ MẬT ĐỘ XÂY DỰNG", "density"),
    (CLEAR, STATE, "GIẢI MẬT TÀI LIỆU LƯU TRỮ", "documents on declassifying"),
    (CLEAR, STATE, "Ban Cơ yếu Chính phủ, sổ đăng ký bí mật nhà nước", "offices"),
    (CLEAR, STATE, "VỀ SỬ DỤNG DẤU MẬT", "rules on stamps"),
    (CLEAR, STATE, "MẶT TRẬN TỔ QUỐC VIỆT NAM", "the Fatherland Front"),
    (CLEAR, STATE, "MẶT", "another word, typed"),
    (CLEAR, STATE, "Quan hệ mật thiết với Nhân dân", "close ties"),
    (CLEAR, STATE, "mật ong rừng", "honey"),
    (CLEAR, STATE, "Người tố cáo có quyền rút đơn", "the law's own words"),
]

RECOGNISED = [
    (BLOCK, "MẬT", "a clear mark"),
    (BLOCK, "M Ậ T", "a clear mark, spaced"),
    (BLOCK, "MẬT .", "a speck behind it"),
    (BLOCK, "| MẬT |", "the frame read as strokes"),
    (BLOCK, "TUYẸT MẬT", "one accent lost"),
    (BLOCK, "TÔI MẬT", "another accent"),
    (BLOCK, "TOI MAT", "all accents lost"),
    (BLOCK, "TUYET MAT", "all accents lost"),
    (BLOCK, "Số: 12/KH-TTr MẬT", "beside the number"),
    (REVIEW, "MAT", "too short to be sure"),
    (REVIEW, "MÂT", "one accent lost"),
    (REVIEW, "MẠT", "another accent"),
    (REVIEW, "MẶT", "another accent"),
    (REVIEW, "MẬI", "one letter wrong"),
    (REVIEW, "MẬ", "one letter lost"),
    (REVIEW, "TUYỆI MẬT", "one letter wrong"),
    (REVIEW, "TÓI MẬ", "one letter lost"),
    (CLEAR, "KHẨN", "urgency"),
    (CLEAR, "HỎA TỐC", "urgency"),
    (CLEAR, "BẢO MẬT", "another word"),
    (CLEAR, "MAI", "another word without such an accent"),
    (CLEAR, "TM. ỦY BAN NHÂN DÂN", "on behalf of"),
    (CLEAR, "MẶT TRẬN TỔ QUỐC", "the Fatherland Front"),
    (CLEAR, "mat", "small letters are no stamp"),
]


@pytest.mark.parametrize(("verdict", "head", "line", "why"), TYPED)
def test_typed_documents(verdict, head, line, why):
    assert examine(head + line + BODY).verdict is verdict, why


@pytest.mark.parametrize(("verdict", "line", "why"), RECOGNISED)
def test_recognised_scans(verdict, line, why):
    assert examine(STATE + line + BODY, recognised=True).verdict is verdict, why


@pytest.mark.parametrize("line", ["MAT", "MÂT", "TÔI MÂT", "TOI MAT", "MẬI"])
def test_what_recognition_damages_is_not_guessed_at_in_typed_text(line):
    assert examine(STATE + line + BODY).verdict is CLEAR


@pytest.mark.parametrize("line", ["MẬT", "TUYẸT MẬT", "MAT"])
def test_recognised_marks_below_the_header_only_ask_for_a_person(line):
    assert examine(STATE + BODY + line, recognised=True).verdict is REVIEW


def test_a_later_page_that_begins_a_document_is_looked_at_like_a_first_one():
    annex = STATE + "MẬT" + BODY
    assert examine_pages([STATE + BODY, annex]).verdict is BLOCK
    assert examine_pages([STATE + BODY, "MẬT\nBảng số liệu"]).verdict is REVIEW


def test_a_sample_form_of_a_public_rule_begins_no_document():
    sample = "Mẫu số 03\n" + STATE + "MẬT" + BODY
    assert not begins_document(sample)
    assert examine_pages([STATE + BODY, sample]).verdict is REVIEW


@pytest.mark.parametrize(
    "name",
    ["KH MẬT.pdf", "TUYET-MAT_2026.docx", "toi mat.zip", unicodedata.normalize("NFD", "MẬT.pdf")],
)
def test_a_name_that_hints_at_a_secret_asks_for_a_person(name):
    assert examine_file_name(name).verdict is REVIEW


@pytest.mark.parametrize(
    "name", ["bề mặt.pdf", "mat-tran.pdf", "mat bang gia.xlsx", "giai mat.doc"]
)
def test_a_name_of_other_words_is_clear(name):
    assert examine_file_name(name).verdict is CLEAR


GAPS = st.lists(st.sampled_from(["", " ", "  ", ".", " . "]), min_size=2, max_size=2)


@given(GAPS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_no_spacing_and_no_spelling_hides_the_mark(gaps, form):
    mark = unicodedata.normalize(form, f"M{gaps[0]}Ậ{gaps[1]}T")
    assert examine(STATE + mark + BODY).verdict is BLOCK
    assert examine(STATE + mark + BODY, recognised=True).verdict is BLOCK


@given(st.text(alphabet="MẬTỐIUYỆÂẠmật .()/-\nSố123KH", max_size=80))
def test_no_recognised_text_is_too_odd_to_be_examined(text):
    assert examine(text, recognised=True).verdict in Secrecy

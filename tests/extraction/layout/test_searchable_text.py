"""The text that search reads: whole symbols, no running heads, and not a letter lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.extraction.layout.searchable_text import search_texts
from intranet.language.symbols.parsing import find_symbols
from intranet.language.text.normalization import canonical, fold

PIECES = st.sampled_from(
    ["57-", "NQ/TW", "1169/", "QĐ-", "TTg", "số", "\n", "\n\n", " ", "kinh tế-", "xã hội", "2021-",
     "techno-", "logy", "- Như trên", "CỘNG HÕA", "11năm", "Ðảng", "tƣ", "30/2020/", "NĐ-CP", "12"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80)


def search_text(page: str) -> str:
    """One page as search reads it."""
    return search_texts([page])[0]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Nghị quyết số 57-\n\nNQ/TW của Bộ Chính trị", "Nghị quyết số 57-NQ/TW của Bộ Chính trị"),
        ("Quyết định số 1169/QĐ-\nTTg ngày 16", "Quyết định số 1169/QĐ-TTg ngày 16"),
        ("Quyết định 1169/\nQĐ-\nTTg", "Quyết định 1169/QĐ-TTg"),
        ("Nghị định số 30\n/2020/NĐ-CP", "Nghị định số 30/2020/NĐ-CP"),
        ("Kết luận số 1208-\nKL/TU về", "Kết luận số 1208-KL/TU về"),
        ("giai đoạn 2021-\n2025 của tỉnh", "giai đoạn 2021-\n2025 của tỉnh"),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", "Nơi nhận:\n- Như trên;\n- Lưu: VT."),
        ("phát triển kinh tế-\nxã hội", "phát triển kinh tế-\nxã hội"),
        ("nền tảng block-\nchain", "nền tảng blockchain"),
        ("CỘNG HÕA XÃ HỘI", "CỘNG HÒA XÃ HỘI"),
        ("Ðảng bộ tƣ pháp", "Đảng bộ tư pháp"),
        ("tháng 11năm 2025", "tháng 11 năm 2025"),
        ("Luật số 64/2025/QH15", "Luật số 64/2025/QH15"),
        ("CÔNG BÁO/Số 12 + 13/Ngày 05-01-2026 7\nĐiều 1.", "Điều 1."),
        ("Điều 2.\n- 12 -", "Điều 2."),
    ],
)
def test_what_printing_did_to_the_words_is_undone(printed, read):
    assert search_text(printed) == read


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text):
    assert search_text(search_text(text)) == search_text(text)


@given(TEXTS)
def test_no_letter_of_the_body_is_lost(text):
    found = fold("".join(filter(str.isalpha, search_text(text))))
    assert found == fold("".join(filter(str.isalpha, canonical(text))))


@given(TEXTS)
def test_no_symbol_is_lost_or_made_up(text):
    body = f"Điều 1.\nA\nB\n{text}\nC\nD\nE"  # symbols at the edges may stand in a head
    before = {one.key for one in find_symbols(body) if one.number}
    after = {one.key for one in find_symbols(search_text(body)) if one.number}
    assert before <= after or "năm" in text


def pages(*bodies, head="Tài liệu nội bộ của cơ quan"):
    return [f"{number}\n{head}\n{body}" for number, body in enumerate(bodies, 1)]


def test_a_running_head_stays_only_where_it_stands_first():
    found = search_texts(pages("Một", "Hai", "Ba", "Bốn"))
    assert found == ("Tài liệu nội bộ của cơ quan\nMột", "Hai", "Ba", "Bốn")


def test_forms_with_numbers_of_their_own_are_no_running_head():
    forms = [
        f"Mẫu số {number}\nTên cơ quan {name}" for number, name in ((7, "a"), (9, "b"), (1, "c"))
    ]
    assert search_texts(forms) == tuple(forms)


def test_gazette_heads_go_on_left_and_right_pages():
    found = search_texts(
        ["2 CÔNG BÁO/Số 51 + 52/Ngày 23-01-2026\nĐiều 1", "CÔNG BÁO/Số 51/Ngày 23-01-2026 3\nb"]
    )
    assert found == ("Điều 1", "b")


def test_a_number_that_does_not_count_the_pages_belongs_to_the_body():
    bodies = [
        f"Biểu {name}\nTổng {name}\n{number}" for name, number in (("a", 17), ("b", 4), ("c", 9))
    ]
    assert search_texts(bodies) == tuple(bodies)


def test_a_line_in_the_middle_of_most_pages_belongs_to_the_body():
    body = "đầu\nb\nc\nCăn cứ Luật Thanh tra\nd\ne\n"
    texts = [body + f"hết {name}" for name in "xyz"]
    assert all("Căn cứ Luật Thanh tra" in page for page in search_texts(texts))


@given(st.lists(TEXTS, max_size=6))
def test_every_word_of_every_page_is_still_found_somewhere(texts):
    before = {word for text in texts for word in fold(canonical(text)).split() if word.isalpha()}
    after = fold("\n".join(search_texts(texts)))
    assert all(word in after for word in before)

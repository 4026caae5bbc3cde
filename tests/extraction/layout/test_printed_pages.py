"""Running text is divided where the printed sheets end, and not a letter is lost."""

from hypothesis import example, given
from hypothesis import strategies as st

from intranet.extraction.layout.printed_pages import pages_by_print

FIRST = "Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp công tác tiếp công dân.\n"
SECOND = "Điều 2. Giám đốc các sở, ngành và Chủ tịch các xã chịu trách nhiệm thi hành./.\n"
RECIPIENTS = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT, TH."
words = st.lists(
    st.sampled_from(
        ["căn", "cứ", "luật", "tổ", "chức", "số", "12", "ngày", "tháng", "năm", "-", ";", "."]
    )
)


def test_a_page_begins_where_the_printed_sheet_begins() -> None:
    sheets = [FIRST, "2\nĐiều 2. Giám đốc các sở, ngành và Chủ tịch các xã chịu\ntrách nhiệm", "3"]
    text = FIRST + SECOND
    assert pages_by_print(text, sheets[:2]) == [FIRST.strip(), SECOND.strip()]
    assert pages_by_print(text, [*sheets[:2], "thi hành./."])[2] == "thi hành./."


def test_the_dash_of_a_list_stays_with_its_line_and_rules_of_the_print_are_passed_over() -> None:
    sheets = ["BẢN MÔ PHỎNG\n" + FIRST + "Nơi nhận:\nBẢN MÔ PHỎNG", "2\n- Như Điều 2;\n- Lưu: VT"]
    assert pages_by_print(FIRST + RECIPIENTS, sheets)[1] == "- Như Điều 2;\n- Lưu: VT, TH."


def test_columns_that_print_in_another_order_do_not_take_pages_along() -> None:
    columns = "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    other = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN\n"
    assert pages_by_print(columns + FIRST + SECOND, [other + FIRST, SECOND])[1] == SECOND.strip()


@given(words, st.lists(words, min_size=1, max_size=5))
@example([], [[]])
@example(["luật"], [[], ["luật"], []])
@example(["cứ", "căn"] * 2, [["cứ", "căn"] * 2, ["căn"], ["căn"]])
def test_there_are_as_many_pages_as_sheets_with_every_word_in_its_order(
    text: list[str], sheets: list[list[str]]
) -> None:
    pages = pages_by_print(" ".join(text), [" ".join(sheet) for sheet in sheets])
    assert len(pages) == len(sheets)
    assert " ".join(pages).split() == text

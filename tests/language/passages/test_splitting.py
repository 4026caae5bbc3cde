"""What is found and quoted of each kind of paper, and where it says it stands."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intranet.language.passages.paragraphs import LONGEST
from intranet.language.passages.spans import PassageSpan, joined_text, words_of_spans
from intranet.language.passages.splitting import LONGEST_WHOLE, SplitText, split_pages
from tests.language.passages import sample_texts as texts

LINES = (
    "Điều 1. Phạm vi", "Điều 2. 1. Một", "Điều 2", "Điều 2. Có hiệu lực.", "“Điều 3. Khác", "ra.”.",
    "Chương II", "PHẦN", "Phụ lục I", "I. CHUNG", "II. RIÊNG", "1. Một.", "2. Hai;", "3) Ba",
    "1.1. Một một",
    "a) Điểm;", "b) Điểm", "đ) Điểm.", "như sau:", "Sửa đổi, bổ sung như sau:", "Nơi nhận:", "",
    "  ", "một dòng chữ thường", "- Gạch đầu dòng.", "theo quy định tại", '"', "x" * 1_500,
    "câu dài. " * 200, "\ufeff", "\u2028",
)  # fmt: skip
PAGES = st.lists(
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=25).map("\n".join),
    max_size=4,
)


def split(text: str) -> SplitText:
    return split_pages([(1, text)])


def said(text: str) -> list[tuple[str | None, str | None, str | None, str]]:
    """(article, clause, point, words) of each passage."""
    cut = split(text)
    return [
        (each.article, each.clause, each.point, words_of_spans(text, [(each.start, each.end)]))
        for each in cut.passages
    ]


def places(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(article, clause, point) for article, clause, point, _words in said(text)]


def passage(text: str, words: str) -> PassageSpan:
    (only,) = (each for each in split(text).passages if words in text[each.start : each.end])
    return only


def test_a_law_is_found_by_its_clauses_under_their_article() -> None:
    assert places(texts.LAW)[1:] == [
        ("1", None, None), ("2", "1", None), ("2", "2", None), ("3", "1", None), ("3", "2", None),
    ]  # fmt: skip
    clause = passage(texts.LAW, "báo tin cho cơ quan")
    assert words_of_spans(texts.LAW, clause.heading) == "Điều 2. Giải thích từ ngữ"
    assert words_of_spans(texts.LAW, clause.lead).endswith("được hiểu như sau:")
    assert passage(texts.LAW, "việc tiếp nhận").heading


def test_numbers_and_articles_in_running_text_open_nothing() -> None:
    assert "Tờ trình" in {p[:2]: p[3] for p in said(texts.LAW)}["2", "1"]
    assert "của Luật này" in {p[:2]: p[3] for p in said(texts.LAW)}["2", "2"]
    assert "nặc danh" in {p[:2]: p[3] for p in said(texts.LAW)}["3", "1"]


def test_a_decision_and_the_regulation_behind_it_have_articles_of_their_own() -> None:
    assert places(texts.DECISION) == [
        (None, None, None), ("1", None, None), ("2", None, None), (None, None, None),
        ("1", "1", None), ("1", "2", None),
    ]  # fmt: skip
    assert said(texts.DECISION)[1][3].endswith("trực ban của Thanh tra tỉnh.")


def test_articles_that_an_amending_law_quotes_are_not_its_own() -> None:
    assert places(texts.AMENDING) == [
        ("1", "1", None), ("1", "2", None), ("1", "3", None), ("2", None, None),
    ]  # fmt: skip
    assert "Người đứng đầu" in said(texts.AMENDING)[0][3]
    assert "Hồ sơ gồm đơn" in said(texts.AMENDING)[1][3]


def test_a_plan_is_found_by_sections_and_a_task_keeps_who_does_it() -> None:
    long = texts.PLAN.replace("toàn cơ quan", "toàn cơ quan" + " và các đơn vị" * 60)
    assert ("II", "a") in [place[1:] for place in places(long)]
    task = passage(long, "trả lời tự động")
    assert (task.clause, task.point) == ("II", "đ")
    assert long[task.start : task.end].endswith("Chủ trì thực hiện: Phòng Nghiệp vụ 2.")
    assert [place[1] for place in places(long)][1:4] == ["I.1", "I.2.1", "I.2.2"]
    inner = passage(long, "Không mua thêm máy")
    assert words_of_spans(long, inner.heading) == "I. MỤC ĐÍCH, YÊU CẦU\n2. Yêu cầu"


def test_papers_of_the_party_and_minutes_are_found_by_their_numbers() -> None:
    assert [place[1] for place in places(texts.PARTY)] == [None, "I.1", "I.2", "II.1"]
    assert [place[1] for place in places(texts.MINUTES)] == [None, "I.1", "I.2", "II.1", "II.2"]


def test_a_letter_is_found_whole() -> None:
    assert places(texts.LETTER) == [(None, None, None)]


def test_a_scan_that_lost_numbers_and_mixed_articles_loses_no_border() -> None:
    assert places(texts.OCR) == [
        ("1", None, None), ("2", "1", None), ("2", "2", None), ("2", "4", None), ("4", None, None),
        ("3", None, None),
    ]  # fmt: skip


def test_a_clause_may_begin_in_the_line_of_its_article() -> None:
    text = (
        "Điều 14. 1. Ai cũng được trả lời.\n2. Trả lời bằng văn bản.\nĐiều 15. 3 ngày là thời hạn."
    )
    assert places(text) == [("14", "1", None), ("14", "2", None), ("15", None, None)]
    clause = passage(text, "Ai cũng")
    assert words_of_spans(text, clause.heading) == "Điều 14."
    assert text[clause.start : clause.end] == "1. Ai cũng được trả lời."


def test_points_stand_alone_only_in_a_long_clause() -> None:
    points = "".join(f"{mark}) Điểm {mark} nói điều của nó;\n" for mark in "abcdđe")
    short = f"Điều 1. Hồ sơ\n1. Hồ sơ gồm có:\n{points}"
    assert places(short) == [("1", "1", None)]
    long = short.replace("của nó", "của nó " + "rất dài " * 40)
    assert places(long) == [("1", "1", mark) for mark in "abcdđe"]
    point = passage(long, "Điểm đ")
    assert words_of_spans(long, point.lead) == "1. Hồ sơ gồm có:"


def test_a_long_table_is_cut_between_rows() -> None:
    cut = split(texts.TABLE)
    assert len(cut.passages) > 2
    assert all(each.end - each.start <= LONGEST for each in cut.passages)
    assert all(texts.TABLE[each.end] == "\n" for each in cut.passages)


def test_a_passage_over_two_pages_tells_both() -> None:
    pages = [(1, "Điều 1. Phạm vi\n1. Một"), (2, ""), (4, "hai ba.\n2. Bốn.")]
    first, second = split_pages(pages).passages
    assert (first.first_page, first.last_page, second.first_page) == (1, 4, 4)
    assert joined_text(pages)[first.start : first.end] == "1. Một\n\nhai ba."


@given(PAGES)
@example(["Điều 1. A\n1. B\n“"])
@example(list(texts.ALL))
def test_passages_are_verbatim_in_order_and_hold_every_word(pages: list[str]) -> None:
    cut = split_pages(list(enumerate(pages, 1)))
    assert cut.text == joined_text(enumerate(pages, 1))
    assert [each.number for each in cut.passages] == list(range(1, len(cut.passages) + 1))
    assert all(before.end <= after.start for before, after in pairwise(cut.passages))
    covered = set()
    for each in cut.passages:
        assert 0 <= each.start < each.end <= len(cut.text)
        assert each.end - each.start <= LONGEST_WHOLE
        assert 1 <= each.first_page <= each.last_page <= len(pages)
        words = cut.text[each.start : each.end]
        assert words == words.strip()
        for start, end in ((each.start, each.end), *each.heading, *each.lead):
            covered.update(range(start, end))
    for start, end in cut.divisions:
        covered.update(range(start, end))
    assert not [at for at, sign in enumerate(cut.text) if not sign.isspace() and at not in covered]


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff"])
def test_a_file_without_words_has_no_passages(text: str) -> None:
    assert all(text[each.start : each.end].strip() for each in split(text).passages)
    assert split_pages([]).passages == ()

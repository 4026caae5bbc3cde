"""The lines shown below a hit."""

from hypothesis import given
from hypothesis import strategies as st

from intranet.search.snippets import LONGEST, best_snippet
from intranet.search.understanding import understand

PAGES = [
    (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKế hoạch chung của tỉnh."),
    (
        2,
        "Mở đầu không liên quan.\nCác sở, ban, ngành xây dựng kế hoạch truyền thông về\n"
        "chuyển đổi số năm 2025, đăng tải kịp thời. " + "Phần còn lại rất dài. " * 40,
    ),
    (3, "Truyền hình, thông báo, số liệu."),
]


def snippet(words: str) -> str:
    found = best_snippet(understand(words), PAGES)
    assert found
    return str(found.text)


def test_the_page_where_the_words_stand_together_is_the_best_page() -> None:
    for words in ("kế hoạch truyền thông", "ke hoach truyen thong", '"chuyển đổi số"'):
        found = best_snippet(understand(words), PAGES)
        assert found
        assert found.number == 2


def test_the_words_of_the_text_keep_their_marks_and_neighbours_are_one_mark() -> None:
    assert "<mark>kế hoạch truyền thông</mark> về <mark>chuyển đổi số</mark>" in snippet(
        "ke hoach truyen thong chuyen doi so"
    )


def test_a_snippet_is_three_lines_and_ends_at_words() -> None:
    shown = best_snippet(understand("truyền thông"), PAGES)
    assert shown
    plain = shown.text.striptags()
    assert len(plain) <= LONGEST + 6
    assert plain.startswith("… Các sở")
    assert plain.endswith(" …")
    assert all(word in PAGES[1][1].split() for word in plain.strip("… ").split())


def test_a_symbol_is_marked_however_the_text_breaks_it() -> None:
    pages = [(4, "Thực hiện Nghị quyết số 57-\n\nNQ/TW ngày 22/12/2024")]
    found = best_snippet(understand("57 nq tw"), pages)
    assert found
    assert "<mark>57- NQ/TW</mark>" in found.text


def test_what_the_text_says_is_never_markup() -> None:
    found = best_snippet(understand("kế hoạch"), [(1, "<script>alert(1)</script> kế hoạch <b>")])
    assert found
    assert found.text == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>kế hoạch</mark> &lt;b&gt;"


def test_no_page_with_the_words_means_no_snippet() -> None:
    assert best_snippet(understand("xyz"), PAGES) is None
    assert best_snippet(understand(""), PAGES) is None


@given(st.text(), st.text())
def test_any_text_has_a_snippet_or_none(words: str, text: str) -> None:
    best_snippet(understand(words + " kế"), [(1, text + " kế " + words)])

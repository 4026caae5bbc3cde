"""Which places of a paper a query marks."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from intranet.search.results.highlighting import Highlights, PageText, highlights, with_endings
from intranet.search.results.matches import match_terms
from tests.search.filled_engines import understood

WORDS = st.text(alphabet="abđườngươ <&\n-/5.", max_size=40)


def marked(typed: str, *texts: str, landing: int | None = None) -> Highlights:
    """The marks in a paper with these pages."""
    pages = [PageText(number, text) for number, text in enumerate(texts, 1)]
    return highlights(match_terms(understood(typed)), pages, landing)


def runs(found: Highlights) -> dict[int, list[str]]:
    """By page what is marked there."""
    return {page.page: [" ".join(run) for run in page.runs] for page in found.pages}


def line(text: str, top: float, number: int) -> list[list[Any]]:
    """A recognised line: each word a tenth of the page wide."""
    return [
        [word, n / 10, top, n / 10 + 0.08, top + 0.02, 0.9, number]
        for n, word in enumerate(text.split())
    ]


def test_words_that_stand_together_are_one_place_and_not_marked_alone() -> None:
    found = marked("chuyen doi so", "Về chuyển đổi số, chuyển\nđổi số.", "Số: 12. Đổi mới số liệu.")
    assert runs(found) == {1: ["chuyen doi so"]}
    assert found.total == 2


def test_a_word_that_never_stands_with_its_neighbours_is_marked_alone() -> None:
    found = marked("kế hoạch chuyển đổi", "Kế hoạch năm. Việc chuyển giao, đổi mới.")
    assert runs(found) == {1: ["ke hoach", "chuyen", "doi"]}


def test_the_page_that_a_hit_opens_at_is_never_without_marks() -> None:
    pages = ("Về chuyển đổi số.", "Số liệu và việc đổi mới.")
    assert 2 not in runs(marked("chuyen doi so", *pages))
    assert runs(marked("chuyen doi so", *pages, landing=2))[2] == ["so", "doi"]


def test_the_place_with_the_most_words_is_looked_at_first() -> None:
    pages = ("Đối thoại.", "Đối thoại. Biên bản đối thoại ghi đủ. Đối thoại.", "Ghi đủ.")
    assert marked("doi thoai ghi du", *pages).best == (2, 1)
    assert marked("doi thoai ghi du", *pages, landing=3).best == (3, 0)
    assert marked("khong co gi", *pages).best is None


def test_joining_words_are_marked_only_between_others() -> None:
    found = marked("bảo vệ và phát triển", "Bảo vệ và phát triển rừng. Và sau đó.")
    assert runs(found) == {1: ["bao ve va phat trien"]}
    assert found.total == 1


def test_a_word_typed_with_marks_is_not_another_word_of_the_same_letters() -> None:
    found = marked("đường", "Ông Dương sửa Đường và đường.")
    assert found.total == 2
    assert found.spelled == {"duong": ("đường",)}
    assert marked("duong", "Ông Dương sửa đường.").total == 2


def test_another_word_of_the_same_letters_is_marked_where_nothing_else_is_there() -> None:
    found = marked("đường", "Ông Dương.")
    assert (found.total, found.spelled) == (1, {})


def test_a_symbol_is_one_place_however_it_is_parted() -> None:
    found = marked("57-NQ/TW", "Nghị quyết 57-\n\nNQ/TW và 57 - NQ / TW.")
    assert runs(found) == {1: ["57 nq tw"]}
    assert found.total == 2


def test_a_phrase_that_runs_on_over_the_page_is_marked_on_both() -> None:
    found = marked('"trách nhiệm người đứng đầu"', "Nêu rõ trách nhiệm", "- 2 -\nngười đứng đầu.")
    one, two = found.pages
    assert (one.tail, two.head) == (("trach", "nhiem"), ("nguoi", "dung", "dau"))
    assert (one.count, two.count) == (1, 1)


def test_on_a_scan_each_place_has_a_box_on_each_line_it_stands_on() -> None:
    words = [*line("Thực hiện chuyển", 0.1, 0), *line("đổi số ngay", 0.2, 1)]
    text = "Thực hiện chuyển\nđổi số ngay"
    found = highlights(match_terms(understood("chuyển đổi số")), [PageText(4, text, words)])
    [page] = found.pages
    assert page.count == 1
    assert page.boxes == (((0.2, 0.1, 0.08, 0.02), (0.0, 0.2, 0.18, 0.02)),)


def test_while_typing_the_last_word_may_go_on() -> None:
    pages = [PageText(1, "Về chuyển đổi số, đời sống; chuyển đến nơi. Đổ.")]
    look = with_endings(match_terms(understood("chuyen do")), "chuyen do", pages)
    assert runs(highlights(look, pages)) == {1: ["chuyen doi"]}
    alone = with_endings(match_terms(understood("so")), "so", pages)
    assert runs(highlights(alone, pages)) == {1: ["so", "song"]}
    closed = with_endings(match_terms(understood("so ")), "so ", pages)
    assert runs(highlights(closed, pages)) == {1: ["so"]}


def test_nothing_asked_marks_nothing() -> None:
    assert marked("", "Văn bản") == Highlights()
    assert marked("xyz", "Văn bản") == Highlights(lacking=1)


@given(WORDS, st.lists(WORDS, max_size=3))
def test_every_run_that_is_marked_stands_on_its_page(typed: str, texts: list[str]) -> None:
    found = marked(typed, *texts, landing=1)
    for page in found.pages:
        assert page.count > 0
        assert all(run for run in page.runs)

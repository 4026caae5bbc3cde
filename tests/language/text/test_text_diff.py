"""What a reader of the new version must see of what changed."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from intranet.language.text.text_diff import ChangeMark, passages, text_diff

OLD = """KẾ HOẠCH
Truyền thông về chuyển đổi số

I. MỤC TIÊU
1. Trên 70% công chức được tập huấn trước ngày 30/6/2026.
2. 100% văn bản được phổ biến kịp thời; báo cáo hằng quý.
a) Văn phòng chủ trì.
b) Các phòng phối hợp thực hiện."""


def test_the_same_document_set_anew_has_no_changes() -> None:
    anew = OLD.replace("công chức được", "công\nchức  được").replace(
        "kịp thời; báo", "kịp thời;\nbáo"
    )
    assert text_diff([(1, OLD)], [(1, anew)]) == ()


def test_a_changed_number_is_shown_within_its_sentence() -> None:
    (change,) = text_diff([(1, OLD)], [(1, OLD.replace("70%", "80%"))])
    said = [(piece.text, piece.mark) for piece in change.pieces]
    assert ("70%", ChangeMark.REMOVED) in said
    assert ("80%", ChangeMark.ADDED) in said
    assert said[-1] == ("công chức được tập huấn trước ngày 30/6/2026.", ChangeMark.KEPT)


def test_an_added_and_a_dropped_item_are_told_apart() -> None:
    new = OLD.replace("a) Văn phòng chủ trì.\n", "") + "\nc) Thanh tra viên tự học trên mạng."
    gone, came = text_diff([(1, OLD)], [(1, new)])
    assert gone.before
    assert gone.after is None
    assert gone.before.text == "a) Văn phòng chủ trì."
    assert came.after
    assert came.before is None
    assert came.after.text.startswith("c) Thanh tra viên")


def test_tone_placement_case_and_punctuation_are_no_changes() -> None:
    assert text_diff([(1, "Ủy ban hoà giải, thuý.")], [(1, "ỦY BAN HÒA GIẢI thúy")]) == ()


def test_a_passage_over_two_pages_is_one_and_names_its_first_page() -> None:
    old = [(1, "Điều 1. Công chức phải đọc"), (2, "văn bản trong năm ngày. Điều 2 bỏ.")]
    new = [(1, "Điều 1. Công chức phải đọc văn bản"), (2, "trong ba ngày. Điều 2 bỏ.")]
    (change,) = text_diff(old, new)
    assert change.after
    assert change.after.page == 1
    assert [piece.text for piece in change.pieces if piece.mark is ChangeMark.ADDED] == ["ba"]


def test_a_figure_behind_a_letter_is_no_tone() -> None:
    (change,) = text_diff([(1, "Mục đề a.")], [(1, "Mục đê2 a.")])
    assert [(piece.text, piece.mark) for piece in change.pieces] == [
        ("Mục", ChangeMark.KEPT),
        ("đề", ChangeMark.REMOVED),
        ("đê2", ChangeMark.ADDED),
        ("a.", ChangeMark.KEPT),
    ]


TEXTS = st.text(alphabet="abc đê 12.;,\n-)Điều", max_size=120)


@given(TEXTS)
def test_nothing_changed_where_nothing_changed(text: str) -> None:
    assert text_diff([(1, text)], [(1, text)]) == ()


@given(TEXTS, TEXTS)
@example("ề", "ê2")
@example("ềê", "êề")
def test_all_that_is_new_is_told(old: str, new: str) -> None:
    found = text_diff([(1, old)], [(1, new)])
    before = {word for one in passages([(1, old)]) for word in _words(one.text)}
    told = {word for one in found for piece in one.pieces for word in _words(piece.text)}
    after = {word for one in passages([(1, new)]) for word in _words(one.text)}
    assert after - before <= told
    assert before - after <= told


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_change_are_its_two_sides(old: str, new: str) -> None:
    for change in text_diff([(1, old)], [(1, new)]):
        for side, other in ((change.before, ChangeMark.ADDED), (change.after, ChangeMark.REMOVED)):
            if side is not None:
                said = " ".join(p.text for p in change.pieces if p.mark is not other)
                assert _words(said) == _words(side.text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())
